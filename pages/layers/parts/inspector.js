// The inspector: input, kernel and output side by side, and the arithmetic of the output cell that is pointed at.
// Every number comes from the arrays that Python sends; only while a kernel is being edited is the output computed here,
// and the engine's own answer replaces it as soon as the learner lets go.

import { inflate, largest, unpack } from "../../shared/components/arrays.js"
import { useSchemeOf } from "../../shared/components/colours.js"
import { nearestCell } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { explain } from "./cell_arithmetic.js"
import { heldArray } from "./held_arrays.js"
import { drawCurve, markOnCurve } from "./inspector_curve.js"
import { layOut, measure, writeTitles } from "./inspector_layout.js"
import { cellOver, listen, strongest } from "./inspector_listening.js"
import { withMoves } from "./inspector_moving.js"
import { link, mark, paintInput, paintOutput, writeCell } from "./inspector_painting.js"
import { beginSweep, showAll, stopSweep } from "./inspector_sweep.js"
import { KernelEditor } from "./kernel_editor.js"
import { convolve, pad } from "./sliding_window.js"

const STATES = new WeakMap()
const SWEPT = new Set() // inspectors whose map was painted before the learner's eyes: once in a visit, then when asked for
const SPEAKS_AFTER = 200 // milliseconds on one cell

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, painted: 0, speed: 1 }
  state.show = options => show(state, options)
  state.editor = new KernelEditor(find(".kernel"), {
    begin: () => {
      state.edit = nextEdit(parentElement)
    },
    change: () => recompute(state),
    finish: text => state.send("edited", { value: text, edit: state.edit }),
  })
  state.resized = new ResizeObserver(() => {
    if (!state.shown) return // not yet
    measure(state)
    state.show({ speak: false })
  })
  state.resized.observe(find(".figures"))
  STATES.set(parentElement, state)
  return state
}

// What Python sent, with its input's values.
const shownOf = (data, held, colours) => {
  const values = data.input.divisor === 1 ? held : held.map(value => value / data.input.divisor) // in float32, as in Python
  return {
    ...data,
    input: { ...data.input, values, limit: largest(values), colours },
    output: { ...data.output },
    kernel: data.kernel?.map(weights => [...Float32Array.from(weights)]),
  }
}

const recompute = state => {
  const { kernel, bias, window, output } = state.shown
  paintOutput(state, convolve(state.padded, kernel, bias ?? 0, window, output))
  showAll(state)
  state.show({ speak: false })
}

const show = (state, { speak = true } = {}) => {
  const { find, shown, places } = state
  const told = explain(shown, state.cell)
  const [first, last] = [told.places[0], told.places.at(-1)]
  const field = [last[0] - first[0] + 1, last[1] - first[1] + 1]
  mark(find(".cell"), places.output, shown.output, state.cell, [1, 1])
  mark(find(".field"), places.input, shown.input, first, field)
  writeCell(state, told)
  markOnCurve(state)
  link(state, first, field)
  clearTimeout(state.speaking)
  const say = () => {
    find(".words").textContent = told.words
  }
  if (speak) say()
  else state.speaking = setTimeout(say, SPEAKS_AFTER)
}

// The cell stays over the place that the learner chose, whatever the window; if there is none, it goes where there is most to see.
const placeCell = (state, before) => {
  const { input, output, window } = state.shown
  const isOther = before?.input.version !== input.version
  if (isOther) state.anchor = null
  const stands = !isOther && String(Object.values(before.window)) === String(Object.values(window))
  if (state.anchor) state.cell = cellOver(state.anchor, window)
  else if (!stands) state.cell = strongest(output)
}

const draw = (state, data, held, output, colours) => {
  useSchemeOf(state.find(".inspector"))
  const before = state.shown
  state.shown = shownOf(data, held, colours)
  if (data.kind === "convolution") state.padded = pad(state.shown.input, data.window, data.output)
  writeTitles(state)
  layOut(state)
  state.sent = { numbers: state.shown.input.values, map: output }
  const map = withMoves(state)
  paintInput(state)
  paintOutput(state, map)
  drawCurve(state)
  state.editor.draw({ ...state.shown, texts: data.kernelText })
  placeCell(state, before)
  state.cell = nearestCell(state.cell, state.shown.output)
  writeCell(state, explain(state.shown, state.cell)) // another window has other grids, and the lines end at them
  measure(state)
  listen(state)
  state.show()
  const isNew = !SWEPT.has(data.name)
  SWEPT.add(data.name)
  if (isNew && !matchMedia("(prefers-reduced-motion: reduce)").matches) beginSweep(state)
  else showAll(state)
}

export default function ({ data: sent, parentElement, setTriggerValue, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const data = unpack(sent)
  const close = whenGone(parentElement, () => {
    stopSweep(state)
    clearTimeout(state.speaking)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  if (isLate(parentElement, data.heard)) return close // what was edited since is on its way
  state.send = setTriggerValue
  state.tell = cell => setStateValue("cell", cell)
  state.tellMoved = told => setStateValue("moved", told)
  state.wanted = data
  const colours = data.painted ? heldArray(data.painted) : null
  Promise.all([heldArray(data.input), inflate(data.output, data.parts.output), colours]).then(([held, output, painted]) => {
    const isGone = STATES.get(parentElement) !== state || state.wanted !== data // or overtaken
    if (!isGone && !isLate(parentElement, data.heard)) draw(state, data, held, output, painted)
  })
  return close
}
