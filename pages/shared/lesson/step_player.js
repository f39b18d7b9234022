// A button that plays steps: it tells Python the next one, and goes on once the page shows that.

import { write } from "../components/elements.js"
import { whenGone } from "../components/lifetime.js"
import { isLate, nextEdit } from "../components/numbered_edits.js"

const PACE = 500 // milliseconds at least between two steps
const STATES = new WeakMap()

/** The step to go to from one of so many: the next one, from the last one the first, and none where the end was just reached. */
export const stepAfter = (at, count, begins) => (at + 1 < count ? at + 1 : begins && count > 1 ? 0 : null)

const begin = parentElement => {
  const state = { button: parentElement.querySelector("button"), edit: () => nextEdit(parentElement) }
  state.button.onclick = () => (state.playing ? stop(state) : start(state))
  STATES.set(parentElement, state)
  return state
}

const setPlaying = (state, isPlaying) => {
  state.playing = isPlaying
  state.button.classList.toggle("playing", isPlaying)
  state.button.ariaLabel = isPlaying ? "Pause" : state.data.name
}

const stop = state => {
  clearTimeout(state.timer)
  setPlaying(state, false)
}

const start = state => {
  setPlaying(state, true)
  goOn(state, stepAfter(state.data.at, state.data.count, true))
}

const goOn = (state, step) => {
  if (step === null) return stop(state)
  Object.assign(state, { asked: step, since: performance.now() })
  state.send("at", { value: step, edit: state.edit() })
}

export default function ({ data, parentElement, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    clearTimeout(state.timer)
    STATES.delete(parentElement)
  })
  state.send = setStateValue
  const late = isLate(parentElement, data.heard)
  const isNew = !state.data
  state.data = data
  write(state.button.querySelector("b"), data.name)
  state.button.disabled = data.count < 2
  if (isNew) setPlaying(state, false)
  if (!state.playing || late) return close
  if (data.at !== state.asked)
    stop(state) // somebody has moved the slider
  else {
    clearTimeout(state.timer)
    const next = stepAfter(data.at, data.count, false)
    state.timer = setTimeout(() => goOn(state, next), Math.max(PACE - (performance.now() - state.since), 0))
  }
  return close
}
