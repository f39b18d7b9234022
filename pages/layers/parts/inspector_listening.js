// The inspector's ways to go from cell to cell: pointing, touching, keys, buttons, the scrubber, and playing by itself.

import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { fall } from "./inspector_falling.js"
import { listenToMoves } from "./inspector_moving.js"
import { beginSweep, showAll, showUpTo, stopSweep } from "./inspector_sweep.js"
import { pooledAt, taps } from "./sliding_window.js"

const STEP = 700 // milliseconds that the products of a step take to fall together
const JUMPS = {
  PageUp: ([row, column]) => [row - 10, column],
  PageDown: ([row, column]) => [row + 10, column],
  Home: () => [0, 0],
  End: () => [Infinity, Infinity],
}

/** The cell that a key leads to, within the output or beyond it; undefined for a key that leads nowhere. */
export const cellAfterKey = (key, [row, column]) => {
  const step = arrowStep(key)
  return step ? [row + step[0], column + step[1]] : JUMPS[key]?.([row, column])
}

/** The cell so many cells further on, line by line; after the last comes the first. */
export const cellAfter = (count, [row, column], { rows, columns }) => {
  const place = (row * columns + column + count + rows * columns) % (rows * columns)
  return [Math.floor(place / columns), place % columns]
}

/** The cell of the output whose window has its middle nearest to a cell of the input. */
export const cellOver = ([row, column], { rows, columns, stride, dilation, top, left }) => [
  Math.round((row + top - (dilation * (rows - 1)) / 2) / stride),
  Math.round((column + left - (dilation * (columns - 1)) / 2) / stride),
]

/** The place of the input that stays in view when the window changes: for pooling the largest number, else the window's middle. */
export const anchorOf = ({ kind, input, window }, cell) => {
  const places = taps(window, cell)
  if (kind === "max" || kind === "average") return places[pooledAt(input, window, places).winner]
  return [0, 1].map(axis => (places[0][axis] + places.at(-1)[axis]) / 2)
}

/** The cell with the largest number: there is something to see. */
export const strongest = ({ values, columns }) => {
  let best = 0
  for (let place = 1; place < values.length; place++) if (Math.abs(values[place]) > Math.abs(values[best])) best = place
  return [Math.floor(best / columns), best % columns]
}

/** Show another cell of the output, the nearest one to the place that is asked for. */
export const moveTo = (state, cell, options) => {
  state.cell = nearestCell(cell, state.shown.output)
  state.show(options)
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const step = (state, count) => {
  pause(state)
  moveTo(state, cellAfter(count, state.cell, state.shown.output))
  if (!isStill()) fall(state, STEP)
  told(state)
}

// Who clicks while the map is being painted wants to see it: all of it is there at once.
const paintAll = state => {
  if (state.sweeping) showAll(state)
}

const pause = state => {
  if (!state.sweeping) return
  stopSweep(state)
  state.show()
}

// The page hears of a cell that the learner chose; one that the pointer only passes is nobody's business.
const told = state => {
  state.anchor = anchorOf(state.shown, state.cell)
  state.tell(state.cell)
}

const play = state => {
  if (state.sweeping) pause(state)
  else beginSweep(state)
}

export const listen = state => {
  const { find } = state
  const stage = find(".stage-out")
  const under = event => cellUnder(event, stage, state.shown.output)
  const follow = event => {
    if (state.sweeping) return // the eye follows the brush
    const [row, column] = under(event)
    if (row !== state.cell[0] || column !== state.cell[1]) moveTo(state, [row, column], { speak: false })
  }
  stage.onpointermove = follow
  // Where the browser tells of a move before its frame begins, the first one of a frame is worked out there and then.
  stage.onpointerrawupdate = event => {
    if (state.followed) return
    state.followed = requestAnimationFrame(() => {
      state.followed = null
    })
    follow(event)
  }
  stage.onpointerdown = event => {
    paintAll(state)
    moveTo(state, under(event))
    told(state)
  }
  const source = find(".stage-in") // what is pointed at there leads to the cell that looks at it
  const over = event => cellOver(cellUnder(event, source, state.shown.input), state.shown.window)
  source.onpointermove = event => {
    if (!state.sweeping) moveTo(state, over(event), { speak: false })
  }
  source.onpointerdown = event => {
    paintAll(state)
    moveTo(state, over(event))
    told(state)
  }
  stage.onkeydown = event => {
    const cell = cellAfterKey(event.key, state.cell)
    if (cell) {
      pause(state)
      moveTo(state, cell)
    } else if (event.key === " ") play(state)
    else if (event.key === "Enter") told(state)
    else return
    event.preventDefault()
  }
  listenToMoves(state, { pause, moveTo, told, paintAll: showAll })
  find(".back").onclick = () => step(state, -1)
  find(".forth").onclick = () => step(state, 1)
  find(".play").onclick = () => play(state)
  find(".speed").onclick = () => {
    state.speed = state.speed === 1 ? 4 : 1
    find(".speed").setAttribute("aria-pressed", state.speed === 4)
  }
  find(".scrub").oninput = event => {
    stopSweep(state)
    showUpTo(state, Number(event.target.value))
    state.goTo(Math.max(0, state.painted - 1), false)
  }
  state.goTo = (place, slowly) => {
    const { columns } = state.shown.output
    moveTo(state, [Math.floor(place / columns), place % columns], { speak: false })
    if (slowly && !isStill()) fall(state, STEP)
  }
  state.ended = () => {
    moveTo(state, strongest(state.shown.output))
  }
}
