// What a small network on the stage is at the moment, what was before, and what Python is told of it.

import { hasSlope, lossOf, readNetwork, writeNetwork } from "./network_arithmetic.js"
import { drawLosses, drawNetwork, drawTeacher, places, weightsOf } from "./network_painting.js"

const LONGEST = 1600 // points of the loss's curve
const MEMORY = 60 // strokes that can be undone

/** Draw what follows from the weights and the picture in front. */
export const follow = state => {
  const { network, data } = state
  if (state.pointed) point(state, state.pointed)
  state.loss = hasSlope(network) ? lossOf(network, data.drawings) : null
  drawNetwork(state)
}

/** Put the loss on its curve. */
export const note = state => {
  if (state.loss !== null) state.losses.push(state.loss)
  if (state.losses.length > LONGEST) state.losses.shift()
  drawLosses(state)
}

const textOf = state => `${state.data.name}.${state.steps}.${writeNetwork(state.network)}`

/** Tell Python where everything stands. */
export const tell = state => {
  const text = state.isFirst ? "" : textOf(state)
  state.known = state.data.text = text
  state.find(".network").dataset.told = JSON.stringify(text)
  Object.assign(state.data, { shown: state.shown, drawn: state.drawn })
  state.send("edited", {
    value: { weights: text, shown: state.shown + 1, drawn: state.drawn },
    edit: state.number ?? state.edit(),
  })
  state.number = null
}

/** Keep what is about to change, so that it can be brought back. */
export const remember = state => {
  state.number ??= state.edit()
  keep(state)
}

/** The same, where Python has changed it. */
export const keep = state => {
  state.history.push({
    text: writeNetwork(state.network),
    steps: state.steps,
    isFirst: state.isFirst,
    losses: [...state.losses],
  })
  if (state.history.length > MEMORY) state.history.shift()
  state.find(".undo").disabled = false
}

/** A stroke or a training is over. */
export const settle = state => {
  const { network, data } = state
  state.network = readNetwork(writeNetwork(network), data.sizes, data.activation) // in hundredths, as they are told
  follow(state)
  note(state)
  drawTeacher(state)
  tell(state)
}

/** Bring back what was kept. */
export const bringBack = (state, { text, steps, isFirst, losses }) => {
  Object.assign(state, {
    network: readNetwork(text, state.data.sizes, state.data.activation),
    steps,
    isFirst,
    losses,
    told: "",
  })
  follow(state)
  drawLosses(state)
  drawTeacher(state)
  tell(state)
}

/** Show what one cell's pixel and weight make, or nothing for null. */
export const point = (state, cell, speak) => {
  const { find, network, neuron } = state
  state.pointed = cell
  for (const mark of state.shadow.querySelectorAll(".mark")) {
    mark.hidden = !cell
    if (cell) mark.style.translate = `${100 * cell[1]}% ${100 * cell[0]}%`
  }
  if (!cell) {
    find(".reading").textContent = "Point at a cell, or draw here."
    return
  }
  const place = 8 * cell[0] + cell[1]
  const [pixel, weight] = [state.pictureInFront()[place], weightsOf(network, neuron)[place]]
  const told = `${places(pixel)} × ${weight < 0 ? `(${places(weight)})` : places(weight)} = ${places(pixel * weight)}`
  find(".reading").textContent = told
  if (speak) find(".words").textContent = `Row ${cell[0] + 1}, column ${cell[1] + 1}: ${told}. The sum is ${places(state.sum)}.`
}
