// What a learner can move in the inspector besides weights: a number under a pooling window, and the dot on a curve.
// A number stays where it was let go until it is put back; the dot stands on the cell whose value lies nearest to it.

import { TABLES } from "../../shared/components/colours.js"
import { isInside } from "../../shared/components/grid_pointer.js"
import { inputAt } from "./inspector_curve.js"
import { paintInput, paintOutput } from "./inspector_painting.js"
import { pooledAt, taps } from "./sliding_window.js"

const STEP = 6 // pixels of a step
const STEPS = 40 // from zero to the largest number
const ROOM = 1.2 // of the largest number: even that one can rise
const POOLS = ["max", "average"]
const NEAR = 0.03 // of the curve's width: cells that light up with the dot

/** What a pooled map becomes where the number at one place is another one by now. */
export const pooledAgain = ({ kind, input, window, output }, [row, column]) => {
  const values = output.values.slice()
  const covers = (place, first, size) => place >= first && place < first + size
  for (let r = 0; r < output.rows; r++)
    for (let c = 0; c < output.columns; c++) {
      const isUnder =
        covers(row, r * window.stride - window.top, window.rows) &&
        covers(column, c * window.stride - window.left, window.columns)
      if (isUnder) values[r * output.columns + c] = one(kind, pooledAt(input, window, taps(window, [r, c])).values)
    }
  return values
}

/** Lay the numbers that were moved over what Python sent, as long as it is of the same map. Returns the output with them. */
export const withMoves = state => {
  const { find, shown, sent } = state
  if (!POOLS.includes(shown.kind) || state.moves?.version !== shown.input.version) state.moves = null
  find(".hint").hidden = Boolean(state.moves)
  find(".put-back").hidden = !state.moves
  shown.input.values = state.moves ? sent.numbers.slice() : sent.numbers
  let values = sent.map
  for (const { place, value } of state.moves?.made.values() ?? []) {
    shown.input.values[place[0] * shown.input.columns + place[1]] = value
    values = pooledAgain({ ...shown, output: { ...shown.output, values } }, place)
  }
  return values
}

const one = (kind, values) => {
  const known = values.filter(value => value !== null)
  return kind === "max" ? Math.max(...known) : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** The cell whose value lies nearest to one. */
export const nearestValue = (values, columns, wanted) => {
  let best = 0
  for (let place = 1; place < values.length; place++)
    if (Math.abs(values[place] - wanted) < Math.abs(values[best] - wanted)) best = place
  return [Math.floor(best / columns), best % columns]
}

const repaint = (state, paintAll) => {
  const values = withMoves(state)
  paintInput(state)
  paintOutput(state, values)
  paintAll(state)
  state.show({ speak: false })
}

const listenToNumbers = (state, { pause, paintAll }) => {
  const patches = state.find(".patches")
  state.find(".put-back").onclick = () => {
    state.moves = null
    repaint(state, paintAll)
    state.find(".stage-out").focus({ preventScroll: true }) // the button is gone
  }
  patches.onpointerdown = event => {
    const { shown } = state
    const spans = [...patches.querySelectorAll("span")]
    const index = spans.indexOf(event.target)
    if (index < 0 || !POOLS.includes(shown.kind)) return
    const place = taps(shown.window, state.cell)[index]
    if (!isInside(place, shown.input)) return
    event.preventDefault()
    pause(state)
    const { input, output } = shown
    const at = place[0] * input.columns + place[1]
    const before = input.values[at]
    const result = output.values[state.cell[0] * output.columns + state.cell[1]]
    const told = { any: false, result: false }
    patches.setPointerCapture(event.pointerId)
    spans[index].classList.add("moved")
    patches.onpointermove = moving => {
      const steps = Math.round((event.clientY - moving.clientY) / STEP)
      const value = Math.min(Math.max(before + (steps * input.limit) / STEPS, 0), ROOM * input.limit)
      state.moves ??= { version: input.version, made: new Map() }
      state.moves.made.set(at, { place, value })
      repaint(state, paintAll)
      told.any ||= value !== before
      told.result ||= output.values[state.cell[0] * output.columns + state.cell[1]] !== result
    }
    patches.onpointerup = patches.onpointercancel = () => {
      patches.onpointermove = patches.onpointerup = patches.onpointercancel = null
      spans[index].classList.remove("moved")
      if (state.shown === shown && told.any) state.tellMoved(told)
    }
  }
}

const listenToDot = (state, { pause, moveTo, told }) => {
  const curve = state.find(".curve")
  curve.onpointerdown = event => {
    event.preventDefault()
    pause(state)
    curve.setPointerCapture(event.pointerId)
    const follow = ({ clientX }) => {
      const { input, output, bounds } = state.shown
      const { left, width } = curve.getBoundingClientRect()
      const value = inputAt((clientX - left) / width, bounds)
      moveTo(state, nearestValue(input.values, output.columns, value), { speak: false })
      const chosen = input.values[state.cell[0] * output.columns + state.cell[1]]
      lightUp(state, chosen, NEAR * (bounds.right - bounds.left))
    }
    follow(event)
    curve.onpointermove = follow
    curve.onpointerup = curve.onpointercancel = () => {
      curve.onpointermove = curve.onpointerup = curve.onpointercancel = null
      lightUp(state, 0, Infinity)
      told(state)
    }
  }
}

// Lay paper over all cells whose value is further away.
const lightUp = ({ find, shown: { input } }, value, reach) => {
  for (const stage of [".stage-in", ".stage-out"]) {
    const veil = find(`${stage} .veil`)
    veil.hidden = reach === Infinity
    if (veil.hidden) continue
    Object.assign(veil, { width: input.columns, height: input.rows })
    const pen = veil.getContext("2d")
    const picture = pen.createImageData(input.columns, input.rows)
    const paper = TABLES.signed.slice(3 * 128, 3 * 129)
    for (let place = 0; place < input.values.length; place++)
      if (Math.abs(input.values[place] - value) > reach) picture.data.set([...paper, 215], 4 * place)
    pen.putImageData(picture, 0, 0)
  }
}

/** Listen to both. `ways` are the inspector's own: pause, paintAll, moveTo and told. */
export const listenToMoves = (state, ways) => {
  listenToNumbers(state, ways)
  listenToDot(state, ways)
}
