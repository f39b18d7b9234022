import assert from "node:assert/strict"
import { test } from "node:test"

import { cellAfter, cellAfterKey, cellOver } from "../../pages/layers/parts/inspector_listening.js"
import { arrowStep, cellUnder, isInside, nearestCell } from "../../pages/shared/components/grid_pointer.js"

const grid = { rows: 7, columns: 11 }
const box = { left: 40, top: -25, width: 330, height: 140 }
const element = { getBoundingClientRect: () => box }
const at = (x, y) => cellUnder({ clientX: box.left + x * box.width, clientY: box.top + y * box.height }, element, grid)

test("the middle of every cell is in that cell", () => {
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const cell = at((column + 0.5) / grid.columns, (row + 0.5) / grid.rows)
      assert.deepEqual(cell, [row, column])
      assert.ok(isInside(cell, grid))
      assert.deepEqual(nearestCell(cell, grid), cell)
    }
})

test("what is beside the element is outside of the grid, and the nearest cell lies on its edge", () => {
  for (const [x, y, nearest] of [
    [-0.01, 0.5, [3, 0]],
    [1, 0.5, [3, 10]],
    [0.5, -0.01, [0, 5]],
    [0.5, 1, [6, 5]],
  ]) {
    assert.ok(!isInside(at(x, y), grid))
    assert.deepEqual(nearestCell(at(x, y), grid), nearest)
  }
})

test("an arrow key is taken back by its opposite; other keys are none", () => {
  for (const [key, back] of [
    ["ArrowUp", "ArrowDown"],
    ["ArrowLeft", "ArrowRight"],
  ])
    assert.deepEqual(
      arrowStep(key).map((step, axis) => step + arrowStep(back)[axis]),
      [0, 0],
    )
  for (const key of ["Tab", "Enter", "a", "Shift"]) assert.equal(arrowStep(key), undefined)
})

test("keys lead through the inspector's output", () => {
  const after = (key, cell) => {
    const found = cellAfterKey(key, cell)
    return found && nearestCell(found, grid)
  }
  assert.deepEqual(after("ArrowRight", [2, 3]), [2, 4])
  assert.deepEqual(after("ArrowRight", [2, 10]), [2, 10])
  assert.deepEqual(after("PageDown", [2, 3]), [6, 3])
  assert.deepEqual(after("PageUp", [2, 3]), [0, 3])
  assert.deepEqual(after("Home", [2, 3]), [0, 0])
  assert.deepEqual(after("End", [2, 3]), [6, 10])
  assert.equal(after("Tab", [2, 3]), undefined)
})

test("going on cell by cell meets every cell once, and comes back", () => {
  const seen = new Set()
  let cell = [0, 0]
  for (let count = 0; count < 77; count++) {
    assert.deepEqual(cellAfter(-1, cellAfter(1, cell, grid), grid), cell)
    seen.add(String(cell))
    cell = cellAfter(1, cell, grid)
  }
  assert.equal(seen.size, 77)
  assert.deepEqual(cell, [0, 0])
})

test("what is pointed at in the input leads to the window that has it in its middle", () => {
  const plain = { rows: 3, columns: 3, stride: 1, dilation: 1, top: 0, left: 0 }
  assert.deepEqual(cellOver([5, 7], plain), [4, 6])
  assert.deepEqual(cellOver([5, 7], { ...plain, top: 1, left: 1 }), [5, 7])
  assert.deepEqual(cellOver([5, 7], { ...plain, rows: 1, columns: 1 }), [5, 7])
  for (const stride of [2, 3])
    for (let row = 0; row < 9; row++) {
      const cell = cellOver([row * stride + 1, 1], { ...plain, stride })
      assert.deepEqual(cell, [row, 0]) // the window of output row r begins at input row r * stride
    }
})
