// A kernel that learns: Python has computed all steps, and the browser plays them as smoothly as it can draw.

import { useSchemeOf } from "../../shared/components/colours.js"
import { cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { heldArray } from "./held_arrays.js"
import { strongest } from "./inspector_listening.js"
import { momentOf, stepAt, stepOfPlace } from "./learning_course.js"
import { paintPlace, paintStep, paintStill } from "./learning_painting.js"

const STATES = new WeakMap()

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const state = { find: selector => parentElement.querySelector(selector), playing: null }
  state.edit = () => nextEdit(parentElement)
  state.resized = new ResizeObserver(() => {
    state.wide = Math.round(state.find(".chart svg").getBoundingClientRect().width)
    if (state.kernels) paintStep(state)
  })
  state.resized.observe(state.find(".chart svg"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const lastOf = state => state.losses.length - 1

const goTo = (state, step) => {
  state.step = Math.min(Math.max(step, 0), lastOf(state))
  state.reached = Math.max(state.reached, state.step)
  paintStep(state)
}

const tell = state => {
  state.find(".words").textContent = `Step ${state.step}.`
  state.send({ value: state.step, edit: state.edit() })
}

const stop = state => {
  cancelAnimationFrame(state.playing)
  state.playing = null
  state.find(".play").ariaLabel = "Play the steps"
}

const play = state => {
  if (state.playing) {
    stop(state)
    return tell(state)
  }
  const last = lastOf(state)
  if (state.step >= last) Object.assign(state, { step: 0, reached: 0 })
  if (isStill()) {
    goTo(state, last)
    return tell(state)
  }
  state.find(".play").ariaLabel = "Pause"
  let moment = momentOf(state.step, last)
  let before = null
  const frame = now => {
    moment += before === null ? 0 : Math.min(now - before, 100)
    before = now
    const step = stepAt(moment, last)
    const isToSay = state.step < state.data.sayAt && step >= state.data.sayAt && step < last
    if (step !== state.step) goTo(state, step)
    if (isToSay) tell(state)
    if (step < last) state.playing = requestAnimationFrame(frame)
    else {
      stop(state)
      tell(state)
    }
  }
  state.playing = requestAnimationFrame(frame)
}

const listen = state => {
  const { find } = state
  find(".play").onclick = () => play(state)
  const by = count => () => {
    stop(state)
    goTo(state, state.step + count)
    tell(state)
  }
  find(".back").onclick = by(-1)
  find(".forth").onclick = by(1)
  find(".scrub").oninput = event => {
    stop(state)
    goTo(state, stepOfPlace(Number(event.target.value), lastOf(state)))
  }
  find(".scrub").onchange = () => tell(state)
  for (const name of ["input", "map", "target", "wrong"]) {
    const stage = find(`.${name} .stage`)
    stage.onpointermove = stage.onpointerdown = event => {
      if (!state.kernels) return
      const cell = cellUnder(event, stage, name === "input" ? state.image : state.target)
      const half = name === "input" ? (state.data.size - 1) / 2 : 0
      state.place = nearestCell([cell[0] - half, cell[1] - half], state.target)
      paintPlace(state)
    }
  }
}

const load = (state, data, [image, target, course]) => {
  const count = data.size ** 2 + 1
  const rows = course.length / count
  const of = (held, values) => ({ rows: held.rows, columns: held.columns, channels: 1, values })
  stop(state)
  Object.assign(state, { image: of(data.image, image), target: of(data.target, target), data })
  state.kernels = new Float32Array(rows * (count - 1))
  state.losses = Array.from({ length: rows }, (_, row) => course[row * count + count - 1])
  for (let row = 0; row < rows; row++)
    state.kernels.set(course.subarray(row * count, row * count + count - 1), row * (count - 1))
  if (state.seen !== data.target.version) state.place = strongest(state.target)
  Object.assign(state, { seen: data.target.version, reached: 0 })
  state.wide = Math.round(state.find(".chart svg").getBoundingClientRect().width)
  paintStill(state)
}

const versionOf = ({ image, target, course }) => `${image.version} ${target.version} ${course.version}`

export default function ({ data, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stop(state)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = told => setTriggerValue("step", told)
  const late = isLate(parentElement, data.heard)
  const isOther = state.course !== versionOf(data)
  if (!isOther && (late || state.playing)) return close // what was played since is on its way
  useSchemeOf(state.find(".learning"))
  state.wanted = data
  Promise.all([data.image, data.target, data.course].map(heldArray)).then(held => {
    if (STATES.get(parentElement) !== state || state.wanted !== data) return // gone, or overtaken
    if (isOther) load(state, data, held)
    state.course = versionOf(data)
    goTo(state, data.step)
  })
  return close
}
