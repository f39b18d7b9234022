// The pictures of a class, a column for each thing that they show: on the wall as they come, and on a phone its learner's own,
// with the ways to give more. A picture that is pressed offers to go.

import { camera, openCamera, packed, showCamera, turnCamera, watchCamera } from "../../shared/components/camera_stream.js"
import { children, make, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()

const send = (state, what, more) => {
  state.number = Math.max(state.number, state.data.seen) + 1
  state.send("sent", { number: state.number, what, ...more })
}

const say = (state, words) => write(state.parent.querySelector(".said"), words)

const give = (state, thing, frames) => {
  if (!frames.length) return
  state.coming.push({ thing, frames, number: Math.max(state.number, state.data.seen) + 1 })
  send(state, "give", { thing, frames })
  draw(state)
}

const takeFiles = async (state, thing, files) => {
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
  const many = files.length > state.data.most ? `Only the first ${state.data.most} were taken. ` : ""
  const none = skipped
    ? `${skipped === 1 ? "One file" : `${skipped} files`} can't be read as a picture. Try a JPEG or PNG.`
    : ""
  say(state, many + none)
  give(state, thing, frames)
}

const snap = (state, thing, chooser) => {
  const video = state.parent.querySelector("video")
  if (camera().stream && video.videoWidth)
    give(state, thing, [packed(video, video.videoWidth, video.videoHeight, state.data.longest)])
  else chooser.click()
}

const newColumn = state => {
  const column = document.createElement("section")
  column.className = "column"
  const head = make("div", column, { className: "head" })
  make(state.data.gives ? "h3" : "h2", head).className = "thing"
  make("span", head, { className: "count" })
  const place = () => [...column.parentElement.children].indexOf(column)
  if (state.data.gives) {
    const ways = make("div", column, { className: "ways" })
    for (const way of ["take", "choose"]) {
      const button = make("button", ways, { type: "button", className: way })
      const chooser = make("input", ways, { type: "file", accept: "image/*", hidden: true, multiple: way === "choose" })
      if (way === "take") chooser.setAttribute("capture", "environment")
      button.onclick = () => (way === "take" ? snap(state, place(), chooser) : chooser.click())
      chooser.onchange = () => {
        takeFiles(state, place(), [...chooser.files])
        chooser.value = "" // the same files may be chosen once more
      }
    }
  }
  make("div", column, { className: "shots" })
  return column
}

const newShot = (state, shot) => {
  const figure = document.createElement("figure")
  figure.dataset.number = shot.number
  const button = make("button", figure, { type: "button", className: "shot", ariaExpanded: "false" })
  make("img", button, { src: `data:image/webp;base64,${shot.file}`, alt: "" })
  const leave = make("button", figure, { type: "button", className: "leave", textContent: state.data.leave, hidden: true })
  make("figcaption", figure)
  button.onclick = () => {
    leave.hidden = !leave.hidden
    button.ariaExpanded = String(!leave.hidden)
    if (!leave.hidden) leave.focus()
  }
  leave.onclick = () => {
    leave.disabled = true
    send(state, "leave", { picture: shot.number })
  }
  return figure
}

const drawShots = (state, shots, told, place) => {
  const there = new Map([...shots.querySelectorAll("figure:not(.coming)")].map(each => [Number(each.dataset.number), each]))
  const wanted = new Set(told.pictures.map(each => each.number))
  for (const [number, figure] of there) if (!wanted.has(number)) figure.remove()
  for (const each of shots.querySelectorAll(".coming")) each.remove()
  for (const shot of told.pictures) {
    const figure = there.get(shot.number) ?? newShot(state, shot)
    if (!there.has(shot.number)) shots.prepend(figure) // the latest first
    write(figure.querySelector("figcaption"), shot.name)
    figure.querySelector("button").ariaLabel = `${told.name}, picture ${shot.number}${shot.name ? ` by ${shot.name}` : ""}`
    figure.querySelector("figcaption").hidden = !shot.name
  }
  for (const { frames } of state.coming.filter(each => each.thing === place))
    for (const frame of frames) {
      const figure = document.createElement("figure")
      figure.className = "coming"
      make("img", figure, { src: `data:image/jpeg;base64,${frame}`, alt: "" })
      shots.prepend(figure)
    }
}

const draw = state => {
  const { data, parent } = state
  const root = parent.querySelector(".pictures")
  root.classList.toggle("own", data.gives)
  root.classList.toggle("wall", !data.gives)
  root.style.setProperty("--columns", data.columns.length)
  root.style.setProperty("--side", `${data.side}px`)
  const columns = children(parent.querySelector(".columns"), data.columns.length, () => newColumn(state))
  for (const [place, column] of columns.entries()) {
    const told = data.columns[place]
    write(column.querySelector(".thing"), told.name)
    write(column.querySelector(".count"), `${told.pictures.length}`)
    for (const [way, words] of Object.entries({ take: "Take a picture", choose: "Choose pictures" })) {
      const button = column.querySelector(`.${way}`)
      if (!button) continue
      write(button, words)
      button.ariaLabel = `${words} of ${told.name}`
    }
    drawShots(state, column.querySelector(".shots"), told, place)
  }
}

const drawCamera = (state, shared) => {
  const find = name => state.parent.querySelector(name)
  find(".camera").hidden = !state.data.gives || !navigator.mediaDevices?.getUserMedia || shared.missing
  find(".start").hidden = Boolean(shared.stream)
  find(".turn").hidden = !(shared.stream && shared.several)
  find("video").hidden = !shared.stream
  showCamera(find("video"), shared)
  if (shared.wrong && navigator.mediaDevices?.getUserMedia) say(state, shared.said)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { number: 0, coming: [] }
  STATES.set(parentElement, state)
  Object.assign(state, { data, parent: parentElement, send: setTriggerValue })
  state.coming = state.coming.filter(each => each.number > data.seen)
  if (first) {
    parentElement.querySelector(".start").onclick = openCamera
    parentElement.querySelector(".turn").onclick = turnCamera
    if (data.gives) {
      camera().facing = "environment" // what stands before the learner, and not the learner
      state.unwatch = watchCamera(shared => drawCamera(state, shared))
    }
  }
  draw(state)
  return whenGone(parentElement, () => {
    state.send = () => {} // a component that is gone has nobody to send to
    state.unwatch?.()
    STATES.delete(parentElement)
  })
}
