// What is drawn of a small network: three boards, the way from the sums to the answer, the drawings with their marks, the loss.

import { largest } from "../../shared/components/arrays.js"
import { colourOf, legible } from "../../shared/components/colours.js"
import { children, make, makeSvg, write } from "../../shared/components/elements.js"
import { paint } from "../../shared/components/painting.js"
import { answerOf, bend, hasSlope, isOpen, isRight } from "./network_arithmetic.js"

const SIDE = 8
const WIDEST = 3.6 // pixels of a link
const RANGE = 8 // of the sums that the curve shows
const board = scale => ({ rows: SIDE, columns: SIDE, scale })

// The learner's picture in its own colours: the numbers are its brightness.
const paintOwn = (canvas, { colours }) => paint(canvas, colours, { ...board("grey"), channels: 3 })

/** The weights that a neuron of the first layer gives to the pixels. */
export const weightsOf = ({ layers: [{ inputs, count, weights }] }, neuron) =>
  Array.from({ length: inputs }, (_, input) => weights[input * count + neuron])

/** A probability in whole per cent; what is not quite sure is not called so. */
export const percent = share => {
  if (share > 0.999 && share < 1) return "> 99.9%"
  if (share < 0.001 && share > 0) return "< 0.1%"
  return `${(100 * share).toFixed((share > 0.99 && share < 1) || (share < 0.01 && share > 0) ? 1 : 0)}%`
}

/** A number with two places and a true minus sign. */
export const places = value => (Math.abs(value) < 0.005 ? "0.00" : value.toFixed(2).replace("-", "−"))

/** Draw everything that the weights and the picture in front make. */
export const drawNetwork = state => {
  const { find, network, neuron, data } = state
  const picture = state.pictureInFront()
  const weights = weightsOf(network, neuron)
  const limit = Math.max(1, largest(network.layers[0].weights))
  const products = weights.map((weight, place) => weight * picture[place])
  if (picture === data.picture) paintOwn(find(".picture canvas"), data)
  else
    paint(
      find(".picture canvas"),
      picture.map(value => 255 * value),
      board("grey"),
      255,
    )
  paint(find(".weights canvas"), weights, board("signed"), limit)
  paint(find(".products canvas"), products, board("signed"), limit)
  find(".hint").hidden = weights.some(weight => weight)
  const found = answerOf(network, picture)
  const bias = network.layers[0].bias[neuron]
  write(find(".bias output"), places(bias))
  if (state.shadow.activeElement !== find(".bias input")) find(".bias input").value = bias
  drawNeurons(state, found, limit)
  drawBend(state, found)
  write(find(".curve-name"), `activation: ${network.activation.toLowerCase()}`)
  const way = network.layers.length > 1 ? "Hidden neurons, answers" : "Sums, softmax, answers"
  write(find(".weights figcaption"), titleOf(state))
  write(find(".way"), data.sizes.at(-1) === 1 ? "Products + bias = sum" : way)
  drawAnswers(state, found)
  drawLinks(state, found)
  drawMarks(state)
  if (state.loss !== null) write(find(".loss"), `loss ${state.loss.toFixed(3)}`)
  else write(find(".loss"), "no slope")
  state.sum = found.sums[0][neuron]
  find(".network").dataset.answer = JSON.stringify(found.probabilities)
  find(".network").dataset.sum = state.sum
  find(".network").dataset.steps = state.steps
  find(".network").dataset.kind = data.kind
}

const titleOf = ({ network, neuron, data }) => {
  if (data.sizes.at(-1) === 1) return "Weights: paint here"
  return network.layers.length > 1 ? `Weights of hidden neuron ${neuron + 1}` : `Weights of “${data.classes[neuron]}”`
}

const newNeuron = () => {
  const button = Object.assign(document.createElement("button"), { type: "button" })
  button.setAttribute("role", "radio")
  make("canvas", button)
  make("span", button)
  return button
}

const drawNeurons = ({ find, network, neuron, data }, found, limit) => {
  const isAlone = data.sizes.at(-1) === 1
  find(".neurons").hidden = isAlone
  const isHidden = network.layers.length > 1
  const count = isAlone ? 0 : network.layers[0].count
  children(find(".neurons"), count, newNeuron).forEach((button, place) => {
    paint(button.querySelector("canvas"), weightsOf(network, place), board("signed"), limit)
    const value = isHidden ? found.outputs[0][place] : found.sums[0][place]
    const [label, name] = [button.querySelector("span"), isHidden ? `hidden ${place + 1}` : data.classes[place]]
    write(label, places(value))
    const colour = colourOf(isHidden ? value : Math.tanh(value / 4), "signed", 1)
    label.style.background = `rgb(${colour})`
    label.style.color = legible(colour)
    button.ariaChecked = place === neuron
    button.tabIndex = place === neuron ? 0 : -1
    button.ariaLabel = `Neuron for ${name}: ${isHidden ? "output" : "sum"} ${places(value)}`
  })
}

const drawBend = ({ find, network, data }, found) => {
  const isAlone = data.sizes.at(-1) === 1
  find(".bend").hidden = !isAlone
  if (!isAlone) return
  const [sum, bias] = [found.sums[0][0], network.layers[0].bias[0]]
  write(find(".sums"), `${places(sum - bias)} ${bias < -0.004 ? "−" : "+"} ${places(Math.abs(bias))} = `)
  const total = make("b", find(".sums"), { textContent: places(sum) })
  const colour = colourOf(Math.tanh(sum / 4), "signed", 1)
  total.style.background = `rgb(${colour})`
  total.style.color = legible(colour)
  if (find(".curve").dataset.of !== network.activation) {
    find(".curve").dataset.of = network.activation
    const across = Array.from({ length: 161 }, (_, step) => (step / 160) * 2 * RANGE - RANGE)
    const line = across.map(at => `${at.toFixed(2)} ${(-bend(at, network.activation)).toFixed(4)}`)
    find(".curve .line").setAttribute("d", `M${line.join("L")}`)
    find(".curve .axis").setAttribute("d", `M${-RANGE} 0H${RANGE}M0 0V-1`)
  }
  const place = (Math.min(Math.max(sum, -RANGE), RANGE) + RANGE) / (2 * RANGE)
  find(".dot").style.left = `${100 * place}%`
  find(".dot").style.top = `${(100 * (1.12 - found.outputs[0][0])) / 1.24}%`
}

const newAnswer = () => {
  const row = Object.assign(document.createElement("div"), { className: "answer" })
  make("span", row, { className: "name" })
  make("b", row)
  make("i", make("div", row, { className: "bar" }))
  return row
}

const drawAnswers = ({ find, data }, found) => {
  const isAlone = data.sizes.at(-1) === 1
  const shares = isAlone ? found.outputs[0] : found.probabilities
  const most = Math.max(...shares)
  children(find(".answers"), shares.length, newAnswer).forEach((row, place) => {
    write(row.querySelector(".name"), isAlone ? `fires for “${data.classes[0]}”` : data.classes[place])
    write(row.querySelector("b"), percent(shares[place]))
    row.querySelector("i").style.width = `${100 * shares[place]}%`
    const isMost = isAlone ? shares[0] > 0.5 : shares[place] === most && shares.indexOf(most) === shares.lastIndexOf(most)
    row.classList.toggle("most", isMost)
  })
}

/** Where the links begin and end: to be measured again when the widget has another size or other neurons. */
export const measure = state => {
  const { find, network } = state
  const flow = find(".flow")
  const origin = flow.getBoundingClientRect()
  const at = (element, side) => {
    const { left, right, top, height } = element.getBoundingClientRect()
    return [(side === "left" ? left : right) - origin.left, top + height / 2 - origin.top]
  }
  const links = find(".links")
  links.replaceChildren()
  state.links = []
  const last = network.layers.at(-1)
  if (last.count === 1) return
  const [from, to] = [[...find(".neurons").children], [...find(".answers").children]]
  for (const [start, neuron] of from.entries())
    for (const [end, answer] of to.entries()) {
      if (network.layers.length === 1 && start !== end) continue
      const [[x, y], [right, bottom]] = [at(neuron, "right"), at(answer, "left")]
      const middle = (x + right) / 2
      const d = `M${x + 2} ${y}C${middle} ${y} ${middle} ${bottom} ${right - 3} ${bottom}`
      state.links.push({ path: makeSvg("path", links, { d }), start, end })
    }
}

const drawLinks = ({ network, links = [] }, found) => {
  const last = network.layers.at(-1)
  const isHidden = network.layers.length > 1
  const strengths = links.map(({ start, end }) =>
    isHidden ? found.outputs[0][start] * last.weights[start * last.count + end] : found.sums[0][start],
  )
  const most = largest(strengths)
  links.forEach(({ path }, place) => {
    const strength = strengths[place]
    path.style.strokeWidth = `${0.8 + ((WIDEST - 0.8) * Math.abs(strength)) / most}px`
    path.classList.toggle("below", strength < 0)
  })
}

/** Lay out the drawings in the groups of their classes, each a button that puts it in front. */
export const layDrawings = ({ find, data }, choose) => {
  const parent = find(".drawings")
  parent.replaceChildren()
  const first = make("div", parent, { className: "first" })
  const own = make("button", first, { type: "button", className: "tile own", ariaLabel: data.pictureName })
  paintOwn(make("canvas", own), data)
  own.onclick = () => choose(-1)
  make("p", first, { className: "score" })
  const isAlone = data.sizes.at(-1) === 1
  const titles = isAlone ? [`fire for “${data.classes[0]}”`, "stay quiet for the others"] : data.classes
  for (const [target, title] of titles.entries()) {
    const part = make("div", parent, { className: "part" })
    make("p", part, { className: "kind", textContent: title })
    const group = make("div", part, { className: "group" })
    data.drawings.forEach((drawing, place) => {
      if (drawing.target !== target) return
      const tile = make("button", group, { type: "button", className: "tile" })
      tile.dataset.place = place
      paint(
        make("canvas", tile),
        drawing.values.map(value => 255 * value),
        board("grey"),
        255,
      )
      make("i", tile)
      tile.onclick = () => choose(place)
    })
  }
}

const drawMarks = ({ find, network, data, shown, drawn }) => {
  let right = 0
  for (const tile of find(".drawings").querySelectorAll(".tile[data-place]")) {
    const { values, target, shows } = data.drawings[tile.dataset.place]
    const found = answerOf(network, values)
    const verdict = (isRight(found, target) && "right") || (isOpen(found) && "open") || "wrong"
    right += Number(verdict === "right")
    for (const name of ["right", "open", "wrong"]) tile.classList.toggle(name, name === verdict)
    write(tile.querySelector("i"), { right: "✓", open: "", wrong: "×" }[verdict])
    const [name, number] = [data.classes[shows], Number(tile.dataset.place) + 1]
    tile.ariaLabel = `Drawing ${number}, ${name}, ${verdict === "open" ? "undecided" : `answered ${verdict}`}`
    tile.ariaPressed = shown === Number(tile.dataset.place)
  }
  find(".own").ariaPressed = shown < 0 && !drawn
  const score = find(".score")
  write(score, `${right} of ${data.drawings.length} right`)
  score.classList.toggle("all", right === data.drawings.length)
  find(".network").dataset.right = right
}

/** The curve of the loss: a point for each stroke of the brush and each step of learning. */
export const drawLosses = ({ find, losses }) => {
  const most = Math.max(...losses, 0.1)
  const line = losses.map((loss, place) => {
    const x = losses.length > 1 ? (120 * place) / Math.max(losses.length - 1, 12) : 0
    return `${x.toFixed(1)} ${(38 - (36 * loss) / most).toFixed(1)}`
  })
  find(".losses path").setAttribute("d", line.length ? `M${line.join("L")}` : "")
}

/** The button that teaches, and what it says. */
export const drawTeacher = ({ find, network, teaching, steps, told }) => {
  find(".play").ariaLabel = teaching ? "Pause" : "Let it learn"
  const said =
    teaching || steps ? `${teaching ? "learning" : "learned"}: ${steps} step${steps === 1 ? "" : "s"}` : "Let it learn"
  write(find(".teach"), told || said)
  find(".play").classList.toggle("dull", !hasSlope(network))
}

/** Let the products fall together into the sum: a moment's motion where another picture is in front. */
export const fall = ({ find, neuron }) => {
  const canvas = find(".products canvas")
  const to = find(".neurons").hidden ? find(".sums b") : find(".neurons").children[neuron]?.querySelector("span")
  if (!to || !canvas.animate || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  const ghost = canvas.cloneNode()
  ghost.getContext("2d").drawImage(canvas, 0, 0)
  ghost.className = "ghost"
  canvas.parentElement.append(ghost)
  const [from, end] = [canvas.getBoundingClientRect(), to.getBoundingClientRect()]
  const x = end.left + end.width / 2 - from.left - from.width / 2
  const y = end.top + end.height / 2 - from.top - from.height / 2
  const moves = [
    { transform: "none", opacity: 0.9 },
    { transform: `translate(${x}px, ${y}px) scale(0.08)`, opacity: 0.5 },
  ]
  ghost.animate(moves, { duration: 420, easing: "cubic-bezier(.5, 0, .8, .4)" }).onfinish = () => ghost.remove()
  to.animate([{ transform: "scale(1)" }, { transform: "scale(1.14)" }, { transform: "scale(1)" }], {
    duration: 200,
    delay: 380,
  })
}
