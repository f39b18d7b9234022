import assert from "node:assert/strict"
import { test } from "node:test"
import { anchorOf, cellOver } from "../../pages/layers/parts/inspector_listening.js"
import { nearestValue, pooledAgain } from "../../pages/layers/parts/inspector_moving.js"
import { pooledAt, taps } from "../../pages/layers/parts/sliding_window.js"

const input = { rows: 9, columns: 11, channels: 1, values: Float32Array.from({ length: 99 }, (_, at) => (37 * at) % 101) }

const pooled = (kind, window, { rows, columns }) => {
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const known = pooledAt(input, window, taps(window, [row, column])).values.filter(value => value !== null)
      values[row * columns + column] =
        kind === "max" ? Math.max(...known) : known.reduce((sum, value) => sum + value, 0) / known.length
    }
  return values
}

test("a number that moves changes all windows over it, and no others", () => {
  for (const kind of ["max", "average"])
    for (const [size, stride] of [
      [2, 2],
      [3, 1],
      [3, 2],
      [4, 3],
    ]) {
      const window = { rows: size, columns: size, stride, dilation: 1, top: 1, left: 1, boundary: "zero" }
      const shape = { rows: Math.floor((9 + 2 - size) / stride) + 1, columns: Math.floor((11 + 2 - size) / stride) + 1 }
      const before = pooled(kind, window, shape)
      for (const place of [
        [0, 0],
        [4, 5],
        [8, 10],
      ]) {
        const at = place[0] * 11 + place[1]
        const was = input.values[at]
        input.values[at] = 77
        const shown = { kind, input, window, output: { ...shape, values: before } }
        assert.deepEqual(pooledAgain(shown, place), pooled(kind, window, shape))
        input.values[at] = was
      }
    }
})

test("the dot stands on the cell with the nearest value", () => {
  assert.deepEqual(nearestValue([5, -1, 3, 8], 2, 2.2), [1, 0])
  assert.deepEqual(nearestValue([5, -1, 3, 8], 2, -99), [0, 1])
})

test("a window of another size lies over the place that was kept in view", () => {
  const window = size => ({ rows: size, columns: size, stride: size, dilation: 1, top: 0, left: 0, boundary: "zero" })
  const anchor = anchorOf({ kind: "max", input, window: window(2) }, [2, 3])
  for (const size of [1, 2, 3, 4, 5]) {
    const places = taps(window(size), cellOver(anchor, window(size)))
    assert.ok(
      places.some(([row, column]) => row === anchor[0] && column === anchor[1]),
      `${size} does not cover ${anchor}`,
    )
  }
})
