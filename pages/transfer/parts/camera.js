// The camera. Frames are shrunk and packed as JPEG here, unmirrored; a burst leaves when the button is let go. The camera is let
// go of when it is stopped, left or hidden.

import { NO_REASON, NOT_SECURE, packed, REASONS, UPLOAD } from "../../shared/components/camera_stream.js"
import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()

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
  const busy = Boolean(state.recording)
  find(".stage").classList.toggle("recording", busy)
  act.disabled = !state.ready
  act.ariaPressed = String(busy)
  act.textContent = data.label
  find(".count").hidden = !state.recording
}

const release = stream => {
  for (const track of stream.getTracks()) track.stop()
}

const stop = (state, words, wrong) => {
  if (state.recording) finish(state)
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
    if (state.asking === asking) stop(state, REASONS[error.name] ?? NO_REASON, true)
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
    say(state, `The camera is on. Hold the button, or Space, to record up to ${state.data.most} pictures.`)
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
  const video = state.find("video")
  return packed(video, video.videoWidth, video.videoHeight, state.data.longest)
}

const send = (state, frames) => {
  state.number = Math.max(state.number, state.data.seen) + 1
  state.send("sent", { number: state.number, frames })
}

// Frames are kept here while the button is held.
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

const listen = state => {
  const { find } = state,
    act = find(".act")
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
  act.onpointerdown = event => {
    if (event.button > 0) return
    act.setPointerCapture(event.pointerId)
    record(state)
  }
  act.onpointerup = act.onpointercancel = act.onlostpointercapture = () => finish(state)
  act.oncontextmenu = event => event.preventDefault()
  act.onkeydown = event => {
    if (![" ", "Enter"].includes(event.key)) return
    event.preventDefault()
    if (!event.repeat) record(state)
  }
  act.onkeyup = event => {
    if (![" ", "Enter"].includes(event.key)) return
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
    else say(state, NOT_SECURE, true)
  }
  draw(state)
  return whenGone(parentElement, () => {
    document.removeEventListener("visibilitychange", state.hidden)
    state.send = () => {} // a component that is gone has nobody to send to
    stop(state)
    STATES.delete(parentElement)
  })
}
