import assert from "node:assert/strict"
import { test } from "node:test"

import { bandOf, bandsOf, heightAt, placeAt, shareOf } from "../../pages/layers/parts/ground.js"

const GRID = { rows: 3, columns: 4 }
const SLOPE = Array.from({ length: 12 }, (_, place) => 2 * Math.floor(place / 4) + (place % 4)) // 2 up for a row, 1 for a column
const WORLD = { across: [-3, 3], up: [-2, 2] }

test("between the points of the grid a ground goes on evenly", () => {
  for (const [row, column] of [
    [0, 0],
    [0.5, 1.25],
    [2, 3],
    [1.9, 0.1],
  ])
    assert.ok(Math.abs(heightAt(SLOPE, GRID, row, column) - (2 * row + column)) < 1e-12)
})

test("bands go from the lowest place to the highest, and a flat ground is one of them", () => {
  assert.equal(bandOf(0, 0, 7, 10), 0)
  assert.equal(bandOf(7, 0, 7, 10), 9)
  const bands = bandsOf(SLOPE, GRID, { width: 8, height: 6 }, 10)
  assert.equal(bands[5 * 8], 0) // the first row of heights lies at the bottom
  assert.equal(bands[7], 9)
  assert.ok(bandsOf(SLOPE.fill(1), GRID, { width: 4, height: 4 }, 10).every(band => band === 0))
})

test("a click leads to the place that is drawn there", () => {
  for (const place of [
    [-3, 2],
    [0, 0],
    [1.25, -0.5],
  ]) {
    const shares = shareOf(place, WORLD)
    assert.deepEqual(placeAt(shares, WORLD), place)
  }
  assert.deepEqual(shareOf([-3, 2], WORLD), [0, 0])
})
