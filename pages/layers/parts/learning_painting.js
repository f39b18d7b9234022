// The drawing of a kernel that learns: its numbers, its map, what is wrong with it, and the curve of its loss.

import { largest } from "../../shared/components/arrays.js"
import { colourOf, legible } from "../../shared/components/colours.js"
import { children, makeSvg, write } from "../../shared/components/elements.js"
import { paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"
import { decadesOf, depthOf, extentOf, placeOfStep, spellLoss } from "./learning_course.js"
import { convolve } from "./sliding_window.js"

const lossOf = times => `the mean of what is wrong, squared. Each line down: ${times} times less`
const HIGH = 124 // pixels, as in the style sheet
const [LEFT, RIGHT, TOP, BELOW] = [60, 12, 10, 22]

const clamped = (values, limit) => values.map(value => Math.min(Math.max(value || 0, -limit), limit))

// Numbers on both sides of zero as a picture's greys, from black to white.
const asGrey = values => {
  const [low, high] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [values[0], values[0]],
  )
  return values.map(value => (255 * (value - low)) / (high - low || 1))
}

/** Paint what does not change with the steps. */
export const paintStill = state => {
  const { find, image, target, data } = state
  find(".learning").style.setProperty("--ratio", image.columns / image.rows)
  state.limit = largest(target.values)
  paint(find(".input canvas"), asGrey(image.values), { ...image, scale: "grey" })
  paint(find(".target canvas"), target.values, { ...target, scale: "signed" }, state.limit)
  write(find(".input figcaption"), data.titles.input)
  write(find(".input p"), data.titles.note)
  write(find(".target figcaption"), "The target")
  find(".weights").style.gridTemplateColumns = `repeat(${data.size}, var(--cell))`
  state.decades = decadesOf(state.losses)
}

/** Paint the kernel after a step, and all that follows from it. */
export const paintStep = state => {
  const { find, target, step, kernels, losses, data, image } = state
  const count = data.size ** 2
  const kernel = kernels.subarray(count * step, count * (step + 1))
  const window = { rows: data.size, columns: data.size, stride: 1, dilation: 1 }
  const padded = { columns: image.columns, channels: [image.values] }
  state.map = convolve(padded, [kernel], 0, window, target)
  state.wrong = state.map.map((value, place) => value - target.values[place])
  for (const [name, values] of [
    ["map", state.map],
    ["wrong", state.wrong],
  ])
    paint(find(`.${name} canvas`), clamped(values, state.limit), { ...target, scale: "signed" }, state.limit)
  const strongest = largest(kernel)
  children(find(".weights"), count, () => document.createElement("span")).forEach((cell, index) => {
    const colour = colourOf(kernel[index], "signed", strongest)
    write(cell, spellWeight(kernel[index]))
    cell.dataset.value = kernel[index]
    cell.style.background = `rgb(${colour})`
    cell.style.color = legible(colour)
  })
  write(find(".kernel figcaption"), step === 1 ? "Kernel after 1 step" : `Kernel after ${step} steps`)
  write(find(".kernel p"), step === 0 ? "nine random numbers" : "nobody chose them")
  write(find(".loss b"), spellLoss(losses[step]))
  const last = losses.length - 1
  const told = find(".loss span")
  told.classList.toggle("end", step === last && data.titles.end !== "")
  write(told, (step === last && data.titles.end) || lossOf(10 ** everyOf(state.decades)))
  const scrub = find(".scrub")
  scrub.value = placeOfStep(step, last)
  scrub.setAttribute("aria-valuetext", `step ${step} of ${last}`)
  write(find(".place"), `step ${step}`)
  drawCurve(state)
  paintPlace(state)
}

const spellWeight = weight => {
  const text = Math.abs(weight) < 100 ? weight.toFixed(2) : Math.abs(weight) < 1e4 ? weight.toFixed(0) : weight.toExponential(0)
  return Number(text) === 0 ? "0.00" : text.replaceAll("-", "−").replace("e+", "e")
}

// How many powers of ten lie between two lines.
const everyOf = ([low, high]) => Math.max(1, Math.ceil((high - low) / 6))

// The curve as far as it was seen: the axis grows with it.
const drawCurve = state => {
  const { find, step, losses, decades, reached } = state
  const svg = find(".chart svg")
  const wide = state.wide || 600
  const extent = extentOf(reached, losses.length - 1)
  const x = at => LEFT + ((wide - LEFT - RIGHT) * at) / extent
  const y = loss => TOP + (HIGH - TOP - BELOW) * depthOf(loss, decades)
  svg.setAttribute("viewBox", `0 0 ${wide} ${HIGH}`)
  const apart = Math.max(1, Math.floor(reached / 300)) // no more points than can be seen
  const points = []
  for (let at = 0; at < reached; at += apart) points.push(`${x(at).toFixed(1)} ${y(losses[at]).toFixed(1)}`)
  points.push(`${x(reached).toFixed(1)} ${y(losses[reached]).toFixed(1)}`)
  find(".chart .curve").setAttribute("d", `M${points.join("L")}`)
  find(".chart .dot").setAttribute("cx", x(step))
  find(".chart .dot").setAttribute("cy", y(losses[step]))
  const [low, high] = decades
  const every = everyOf(decades)
  const marks = []
  for (let power = high; power >= low; power -= every)
    marks.push({
      text: Number((10 ** power).toPrecision(1)).toLocaleString("en-GB", { maximumFractionDigits: 6 }),
      at: [LEFT - 8, y(10 ** power) + 4],
      anchor: "end",
      line: y(10 ** power),
    })
  const nice = [1, 2, 5, 10, 20, 50, 100, 200, 500].find(width => extent / width <= 6) ?? 500
  for (let at = 0; at <= extent - nice / 3; at += nice) marks.push({ text: `${at}`, at: [x(at), HIGH - 4], anchor: "middle" })
  marks.push({ text: "steps", at: [wide - RIGHT, HIGH - 4], anchor: "end" })
  const numbers = find(".chart .numbers")
  children(numbers, marks.length, () => makeSvg("text", numbers)).forEach((text, index) => {
    const { at, anchor } = marks[index]
    write(text, marks[index].text)
    text.setAttribute("x", at[0])
    text.setAttribute("y", at[1])
    text.setAttribute("text-anchor", anchor)
  })
  const lines = marks.filter(({ line }) => line !== undefined)
  const drawn = find(".chart .lines")
  children(drawn, lines.length, () => makeSvg("path", drawn)).forEach((path, index) => {
    path.setAttribute("d", `M${LEFT} ${lines[index].line}H${wide - RIGHT}`)
  })
}

/** Mark the place that is compared, and write its numbers. */
export const paintPlace = ({ find, place, target, image, map, wrong, data }) => {
  const frame = (mark, { rows, columns }, [row, column], size) => {
    mark.style.width = `${(100 * size) / columns}%`
    mark.style.height = `${(100 * size) / rows}%`
    mark.style.left = `${(100 * (column + size / 2)) / columns}%`
    mark.style.top = `${(100 * (row + size / 2)) / rows}%`
  }
  frame(find(".input .mark"), image, place, data.size)
  const at = place[0] * target.columns + place[1]
  for (const [name, values] of [
    ["map", map],
    ["target", target.values],
    ["wrong", wrong],
  ]) {
    frame(find(`.${name} .mark`), target, place, 1)
    write(find(`.${name} p`), `in the frame: ${spellValue(values[at])}`)
  }
}

const spellValue = value => (Math.abs(value) < 1e5 ? spell(value) : "beyond all bounds")
