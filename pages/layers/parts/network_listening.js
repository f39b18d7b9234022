// What a learner does with a small network: painting its weights, drawing a picture, choosing, undoing, letting it learn.

import { paintOn, readDrawing, writeDrawing } from "./network_brush.js"
import { bringBack, follow, point, remember, settle, tell } from "./network_memory.js"
import { drawNetwork, fall } from "./network_painting.js"
import { pause, teach } from "./network_teaching.js"

/** Put another drawing in front, or the own picture for -1. */
export const choose = (state, shown) => {
  pause(state)
  Object.assign(state, { shown, drawn: "" })
  captionOf(state)
  follow(state)
  fall(state)
  tell(state)
}

/** Say what is in front. */
export const captionOf = ({ find, data, shown, drawn }) => {
  const own = drawn ? "Your drawing" : data.pictureName
  find(".picture figcaption").textContent = shown < 0 ? own : `A drawing: ${data.classes[data.drawings[shown].shows]}`
}

const chooseNeuron = (state, place) => {
  state.neuron = place
  drawNetwork(state)
  state.find(".neurons").children[place].focus()
}

/** Listen to everything. */
export const listen = state => {
  const { find } = state
  const cells = find(".weights .cells")
  const ink = ([row, column], value) => {
    const [layer] = state.network.layers
    layer.weights[(8 * row + column) * layer.count + state.neuron] = value
    follow(state)
  }
  const start = () => {
    pause(state)
    remember(state)
    Object.assign(state, { isFirst: false, told: "" })
  }
  paintOn(cells, {
    brush: () => state.brush,
    begin: start,
    ink,
    finish: () => settle(state),
    point: (...at) => point(state, ...at),
  })
  let white = 1 // a stroke that begins on white wipes white cells
  let begun = null // the white cell that it began on, until the next one: if that is blank, it draws on instead
  const draw = ([row, column], value) => {
    const values = readDrawing(state.drawn)
    const at = 8 * row + column
    let ink = value
    if (begun !== null && at !== begun) {
      if (!values[at]) values[begun] = white = ink = 1
      begun = null
    }
    values[at] = ink
    state.drawn = writeDrawing(values)
    follow(state)
  }
  const beginDrawing = () => {
    pause(state)
    state.number ??= state.edit() // what Python answers to an earlier stroke is late
    if (!state.drawn || state.shown >= 0) state.drawn = "0".repeat(16)
    state.shown = -1
    captionOf(state)
  }
  const wipesOn = ([row, column]) => {
    white = Number(!(state.drawn && state.shown < 0 && readDrawing(state.drawn)[8 * row + column]))
    begun = white ? null : 8 * row + column
  }
  const toDraw = {
    brush: () => white,
    begin: beginDrawing,
    ink: draw,
    finish: () => tell(state),
    point: (...at) => point(state, ...at),
  }
  paintOn(find(".picture .cells"), { ...toDraw, at: wipesOn })
  const other = find(".products .cells")
  other.onpointermove = event => {
    const { left, top, width, height } = other.getBoundingClientRect()
    const cell = [Math.floor((8 * (event.clientY - top)) / height), Math.floor((8 * (event.clientX - left)) / width)]
    point(state, cell.every(place => place >= 0 && place < 8) ? cell : null)
  }
  other.onpointerleave = () => point(state, null)
  const brushes = [...find(".brushes").children]
  const take = brush => {
    state.brush = Number(brush.dataset.ink)
    for (const each of brushes) {
      each.ariaChecked = each === brush
      each.tabIndex = each === brush ? 0 : -1
    }
  }
  take(brushes[0])
  const roving = (buttons, event, act) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const at = buttons.indexOf(event.target)
    if (!by || at < 0) return
    event.preventDefault()
    act((at + by + buttons.length) % buttons.length)
  }
  for (const brush of brushes) brush.onclick = () => take(brush)
  find(".brushes").onkeydown = event =>
    roving(brushes, event, place => {
      take(brushes[place])
      brushes[place].focus()
    })
  find(".neurons").onclick = event => {
    const place = [...find(".neurons").children].indexOf(event.target.closest("button"))
    if (place >= 0) chooseNeuron(state, place)
  }
  find(".neurons").onkeydown = event => roving([...find(".neurons").children], event, place => chooseNeuron(state, place))
  const bias = find(".bias input")
  bias.oninput = () => {
    if (!state.isSliding) start()
    state.isSliding = true
    state.network.layers[0].bias[state.neuron] = Number(bias.value)
    follow(state)
  }
  bias.onchange = () => {
    state.isSliding = false
    settle(state)
  }
  find(".play").onclick = () => (state.teaching ? pause(state) : teach(state))
  find(".undo").onclick = () => {
    pause(state)
    const before = state.history.pop()
    find(".undo").disabled = !state.history.length
    if (before) bringBack(state, before)
  }
  find(".reset").onclick = () => {
    pause(state)
    remember(state)
    bringBack(state, { text: state.data.first, steps: 0, isFirst: true, losses: [] })
  }
}
