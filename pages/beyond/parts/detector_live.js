// The camera with the boxes that a detector finds in it: a frame, its answer, and the next.

import {
  camera,
  closeCamera,
  openCamera,
  packed,
  showCamera,
  turnCamera,
  watchCamera,
} from "../../shared/components/camera_stream.js"
import { makeSvg, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()
const PATIENCE = 15000 // milliseconds without an answer, after which a frame counts as lost
const BUSY = 500 // milliseconds: an answer that takes longer comes from a server that has much to do
const WIDTH = 640 // of the drawing

const isLive = () => Boolean(camera().stream)

const next = state => {
  clearTimeout(state.timer)
  if (!isLive()) return
  const { videoWidth, videoHeight } = state.find("video")
  if (!videoWidth) {
    state.timer = setTimeout(() => next(state), 100)
    return
  }
  state.number = Math.max(state.number, state.data.seen) + 1
  state.at = performance.now()
  state.waiting = true
  state.send("sent", { number: state.number, frame: packed(state.find("video"), videoWidth, videoHeight, state.data.longest) })
  state.timer = setTimeout(() => next(state), PATIENCE)
}

const answered = state => {
  if (!state.waiting || state.data.seen < state.number) return
  state.waiting = false
  state.answers += 1
  clearTimeout(state.timer)
  const took = performance.now() - state.at
  state.timer = setTimeout(() => next(state), took > BUSY ? took : Math.max(0, state.data.pause - took))
}

const drawBoxes = state => {
  const svg = state.find(".boxes"),
    { videoWidth, videoHeight } = state.find("video")
  svg.toggleAttribute("hidden", !isLive())
  svg.replaceChildren()
  if (!isLive() || !videoWidth) return
  const height = (WIDTH * videoHeight) / videoWidth
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`)
  const isMirrored = camera().facing === "user"
  for (const { box, text } of state.data.boxes) {
    const [left, right] = isMirrored ? [1 - box[2], 1 - box[0]] : [box[0], box[2]]
    const place = { x: left * WIDTH, y: box[1] * height, width: (right - left) * WIDTH, height: (box[3] - box[1]) * height }
    for (const kind of ["under", "line"]) makeSvg("rect", svg, { ...place, class: kind })
    makeSvg("text", svg, { x: Math.max(place.x, 0) + 6, y: Math.max(place.y, 0) + 24 }).textContent = text
  }
}

const draw = state => {
  const { data, find } = state,
    shared = camera()
  showCamera(find("video"), shared)
  find("video").hidden = !isLive()
  find(".invite").hidden = isLive()
  write(find(".invite p"), shared.said || data.invite)
  find(".start").hidden = !navigator.mediaDevices?.getUserMedia
  find(".start").disabled = Boolean(shared.asking)
  find(".stop").hidden = !isLive()
  find(".turn").hidden = !isLive() || !shared.several
  write(find(".said"), isLive() ? data.said : "")
  drawBoxes(state)
}

const keepLive = state => {
  if (!isLive()) {
    clearTimeout(state.timer)
    state.live = state.waiting = false
  } else if (!state.live) {
    state.live = true
    next(state)
  }
}

const listen = state => {
  state.find(".start").onclick = () => openCamera()
  state.find(".stop").onclick = () => {
    closeCamera("")
    state.find(".start").focus()
  }
  state.find(".turn").onclick = () => turnCamera()
  state.unwatch = watchCamera(() => {
    draw(state)
    keepLive(state)
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { number: 0, answers: 0, live: false, waiting: false }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.send = setTriggerValue
  state.data = data
  if (first) listen(state)
  answered(state)
  draw(state)
  keepLive(state)
  state.find(".live").dataset.answers = state.answers
  return whenGone(parentElement, () => {
    state.send = () => {} // a component that is gone has nobody to send to
    clearTimeout(state.timer)
    state.unwatch()
    STATES.delete(parentElement)
  })
}
