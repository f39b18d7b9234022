// What changes in a picture as numbers: its light, its pixels, how many there are, and which one is in front.

import { nearestCell } from "../../shared/components/grid_pointer.js"
import { carried, cornerAround, cornerWith, litPicture, sameSpot, unlitValue } from "./pixel_arithmetic.js"
import { draw, gridOf, lensOf, look, pixelOf, say, unlitOf } from "./pixel_painting.js"

const MEMORY = 60 // changes that can be undone

/** Tell Python where everything stands. */
export const tell = state => {
  say(state)
  state.send("edited", {
    value: {
      size: state.size,
      light: state.light,
      cell: state.place,
      colour: pixelOf(state, state.place),
      drawn: state.drawn.size,
    },
    edit: state.number ?? state.edit(),
  })
  state.number = null
}

/** Keep what is about to change, so that it can be brought back. */
export const remember = state => {
  state.history.push({ copies: state.copies, light: state.light, drawnAt: state.drawnAt })
  if (state.history.length > MEMORY) state.history.shift()
}

/** Show the picture in another size, with the same spot in front. */
export const resize = (state, size) => {
  const before = gridOf(state)
  state.size = Math.min(Math.max(size, 0), state.data.sizes.length - 1)
  const grid = gridOf(state)
  carry(state)
  if (grid === before) return
  state.place = sameSpot(state.place, before, grid)
  state.corner = cornerAround(state.place, lensOf(state), grid)
}

/** What was changed in one size is seen in the others, too. */
export const carry = state => {
  const { copies, drawnAt, size, pictures, data } = state
  if (!copies.has(drawnAt) || copies.has(size)) return
  const sizes = [data.sizes[drawnAt], data.sizes[size]]
  const values = carried(pictures[drawnAt], copies.get(drawnAt), sizes[0], pictures[size], sizes[1])
  state.copies = new Map(copies).set(size, values)
}

/** A change begins: what Python answers to anything earlier is late. */
export const begin = state => {
  state.number ??= state.edit()
  remember(state)
}

// Give pixels a colour of which null leaves a part as it is, so that it is seen in the light that there is.
const colour = (state, cells, parts) => {
  const values = Float32Array.from(unlitOf(state))
  for (const [row, column] of cells)
    parts.forEach((value, channel) => {
      const unlit = value === null ? null : unlitValue(value, state.light[channel])
      if (unlit !== null) values[3 * (row * gridOf(state).columns + column) + channel] = unlit
    })
  state.copies = new Map([[state.size, values]])
  state.drawnAt = state.size
}

/** Turn a light of all pixels, or of the one that was chosen. */
export const turn = (state, channel, value) => {
  if (state.every) state.light = state.light.map((percent, each) => (each === channel ? value : percent))
  else
    colour(
      state,
      [state.place],
      state.light.map((_, each) => (each === channel ? value : null)),
    )
  if (state.ink) state.ink = pixelOf({ ...state, lit: litPicture(unlitOf(state), state.light) }, state.place)
}

/** Draw over cells with the ink. */
export const stroke = (state, cells) => {
  if (cells.length) colour(state, cells, state.ink)
  for (const cell of cells) state.drawn.add(String(cell))
  draw(state)
}

/** Choose a pixel. The lens moves no further than it must, or has it in its middle. */
export const choose = (state, cell, { isAround = false } = {}) => {
  const [lens, grid] = [lensOf(state), gridOf(state)]
  state.place = nearestCell(cell, grid)
  state.at = null
  state.corner = isAround ? cornerAround(state.place, lens, grid) : cornerWith(state.corner, state.place, lens, grid)
  look(state)
}
