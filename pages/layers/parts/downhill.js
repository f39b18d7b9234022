// The loss over two weights, seen from above, and a ball that goes downhill from wherever it is put.

import { decode } from "../../shared/components/arrays.js"
import { colourOf, gradientOf, legible, useSchemeOf } from "../../shared/components/colours.js"
import { write } from "../../shared/components/elements.js"
import { arrowStep } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { bandsOf, placeAt, shareOf } from "./ground.js"
import { curveOf } from "./way_back_learning.js"
import { short } from "./way_back_words.js"

const STATES = new WeakMap()
const PICTURE = { width: 480, height: 180 } // pixels of the ground
const BANDS = 22
const PACE = 110 // milliseconds a step
const STRIDE = 0.2 // of a weight, for an arrow key

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const state = { find: selector => parentElement.querySelector(selector), step: 0, edit: () => nextEdit(parentElement) }
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const paintGround = ({ data, find, heights }) => {
  const canvas = find("canvas")
  Object.assign(canvas, PICTURE)
  const pen = canvas.getContext("2d")
  const picture = pen.createImageData(PICTURE.width, PICTURE.height)
  const bands = bandsOf(heights, data.ground, PICTURE, BANDS)
  bands.forEach((band, place) => {
    const colour = colourOf(band, "magnitude", BANDS - 1)
    const isEdge = band !== bands[place - 1] || band !== (bands[place - PICTURE.width] ?? band)
    const shade = isEdge && place % PICTURE.width ? 0.82 : 1
    for (let part = 0; part < 3; part++) picture.data[4 * place + part] = colour[part] * shade
    picture.data[4 * place + 3] = 255
  })
  pen.putImageData(picture, 0, 0)
  find(".legend .bar").style.background = gradientOf("magnitude")
  const [low, high] = find(".legend").querySelectorAll("span")
  write(low, `${short(Math.min(...heights))}: low`)
  write(high, `high: ${short(Math.max(...heights))}`)
}

const show = (state, speak = false) => {
  const { data, find, path, losses, step } = state
  const walked = path.slice(0, step + 1)
  const points = walked
    .map(place => shareOf(place, data).map(share => 100 * share))
    .map(point => point.join(","))
    .join(" ")
  find(".path").setAttribute("viewBox", "0 0 100 100")
  for (const line of [find(".halo"), find(".way")]) line.setAttribute("points", points)
  const [x, y] = shareOf(path[step], data)
  const ball = find(".ball")
  ball.style.left = `${100 * x}%`
  ball.style.top = `${100 * y}%`
  const kernel = [...path[step], ...data.others]
  const limit = Math.max(...kernel.map(Math.abs), 1)
  find(".kernel")
    .querySelectorAll("i")
    .forEach((cell, place) => {
      const colour = colourOf(kernel[place], "signed", limit)
      write(cell, short(kernel[place]))
      cell.style.background = `rgb(${colour})`
      cell.style.color = legible(colour)
    })
  write(find(".loss"), short(losses[step]))
  const seen = losses.slice(0, step + 1)
  find(".curve .line").setAttribute("d", curveOf(seen, losses.length - 1, 1.05 * Math.max(...seen) || 1))
  write(find(".count"), `step ${step} of ${losses.length - 1}`)
  const isGone = x < 0 || x > 1 || y < 0 || y > 1
  const moved = losses[step] < losses[0] ? "has fallen" : losses[step] > losses[0] ? "has risen" : "stays"
  const told = step
    ? `From ${short(losses[0])} the loss ${moved} to ${short(losses[step])}.${isGone ? " The ball has left the picture." : ""}`
    : state.data.isFirst
      ? `Here the network started. ${data.stepIs}`
      : data.stepIs
  write(find(".words"), told)
  if (speak) write(find(".said"), `Step ${step}. ${told}`)
  const slider = find(".steps")
  slider.max = losses.length - 1
  slider.value = step
  slider.setAttribute("aria-valuetext", `step ${step} of ${losses.length - 1}, a loss of ${short(losses[step])}`)
  find(".hint").hidden = step > 0
  find(".first").disabled = data.isFirst
}

const stop = state => {
  clearTimeout(state.timer)
  state.playing = false
  state.find(".play").ariaLabel = "Roll downhill"
}

const roll = state => {
  if (state.playing) return stop(state)
  const last = state.losses.length - 1
  if (isStill()) {
    state.step = last
    return show(state, true)
  }
  if (state.step === last) state.step = 0
  state.playing = true
  state.find(".play").ariaLabel = "Pause"
  const next = () => {
    state.step += 1
    show(state, state.step === last)
    if (state.step === last) return stop(state)
    state.timer = setTimeout(next, PACE)
  }
  next()
}

const tell = (state, place) => {
  stop(state)
  state.send("told", { value: place, edit: state.edit() })
}

const listen = state => {
  const { find } = state
  find(".play").onclick = () => roll(state)
  find(".first").onclick = () => tell(state, null)
  find(".steps").oninput = ({ target }) => {
    stop(state)
    state.step = Number(target.value)
    show(state, true)
  }
  const ground = find(".ground")
  ground.onclick = ({ clientX, clientY }) => {
    const { left, top, width, height } = ground.getBoundingClientRect()
    state.rolls = true // once its way from there is known
    tell(state, placeAt([(clientX - left) / width, (clientY - top) / height], state.data))
  }
  ground.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    const [x, y] = state.path[0]
    tell(
      state,
      [x + STRIDE * step[1], y - STRIDE * step[0]].map(value => Math.round(100 * value) / 100),
    )
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stop(state)
    STATES.delete(parentElement)
  })
  state.send = setStateValue
  if (isLate(parentElement, data.heard)) return close
  useSchemeOf(state.find(".downhill"))
  const isOther = state.data?.path.values !== data.path.values
  state.data = data
  state.heights = [...decode(data.ground)]
  const path = decode(data.path)
  state.path = Array.from({ length: data.path.rows }, (_, step) => [path[2 * step], path[2 * step + 1]])
  state.losses = [...decode(data.losses)]
  write(state.find(".across"), `${data.names[0]}, from ${short(data.across[0])} to ${short(data.across[1])} →`)
  write(state.find(".up"), `${data.names[1]} →`)
  write(state.find(".what-loss"), data.about)
  if (isOther) {
    stop(state)
    state.step = 0
  }
  paintGround(state)
  show(state)
  if (isOther && state.rolls) roll(state)
  state.rolls = false
  return close
}
