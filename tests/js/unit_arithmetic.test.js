import assert from "node:assert/strict"
import { test } from "node:test"
import { cellOverPixel, fallenAfter, fieldOf, lastsFor } from "../../pages/networks/parts/unit_arithmetic.js"
import { CASES } from "./cases.js"

test("the pixels that can reach a cell are the engine's", () => {
  for (const { field, units } of CASES.fields)
    for (const { unit: row, pixels: down } of units)
      for (const { unit: column, pixels: right } of units) assert.deepEqual(fieldOf(field, [row, column]), [...down, ...right])
})

test("the middle of a cell's pixels leads back to the cell, and every pixel to a cell of the map", () => {
  const map = { rows: 10, columns: 10 }
  for (const { field, units } of CASES.fields) {
    for (const { unit, pixels } of units) {
      const middle = (pixels[0] + pixels[1]) / 2
      const cell = cellOverPixel(field, [middle, middle], map)
      assert.deepEqual(fieldOf(field, cell), [...pixels, ...pixels])
      if (field.shared === 1) assert.deepEqual(cell, [unit, unit])
    }
    assert.deepEqual(cellOverPixel(field, [-50, 5000], map), [0, 9])
  }
})

test("a sum begins with nothing, and ends with all of it", () => {
  const sum = { parts: [{ adds: 5 }, { adds: -2 }], others: 4, bias: 0.5, before: 7.5 }
  assert.deepEqual(fallenAfter(0, sum), { appeared: [0, 0], fallen: 0, rest: 0, bent: 0, run: 0, sum: 0 })
  for (const end of [lastsFor(2), Infinity])
    assert.deepEqual(fallenAfter(end, sum), { appeared: [1, 1], fallen: 1, rest: 1, bent: 1, run: 1, sum: 7.5 })
  let before = -1
  for (let now = 0; now <= lastsFor(2); now += 20) {
    const { fallen, rest, bent, run, appeared } = fallenAfter(now, sum)
    const all = fallen + rest + bent + run + appeared[0] + appeared[1]
    assert.ok(all >= before)
    before = all
  }
})
