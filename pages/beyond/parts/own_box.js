// The learner's own box over a picture and, once it is asked for, a network's, with what both share.

import { makeSvg } from "../../shared/components/elements.js"
import { isLate } from "../../shared/components/numbered_edits.js"
import { iou, overlap } from "./box_geometry.js"
import { DrawnBox, letMove, setRect } from "./dragged_box.js"

const TALLEST = 288 // pixels of the screen
const WIDEST = 480

export default function ({ data, parentElement, setTriggerValue }) {
  if (isLate(parentElement, data.heard)) return
  const one = selector => parentElement.querySelector(selector)
  const svg = one(".picture")
  const boxes = { yours: [...data.box] }
  const isFocused = svg.getRootNode().activeElement?.dataset?.name === "yours"
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${data.columns} ${data.rows}`)
  svg.style.width = `min(100%, ${Math.min(WIDEST, (TALLEST * data.columns) / data.rows)}px)`
  makeSvg("image", svg, { href: data.picture, width: data.columns, height: data.rows, preserveAspectRatio: "none" })
  const thick = Math.max(data.rows, data.columns) / 160
  const shared = makeSvg("rect", svg, { class: "shared" })
  if (data.found) setRect(makeSvg("rect", svg, { class: "found", "stroke-width": 1.5 * thick }), data.found)
  const drawn = { yours: new DrawnBox(svg, "yours", thick, "Your box", data.words.yours) }
  one(".ask").textContent = data.words.ask
  one(".note").textContent = data.found ? data.words.note : ""

  const show = () => {
    drawn.yours.show(boxes.yours)
    const agreement = data.found ? iou(boxes.yours, data.found) : 0
    setRect(shared, data.found ? overlap(boxes.yours, data.found) : [0, 0, 0, 0])
    one(".so-far").style.width = `${100 * agreement}%`
    one(".said").textContent = data.found ? `IoU: ${agreement.toFixed(2)}` : "IoU: ?"
  }
  const told = (value, edit) => setTriggerValue("moved", { value: value.yours, edit })
  letMove(drawn, boxes, { svg, data, show, told, place: parentElement })
  show()
  if (isFocused) drawn.yours.box.focus()
}
