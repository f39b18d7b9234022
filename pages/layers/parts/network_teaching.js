// How a small network learns on the stage: step by step before one's eyes, until its loss is small or nothing helps.

import { hasSlope, learn, lossOf } from "./network_arithmetic.js"
import { note, remember, settle } from "./network_memory.js"
import { drawNetwork, drawTeacher } from "./network_painting.js"

const LEARNED = 0.05 // a loss that is small enough
const HOW = { "Two layers": { pace: 120, most: 1500 }, other: { pace: 12, most: 150 } } // steps a second, and of one training
const STUCK = [24, 1e-4] // after so many steps the loss must have fallen by so much
const NO_SLOPE = "A step is flat: nothing says which way to turn."
const NO_WAY = "Stuck: no turn makes the loss smaller."

/** Stop learning where it is, and say nothing of it. */
export const stop = state => {
  cancelAnimationFrame(state.teaching)
  state.teaching = null
}

/** Stop learning, and keep what was learned. */
export const pause = state => {
  if (!state.teaching) return
  stop(state)
  settle(state)
}

const oneStep = state => {
  learn(state.network, state.data.drawings, state.data.rate)
  state.steps += 1
  state.loss = lossOf(state.network, state.data.drawings)
}

/** Begin to learn from all drawings. */
export const teach = state => {
  const { network, data } = state
  state.told = hasSlope(network) ? "" : NO_SLOPE
  drawTeacher(state)
  if (!hasSlope(network)) return
  remember(state)
  state.isFirst = false
  const { pace, most } = HOW[data.kind] ?? HOW.other
  const end = state.steps + most
  const [patience, least] = STUCK
  const fallen = [state.loss]
  const isOver = () => {
    fallen.push(state.loss)
    const isStuck = fallen.length > patience && fallen.at(-1 - patience) - state.loss < least
    if (isStuck && state.loss >= LEARNED) state.told = NO_WAY
    else if (state.steps >= end && state.loss >= LEARNED) state.told = `${state.steps} steps, and still not right.`
    return state.loss < LEARNED || state.steps >= end || isStuck
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    do {
      oneStep(state)
      note(state)
    } while (!isOver())
    return settle(state)
  }
  let [before, owed] = [null, 1]
  const frame = now => {
    owed += (Math.min(now - (before ?? now), 100) * pace) / 1000
    before = now
    for (; owed >= 1; owed -= 1) {
      oneStep(state)
      note(state)
      if (isOver()) {
        stop(state)
        return settle(state)
      }
    }
    drawNetwork(state)
    drawTeacher(state)
    state.teaching = requestAnimationFrame(frame)
  }
  state.teaching = requestAnimationFrame(frame)
}
