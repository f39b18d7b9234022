// The camera with the boxes that a detector finds in it: a frame, its answer, and the next.

import { listenToButtons, showButtons } from "../../shared/components/camera_buttons.js"
import { camera, showCamera, watchCamera } from "../../shared/components/camera_stream.js"
import { makeSvg, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { LiveFrames } from "../../shared/components/live_frames.js"

const STATES = new WeakMap()
const BUSY = 500 // milliseconds: an answer that takes longer comes from a server that has much to do
const WIDTH = 640 // of the drawing

const isLive = () => Boolean(camera().stream)

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
  showButtons(find)
  write(find(".said"), isLive() ? data.said : "")
  drawBoxes(state)
}

const listen = state => {
  state.frames = new LiveFrames({
    video: () => state.find("video"),
    wanted: isLive,
    ask: (number, frame) => state.send("sent", { number, frame }),
    told: () => state.data,
    busy: BUSY,
  })
  listenToButtons(selector => state.find(selector))
  state.unwatch = watchCamera(() => {
    draw(state)
    state.frames.keep()
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? {}
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.send = setTriggerValue
  state.data = data
  if (first) listen(state)
  state.frames.hear()
  draw(state)
  state.frames.keep()
  state.find(".live").dataset.answers = state.frames.answers
  return whenGone(parentElement, () => {
    state.send = () => {} // a component that is gone has nobody to send to
    state.frames.end()
    state.unwatch()
    STATES.delete(parentElement)
  })
}
