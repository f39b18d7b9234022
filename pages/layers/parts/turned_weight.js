// One weight on its way to the loss: turned by a slider, it changes a sum, the answer and the loss; the slope is how steep that is.

import { decode } from "../../shared/components/arrays.js"
import { colourOf, legible } from "../../shared/components/colours.js"
import { make, makeSvg, write } from "../../shared/components/elements.js"
import { short } from "./way_back_words.js"

const [WIDE, HIGH] = [300, 92]
const REACH = 0.45 // of the weight, each way, as far as the slope is drawn
const FLAT = 0.005
const LINKS = ["weight", "sum", "says", "loss"]

/** Build it once, in a place of its own. */
export const buildTurning = (place, onTurn) => {
  const words = make("div", place, { className: "turned-words" })
  make("b", words, { textContent: "What if this weight were another? All the way to the loss" })
  const way = make("div", words, { className: "turned-way" })
  LINKS.forEach((link, index) => {
    if (index) make("span", way, { className: "arrow", textContent: "→" })
    const chip = make("span", way, { className: `link of-${link}` })
    make("b", chip)
    make("small", chip)
  })
  make("p", words, { className: "turned-slope" })
  const curve = make("div", place, { className: "turned-curve" })
  const drawing = makeSvg("svg", curve, { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" })
  for (const name of ["ground", "course", "tangent"]) makeSvg("path", drawing, { class: name })
  makeSvg("circle", drawing, { class: "home", r: 4 })
  makeSvg("circle", drawing, { class: "ball", r: 7 })
  make("span", curve, { className: "up", textContent: "loss" })
  const slider = make("input", curve, { className: "turn", type: "range", min: 0, step: 1 })
  slider.setAttribute("aria-label", "Turn this weight")
  slider.oninput = () => onTurn(Number(slider.value))
}

/** The numbers that come with a weight, place by place. */
export const readTurning = ({ place, count, numbers }) => {
  const all = decode(numbers)
  const [weight, sum, says, loss, slope] = Array.from({ length: 5 }, (_, row) => [
    ...all.subarray(row * count, (row + 1) * count),
  ])
  return { place, weight, sum, says, loss, slope, home: (count - 1) / 2 }
}

/** What a slope says, in one sentence. */
export const tellSlope = slope => {
  if (Math.abs(slope) < FLAT) return "So turning this weight a little changes nothing."
  const [size, goes] = slope < 0 ? ["below", "smaller"] : ["above", "larger"]
  return `It is ${size} zero: a larger weight makes the loss ${goes}.`
}

/** Show the weight where it was turned to. */
export const drawTurning = (place, turning, at, name, limit) => {
  const find = selector => place.querySelector(selector)
  const { weight, loss, slope, home } = turning
  const texts = { weight: "this weight", sum: `sum: ${name}`, says: "it says", loss: "loss" }
  for (const link of LINKS) {
    const value = turning[link][at]
    const chip = find(`.of-${link} b`)
    write(chip, short(value))
    write(find(`.of-${link} small`), texts[link])
    if (link !== "weight" && link !== "sum") continue
    const colour = colourOf(Math.min(Math.max(value, -limit), limit), "signed", limit)
    chip.style.background = `rgb(${colour})`
    chip.style.color = legible(colour)
  }
  const told = find(".turned-slope")
  told.replaceChildren("The ")
  make("b", told, { textContent: "slope" })
  told.append(` is how steep the curve is: ${short(slope[at])}. ${tellSlope(slope[at])}`)
  const [low, high] = [Math.min(...loss), Math.max(...loss)]
  const x = value => 8 + ((value - weight[0]) / (weight.at(-1) - weight[0])) * (WIDE - 16)
  const y = value => HIGH - 8 - ((value - low) / (high - low || 1)) * (HIGH - 18)
  const points = weight.map((value, index) => `${x(value).toFixed(1)} ${y(loss[index]).toFixed(1)}`)
  find(".ground").setAttribute("d", `M0 0V${HIGH}H${WIDE}`)
  find(".course").setAttribute("d", `M${points.join("L")}`)
  const end = side => `${x(weight[at] + side * REACH)} ${y(loss[at] + side * REACH * slope[at])}`
  find(".tangent").setAttribute("d", `M${end(-1)}L${end(1)}`)
  for (const [selector, index] of [
    [".home", home],
    [".ball", at],
  ]) {
    find(selector).setAttribute("cx", x(weight[index]))
    find(selector).setAttribute("cy", y(loss[index]))
  }
  const slider = find(".turn")
  slider.max = weight.length - 1
  slider.value = at
  slider.setAttribute("aria-valuetext", `weight ${short(weight[at])}, loss ${short(loss[at])}`)
}
