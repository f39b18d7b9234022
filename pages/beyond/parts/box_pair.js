// Two boxes over a picture. A drag moves a box, a drag of a corner stretches it; arrow keys move, with Shift they stretch.

const SVG = "http://www.w3.org/2000/svg"
const CORNERS = { nw: [0, 1], ne: [2, 1], sw: [0, 3], se: [2, 3] }
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const LEAST = 1  // pixels of a side

const make = (tag, parent, attributes) => {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  parent.append(element)
  return element
}

const place = (element, [left, top, right, bottom]) => {
  const values = { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) }
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}

const area = ([left, top, right, bottom]) => Math.max(right - left, 0) * Math.max(bottom - top, 0)

export default function ({ data, parentElement, setTriggerValue }) {
  const close = () => forgetEdits(parentElement)
  if (isLate(parentElement, data.heard)) return close
  const svg = parentElement.querySelector("svg"), said = parentElement.querySelector(".said")
  const { rows, columns } = data, boxes = structuredClone(data.boxes)
  const focused = svg.getRootNode().activeElement?.dataset?.name
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${columns} ${rows}`)
  svg.setAttribute("aria-label", "Two boxes over your picture. Arrow keys move the focused box, with Shift they move its right and bottom side.")
  make("image", svg, { href: data.picture, width: columns, height: rows, preserveAspectRatio: "none" })
  const shared = make("rect", svg, { class: "shared" })
  const thick = Math.max(rows, columns) / 160, drawn = {}

  const show = () => {
    for (const [name, box] of Object.entries(boxes)) {
      const parts = drawn[name], label = `Box ${name.toUpperCase()}`
      for (const part of [parts.box, parts.under, parts.line]) place(part, box)
      parts.box.setAttribute("aria-label", `${label}: left ${box[0]}, top ${box[1]}, right ${box[2]}, bottom ${box[3]}`)
      parts.box.dataset.box = box.join(" ")
      for (const [corner, [x, y]] of Object.entries(CORNERS))
        for (const dot of parts.corners[corner]) { dot.setAttribute("cx", box[x]); dot.setAttribute("cy", box[y]) }
      parts.text.setAttribute("x", box[0] + 3 * thick)
      parts.text.setAttribute("y", box[1] + 9 * thick)
    }
    const { a, b } = boxes
    const both = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
    place(shared, both)
    const iou = area(both) / (area(a) + area(b) - area(both))
    said.dataset.iou = iou
    said.textContent = `IoU of A and B: ${iou.toFixed(3)}`
  }
  let edit = null // the number of the move that is going on
  const begin = () => { edit ??= nextEdit(parentElement) }
  const finish = () => {
    if (edit === null) return
    setTriggerValue("moved", { value: structuredClone(boxes), edit })
    edit = null
  }
  const within = (value, low, high) => Math.round(Math.min(Math.max(value, low), high))
  const shift = (box, start, dx, dy) => {
    const width = start[2] - start[0], height = start[3] - start[1]
    box[0] = within(start[0] + dx, 0, columns - width)
    box[1] = within(start[1] + dy, 0, rows - height)
    box[2] = box[0] + width
    box[3] = box[1] + height
  }
  const stretch = (box, start, [x, y], dx, dy) => {
    box[x] = x === 0 ? within(start[0] + dx, 0, start[2] - LEAST) : within(start[2] + dx, start[0] + LEAST, columns)
    box[y] = y === 1 ? within(start[1] + dy, 0, start[3] - LEAST) : within(start[3] + dy, start[1] + LEAST, rows)
  }
  const draggable = (element, box, change) => {
    element.addEventListener("touchstart", event => event.preventDefault(), { passive: false })  // a finger drags, it does not scroll
    element.onpointerdown = event => {
      if (event.button) return
      event.preventDefault()
      element.setPointerCapture(event.pointerId)
      begin()
      const start = [...box], from = [event.clientX, event.clientY], scale = columns / svg.getBoundingClientRect().width
      const follow = move => { change(start, (move.clientX - from[0]) * scale, (move.clientY - from[1]) * scale); show() }
      const end = () => {
        element.onpointermove = element.onpointerup = element.onpointercancel = null
        finish()
      }
      element.onpointermove = follow
      element.onpointerup = last => { follow(last); end() }
      element.onpointercancel = end
    }
  }

  for (const [name, box] of Object.entries(boxes)) {
    const group = make("g", svg, { class: name })
    const parts = drawn[name] = { corners: {} }
    parts.box = make("rect", group, { class: "box", tabindex: 0, role: "application" })
    parts.box.dataset.name = name
    parts.under = make("rect", group, { class: "under", "stroke-width": 2 * thick })
    parts.line = make("rect", group, { class: "line", "stroke-width": thick })
    parts.text = make("text", group, { "font-size": 8 * thick })
    parts.text.textContent = name.toUpperCase()
    draggable(parts.box, box, (start, dx, dy) => shift(box, start, dx, dy))
    for (const [corner, sides] of Object.entries(CORNERS)) {
      const dot = make("circle", group, { class: `corner ${corner}`, r: 2.5 * thick, "stroke-width": thick / 2 })
      const grip = make("circle", group, { class: `grip ${corner}`, r: 6 * thick })
      grip.dataset.grip = `${name} ${corner}`
      parts.corners[corner] = [dot, grip]
      draggable(grip, box, (start, dx, dy) => stretch(box, start, sides, dx, dy))
    }
    parts.box.onkeydown = event => {
      const step = KEYS[event.key]
      if (!step) return
      event.preventDefault()
      const far = event.ctrlKey || event.metaKey ? 10 : 1
      begin()
      if (event.shiftKey) stretch(box, [...box], [2, 3], step[0] * far, step[1] * far)
      else shift(box, [...box], step[0] * far, step[1] * far)
      show()
    }
    parts.box.onkeyup = event => { if (KEYS[event.key]) finish() }
    parts.box.onblur = finish
  }
  show()
  if (focused) drawn[focused]?.box.focus()
  return close
}
