// A stack of layers: a line for each, with its options, what comes out of it and what it costs. Every change is sent as text.

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

const drawOptions = (line, layer, place, change) => {
  const options = make("div", line, { className: "options" })
  layer.options.forEach(option => {
    const label = make("label", options, { textContent: option.name })
    const control = make(option.choices.length ? "select" : "input", label)
    control.dataset.focus = `${place} ${option.name}`
    if (option.choices.length) option.choices.forEach(choice => make("option", control, { value: choice, textContent: choice.replace("_", " ") }))
    else Object.assign(control, { type: "number", min: option.low, max: option.high, step: option.step, inputMode: "decimal" })
    control.value = option.value
    control.ariaLabel = `${option.name} of layer ${place + 1}`
    control.onchange = () => { option.value = control.value.trim().replace(/[\s;]+/g, "_") || "?"; change() }
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const stack = parentElement.querySelector(".stack")
  const root = stack.getRootNode(), focused = root.activeElement?.dataset?.focus
  const layers = structuredClone(data.layers)
  const change = () => setTriggerValue("edited", text(layers))
  stack.replaceChildren()
  const head = make("div", stack, { className: "line head" })
  for (const title of ["Layer", "Output", "Parameters", "Multiply-adds", "Sees", ""])
    make("div", head, { className: title === "Layer" ? "" : "number", textContent: title })
  const draw = (layer, place) => {
    const line = make("div", stack, { className: "line", role: "group", ariaLabel: `Layer ${place + 1}, ${layer.title}` })
    const name = make("div", line, { className: "name" })
    make("b", name, { textContent: layer.title })
    make("small", name, { textContent: layer.name ?? "" })
    if (place < layers.length) drawOptions(line, layer, place, change)
    else { line.classList.add("fixed"); make("div", line, { className: "options", textContent: layer.note }) }
    for (const what of ["output", "parameters", "multiply-adds", "sees"]) number(line, what, layer[what])
    const buttons = make("div", line, { className: "buttons" })
    if (place >= layers.length) return line
    const act = (sign, what, disabled, move) => {
      const button = make("button", buttons, { type: "button", textContent: sign, disabled, ariaLabel: `${what} layer ${place + 1}` })
      button.dataset.focus = `${place} ${what}`
      button.onclick = () => { move(); change() }
    }
    const swap = other => { [layers[place], layers[other]] = [layers[other], layers[place]] }
    act("↑", "Move up", place === 0, () => swap(place - 1))
    act("↓", "Move down", place === layers.length - 1, () => swap(place + 1))
    act("✕", "Remove", false, () => layers.splice(place, 1))
    return line
  }
  ;[...layers, data.output].forEach((layer, place) => {
    const line = draw(layer, place)
    if (data.wrong !== place) return
    line.classList.add("wrong")
    make("p", stack, { className: "message", role: "alert", textContent: data.message })
  })
  const add = make("div", stack, { className: "add" })
  make("span", add, { textContent: "Add:" })
  for (const kind of data.kinds) {
    const button = make("button", add, { type: "button", textContent: kind.title, ariaLabel: `Add ${kind.title}`, disabled: layers.length >= data.most })
    button.dataset.focus = `add ${kind.kind}`
    button.onclick = () => { layers.push(structuredClone(kind)); change() }
  }
  if (focused) root.querySelector(`[data-focus="${focused}"]`)?.focus()
  const observer = new ResizeObserver(([entry]) => stack.classList.toggle("wide", entry.contentRect.width > 720))
  observer.observe(stack)
  return () => observer.disconnect()
}
