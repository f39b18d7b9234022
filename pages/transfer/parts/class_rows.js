// A row for each class: its name, its pictures, and a button that records while it is held. Pictures can be dropped on it, too.

import {
  camera,
  isBlind,
  noteRecording,
  openCamera,
  packed,
  showCamera,
  watchCamera,
} from "../../shared/components/camera_stream.js"
import { children, make, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()
const WIDE = 76 // pixels from one thumbnail to the next
const pictures = count => `${count} ${count === 1 ? "picture" : "pictures"}`

const say = (state, words, wrong = false) => {
  const said = state.parent.querySelector(".said")
  write(said, words)
  said.classList.toggle("wrong", wrong)
}

const send = (state, what, row, more = {}) => {
  state.number = Math.max(state.number, state.data.seen) + 1
  state.send("sent", { number: state.number, what, row, ...more })
}

const newRow = state => {
  const row = document.createElement("div")
  row.className = "row"
  const head = make("div", row, { className: "head" })
  const name = make("input", head, { className: "name", type: "text", maxLength: 60, spellcheck: false, autocomplete: "off" })
  make("span", head, { className: "count" })
  const leave = make("button", head, { className: "leave", type: "button", textContent: "×" })
  const button = make("button", head, {
    className: "record",
    type: "button",
    ariaPressed: "false",
    textContent: "Hold to record",
  })
  const choose = make("button", head, { className: "choose", type: "button", textContent: "Choose files" })
  const chooser = make("input", head, { type: "file", multiple: true, accept: "image/*", hidden: true })
  make("div", row, { className: "strip" })
  const place = () => [...row.parentElement.children].indexOf(row)
  name.onchange = () => send(state, "name", place(), { name: name.value })
  name.onkeydown = event => {
    if (event.key === "Enter") name.blur()
  }
  leave.onclick = () => send(state, "leave", place())
  choose.onclick = () => chooser.click()
  chooser.onchange = () => {
    takeFiles(state, place(), [...chooser.files])
    chooser.value = "" // the same files may be chosen once more
  }
  listenToButton(state, button, place)
  listenToDrops(state, row, place)
  return row
}

const listenToButton = (state, button, place) => {
  const isKey = event => [" ", "Enter"].includes(event.key)
  button.onpointerdown = event => {
    if (event.button > 0) return
    button.setPointerCapture(event.pointerId)
    press(state, place())
  }
  button.onpointerup = button.onpointercancel = button.onlostpointercapture = () => letGo(state, place())
  button.oncontextmenu = event => event.preventDefault()
  button.onkeydown = event => {
    if (!isKey(event)) return
    event.preventDefault()
    if (!event.repeat) press(state, place())
  }
  button.onkeyup = event => {
    if (!isKey(event)) return
    event.preventDefault()
    letGo(state, place())
  }
  button.onblur = () => letGo(state, place())
}

// Whoever presses is recorded as soon as the camera is there, for as long as the button is held.
const press = (state, place) => {
  if (state.held !== null) return
  state.held = state.active = place
  if (camera().stream) record(state)
  else openCamera()
  draw(state)
}

const letGo = (state, place) => {
  if (state.held !== place) return // the button that was pressed before loses the focus
  const waited = state.held !== null && !state.recording
  state.held = null
  if (state.recording) finish(state)
  else if (waited && camera().stream) say(state, "The camera is on. Hold the button for as long as you want to record.")
  draw(state)
}

const record = state => {
  const video = state.video
  if (state.held === null || state.recording || !video?.videoWidth) return
  const frames = []
  const take = () => {
    frames.push(packed(video, video.videoWidth, video.videoHeight, state.data.longest))
    if (frames.length >= state.data.most) finish(state)
    else draw(state)
  }
  state.recording = { place: state.held, frames, timer: setInterval(take, state.data.pause) }
  noteRecording(true)
  say(state, "Recording. Turn it, and bring it nearer.")
  take()
}

const finish = state => {
  const { place, frames, timer } = state.recording
  clearInterval(timer)
  state.recording = state.held = null
  state.coming = { place, frames }
  noteRecording(false)
  const full = frames.length >= state.data.most ? ", as many as one hold may have" : ""
  say(state, `${pictures(frames.length)} taken${full}.`)
  send(state, "burst", place, { frames })
  draw(state)
}

const listenToDrops = (state, row, place) => {
  row.ondragover = event => {
    if (![...event.dataTransfer.types].includes("Files")) return
    event.preventDefault()
    row.classList.add("over")
  }
  row.ondragleave = () => row.classList.remove("over")
  row.ondrop = event => {
    event.preventDefault()
    row.classList.remove("over")
    takeFiles(state, place(), [...event.dataTransfer.files])
  }
}

const takeFiles = async (state, place, files) => {
  say(state, `Reading ${files.length === 1 ? "a file" : `${files.length} files`}.`)
  const frames = []
  let skipped = 0
  for (const file of files.slice(0, state.data.most)) {
    try {
      const picture = await createImageBitmap(file)
      frames.push(packed(picture, picture.width, picture.height, state.data.longest))
      picture.close()
    } catch {
      skipped += 1
    }
  }
  const left = Math.max(0, files.length - state.data.most)
  const more = left ? ` ${left} more are too many at once: drop them again.` : ""
  const none = skipped ? ` ${skipped} can't be read here: try the button “Files or drawing”, also for a ZIP.` : ""
  say(state, `${pictures(frames.length)} taken.${none}${more}`, Boolean(skipped || left))
  if (frames.length) send(state, "files", place, { frames })
}

const draw = state => {
  const { data, parent } = state
  const rows = children(parent.querySelector(".rows"), data.rows.length, () => newRow(state))
  for (const [place, row] of rows.entries()) drawRow(state, row, data.rows[place], place)
  parent.querySelector(".again").hidden = !isBlind(camera()) || !navigator.mediaDevices?.getUserMedia
}

const drawRow = (state, row, told, place) => {
  const name = row.querySelector(".name"),
    button = row.querySelector(".record"),
    leave = row.querySelector(".leave")
  const root = row.getRootNode()
  if (root.activeElement !== name && name.value !== told.name) name.value = told.name
  name.placeholder = `Name class ${place + 1}`
  name.ariaLabel = `Name of class ${place + 1}`
  const recording = state.recording?.place === place
  const frames = recording ? state.recording.frames : state.coming?.place === place ? state.coming.frames : []
  write(row.querySelector(".count"), pictures(told.count + frames.length))
  leave.hidden = !told.leaves
  leave.ariaLabel = leave.title = `Remove ${told.name || `class ${place + 1}`}`
  const blind = isBlind(camera())
  const choose = row.querySelector(".choose")
  button.hidden = blind
  choose.hidden = !blind
  choose.ariaLabel = `Choose files for ${told.name || `class ${place + 1}`}`
  button.ariaPressed = String(recording)
  button.ariaLabel = `Hold to record ${told.name || `class ${place + 1}`}`
  write(button, recording ? "recording" : "Hold to record")
  row.classList.toggle("recording", recording)
  drawStrip(state, row.querySelector(".strip"), told, place, frames)
}

const drawStrip = (state, strip, told, place, frames) => {
  const shows = Boolean(camera().stream) && state.active === place
  const version = `${told.version} ${frames.length} ${shows} ${isBlind(camera())}`
  if (strip.dataset.version === version) return
  strip.dataset.version = version
  strip.replaceChildren()
  if (shows) {
    state.video ??= Object.assign(document.createElement("video"), { className: "tile", muted: true, playsInline: true })
    state.video.ariaLabel = "What the camera sees"
    state.video.onplaying = () => record(state)
    strip.append(state.video)
    showCamera(state.video, camera())
    if (state.video.paused) state.video.play().catch(() => {})
  }
  for (const frame of [...frames].reverse())
    make("img", strip, { className: "tile", src: `data:image/jpeg;base64,${frame}`, alt: "" })
  for (let number = 0; number < told.shown; number++) {
    const tile = make("div", strip, { className: "tile" })
    tile.style.backgroundImage = `url(data:image/jpeg;base64,${told.sheet})`
    tile.style.backgroundPosition = `-${number * 72}px 0`
  }
  const count = strip.children.length
  if (!count) make("div", strip, { className: "hint", textContent: isBlind(camera()) ? state.data.hintFiles : state.data.hint })
  strip.classList.toggle("long", count * WIDE > strip.clientWidth && count > 1)
  strip.tabIndex = count * WIDE > strip.clientWidth && count > 1 ? 0 : -1
  strip.role = "img"
  strip.ariaLabel = count ? `${pictures(told.count + frames.length)} of ${told.name}` : "No pictures yet"
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { number: 0, held: null, active: null, recording: null, coming: null, video: null }
  STATES.set(parentElement, state)
  Object.assign(state, { data, parent: parentElement, send: setTriggerValue })
  if (state.coming && data.seen >= state.number) state.coming = null
  parentElement.querySelector(".again").onclick = () => openCamera()
  if (first)
    state.unwatch = watchCamera(shared => {
      if (shared.said) say(state, shared.said, shared.wrong)
      else if (state.recording && !shared.stream) finish(state)
      draw(state)
      if (shared.stream && state.video) showCamera(state.video, shared)
    })
  draw(state)
  return whenGone(parentElement, () => {
    state.send = () => {} // a component that is gone has nobody to send to
    if (state.recording) clearInterval(state.recording.timer)
    state.unwatch()
    STATES.delete(parentElement)
  })
}
