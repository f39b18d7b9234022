import assert from "node:assert/strict"
import { test } from "node:test"

import {
  carried,
  cornerAround,
  cornerWith,
  greyOf,
  litPicture,
  litValue,
  mostColourful,
  patchOf,
  pictures,
  pixelAt,
  sameSpot,
  shownColour,
  shownNumbers,
  unlitValue,
} from "../../pages/layers/parts/pixel_arithmetic.js"
import { CASES, isClose } from "./cases.js"

const WEIGHTS = CASES.lights.weights

test("a picture under other lights, and its grey, are the engine's", () => {
  for (const { values, light, lit, grey } of CASES.lights.pictures) {
    const found = litPicture(Float32Array.from(values), light)
    assert.deepEqual([...found], lit)
    const grid = { rows: 1, columns: lit.length / 3 }
    const greys = grey.map((_, place) => greyOf(pixelAt(found, grid, [0, place]), WEIGHTS))
    assert.ok(isClose(greys, grey))
  }
})

test("a value that was changed is seen as it was chosen, under every light but none", () => {
  for (let percent = 5; percent <= 200; percent += 5)
    for (let value = 0; value <= 255; value++) assert.equal(litValue(Math.fround(unlitValue(value, percent)), percent), value)
  assert.equal(unlitValue(9, 0), null)
})

test("a pixel is shown whole, as one of its lights, or in grey, and stands for as many numbers", () => {
  const pixel = [200, 100, 50]
  assert.deepEqual(shownColour(pixel, "all", WEIGHTS), pixel)
  assert.deepEqual(shownNumbers(pixel, "all", WEIGHTS), pixel)
  assert.deepEqual(shownColour(pixel, 1, WEIGHTS), [0, 100, 0])
  assert.deepEqual(shownNumbers(pixel, 1, WEIGHTS), [100])
  assert.deepEqual(shownColour(pixel, "grey", WEIGHTS), [124, 124, 124])
  assert.deepEqual(shownNumbers(pixel, "grey", WEIGHTS), [124])
})

test("the lens lies within the picture, and shows the pixel", () => {
  for (const grid of [
    { rows: 7, columns: 11 },
    { rows: 3, columns: 4 },
    { rows: 1, columns: 1 },
  ]) {
    const patch = patchOf(grid, 5)
    for (let row = 0; row < grid.rows; row++)
      for (let column = 0; column < grid.columns; column++)
        for (const [top, left] of [
          cornerAround([row, column], patch, grid),
          cornerWith([0, 0], [row, column], patch, grid),
          cornerWith([99, 99], [row, column], patch, grid),
        ]) {
          assert.ok(top >= 0 && left >= 0 && top + patch.rows <= grid.rows && left + patch.columns <= grid.columns)
          assert.ok(top <= row && row < top + patch.rows && left <= column && column < left + patch.columns)
        }
  }
  const [patch, grid] = [
    { rows: 5, columns: 5 },
    { rows: 40, columns: 60 },
  ]
  assert.deepEqual(cornerAround([20, 30], patch, grid), [18, 28])
  assert.deepEqual(cornerWith([18, 28], [22, 28], patch, grid), [18, 28]) // it is in sight: nothing moves
  assert.deepEqual(cornerWith([18, 28], [23, 28], patch, grid), [19, 28])
})

test("a spot stays where it is while pixels become more or fewer", () => {
  const [few, many] = [
    { rows: 5, columns: 8 },
    { rows: 107, columns: 160 },
  ]
  for (let row = 0; row < few.rows; row++)
    for (let column = 0; column < few.columns; column++)
      assert.deepEqual(sameSpot(sameSpot([row, column], few, many), many, few), [row, column])
})

test("what was changed in a picture is seen with fewer and with more pixels, and nothing else changes", () => {
  const [large, small] = [
    { rows: 4, columns: 6 },
    { rows: 2, columns: 3 },
  ]
  const fine = Float32Array.from({ length: 72 }, (_, at) => (7 * at) % 200)
  const coarse = Float32Array.from({ length: 18 }, (_, at) => 10 * at)
  const changed = fine.slice()
  for (let part = 0; part < 3; part++) changed[part] += 40 // of the four pixels in the first coarse one
  const fewer = carried(fine, changed, large, coarse, small)
  assert.deepEqual(
    [...fewer],
    [...coarse].map((value, at) => value + (at < 3 ? 10 : 0)),
  )
  const redrawn = coarse.slice()
  redrawn[3] += 5 // the red of the second pixel
  const more = carried(coarse, redrawn, small, fine, large)
  const places = [...more.keys()].filter(at => more[at] !== fine[at])
  assert.deepEqual(places, [3 * 2, 3 * 3, 3 * 8, 3 * 9])
  assert.ok(places.every(at => more[at] === fine[at] + 5))
  assert.deepEqual([...carried(fine, fine, large, coarse, small)], [...coarse])
})

test("the most colourful pixel is found, and every size in its place", () => {
  const values = Float32Array.from([9, 9, 9, 0, 200, 0, 5, 5, 5, 1, 1, 1, 7, 7, 7])
  const sizes = [
    { rows: 2, columns: 2 },
    { rows: 1, columns: 1 },
  ]
  const [first, second] = pictures(values, sizes)
  assert.deepEqual(mostColourful(first, sizes[0]), [0, 1])
  assert.deepEqual([...second], [7, 7, 7])
  assert.deepEqual(mostColourful(second, sizes[1]), [0, 0])
})
