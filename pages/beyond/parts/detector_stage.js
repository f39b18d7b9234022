// A photo with what a detector says about it. Point at a cell, by mouse, touch or arrow keys, and its anchors' numbers become boxes.

import { decode } from "../../shared/components/arrays.js"
import { make, makeSvg, write } from "../../shared/components/elements.js"
import { arrowStep, isInside, nearestCell } from "../../shared/components/grid_pointer.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { boxSteps, sigmoid } from "./anchor_arithmetic.js"
import { boxLabels } from "./box_labels.js"

const TALLEST = 286 // pixels of the screen
const WIDEST = 560
const NUMBERS = 7 // of an anchor: four of its box, objectness, its best class's score as it is said, and which class that is
const NAMED = 0.1 // objectness from which on it is written into its cell, in per cent
const TEXT = 14 // pixels of the screen

const setRect = (element, [left, top, right, bottom]) => {
  const values = { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) }
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}

const fixed = (value, digits) => {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) > 0 ? `−${text}` : text
}

/** A share in per cent; one that isn't all or nothing is never said to be. */
const percent = share => {
  const whole = Math.round(100 * share)
  if ((whole > 0 && whole < 100) || share === 0 || share === 1) return `${whole}%`
  const finer = (100 * share).toFixed(1)
  return finer === "0.0" ? "< 0.1%" : finer === "100.0" ? "> 99.9%" : `${finer}%`
}

/** What one anchor of a cell says, read. */
const anchorAt = (data, values, [row, column], anchor) => {
  const { grid } = data
  const place = (row * grid.cells + column) * grid.anchors.length + anchor
  const said = [...values.subarray(NUMBERS * place, NUMBERS * (place + 1))]
  const [objectness, probability] = [sigmoid(said[4]), sigmoid(said[5])]
  const label = data.labels[said[6]]
  return {
    place,
    said,
    objectness,
    probability,
    label,
    score: objectness * probability,
    steps: boxSteps(said, grid, row, column, anchor),
  }
}

/** What becomes of an anchor's box. */
const fateOf = ({ place, score, label }, data) => {
  if (score < data.least) return `${percent(score)} is below the score that you ask for (${percent(data.least)}): no box.`
  const better = data.dropped[place]
  if (better !== undefined) return `Dropped: a better ${label} box overlaps it, with an IoU of ${fixed(better, 2)}.`
  return "Kept: this is one of the boxes that it found."
}

/** Lines "label, how, result, why" of what an anchor's numbers mean. */
const linesOf = ({ steps, objectness, probability, score }, { grid }, [row, column], anchor) => {
  const [width, height] = grid.anchors[anchor]
  return [
    [
      "Its box's middle, across",
      `(${column} + ${fixed(steps.across, 2)}) × ${grid.step}`,
      fixed(steps.x, 1),
      "the column, and how far into the cell",
    ],
    [
      "Its middle, down",
      `(${row} + ${fixed(steps.down, 2)}) × ${grid.step}`,
      fixed(steps.y, 1),
      "the row, and how far into the cell",
    ],
    ["Its width", `${width} × ${fixed(steps.wider, 2)}`, fixed(steps.width, 1), "the anchor's width, stretched"],
    ["Its height", `${height} × ${fixed(steps.higher, 2)}`, fixed(steps.height, 1), "the anchor's height, stretched"],
    ["Score", `${percent(objectness)} × ${percent(probability)}`, percent(score), "objectness, times how likely its class is"],
  ]
}

const drawFixed = (svg, data, values, font) => {
  const [left, top, width, height] = data.view
  const { cells, step, anchors } = data.grid
  makeSvg("image", svg, { href: data.picture, x: left, y: top, width, height, preserveAspectRatio: "none" })
  if (data.heat)
    for (let cell = 0; cell < cells * cells; cell++) {
      let most = 0
      for (let anchor = 0; anchor < anchors.length; anchor++)
        most = Math.max(most, sigmoid(values[NUMBERS * (cell * anchors.length + anchor) + 4]))
      if (most < 0.01) continue
      const [row, column] = [Math.floor(cell / cells), cell % cells]
      const heat = {
        class: "heat",
        x: column * step,
        y: row * step,
        width: step,
        height: step,
        "fill-opacity": 0.9 * most,
      }
      makeSvg("rect", svg, heat)
      if (most < NAMED || 2.2 * font > step) continue
      const said = { class: "share", x: (column + 0.5) * step, y: (row + 0.5) * step + 0.36 * font, "font-size": font }
      makeSvg("text", svg, { ...said, "stroke-width": 3 }).textContent = Math.round(100 * most)
    }
  for (let line = 1; line < cells; line++) {
    makeSvg("line", svg, { class: "line", x1: line * step, x2: line * step, y1: top, y2: top + height })
    makeSvg("line", svg, { class: "line", x1: left, x2: left + width, y1: line * step, y2: line * step })
  }
  for (const { box, kept } of data.boxes)
    for (const under of [" under", ""]) setRect(makeSvg("rect", svg, { class: (kept ? "kept" : "dropped") + under }), box)
  for (const { text, x, y } of boxLabels(data.boxes, data.view, font))
    makeSvg("text", svg, { x, y, "font-size": font, "stroke-width": 3 }).textContent = text
}

/** The marks of the cell that is pointed at. */
class Pointed {
  constructor(svg) {
    this.here = makeSvg("rect", svg, { class: "here" })
    this.anchor = makeSvg("rect", svg, { class: "anchor" })
    this.said = makeSvg("rect", svg, { class: "said" })
    this.middle = makeSvg("circle", svg, { class: "middle", r: 4 })
  }

  show([row, column], { step, anchors }, anchor, { box, x, y }) {
    setRect(this.here, [column * step, row * step, (column + 1) * step, (row + 1) * step])
    const [middleX, middleY] = [(column + 0.5) * step, (row + 0.5) * step]
    const [width, height] = anchors[anchor]
    setRect(this.anchor, [middleX - width / 2, middleY - height / 2, middleX + width / 2, middleY + height / 2])
    setRect(this.said, box)
    this.middle.setAttribute("cx", x)
    this.middle.setAttribute("cy", y)
  }
}

const showAnchors = (place, found, grid, chosen, choose) => {
  place.replaceChildren()
  const largest = Math.max(...grid.anchors.flat())
  for (const [anchor, each] of found.entries()) {
    const [width, height] = grid.anchors[anchor]
    const button = make("button", place, { type: "button", role: "radio", ariaChecked: String(anchor === chosen) })
    button.tabIndex = anchor === chosen ? 0 : -1
    const svg = makeSvg("svg", button, { viewBox: "0 0 34 24", "aria-hidden": "true" })
    const [wide, high] = [Math.max((30 * width) / largest, 2), Math.max((22 * height) / largest, 2)]
    makeSvg("rect", svg, { x: 17 - wide / 2, y: 12 - high / 2, width: wide, height: high })
    make("span", button, { textContent: `${width} × ${height}` })
    make("span", button, { textContent: `objectness ${percent(each.objectness)}` })
    make("span", button, { textContent: `${each.label} ${percent(each.probability)}` })
    make("span", button, { textContent: `score ${percent(each.score)}`, className: "score" })
    button.onclick = () => choose(anchor)
    button.onkeydown = event => {
      const step = arrowStep(event.key)
      if (!step) return
      event.preventDefault()
      choose((anchor + step[0] + step[1] + found.length) % found.length)
      place.children[(anchor + step[0] + step[1] + found.length) % found.length].focus()
    }
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isLate(parentElement, data.heard)) return
  const find = selector => parentElement.querySelector(selector)
  const svg = find(".photo")
  const { grid } = data
  const values = decode(data.said)
  const [left, top, width, height] = data.view
  svg.replaceChildren()
  svg.setAttribute("viewBox", data.view.join(" "))
  const wide = Math.min((TALLEST * width) / height, WIDEST)
  find(".seen").style.width = `min(100%, ${wide}px)`
  svg.classList.toggle("heated", data.heat)
  find(".detector").classList.toggle("doubled", data.doubles)
  find(".detector").classList.toggle("heated", data.heat)
  svg.setAttribute("aria-label", data.told)
  write(find(".found"), data.told)
  drawFixed(svg, data, values, (TEXT * width) / wide)
  const pointed = new Pointed(svg)
  let picked = data.cell
  const reveal = () => find(".worked").classList.add("seen-once")
  if (data.is_picked) reveal()
  let shownCell = null
  let chosen = 0

  const show = (cell, anchor) => {
    const found = grid.anchors.map((_, number) => anchorAt(data, values, cell, number))
    const best = found.reduce((most, each, number) => (each.score > found[most].score ? number : most), 0)
    shownCell = cell
    chosen = anchor ?? best
    const each = found[chosen]
    pointed.show(cell, grid, chosen, each.steps)
    svg.dataset.row = cell[0]
    svg.dataset.column = cell[1]
    write(find(".place"), `Row ${cell[0]}, column ${cell[1]}: what its three anchors say`)
    showAnchors(find(".anchors"), found, grid, chosen, number => show(shownCell, number))
    const lines = find(".steps")
    lines.replaceChildren()
    for (const [label, how, result, why] of linesOf(each, data, cell, chosen)) {
      make("span", lines, { textContent: label })
      make("span", lines, { textContent: how })
      make("span", lines, { textContent: `= ${result}`, className: "result" })
      make("span", lines, { textContent: why, className: "why" })
    }
    parentElement.querySelector(".detector").dataset.box = each.steps.box.map(value => value.toFixed(3)).join(" ")
    write(find(".verdict"), fateOf(each, data))
  }
  const cellAt = event => {
    const on = svg.getBoundingClientRect()
    const [x, y] = [
      left + ((event.clientX - on.left) / on.width) * width,
      top + ((event.clientY - on.top) / on.height) * height,
    ]
    return [Math.floor(y / grid.step), Math.floor(x / grid.step)]
  }
  const size = { rows: grid.cells, columns: grid.cells }
  const pick = cell => {
    reveal()
    picked = nearestCell(cell, size)
    show(picked)
    const middle = picked.map(place => Math.round((place + 0.5) * grid.step))
    setTriggerValue("picked", { value: middle, edit: nextEdit(parentElement) })
  }
  svg.onpointermove = event => {
    const cell = cellAt(event)
    if (event.pointerType !== "mouse" || !isInside(cell, size)) return
    reveal()
    if (cell[0] !== shownCell[0] || cell[1] !== shownCell[1]) show(cell)
  }
  svg.onpointerleave = () => show(picked)
  svg.onclick = event => pick(cellAt(event))
  svg.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    pick([picked[0] + step[0], picked[1] + step[1]])
  }
  show(picked)
}
