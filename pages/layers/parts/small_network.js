// A small network on one stage: its weights are painted, or learned before one's eyes, and every number follows at once.
// Python hears of a stroke when it is over, and of a training when it ends; what stands here then is what the page tells of.

import { useSchemeOf } from "../../shared/components/colours.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { readNetwork } from "./network_arithmetic.js"
import { readDrawing } from "./network_brush.js"
import { captionOf, choose, listen } from "./network_listening.js"
import { follow, keep, note } from "./network_memory.js"
import { drawLosses, drawNetwork, drawTeacher, fall, layDrawings, measure } from "./network_painting.js"
import { pause, stop } from "./network_teaching.js"

const STATES = new WeakMap()

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, shadow: find(".network").getRootNode(), history: [], losses: [], brush: 1, neuron: 0, told: "" }
  state.edit = () => nextEdit(parentElement)
  state.pictureInFront = () =>
    state.data.drawings[state.shown]?.values ?? (state.drawn ? readDrawing(state.drawn) : state.data.picture)
  state.resized = new ResizeObserver(() => state.network && arrange(state))
  state.resized.observe(find(".network"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const arrange = state => {
  drawNetwork(state)
  measure(state)
  drawNetwork(state)
}

const load = (state, data) => {
  const isOther = state.data?.name !== data.name
  const isNewText = data.text !== state.known || isOther
  const before = state.data
  state.data = data
  if (!state.network || isNewText) {
    stop(state)
    if (isOther) Object.assign(state, { history: [], neuron: 0 })
    else if (state.network) keep(state) // a preset can be taken back, too
    Object.assign(state, { losses: [], told: "", known: data.text, isFirst: !data.text })
    state.network = readNetwork(data.text.split(".")[3] || data.first, data.sizes, data.activation)
    state.steps = Number(data.text.split(".")[2] ?? 0)
  }
  if (data.activation !== state.network.activation) Object.assign(state, { losses: [], told: "" })
  state.network.activation = data.activation
  state.find(".undo").disabled = !state.history.length
  const hasMoved = before && data.shown !== state.shown
  Object.assign(state, { shown: data.shown, drawn: data.drawn })
  if (!before || isOther || String(before.picture) !== String(data.picture)) layDrawings(state, place => choose(state, place))
  captionOf(state)
  follow(state)
  if (!state.losses.length) note(state)
  arrange(state)
  drawLosses(state)
  drawTeacher(state)
  if (!before || !hasMoved) return
  fall(state)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stop(state)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = setTriggerValue
  if (state.data && data.name !== state.data.name) pause(state) // what it learned is told, and the answer shows the other
  if (isLate(parentElement, data.heard)) return close // what was painted since is on its way
  useSchemeOf(state.find(".network"))
  if (state.teaching) {
    const isSame = ["name", "text", "activation", "shown", "drawn"].every(part => data[part] === state.data[part])
    if (!isSame)
      pause(state) // what Python answers to that is drawn
    else state.data.rate = data.rate
    return close
  }
  load(state, data)
  return close
}
