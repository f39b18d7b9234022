// A box over a picture. A drag moves it, a drag of a corner stretches it; arrow keys move, with Shift they stretch.

import { makeSvg } from "../../shared/components/elements.js"
import { arrowStep } from "../../shared/components/grid_pointer.js"
import { nextEdit } from "../../shared/components/numbered_edits.js"
import { CORNERS, shifted, stretched } from "./box_geometry.js"

const FAR = 10 // pixels of an arrow key together with Ctrl

/** Put a rectangle where a box is. */
export const setRect = (element, [left, top, right, bottom]) => {
  const values = { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) }
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}

const setAt = (element, names, [x, y]) => {
  element.setAttribute(names[0], x)
  element.setAttribute(names[1], y)
}

/** The SVG parts of one box, and what puts them where the box is. */
export class DrawnBox {
  constructor(svg, name, thick, title = `Box ${name.toUpperCase()}`, word = name.toUpperCase()) {
    const group = makeSvg("g", svg, { class: name })
    this.title = title
    this.thick = thick
    this.isFirst = name === "a"
    this.box = makeSvg("rect", group, { class: "box", tabindex: 0, role: "application" })
    this.box.dataset.name = name
    this.under = makeSvg("rect", group, { class: "under", "stroke-width": 2.2 * thick })
    this.line = makeSvg("rect", group, { class: "line", "stroke-width": thick })
    this.text = makeSvg("text", group, { "font-size": 8 * thick })
    this.text.textContent = word
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

/** Let boxes be moved and stretched by mouse, touch and keys: `show` draws them anew, `told` hears of each whole move. */
export const letMove = (drawn, boxes, { svg, data, show, told, place }) => {
  let edit = null // the number of the move that is going on
  const begin = () => {
    edit ??= nextEdit(place)
  }
  const finish = () => {
    if (edit === null) return
    told(structuredClone(boxes), edit)
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
}
