// The figure of the way there and back: values in the upper lane, their slopes in the lower one, and lines between them.

import { colourOf, legible } from "../../shared/components/colours.js"
import { make, makeSvg, write } from "../../shared/components/elements.js"
import { nameOf, numberOf, sourcesOf, stopOf, waysOf } from "./way_back_chains.js"
import { tiny } from "./way_back_words.js"

// From left to right, with the biases below the weights.
const COLUMNS = [
  { title: "5 × 5 pixels", part: "image", rows: 5, columns: 5 },
  { title: "Kernel", part: "kernel", rows: 2, columns: 2, bias: "bias", biases: 1 },
  { title: "Map", part: "map", rows: 4, columns: 4 },
  { title: "After ReLU", part: "bent", rows: 4, columns: 4 },
  { title: "Pooled", part: "pooled", rows: 2, columns: 2 },
  { title: "Weights", part: "dense", rows: 4, columns: 2, bias: "denseBias", biases: 2 },
  { title: "Sums", part: "sums", rows: 2, columns: 1 },
]
const SHOWN = new Set(["kernel", "bias", "pooled", "dense", "denseBias", "sums", "chances", "wanted", "loss"])
const SEEN = 0.005 // slopes in a map below that are written only where they are looked at

/** Build the figure once. Returns its cells by name. */
export const build = figure => {
  const cells = new Map()
  const cell = (parent, lane, part, place) => {
    const made = make("i", parent, { className: "cell" })
    made.dataset.name = nameOf({ lane, part, place })
    cells.set(made.dataset.name, made)
    return made
  }
  const grid = (parent, lane, { part, rows, columns, bias, biases = 0 }) => {
    const place = make("div", parent, { className: `grid ${part}` })
    place.style.gridTemplateColumns = `repeat(${columns}, auto)`
    for (let at = 0; at < rows * columns; at++) cell(place, lane, part, at)
    for (let at = 0; at < biases; at++) {
      const made = cell(place, lane, bias, at)
      made.classList.add("bias")
      made.style.gridColumn = `span ${columns / biases}`
    }
  }
  const column = (name, title) => {
    const place = make("div", figure, { className: `column ${name}` })
    make("b", place, { textContent: title })
    return place
  }
  for (const each of COLUMNS) {
    const place = column(each.part, each.title)
    grid(make("div", place, { className: "lane" }), "value", each)
    if (each.part === "image") {
      make("span", place, { className: "caption", textContent: "of your picture" })
      make("canvas", place, { className: "thumbnail" })
      continue
    }
    make("span", place, { className: "caption", textContent: `Slopes: ${each.title.toLowerCase().replace("relu", "ReLU")}` })
    grid(make("div", place, { className: "lane lower" }), "slope", each)
  }
  buildAnswer(column("answer", ""), cell)
  return cells
}

// Who is right, what the network says of it, and the loss, with its curve below.
const buildAnswer = (place, cell) => {
  const lane = make("div", place, { className: "lane" })
  const heads = place.querySelector("b")
  heads.className = "heads"
  for (const text of ["it says", "wanted", "answer"]) make("span", heads, { textContent: text })
  const choice = make("div", lane, { className: "classes" })
  choice.setAttribute("role", "radiogroup")
  choice.setAttribute("aria-label", "Right answer")
  for (const unit of [0, 1]) {
    cell(choice, "value", "chances", unit)
    cell(choice, "value", "wanted", unit)
    make("button", choice, { className: "class", type: "button" }).setAttribute("role", "radio")
  }
  const loss = make("div", lane, { className: "loss" })
  cell(loss, "value", "loss", 0)
  make("span", loss, { textContent: "loss" })
  make("span", place, { className: "caption", textContent: "The loss, step by step" })
  const curve = make("div", place, { className: "curve" })
  const drawing = makeSvg("svg", curve, { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" })
  makeSvg("path", drawing, { class: "axis", d: "M0 0V100H100" })
  makeSvg("path", drawing, { class: "line" })
  make("i", curve, { className: "dot" })
  make("span", curve, { className: "high" })
  make("span", curve, { className: "count" })
  const slider = make("input", curve, { className: "steps", type: "range", min: 0, step: 1 })
  slider.setAttribute("aria-label", "Steps downhill")
}

const within = (value, limit) => Math.min(Math.max(value, -limit), limit)

/** The largest value and the largest slope of some passes: what their colours are measured by. */
export const limitsOf = passes => {
  const most = parts => Math.max(...passes.flatMap(pass => parts.flatMap(part => pass[part].map(Math.abs))), 1e-9)
  return {
    value: most(["kernel", "bias", "map", "dense", "denseBias", "sums"]),
    slope: most(["dSums", "dPooled", "dMap", "dKernel", "dBias", "dDense", "dDenseBias"]),
  }
}

/** Colour all cells that are known by now, and write the numbers that are looked at. */
export const paintCells = (cells, { pass, stop, limits, lit, chosen }) => {
  const brightest = Math.max(...pass.image.map(Math.abs), 1e-9)
  for (const [name, cell] of cells) {
    const [lane, part, place] = name.split(":")
    const named = { lane, part, place: Number(place) }
    const isKnown = stopOf(named) <= stop
    const value = isKnown ? numberOf(pass, named) : null
    const isLit = lit.has(name)
    cell.classList.toggle("unknown", !isKnown)
    cell.classList.toggle("lit", isLit && isKnown)
    cell.classList.toggle("chosen", name === chosen)
    const isWritten = isKnown && (isLit || SHOWN.has(part) || (lane === "slope" && Math.abs(value) >= SEEN))
    write(cell, isWritten ? textOf(named, value) : "")
    const colour = isKnown ? groundOf(part, value, lane === "slope" ? limits.slope : limits.value, brightest) : null
    cell.style.background = colour ? `rgb(${colour})` : ""
    cell.style.color = colour ? legible(colour) : ""
    if (part === "chances") cell.style.setProperty("--share", `${100 * (value ?? 0)}%`)
  }
}

const textOf = ({ lane, part }, value) => {
  if (part === "wanted") return String(value)
  if (lane === "slope" || !part.toLowerCase().endsWith("bias")) return tiny(value)
  return `${value < 0 ? "−" : "+"} ${tiny(Math.abs(value))}` // a bias is added
}

const groundOf = (part, value, limit, brightest) => {
  if (part === "loss" || part === "wanted" || part === "chances") return null
  if (part === "image") return Array(3).fill(Math.round(((value / brightest + 1) / 2) * 255))
  return colourOf(within(value, limit), "signed", limit)
}

/** Draw the lines from a number's sources to it, and, paler, the way by which the loss's slope came there. */
export const drawWires = (wires, cells, { pass, chain, stop }, isDrawn) => {
  const svg = wires.getBoundingClientRect()
  const box = name => {
    const { left, right, top, bottom } = cells.get(name).getBoundingClientRect()
    return { left: left - svg.left, right: right - svg.left, top: top - svg.top, bottom: bottom - svg.top }
  }
  wires.replaceChildren()
  if (!chain) return
  const end = chain.named.lane === "step" ? { ...chain.named, lane: "value" } : chain.named
  const near = sourcesOf(chain).filter(each => nameOf(each) !== nameOf(end))
  const isNear = new Set(near.map(nameOf))
  const line = (from, to, classes) => {
    if (stopOf(from) > stop || stopOf(to) > stop) return
    const path = makeSvg("path", wires, { d: curveBetween(box(nameOf(from)), box(nameOf(to))), class: classes })
    if (isDrawn) path.style.setProperty("--length", Math.ceil(path.getTotalLength()))
  }
  for (const [from, to] of waysOf(pass, chain.named)) if (to !== chain.named || !isNear.has(nameOf(from))) line(from, to, "far")
  for (const from of near) {
    const isShut = chain.gate === false || (chain.winner !== undefined && from.place !== chain.winner)
    line(from, end, `near${from.value < 0 ? " below" : ""}${isShut ? " shut" : ""}${isDrawn ? " drawn" : ""}`)
  }
}

const middle = (from, to) => (from + to) / 2

/** A curve from one cell to another: sideways where they lie beside each other, up or down where one lies over the other. */
export const curveBetween = (from, to) => {
  const [above, below] = [to.bottom < from.top - 20, to.top > from.bottom + 20]
  const isBeside = from.right < to.left - 8 || to.right < from.left - 8
  if (isBeside && !((above || below) && Math.abs(middle(from.left, from.right) - middle(to.left, to.right)) < 60)) {
    const isOnward = from.right < to.left
    const [x1, x2] = isOnward ? [from.right, to.left] : [from.left, to.right]
    const [y1, y2] = [middle(from.top, from.bottom), middle(to.top, to.bottom)]
    return `M${x1} ${y1}C${middle(x1, x2)} ${y1} ${middle(x1, x2)} ${y2} ${x2} ${y2}`
  }
  const [y1, y2] = below ? [from.bottom, to.top] : [from.top, to.bottom]
  const [x1, x2] = [middle(from.left, from.right), middle(to.left, to.right)]
  return `M${x1} ${y1}C${x1} ${middle(y1, y2)} ${x2} ${middle(y1, y2)} ${x2} ${y2}`
}

/** Write a sum as chips and signs. */
export const writeEquation = (place, tokens, limits) => {
  place.replaceChildren()
  for (const { sign, text, value, label, power, isResult } of tokens) {
    if (sign !== undefined) {
      make("span", place, { className: "sign", textContent: sign })
      continue
    }
    const chip = make("span", place, { className: `chip${isResult ? " result" : ""}` })
    const number = make("b", chip, { textContent: power ? "e" : text })
    if (power) make("sup", number, { textContent: text })
    make("small", chip, { textContent: label })
    if (value === undefined || label === "it says" || label === "wanted" || label === "loss") continue
    const limit = label.startsWith("slope") || label.endsWith("slope") ? limits.slope : limits.value
    const colour = colourOf(within(value, limit), "signed", limit)
    number.style.background = `rgb(${colour})`
    number.style.color = legible(colour)
  }
}
