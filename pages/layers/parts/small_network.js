// A small network on one stage: its weights are painted, or learned before one's eyes, and every number follows at once.
// Python hears of a stroke when it is over, and of a training when it ends; what stands here then is what the page tells of.

import { useSchemeOf } from "../../shared/components/colours.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { hasSlope, learn, lossOf, readNetwork, writeNetwork } from "./network_arithmetic.js"
import { paintOn, readDrawing, writeDrawing } from "./network_brush.js"
import { drawLosses, drawNetwork, drawTeacher, fall, layDrawings, measure, places, weightsOf } from "./network_painting.js"

const STATES = new WeakMap()
const LEARNED = 0.05 // a loss that is small enough
const HOW = { "Two layers": { pace: 120, most: 1500 }, other: { pace: 12, most: 150 } } // steps a second, and of one training
const LONGEST = 1600 // points of the loss's curve
const STUCK = [24, 1e-4] // after so many steps the loss must have fallen by so much
const MEMORY = 60 // strokes that can be undone
const NO_SLOPE = "A step is flat: nothing says which way to turn."
const NO_WAY = "Stuck: no turn makes the loss smaller."

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, shadow: find(".network").getRootNode(), history: [], losses: [], brush: 1, neuron: 0, told: "" }
  state.edit = () => nextEdit(parentElement)
  state.pictureInFront = () =>
    state.data.drawings[state.shown]?.values ?? (state.drawn ? readDrawing(state.drawn) : state.data.picture)
  state.resized = new ResizeObserver(() => state.network && arrange(state))
  state.resized.observe(find(".network"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const arrange = state => {
  drawNetwork(state)
  measure(state)
  drawNetwork(state)
}

const follow = state => {
  const { network, data } = state
  if (state.pointed) point(state, state.pointed)
  state.loss = hasSlope(network) ? lossOf(network, data.drawings) : null
  drawNetwork(state)
}

const note = state => {
  if (state.loss !== null) state.losses.push(state.loss)
  if (state.losses.length > LONGEST) state.losses.shift()
  drawLosses(state)
}

const textOf = state => `${state.data.name}.${state.steps}.${writeNetwork(state.network)}`

const tell = state => {
  const text = state.isFirst ? "" : textOf(state)
  state.known = state.data.text = text
  state.find(".network").dataset.told = JSON.stringify(text)
  Object.assign(state.data, { shown: state.shown, drawn: state.drawn })
  state.send("edited", {
    value: { weights: text, shown: state.shown + 1, drawn: state.drawn },
    edit: state.number ?? state.edit(),
  })
  state.number = null
}

// What is about to change can be brought back.
const remember = state => {
  state.number ??= state.edit()
  state.history.push({
    text: writeNetwork(state.network),
    steps: state.steps,
    isFirst: state.isFirst,
    losses: [...state.losses],
  })
  if (state.history.length > MEMORY) state.history.shift()
  state.find(".undo").disabled = false
}

const settle = state => {
  const { network, data } = state
  state.network = readNetwork(writeNetwork(network), data.sizes, data.activation) // in hundredths, as they are told
  follow(state)
  note(state)
  drawTeacher(state)
  tell(state)
}

const bringBack = (state, { text, steps, isFirst, losses }) => {
  Object.assign(state, {
    network: readNetwork(text, state.data.sizes, state.data.activation),
    steps,
    isFirst,
    losses,
    told: "",
  })
  follow(state)
  drawLosses(state)
  drawTeacher(state)
  tell(state)
}

const point = (state, cell, speak) => {
  const { find, network, neuron } = state
  state.pointed = cell
  for (const mark of state.shadow.querySelectorAll(".mark")) {
    mark.hidden = !cell
    if (cell) mark.style.translate = `${100 * cell[1]}% ${100 * cell[0]}%`
  }
  if (!cell) {
    find(".reading").textContent = "Point at a cell, or draw here."
    return
  }
  const place = 8 * cell[0] + cell[1]
  const [pixel, weight] = [state.pictureInFront()[place], weightsOf(network, neuron)[place]]
  const told = `${places(pixel)} × ${weight < 0 ? `(${places(weight)})` : places(weight)} = ${places(pixel * weight)}`
  find(".reading").textContent = told
  if (speak) find(".words").textContent = `Row ${cell[0] + 1}, column ${cell[1] + 1}: ${told}. The sum is ${places(state.sum)}.`
}

const stop = state => {
  cancelAnimationFrame(state.teaching)
  state.teaching = null
}

const pause = state => {
  if (!state.teaching) return
  stop(state)
  settle(state)
}

const oneStep = state => {
  learn(state.network, state.data.drawings, state.data.rate)
  state.steps += 1
  state.loss = lossOf(state.network, state.data.drawings)
}

const teach = state => {
  const { network, data } = state
  state.told = hasSlope(network) ? "" : NO_SLOPE
  drawTeacher(state)
  if (!hasSlope(network)) return
  remember(state)
  state.isFirst = false
  const { pace, most } = HOW[data.kind] ?? HOW.other
  const end = state.steps + most
  const [patience, least] = STUCK
  const fallen = [state.loss]
  const isOver = () => {
    fallen.push(state.loss)
    const isStuck = fallen.length > patience && fallen.at(-1 - patience) - state.loss < least
    if (isStuck && state.loss >= LEARNED) state.told = NO_WAY
    else if (state.steps >= end && state.loss >= LEARNED) state.told = `${state.steps} steps, and still not right.`
    return state.loss < LEARNED || state.steps >= end || isStuck
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    do {
      oneStep(state)
      note(state)
    } while (!isOver())
    return settle(state)
  }
  let [before, owed] = [null, 1]
  const frame = now => {
    owed += (Math.min(now - (before ?? now), 100) * pace) / 1000
    before = now
    for (; owed >= 1; owed -= 1) {
      oneStep(state)
      note(state)
      if (isOver()) {
        stop(state)
        return settle(state)
      }
    }
    drawNetwork(state)
    drawTeacher(state)
    state.teaching = requestAnimationFrame(frame)
  }
  state.teaching = requestAnimationFrame(frame)
}

const choose = (state, shown) => {
  pause(state)
  Object.assign(state, { shown, drawn: "" })
  captionOf(state)
  follow(state)
  fall(state)
  tell(state)
}

const captionOf = ({ find, data, shown, drawn }) => {
  const own = drawn ? "Your drawing" : data.pictureName
  find(".picture figcaption").textContent = shown < 0 ? own : `A drawing: ${data.classes[data.drawings[shown].shows]}`
}

const chooseNeuron = (state, place) => {
  state.neuron = place
  drawNetwork(state)
  state.find(".neurons").children[place].focus()
}

const listen = state => {
  const { find } = state
  const cells = find(".weights .cells")
  const ink = ([row, column], value) => {
    const [layer] = state.network.layers
    layer.weights[(8 * row + column) * layer.count + state.neuron] = value
    follow(state)
  }
  const start = () => {
    pause(state)
    remember(state)
    Object.assign(state, { isFirst: false, told: "" })
  }
  paintOn(cells, {
    brush: () => state.brush,
    begin: start,
    ink,
    finish: () => settle(state),
    point: (...at) => point(state, ...at),
  })
  let white = 1 // a stroke that begins on white wipes
  const draw = ([row, column], value) => {
    const values = readDrawing(state.drawn)
    values[8 * row + column] = value
    state.drawn = writeDrawing(values)
    follow(state)
  }
  const beginDrawing = () => {
    pause(state)
    state.number ??= state.edit() // what Python answers to an earlier stroke is late
    if (!state.drawn || state.shown >= 0) state.drawn = "0".repeat(16)
    state.shown = -1
    captionOf(state)
  }
  const wipesOn = ([row, column]) => {
    white = Number(!(state.drawn && state.shown < 0 && readDrawing(state.drawn)[8 * row + column]))
  }
  const toDraw = {
    brush: () => white,
    begin: beginDrawing,
    ink: draw,
    finish: () => tell(state),
    point: (...at) => point(state, ...at),
  }
  paintOn(find(".picture .cells"), { ...toDraw, at: wipesOn })
  const other = find(".products .cells")
  other.onpointermove = event => {
    const { left, top, width, height } = other.getBoundingClientRect()
    const cell = [Math.floor((8 * (event.clientY - top)) / height), Math.floor((8 * (event.clientX - left)) / width)]
    point(state, cell.every(place => place >= 0 && place < 8) ? cell : null)
  }
  other.onpointerleave = () => point(state, null)
  const brushes = [...find(".brushes").children]
  const take = brush => {
    state.brush = Number(brush.dataset.ink)
    for (const each of brushes) {
      each.ariaChecked = each === brush
      each.tabIndex = each === brush ? 0 : -1
    }
  }
  take(brushes[0])
  const roving = (buttons, event, act) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const at = buttons.indexOf(event.target)
    if (!by || at < 0) return
    event.preventDefault()
    act((at + by + buttons.length) % buttons.length)
  }
  for (const brush of brushes) brush.onclick = () => take(brush)
  find(".brushes").onkeydown = event =>
    roving(brushes, event, place => {
      take(brushes[place])
      brushes[place].focus()
    })
  find(".neurons").onclick = event => {
    const place = [...find(".neurons").children].indexOf(event.target.closest("button"))
    if (place >= 0) chooseNeuron(state, place)
  }
  find(".neurons").onkeydown = event => roving([...find(".neurons").children], event, place => chooseNeuron(state, place))
  const bias = find(".bias input")
  bias.oninput = () => {
    if (!state.isSliding) start()
    state.isSliding = true
    state.network.layers[0].bias[state.neuron] = Number(bias.value)
    follow(state)
  }
  bias.onchange = () => {
    state.isSliding = false
    settle(state)
  }
  find(".play").onclick = () => (state.teaching ? pause(state) : teach(state))
  find(".undo").onclick = () => {
    pause(state)
    const before = state.history.pop()
    find(".undo").disabled = !state.history.length
    if (before) bringBack(state, before)
  }
  find(".reset").onclick = () => {
    pause(state)
    remember(state)
    bringBack(state, { text: state.data.first, steps: 0, isFirst: true, losses: [] })
  }
}

const load = (state, data) => {
  const isOther = state.data?.name !== data.name
  const isNewText = data.text !== state.known || isOther
  const before = state.data
  state.data = data
  if (!state.network || isNewText) {
    stop(state)
    if (isOther) Object.assign(state, { history: [], neuron: 0 })
    Object.assign(state, { losses: [], told: "", known: data.text, isFirst: !data.text })
    state.network = readNetwork(data.text.split(".")[3] || data.first, data.sizes, data.activation)
    state.steps = Number(data.text.split(".")[2] ?? 0)
  }
  if (data.activation !== state.network.activation) Object.assign(state, { losses: [], told: "" })
  state.network.activation = data.activation
  state.find(".undo").disabled = !state.history.length
  const hasMoved = before && data.shown !== state.shown
  Object.assign(state, { shown: data.shown, drawn: data.drawn })
  if (!before || isOther || String(before.picture) !== String(data.picture)) layDrawings(state, place => choose(state, place))
  captionOf(state)
  follow(state)
  if (!state.losses.length) note(state)
  arrange(state)
  drawLosses(state)
  drawTeacher(state)
  if (!before || !hasMoved) return
  fall(state)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stop(state)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = setTriggerValue
  if (isLate(parentElement, data.heard)) return close // what was painted since is on its way
  useSchemeOf(state.find(".network"))
  if (state.teaching) {
    const isSame = ["name", "text", "activation", "shown", "drawn"].every(part => data[part] === state.data[part])
    if (!isSame)
      pause(state) // what Python answers to that is drawn
    else state.data.rate = data.rate
    return close
  }
  load(state, data)
  return close
}
