// The camera. Frames are shrunk and packed as JPEG here, unmirrored; a burst leaves when the button is let go, and a live
// frame when the one before it was answered. The camera is let go of when it is stopped, left or hidden.

import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()
const PATIENCE = 15000 // milliseconds without an answer, after which a live frame counts as lost

const UPLOAD = "Bring pictures as files instead."
const REASONS = {
  NotAllowedError: `The browser does not let this page use the camera. Allow it in the browser's settings for this page and start again. ${UPLOAD}`,
  SecurityError: `The browser does not let this page use the camera. ${UPLOAD}`,
  NotFoundError: `No camera was found on this device. ${UPLOAD}`,
  OverconstrainedError: `No camera was found on this device. ${UPLOAD}`,
  NotReadableError: `The camera is in use by another program. Close that and start again. ${UPLOAD}`,
}
const pictures = count => `${count} ${count === 1 ? "picture" : "pictures"}`

const say = (state, words, wrong = false) => {
  const said = state.find(".said")
  if (said.textContent !== words) said.textContent = words
  said.classList.toggle("wrong", wrong)
}

const draw = state => {
  const { data, find } = state,
    on = Boolean(state.stream),
    act = find(".act")
  find(".stage").hidden = act.hidden = find(".stop").hidden = !on
  find(".start").hidden = on || !navigator.mediaDevices
  find(".start").disabled = Boolean(state.asking)
  find(".turn").hidden = !on || !state.several
  find("video").classList.toggle("mirrored", state.facing === "user")
  const busy = Boolean(state.recording) || Boolean(state.live)
  find(".stage").classList.toggle("recording", busy)
  act.disabled = !state.ready
  act.ariaPressed = String(busy)
  act.textContent = data.mode === "live" && state.live ? "Pause" : data.label
  find(".count").hidden = !state.recording
}

const release = stream => {
  for (const track of stream.getTracks()) track.stop()
}

const stop = (state, words, wrong) => {
  if (state.recording) finish(state)
  pause(state)
  if (state.stream) release(state.stream)
  state.stream = null
  state.ready = false
  state.asking = null
  state.find("video").srcObject = null
  draw(state)
  if (words) say(state, words, wrong)
}

const start = async state => {
  const asking = {} // tells this start from a later one
  state.asking = asking
  draw(state)
  say(state, "The browser asks for the camera.")
  let stream
  try {
    const wanted = { facingMode: state.facing, width: { ideal: 640 }, height: { ideal: 480 } }
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
  } catch (error) {
    if (state.asking === asking) stop(state, REASONS[error.name] ?? `The camera can't be opened. ${UPLOAD}`, true)
    return
  }
  if (state.asking !== asking) return release(stream)
  state.asking = null
  state.stream = stream
  const [track] = stream.getVideoTracks(),
    video = state.find("video")
  track.onended = () => {
    if (state.stream === stream) stop(state, "The camera was taken away. Start it again.", true)
  }
  video.onplaying = () => {
    if (state.stream !== stream || state.ready) return
    state.ready = true
    if (state.data.mode === "live") resume(state)
    else say(state, `The camera is on. Hold the button, or Space, to record up to ${state.data.most} pictures.`)
    draw(state)
    state.find(".act").focus()
  }
  video.srcObject = stream
  video.play().catch(() => {
    if (state.stream === stream) stop(state, `The camera's picture can't be shown. ${UPLOAD}`, true)
  })
  draw(state)
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  state.several = devices.filter(device => device.kind === "videoinput").length > 1
  draw(state)
}

const frame = state => {
  const video = state.find("video"),
    { longest } = state.data
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight))
  state.canvas ??= document.createElement("canvas")
  const { canvas } = state
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale))
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale))
  const pen = canvas.getContext("2d")
  pen.imageSmoothingQuality = "high"
  pen.drawImage(video, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]
}

const send = (state, frames) => {
  state.number = Math.max(state.number, state.data.seen) + 1
  state.send("sent", { number: state.number, frames })
}

// A burst: frames are kept here while the button is held.
const record = state => {
  if (state.recording || !state.ready) return
  const frames = [],
    count = state.find(".count")
  const take = () => {
    frames.push(frame(state))
    count.textContent = `${frames.length} / ${state.data.most}`
    if (frames.length >= state.data.most) finish(state)
  }
  state.recording = { frames, timer: setInterval(take, state.data.pause) }
  say(state, "Recording.")
  take()
  draw(state)
}

const finish = state => {
  if (!state.recording) return
  const { frames, timer } = state.recording
  clearInterval(timer)
  state.recording = null
  draw(state)
  const full = frames.length >= state.data.most ? ", as many as one burst may have" : ""
  say(state, `${pictures(frames.length)} taken${full}. Hold again to add more.`)
  send(state, frames)
}

// Live: a frame, its answer, a pause, and the next.
const resume = state => {
  state.live = { shown: 0 }
  draw(state)
  say(state, "The model is being shown what the camera sees.")
  next(state)
}

const next = state => {
  if (!state.live || !state.ready) return
  send(state, frame(state))
  state.live.shown++
  state.live.at = performance.now()
  clearTimeout(state.timer)
  state.timer = setTimeout(() => next(state), PATIENCE)
}

const answered = state => {
  if (!state.live || state.data.seen < state.number) return
  clearTimeout(state.timer)
  state.timer = setTimeout(() => next(state), Math.max(0, state.live.at + state.data.pause - performance.now()))
}

const pause = state => {
  clearTimeout(state.timer)
  if (!state.live) return
  const { shown } = state.live
  state.live = null
  draw(state)
  say(state, `Paused. The model was shown ${pictures(shown)}.`)
  send(state, "stopped")
}

const listen = state => {
  const { find } = state,
    act = find(".act"),
    held = () => state.data.mode === "burst"
  find(".start").onclick = () => start(state)
  find(".stop").onclick = () => {
    stop(state, "The camera is off.")
    find(".start").focus()
  }
  find(".turn").onclick = () => {
    state.facing = state.facing === "user" ? "environment" : "user"
    stop(state)
    start(state)
  }
  act.onclick = () => {
    if (!held()) state.live ? pause(state) : resume(state)
  }
  act.onpointerdown = event => {
    if (!held() || event.button > 0) return
    act.setPointerCapture(event.pointerId)
    record(state)
  }
  act.onpointerup = act.onpointercancel = act.onlostpointercapture = () => finish(state)
  act.oncontextmenu = event => event.preventDefault()
  act.onkeydown = event => {
    if (!held() || ![" ", "Enter"].includes(event.key)) return
    event.preventDefault()
    if (!event.repeat) record(state)
  }
  act.onkeyup = event => {
    if (!held() || ![" ", "Enter"].includes(event.key)) return
    event.preventDefault()
    finish(state)
  }
  act.onblur = () => finish(state)
  state.hidden = () => {
    if (document.hidden && (state.stream || state.asking)) stop(state, "The camera is off, since the page was hidden.")
  }
  document.addEventListener("visibilitychange", state.hidden)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { facing: "user", number: 0 }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.send = setTriggerValue
  state.data = data
  if (first) {
    listen(state)
    if (navigator.mediaDevices?.getUserMedia) say(state, "The camera is off.")
    else say(state, `Browsers open the camera on https pages only, and this is none. ${UPLOAD}`, true)
  }
  draw(state)
  if (data.mode === "live") answered(state)
  return whenGone(parentElement, () => {
    document.removeEventListener("visibilitychange", state.hidden)
    state.send = () => {} // a component that is gone has nobody to send to
    stop(state)
    STATES.delete(parentElement)
  })
}
