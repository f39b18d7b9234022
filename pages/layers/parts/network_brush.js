// A board of weights that is painted: by hand or touch along a line of cells, or with keys from cell to cell.

import { arrowStep, cellUnder, isInside, nearestCell } from "../../shared/components/grid_pointer.js"

const GRID = { rows: 8, columns: 8 }
const KEYS = { "+": 1, "=": 1, "-": -1, "−": -1, 0: 0, Delete: 0, Backspace: 0 }

/** The cells on the way from one to another, the first left out: a quick hand skips none. */
export const cellsBetween = ([top, left], [row, column]) => {
  const steps = Math.max(Math.abs(row - top), Math.abs(column - left))
  return Array.from({ length: steps }, (_, step) => [
    Math.round(top + ((row - top) * (step + 1)) / steps),
    Math.round(left + ((column - left) * (step + 1)) / steps),
  ])
}

/** 64 pixels, black or white, as 16 letters. */
export const writeDrawing = values => {
  let text = ""
  for (let at = 0; at < values.length; at += 4)
    text += values
      .slice(at, at + 4)
      .reduce((number, value) => 2 * number + Number(value > 0.5), 0)
      .toString(16)
  return text
}

/** The pixels of such a text. */
export const readDrawing = text =>
  [...text].flatMap(letter => [8, 4, 2, 1].map(bit => Number((Number.parseInt(letter, 16) & bit) > 0)))

/** What a key paints with, where it paints: the brush for the space bar, or an ink of its own. */
export const inkOfKey = (key, brush) => (key === " " || key === "Enter" ? brush : KEYS[key])

/**
 * Have a board painted on.
 * @param board the element; cells lie evenly over it
 * @param told what is told: brush() asks for the ink, at(cell) comes before a stroke, begin() and finish() frame it, ink(cell, value) paints, and
 *   point(cell) tells where the hand or the keys are, null when they are gone
 */
export const paintOn = (board, told) => {
  let last = null // while a stroke goes on
  let cursor = [3, 3]
  const under = event => cellUnder(event, board, GRID)
  const stroke = cells => {
    for (const cell of cells) if (isInside(cell, GRID)) told.ink(cell, told.brush())
  }
  board.onpointerdown = event => {
    if (event.button) return
    board.setPointerCapture(event.pointerId)
    last = under(event)
    told.at?.(last)
    told.begin()
    stroke([last])
    told.point(last)
  }
  board.onpointermove = event => {
    const cell = under(event)
    told.point(isInside(cell, GRID) ? cell : null)
    if (!last) return
    stroke(cellsBetween(last, cell))
    last = cell
  }
  board.onpointerup = board.onpointercancel = () => {
    if (last) told.finish()
    last = null
  }
  board.onpointerleave = () => told.point(null)
  board.onkeydown = event => {
    const step = arrowStep(event.key)
    const ink = inkOfKey(event.key, told.brush())
    if (step) cursor = nearestCell([cursor[0] + step[0], cursor[1] + step[1]], GRID)
    else if (ink !== undefined && !event.ctrlKey && !event.metaKey) {
      told.begin()
      told.ink(cursor, ink)
      told.finish()
    } else return
    event.preventDefault()
    told.point(cursor, true)
  }
}
