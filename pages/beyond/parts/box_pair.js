// Two boxes over a picture, which are moved and stretched, and what they share.

import { makeSvg } from "../../shared/components/elements.js"
import { isLate } from "../../shared/components/numbered_edits.js"
import { iou, overlap } from "./box_geometry.js"
import { DrawnBox, letMove, setRect } from "./dragged_box.js"

const TALLEST = 310 // pixels of the screen

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
  const told = (value, edit) => setTriggerValue("moved", { value, edit })
  letMove(drawn, boxes, { svg, data, show, told, place: parentElement })
  show()
  if (focused) drawn[focused]?.box.focus()
}
