// The learner's picture as numbers: a lens shows those of a few pixels, and one pixel is taken apart, changed and summed to grey.
// All of it happens here. Python hears where things stand once a hand comes to rest, and says so again when a page is opened.

import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { heldArray } from "./held_arrays.js"
import { cornerAround, mostColourful, pictures } from "./pixel_arithmetic.js"
import { remember, resize } from "./pixel_changes.js"
import { listen } from "./pixel_listening.js"
import { draw, drawLinks, gridOf, lensOf } from "./pixel_painting.js"

const STATES = new WeakMap()

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, every: false, copies: new Map(), history: [], at: null, lit: null, ink: null, drawn: new Set() }
  state.edit = () => nextEdit(parentElement)
  state.resized = new ResizeObserver(() => state.lit && drawLinks(state))
  state.resized.observe(find(".pixels"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const open = (state, values) => {
  const { data } = state
  Object.assign(state, { pictures: pictures(values, data.sizes), size: data.size, light: data.light })
  Object.assign(state, { copies: new Map(), history: [], at: null, version: data.held.version })
  state.place = mostColourful(state.pictures[state.size], gridOf(state))
  state.corner = cornerAround(state.place, lensOf(state), gridOf(state))
}

const load = async (state, data) => {
  state.data = data
  const values = await heldArray(data.held)
  if (state.data !== data) return // there is something newer
  if (state.version !== data.held.version) open(state, values)
  if (String(state.light) !== String(data.light)) {
    remember(state) // what the page sets can be taken back, too
    state.light = data.light
  }
  if (state.task !== data.task) state.ink = null // whoever goes on lays the brush down
  state.task = data.task
  resize(state, data.size)
  if (state.shows !== data.show) state.corner = cornerAround(state.place, lensOf(state), gridOf(state)) // it may be larger now
  state.shows = data.show
  draw(state)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = setTriggerValue
  if (!isLate(parentElement, data.heard)) load(state, data) // what was turned since is on its way
  return close
}
