// A stack of layers: a line for each, with its options, what comes out of it and what it costs. Every change is
// drawn at once and sent as text; what follows from it comes with the answer.

const make = (tag, parent, properties = {}) => {
  const element = Object.assign(document.createElement(tag), properties)
  parent.append(element)
  return element
}

const text = layers => layers.map(layer => [layer.kind, ...layer.options.map(option => option.value)].join(" ")).join("; ")

const number = (line, what, value) => {
  const cell = make("div", line, { className: "number", textContent: value ?? "" })
  cell.dataset.what = what
}

const drawOptions = (line, layer, place, edit) => {
  const options = make("div", line, { className: "options" })
  layer.options.forEach(option => {
    const label = make("label", options, { textContent: option.name })
    const control = make(option.choices.length ? "select" : "input", label)
    control.dataset.focus = `${place} ${option.name}`
    if (option.choices.length) option.choices.forEach(choice => make("option", control, { value: choice, textContent: choice.replace("_", " ") }))
    else Object.assign(control, { type: "number", min: option.low, max: option.high, step: option.step, inputMode: "decimal" })
    control.value = option.value
    control.ariaLabel = `${option.name} of layer ${place + 1}`
    control.oninput = edit.begin
    const take = () => { option.value = control.value.trim().replace(/[\s;]+/g, "_") || "?"; edit.finish() }
    control.onchange = () => { edit.begin(); take() }
    control.onblur = () => { if (edit.goesOn()) take() } // what was typed and taken back is no change to the browser
  })
}

// Where a layer's buttons lead: what happens to the stack, and what has the focus afterwards, the first of these that can have it.
const ACTIONS = [
  ["↑", "Move up", place => place === 0, (layers, place) => {
    layers.splice(place - 1, 2, layers[place], layers[place - 1])
    return [`${place - 1} Move up`, `${place - 1} Move down`]
  }],
  ["↓", "Move down", (place, count) => place === count - 1, (layers, place) => {
    layers.splice(place, 2, layers[place + 1], layers[place])
    return [`${place + 1} Move down`, `${place + 1} Move up`]
  }],
  ["✕", "Remove", () => false, (layers, place) => {
    layers.splice(place, 1)
    return [`${place} Remove`, `${place - 1} Remove`, "add"]
  }],
]

const drawLayer = (stack, layer, place, layers, edit, redraw) => {
  const line = make("div", stack, { className: "line", role: "group", ariaLabel: `Layer ${place + 1}, ${layer.title}` })
  const name = make("div", line, { className: "name" })
  make("b", name, { textContent: layer.title })
  make("small", name, { textContent: layer.name ?? "" })
  if (place < layers.length) drawOptions(line, layer, place, edit)
  else { line.classList.add("fixed"); make("div", line, { className: "options", textContent: layer.note }) }
  for (const what of ["output", "parameters", "multiply-adds", "sees"]) number(line, what, layer[what])
  const buttons = make("div", line, { className: "buttons" })
  if (place < layers.length) for (const [sign, what, isEnd, act] of ACTIONS) {
    const disabled = isEnd(place, layers.length)
    const button = make("button", buttons, { type: "button", textContent: sign, disabled, ariaLabel: `${what} layer ${place + 1}` })
    button.dataset.focus = `${place} ${what}`
    button.onclick = () => redraw(act(layers, place))
  }
  return line
}

const draw = (stack, data, layers, edit, focus) => {
  const redraw = wanted => {
    edit.begin()
    edit.finish()
    draw(stack, { ...data, wrong: null }, layers, edit, wanted)
  }
  stack.replaceChildren()
  const head = make("div", stack, { className: "line head" })
  for (const title of ["Layer", "Output", "Parameters", "Multiply-adds", "Sees", ""])
    make("div", head, { className: title === "Layer" ? "" : "number", textContent: title })
  ;[...layers, data.output].forEach((layer, place) => {
    const line = drawLayer(stack, layer, place, layers, edit, redraw)
    if (data.wrong !== place) return
    line.classList.add("wrong")
    make("p", stack, { className: "message", role: "alert", textContent: data.message })
  })
  const add = make("div", stack, { className: "add" })
  make("span", add, { textContent: "Add:" })
  for (const kind of data.kinds) {
    const button = make("button", add, { type: "button", textContent: kind.title, ariaLabel: `Add ${kind.title}`, disabled: layers.length >= data.most })
    button.dataset.focus = `add ${kind.kind}`
    button.onclick = () => { layers.push(structuredClone(kind)); redraw([button.dataset.focus, `${layers.length - 1} Remove`]) }
  }
  const found = focus.map(name => stack.querySelector(`[data-focus^="${name}"]:enabled`)).find(element => element)
  found?.focus()
}

export default function ({ data, parentElement, setTriggerValue }) {
  const stack = parentElement.querySelector(".stack")
  const close = () => {
    stack.resized?.disconnect()
    stack.resized = null
    forgetEdits(parentElement)
  }
  stack.resized ??= new ResizeObserver(([entry]) => stack.classList.toggle("wide", entry.contentRect.width > 720))
  stack.resized.observe(stack)
  if (isLate(parentElement, data.heard)) return close
  const layers = structuredClone(data.layers)
  let number = null, known = text(layers) // the number of the edit that is going on, and the stack that Python knows
  const edit = {
    begin: () => { number ??= nextEdit(parentElement) },
    goesOn: () => number !== null,
    finish: () => {
      const now = text(layers)
      setTriggerValue("edited", { value: now === known ? null : now, edit: number })
      stack.classList.toggle("waiting", now !== known)
      number = null
      known = now
    },
  }
  stack.classList.remove("waiting")
  const focused = stack.getRootNode().activeElement?.dataset?.focus
  draw(stack, data, layers, edit, focused ? [focused] : [])
  return close
}
