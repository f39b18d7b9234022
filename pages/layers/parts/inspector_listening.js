// The inspector's ways to go from cell to cell: pointing, touching, keys, buttons, and playing by itself.

import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"

const PAUSE = 150 // milliseconds at each cell while it plays
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

/** Show another cell of the output, the nearest one to the place that is asked for. */
export const moveTo = (state, cell, options) => {
  state.cell = nearestCell(cell, state.shown.output)
  state.show(options)
}

export const play = (state, on) => {
  clearInterval(state.playing)
  if (state.playing && !on) state.show()
  const next = () => moveTo(state, cellAfter(1, state.cell, state.shown.output), { speak: false })
  state.playing = on ? setInterval(next, PAUSE) : null
  const button = state.find(".play")
  button.textContent = on ? "Pause" : "▶ Play"
  button.ariaLabel = on ? "Pause" : "Play"
}

export const listen = state => {
  const { find } = state
  const stage = find(".stage-out")
  const under = event => cellUnder(event, stage, state.shown.output)
  const follow = event => {
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
    play(state, false)
    moveTo(state, under(event))
  }
  stage.onkeydown = event => {
    const cell = cellAfterKey(event.key, state.cell)
    if (cell) moveTo(state, cell)
    else if (event.key === " ") play(state, !state.playing)
    else return
    event.preventDefault()
  }
  const go = count => {
    play(state, false)
    moveTo(state, cellAfter(count, state.cell, state.shown.output))
  }
  find(".back").onclick = () => go(-1)
  find(".forth").onclick = () => go(1)
  find(".play").onclick = () => play(state, !state.playing)
  find(".zoom").oninput = event => {
    state.zoom = Number(event.target.value)
    state.show({ speak: false })
  }
}
