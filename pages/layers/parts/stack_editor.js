// A stack of layers: a line for each, with its options, what comes out of it and what it costs. Every change is
// drawn at once and sent as text; what follows from it comes with the answer.

import { make, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { ACTIONS, optionText, stackText } from "./stack_layers.js"

const WIDE = 720 // pixels from which a layer stands in one line
const FIGURES = ["output", "parameters", "multiply-adds", "sees"]

const makeControl = (option, label) => {
  if (!option.choices.length)
    return make("input", label, {
      type: "number",
      min: option.low,
      max: option.high,
      step: option.step,
      inputMode: "decimal",
    })
  const control = make("select", label)
  for (const choice of option.choices) make("option", control, { value: choice, textContent: choice.replace("_", " ") })
  return control
}

const drawOption = (options, option, place, edit) => {
  const control = makeControl(option, make("label", options, { textContent: option.name }))
  control.dataset.focus = `${place} ${option.name}`
  control.value = option.value
  control.ariaLabel = `${option.name} of layer ${place + 1}`
  const take = () => {
    option.value = optionText(control.value)
    edit.finish()
  }
  control.oninput = edit.begin
  control.onchange = () => {
    edit.begin()
    take()
  }
  control.onblur = () => {
    if (edit.goesOn()) take() // what was typed and taken back is no change to the browser
  }
}

const drawButtons = (line, place, layers, redraw) => {
  const buttons = make("div", line, { className: "buttons" })
  if (place >= layers.length) return
  for (const { sign, name, isOff, act } of ACTIONS) {
    const button = make("button", buttons, {
      type: "button",
      textContent: sign,
      disabled: isOff(place, layers.length),
      ariaLabel: `${name} layer ${place + 1}`,
    })
    button.dataset.focus = `${place} ${name}`
    button.onclick = () => redraw(act(layers, place))
  }
}

const drawLayer = (stack, layer, place, layers, edit, redraw) => {
  const line = make("div", stack, { className: "line", role: "group", ariaLabel: `Layer ${place + 1}, ${layer.title}` })
  const name = make("div", line, { className: "name" })
  make("b", name, { textContent: layer.title })
  make("small", name)
  const options = make("div", line, { className: "options" })
  if (place < layers.length) for (const option of layer.options) drawOption(options, option, place, edit)
  else line.classList.add("fixed")
  for (const what of FIGURES) make("div", line, { className: "number" }).dataset.what = what
  drawButtons(line, place, layers, redraw)
}

const drawHead = stack => {
  const head = make("div", stack, { className: "line head" })
  for (const title of ["Layer", "Output", "Parameters", "Multiply-adds", "Sees", ""])
    make("div", head, { className: title === "Layer" ? "" : "number", textContent: title })
}

const drawAdd = (stack, { kinds, most }, layers, redraw) => {
  const add = make("div", stack, { className: "add" })
  make("span", add, { textContent: "Add:" })
  for (const kind of kinds) {
    const button = make("button", add, {
      type: "button",
      textContent: kind.title,
      ariaLabel: `Add ${kind.title}`,
      disabled: layers.length >= most,
    })
    button.dataset.focus = `add ${kind.kind}`
    button.onclick = () => {
      layers.push(structuredClone(kind))
      redraw([button.dataset.focus, `${layers.length - 1} Remove`])
    }
  }
}

const draw = (stack, data, layers, edit, focus) => {
  const redraw = wanted => {
    edit.begin()
    edit.finish()
    draw(stack, data, layers, edit, wanted)
    showFigures(stack, { layers, output: data.output })
  }
  stack.replaceChildren()
  drawHead(stack)
  for (const [place, layer] of [...layers, data.output].entries()) drawLayer(stack, layer, place, layers, edit, redraw)
  drawAdd(stack, data, layers, redraw)
  const found = focus.map(name => stack.querySelector(`[data-focus^="${name}"]:enabled`)).find(element => element)
  found?.focus()
}

/** What follows from the stack, in the lines that stand there: nothing that a learner may be typing in is touched. */
const showFigures = (stack, { layers, output, wrong = null, message }) => {
  stack.querySelector(".message")?.remove()
  for (const [place, line] of [...stack.querySelectorAll(".line:not(.head)")].entries()) {
    const layer = layers[place] ?? output
    write(line.querySelector("small"), layer.name ?? "")
    if (layer === output) write(line.querySelector(".options"), layer.note)
    for (const cell of line.querySelectorAll(".number")) write(cell, layer[cell.dataset.what] ?? "")
    line.classList.toggle("wrong", place === wrong)
    if (place === wrong) line.after(make("p", stack, { className: "message", role: "alert", textContent: message }))
  }
}

/** The edits of one stack: what they tell Python, and what Python knows of them. */
const listen = (stack, parentElement) => {
  let number = null // of the edit that is going on
  const edit = {
    begin: () => {
      number ??= nextEdit(parentElement)
    },
    goesOn: () => number !== null,
    finish: () => {
      const now = stackText(edit.layers)
      edit.send("edited", { value: now === edit.known ? null : now, edit: number })
      stack.classList.toggle("waiting", now !== edit.known)
      number = null
      edit.known = now
    },
  }
  return edit
}

export default function ({ data, parentElement, setTriggerValue }) {
  const stack = parentElement.querySelector(".stack")
  if (!stack.resized) {
    stack.resized = new ResizeObserver(([entry]) => stack.classList.toggle("wide", entry.contentRect.width > WIDE))
    stack.resized.observe(stack)
  }
  const close = whenGone(parentElement, () => stack.resized.disconnect())
  if (isLate(parentElement, data.heard)) return close
  stack.edit ??= listen(stack, parentElement)
  const edit = stack.edit
  edit.send = setTriggerValue
  stack.classList.remove("waiting")
  const told = stackText(data.layers)
  if (!edit.layers || told !== stackText(edit.layers)) {
    edit.layers = structuredClone(data.layers)
    const focused = stack.getRootNode().activeElement?.dataset?.focus
    draw(stack, data, edit.layers, edit, focused ? [focused] : [])
  }
  edit.known = told // the stack that Python knows
  showFigures(stack, data)
  return close
}
