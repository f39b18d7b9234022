// Two boxes over a picture. A drag moves a box, a drag of a corner stretches it; arrow keys move, with Shift they stretch.

import { makeSvg } from "../../shared/components/elements.js"
import { arrowStep } from "../../shared/components/grid_pointer.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { CORNERS, iou, overlap, shifted, stretched } from "./box_geometry.js"

const FAR = 10 // pixels of an arrow key together with Ctrl
const TALLEST = 310 // pixels of the screen

const setRect = (element, [left, top, right, bottom]) => {
  const values = { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) }
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}

const setAt = (element, names, [x, y]) => {
  element.setAttribute(names[0], x)
  element.setAttribute(names[1], y)
}

/** The SVG parts of one box, and what puts them where the box is. */
class DrawnBox {
  constructor(svg, name, thick) {
    const group = makeSvg("g", svg, { class: name })
    this.title = `Box ${name.toUpperCase()}`
    this.thick = thick
    this.isFirst = name === "a"
    this.box = makeSvg("rect", group, { class: "box", tabindex: 0, role: "application" })
    this.box.dataset.name = name
    this.under = makeSvg("rect", group, { class: "under", "stroke-width": 2 * thick })
    this.line = makeSvg("rect", group, { class: "line", "stroke-width": thick })
    this.text = makeSvg("text", group, { "font-size": 8 * thick })
    this.text.textContent = name.toUpperCase()
    this.corners = Object.keys(CORNERS).map(corner => {
      const dot = makeSvg("circle", group, { class: `corner ${corner}`, r: 2.5 * thick, "stroke-width": thick / 2 })
      const grip = makeSvg("circle", group, { class: `grip ${corner}`, r: 6 * thick })
      grip.dataset.grip = `${name} ${corner}`
      return { corner, dot, grip }
    })
  }

  show(box) {
    const [left, top, right, bottom] = box
    for (const part of [this.box, this.under, this.line]) setRect(part, box)
    this.box.setAttribute("aria-label", `${this.title}: left ${left}, top ${top}, right ${right}, bottom ${bottom}`)
    this.box.dataset.box = box.join(" ")
    for (const { corner, dot, grip } of this.corners)
      for (const circle of [dot, grip])
        setAt(
          circle,
          ["cx", "cy"],
          CORNERS[corner].map(number => box[number]),
        )
    // A's name stands at its top left, B's at its bottom right: where one lies on the other, both can be read.
    const place = this.isFirst
      ? [left + 4 * this.thick, top + 10 * this.thick]
      : [right - 9 * this.thick, bottom - 4 * this.thick]
    setAt(this.text, ["x", "y"], place)
  }
}

/** What both boxes cover over what they cover together, as two shapes, and how far that is from 1. */
class Fraction {
  constructor(place, { rows, columns }) {
    this.parts = {}
    for (const [where, names] of [
      ["over", ["both"]],
      ["under", ["a", "b", "both"]],
    ]) {
      const svg = place.querySelector(`.fraction .${where}`)
      svg.replaceChildren()
      svg.setAttribute("viewBox", `0 0 ${columns} ${rows}`)
      makeSvg("rect", svg, { class: "edge", width: columns, height: rows })
      this.parts[where] = names.map(name => [name, makeSvg("rect", svg, { class: `of-${name}` })])
    }
    this.soFar = place.querySelector(".so-far")
  }

  show({ a, b }) {
    const boxes = { a, b, both: overlap(a, b) }
    for (const parts of Object.values(this.parts)) for (const [name, rect] of parts) setRect(rect, boxes[name])
    this.soFar.style.width = `${100 * iou(a, b)}%`
  }
}

/** Let an element be dragged. `moves.begin()` returns what is told, at each move, how many pixels of the screen it was. */
const draggable = (element, moves) => {
  // A finger drags, it does not scroll.
  element.addEventListener("touchstart", event => event.preventDefault(), { passive: false })
  element.onpointerdown = event => {
    if (event.button) return
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    const moveBy = moves.begin()
    const follow = move => moveBy(move.clientX - event.clientX, move.clientY - event.clientY)
    const end = () => {
      element.onpointermove = element.onpointerup = element.onpointercancel = null
      moves.finish()
    }
    element.onpointermove = follow
    element.onpointerup = last => {
      follow(last)
      end()
    }
    element.onpointercancel = end
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isLate(parentElement, data.heard)) return
  const svg = parentElement.querySelector(".picture")
  const said = parentElement.querySelector(".said")
  const boxes = structuredClone(data.boxes)
  const focused = svg.getRootNode().activeElement?.dataset?.name
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${data.columns} ${data.rows}`)
  svg.style.width = `min(100%, ${(TALLEST * data.columns) / data.rows}px)`
  makeSvg("image", svg, { href: data.picture, width: data.columns, height: data.rows, preserveAspectRatio: "none" })
  const shared = makeSvg("rect", svg, { class: "shared" })
  const thick = Math.max(data.rows, data.columns) / 160
  // A lies on top: where both are, it is the one that is dragged.
  const drawn = Object.fromEntries(["b", "a"].map(name => [name, new DrawnBox(svg, name, thick)]))
  svg.append(...Object.values(drawn).map(box => box.text)) // names lie on the lines of both boxes

  const fraction = new Fraction(parentElement, data)
  const show = () => {
    fraction.show(boxes)
    for (const [name, box] of Object.entries(boxes)) drawn[name].show(box)
    setRect(shared, overlap(boxes.a, boxes.b))
    said.dataset.iou = iou(boxes.a, boxes.b)
    said.textContent = `IoU of A and B: ${iou(boxes.a, boxes.b).toFixed(3)}`
  }
  let edit = null // the number of the move that is going on
  const begin = () => {
    edit ??= nextEdit(parentElement)
  }
  const finish = () => {
    if (edit === null) return
    setTriggerValue("moved", { value: structuredClone(boxes), edit })
    edit = null
  }
  const change = (name, box) => {
    boxes[name] = box
    show()
  }
  const drag = (element, name, changed) =>
    draggable(element, {
      begin: () => {
        begin()
        const start = boxes[name]
        const scale = data.columns / svg.getBoundingClientRect().width
        return (x, y) => change(name, changed(start, [x * scale, y * scale]))
      },
      finish,
    })

  for (const [name, parts] of Object.entries(drawn)) {
    drag(parts.box, name, (start, by) => shifted(start, by, data))
    for (const { corner, grip } of parts.corners) drag(grip, name, (start, by) => stretched(start, corner, by, data))
    parts.box.onkeydown = event => {
      const step = arrowStep(event.key)
      if (!step) return
      event.preventDefault()
      const far = event.ctrlKey || event.metaKey ? FAR : 1
      const by = [step[1] * far, step[0] * far]
      begin()
      change(name, event.shiftKey ? stretched(boxes[name], "se", by, data) : shifted(boxes[name], by, data))
    }
    parts.box.onkeyup = event => {
      if (arrowStep(event.key)) finish()
    }
    parts.box.onblur = finish
  }
  show()
  if (focused) drawn[focused]?.box.focus()
}
