import assert from "node:assert/strict"
import { test } from "node:test"

import {
  colourIndex,
  colourLevels,
  colourOf,
  legible,
  placeOfLevel,
  TABLES,
  TABLES_ON,
} from "../../pages/shared/components/colours.js"
import { CASES } from "./cases.js"

test("the tables are those of the figures", () => {
  for (const [scheme, tables] of Object.entries(CASES.colours.tables))
    for (const [scale, table] of Object.entries(tables))
      assert.deepEqual([...TABLES_ON[scheme][scale]], table, `${scale}, ${scheme}`)
})

test("every value has the colour that the figures give it", () => {
  for (const { scale, limit, values, colours } of CASES.colours.values)
    values.forEach((value, place) => {
      assert.deepEqual(colourOf(value, scale, limit), colours[place], `${value} of ${limit}, ${scale}`)
    })
})

test("numbers on a colour are black or white, whichever can be read better", () => {
  for (const { colour, ink } of CASES.colours.inks) assert.equal(legible(colour), ink, String(colour))
})

test("zero is the neutral middle, and limits are the ends", () => {
  for (const limit of [1e-3, 1, 1020]) {
    assert.deepEqual(
      [-limit, 0, limit].map(value => colourIndex(value, "signed", limit)),
      [0, 128, 256],
    )
    assert.deepEqual(
      [0, limit].map(value => colourIndex(value, "magnitude", limit)),
      [0, 256],
    )
  }
})

test("levels: zero and the limits have their own colours, and other levels those of the values that they stand for", () => {
  assert.deepEqual(
    [1, 128, 255].map(level => placeOfLevel(level, "signed")),
    [0, 128, 256],
  )
  assert.deepEqual(
    [0, 255].map(level => placeOfLevel(level, "magnitude")),
    [0, 256],
  )
  for (let level = 1; level <= 255; level++) {
    assert.ok(Math.abs(placeOfLevel(level, "signed") - colourIndex((level - 128) / 127, "signed", 1)) <= 1)
    assert.ok(Math.abs(placeOfLevel(level, "magnitude") - colourIndex(level / 255, "magnitude", 1)) <= 1)
  }
})

test("levels of pixels are coloured in place, and stay opaque", () => {
  const bytes = Uint8ClampedArray.from([0, 0, 0, 255, 255, 255, 255, 255])
  colourLevels(bytes, "magnitude")
  assert.deepEqual([...bytes], [...TABLES.magnitude.slice(0, 3), 255, ...TABLES.magnitude.slice(-3), 255])
})
