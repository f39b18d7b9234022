// The inspector: input, kernel and output side by side, and the arithmetic of the output cell that is pointed at.
// Every number comes from the arrays that Python sends; only while a kernel is being edited is the output computed here,
// and the engine's own answer replaces it as soon as the learner lets go.

import { inflate, largest, unpack } from "../../shared/components/arrays.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { explain } from "./cell_arithmetic.js"
import { heldArray } from "./held_arrays.js"
import { listen, moveTo } from "./inspector_listening.js"
import { drawLens, mark, paintInput, paintOutput, writeProducts } from "./inspector_painting.js"
import { KernelEditor } from "./kernel_editor.js"
import { convolve, pad } from "./sliding_window.js"

const STATES = new WeakMap()
const SPEAKS_AFTER = 200 // milliseconds on one cell

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, zoom: 9, channel: 0, underLens: document.createElement("canvas") }
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
  state.resized.observe(find(".panels"))
  STATES.set(parentElement, state)
  return state
}

// What Python sent, with its input's values.
const shownOf = (data, held) => {
  const values = data.input.divisor === 1 ? held : held.map(value => value / data.input.divisor) // in float32, as in Python
  return {
    ...data,
    input: { ...data.input, values, limit: largest(values) },
    output: { ...data.output },
    kernel: data.kernel?.map(weights => [...Float32Array.from(weights)]),
  }
}

const recompute = state => {
  const { kernel, bias, window, output } = state.shown
  paintOutput(state, convolve(state.padded, kernel, bias, window, output))
  state.show({ speak: false })
}

// The stages' sizes on the screen, read once so that a move of the pointer makes the browser lay out nothing.
const measure = state => {
  const box = name => state.find(name).getBoundingClientRect()
  state.stages = { input: box(".stage-in"), output: box(".stage-out") }
}

const show = (state, { speak = true } = {}) => {
  const { find, shown, stages } = state
  const told = explain(shown, state.cell)
  const [first, last] = [told.places[0], told.places.at(-1)]
  mark(find(".cell"), stages.output, shown.output, state.cell, [1, 1])
  mark(find(".field"), stages.input, shown.input, first, [last[0] - first[0] + 1, last[1] - first[1] + 1])
  writeProducts(find(".products"), told, shown.window.columns)
  drawLens(state, told.places)
  clearTimeout(state.speaking)
  const say = () => {
    find(".words").textContent = told.words
    find(".lens").ariaLabel =
      `Input rows ${first[0]} to ${last[0]} and columns ${first[1]} to ${last[1]}, enlarged, with their surroundings`
  }
  if (speak) say()
  else state.speaking = setTimeout(say, SPEAKS_AFTER)
}

const writeTitles = ({ find, shown: { titles, input, output, kernel } }) => {
  find(".title-in").textContent = titles.input
  find(".title-out").textContent = titles.output
  find(".title-kernel").textContent = titles.kernel
  find(".size-in").textContent = `${input.rows} rows × ${input.columns} columns`
  find(".size-out").textContent = `${output.rows} rows × ${output.columns} columns`
  find(".middle").classList.toggle("narrow", !kernel)
}

const draw = (state, data, held, output) => {
  state.shown = shownOf(data, held)
  if (data.kind === "convolution") state.padded = pad(state.shown.input, data.window, data.output)
  writeTitles(state)
  paintInput(state)
  paintOutput(state, output)
  state.editor.draw({ ...state.shown, texts: data.kernelText })
  state.cell ??= [Math.floor(data.output.rows / 2), Math.floor(data.output.columns / 2)]
  measure(state)
  listen(state)
  moveTo(state, state.cell)
}

export default function ({ data: sent, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const data = unpack(sent)
  const close = whenGone(parentElement, () => {
    clearInterval(state.playing)
    clearTimeout(state.speaking)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  if (isLate(parentElement, data.heard)) return close // what was edited since is on its way
  state.send = setTriggerValue
  state.wanted = data
  Promise.all([heldArray(data.input), inflate(data.output, data.parts.output)]).then(([held, output]) => {
    const isGone = STATES.get(parentElement) !== state || state.wanted !== data // or overtaken
    if (!isGone && !isLate(parentElement, data.heard)) draw(state, data, held, output)
  })
  return close
}
