import assert from "node:assert/strict"
import { test } from "node:test"

import { placeOfMap } from "../../pages/layers/parts/inspector_layout.js"
import { momentOf, paintedAfter } from "../../pages/layers/parts/inspector_sweep.js"

test("a sweep begins slowly, gets ever faster, and is over after six seconds, whatever the map's size", () => {
  for (const total of [1, 2, 3, 4, 100, 2204, 33_000]) {
    const painted = Array.from({ length: 61 }, (_, tenth) => paintedAfter(100 * tenth, total))
    assert.equal(painted[0], 0)
    assert.equal(painted[9], Math.min(1, total))
    assert.equal(painted[20], Math.min(2, total))
    assert.equal(painted[60], total)
    assert.equal(paintedAfter(60_000, total), total)
    const grown = painted.slice(1).map((count, tenth) => count - painted[tenth])
    assert.ok(grown.every(count => count >= 0))
    if (total > 1000) for (let tenth = 23; tenth < 58; tenth++) assert.ok(grown[tenth + 2] >= grown[tenth], `${total} ${tenth}`)
  }
})

test("a sweep that was stopped goes on from where it was", () => {
  for (const total of [5, 100, 2204])
    for (const moment of [0, 950, 1700, 2100, 3000, 4321, 5900]) {
      const painted = paintedAfter(moment, total)
      assert.equal(paintedAfter(momentOf(painted, total) + 0.001, total), painted)
    }
})

test("a cell of the map lies over the middle of its window", () => {
  for (const [rows, stride, size, dilation, top] of [
    [40, 1, 3, 1, 0],
    [41, 2, 3, 1, 0],
    [40, 1, 3, 1, 1],
    [60, 2, 2, 1, 0],
    [50, 3, 3, 2, 0],
  ]) {
    const count = Math.floor((rows + 2 * top - (dilation * (size - 1) + 1)) / stride) + 1
    const input = { rows, columns: rows }
    const window = { rows: size, columns: size, stride, dilation, top, left: top }
    const place = placeOfMap(input, { rows: count, columns: count }, window)
    for (const cell of [0, 5, count - 1]) {
      const middle = (place.top + ((cell + 0.5) * place.height) / count) * rows
      const window_middle = cell * stride - top + (dilation * (size - 1) + 1) / 2
      assert.ok(Math.abs(middle - window_middle) < 1e-9, `${rows} ${stride} ${cell}: ${middle} ${window_middle}`)
    }
  }
})

test("a map that padding made larger than the input lies over all of it", () => {
  const window = { rows: 3, columns: 3, stride: 1, dilation: 1, top: 4, left: 4 }
  assert.deepEqual(placeOfMap({ rows: 10, columns: 10 }, { rows: 16, columns: 16 }, window), {
    top: 0,
    height: 1,
    left: 0,
    width: 1,
  })
})
