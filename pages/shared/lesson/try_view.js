// What a network says of what it is shown, as bars that move: of the camera's pictures one after the other, or of one picture.

import { listenToButtons, showButtons } from "../components/camera_buttons.js"
import { camera, isBlind, showCamera, watchCamera } from "../components/camera_stream.js"
import { TABLES_ON } from "../components/colours.js"
import { children, make, write } from "../components/elements.js"
import { whenGone } from "../components/lifetime.js"
import { LiveFrames } from "../components/live_frames.js"

const STATES = new WeakMap()
const BUSY = 250 // milliseconds: an answer that takes longer comes from a server that has much to do
const LONGEST = 1000 // milliseconds between two questions: the first answer takes longer than those that follow
const MOST = 6 // bars: of more classes, the most probable ones
const FEW = 3 // bars that have a line each for their words
const THICK = 0.8 // how much of the picture the strongest place of the heat map covers
const RED = 0.8 // of the scale for light paper: beyond it is nearly black, which would not be seen on a dark picture

const shareOf = share => (share > 0.999 ? "> 99.9%" : share < 0.001 ? "< 0.1%" : `${(100 * share).toFixed(1)}%`)

// The part of the box that a picture fills that is shown whole.
const within = (box, width, height) => {
  const scale = Math.min(box.clientWidth / width, box.clientHeight / height)
  return { width: width * scale, height: height * scale }
}

const isLive = state => state.data.mode === "camera" && state.data.ready && Boolean(camera().stream) && !camera().recording

const keepLive = state => {
  if (state.frames.keep()) drawAnswer(state)
}

const drawPicture = state => {
  const { data, find } = state,
    shared = camera()
  const filming = data.mode === "camera" && Boolean(shared.stream)
  const video = find("video"),
    shown = find(".shown")
  showCamera(video, shared)
  video.hidden = !filming
  shown.hidden = data.mode === "camera" || !data.picture
  if (!shown.hidden && state.picture !== data.picture) {
    state.picture = data.picture
    shown.src = `data:image/webp;base64,${data.picture}`
    shown.alt = data.alt
    shown.onload = () => drawHeat(state)
  }
  find(".try").classList.toggle("ready", data.ready)
  find(".try").classList.toggle("beside", data.beside)
  find(".invite").hidden = filming || !shown.hidden
  const asks = data.mode === "camera" && (data.ready || !data.noCamera)
  if (data.mode === "camera" && data.ready && data.noCamera && isBlind(shared) && !state.toldBlind) {
    state.toldBlind = true // once: whoever then asks for the camera has it
    state.send("pressed", { blind: true })
  }
  write(find(".invite p"), asks && isBlind(shared) ? data.noCamera || shared.said : data.invite)
  showButtons(find, data.mode === "camera" && (data.ready || filming))
  find(".live").hidden = !(filming && data.ready)
}

const drawAnswer = state => {
  const { data, find } = state
  const shares = data.mode === "camera" && !camera().stream ? null : data.shares
  const best = shares ? shares.indexOf(Math.max(...shares)) : -1
  const places = data.labels.map((_, place) => place)
  const shown = (shares && places.length > MOST ? places.sort((one, other) => shares[other] - shares[one]) : places).slice(
    0,
    MOST,
  )
  find(".bars").classList.toggle("many", shown.length > FEW)
  children(find(".bars"), shown.length, () => {
    const bar = Object.assign(document.createElement("div"), { className: "bar" })
    const words = make("div", bar, { className: "words" })
    make("span", words)
    make("span", words, { className: "share" })
    make("div", make("div", bar, { className: "track" }))
    return bar
  }).forEach((bar, number) => {
    const place = shown[number]
    const share = shares?.[place] ?? 0
    bar.classList.toggle("first", place === best)
    write(bar.querySelector(".words span"), data.labels[place])
    write(bar.querySelector(".share"), shares ? shareOf(share) : "")
    bar.querySelector(".track div").style.transform = `scaleX(${share})`
  })
  find(".answer").hidden = best < 0
  write(find(".answer"), best < 0 ? "" : data.labels[best])
  find(".why").hidden = best < 0
  find(".why").ariaPressed = String(state.why)
  find(".said").classList.toggle("wrong", Boolean(data.wrong))
  const wakes = state.frames.isLive && !shares
  write(
    find(".said"),
    wakes
      ? data.waking
      : state.why && best >= 0 && data.heat
        ? data.heat.flat().some(Boolean)
          ? data.looked
          : data.nowhere
        : data.said,
  )
}

const drawHeat = state => {
  const { data, find } = state,
    canvas = find(".heat")
  const filming = data.mode === "camera" && Boolean(camera().stream)
  const source = filming ? find("video") : find(".shown")
  const [width, height] = filming ? [source.videoWidth, source.videoHeight] : [source.naturalWidth, source.naturalHeight]
  canvas.hidden = !state.why || !data.heat || source.hidden || !width
  if (canvas.hidden) return
  const box = find(".picture"),
    size = within(box, width, height)
  Object.assign(canvas.style, {
    left: `${(box.clientWidth - size.width) / 2}px`,
    top: `${(box.clientHeight - size.height) / 2}px`,
    width: `${size.width}px`,
    height: `${size.height}px`,
  })
  canvas.classList.toggle("mirrored", filming && camera().facing === "user")
  const rows = data.heat.length,
    columns = data.heat[0].length
  canvas.width = columns
  canvas.height = rows
  const pen = canvas.getContext("2d"),
    pixels = pen.createImageData(columns, rows)
  data.heat.flat().forEach((level, place) => {
    const at = 3 * Math.round((level / 255) * 256 * RED),
      table = TABLES_ON.light.magnitude
    pixels.data.set([table[at], table[at + 1], table[at + 2], Math.round(THICK * level)], 4 * place)
  })
  pen.putImageData(pixels, 0, 0)
}

const draw = state => {
  drawPicture(state)
  drawAnswer(state)
  drawHeat(state)
}

const listen = state => {
  state.frames = new LiveFrames({
    video: () => state.find("video"),
    wanted: () => isLive(state),
    ask: (number, frame) => state.send("sent", { number, frame, why: state.why }),
    told: () => state.data,
    busy: BUSY,
    longestRest: LONGEST,
  })
  listenToButtons(selector => state.find(selector))
  state.find(".why").onclick = () => {
    state.why = !state.why
    draw(state)
    if (!state.data.noted.includes("why") || state.data.mode !== "camera") state.send("pressed", { why: state.why })
  }
  state.unwatch = watchCamera(() => {
    draw(state)
    keepLive(state)
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { why: data.why }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.send = setTriggerValue
  state.data = data
  if (first) listen(state)
  state.frames.hear()
  draw(state)
  keepLive(state)
  state.find(".try").dataset.answers = state.frames.answers
  return whenGone(parentElement, () => {
    state.send = () => {} // a component that is gone has nobody to send to
    state.frames.end()
    state.unwatch()
    STATES.delete(parentElement)
  })
}
