import assert from "node:assert/strict"
import { test } from "node:test"

import { colourIndex, colourOf, TABLES } from "../../pages/shared/components/colours.js"
import { CASES } from "./cases.js"

test("the tables are those of the figures", () => {
  for (const [scale, table] of Object.entries(CASES.colours.tables)) assert.deepEqual([...TABLES[scale]], table, scale)
})

test("every value has the colour that the figures give it", () => {
  for (const { scale, limit, values, colours } of CASES.colours.values)
    values.forEach((value, place) => {
      assert.deepEqual(colourOf(value, scale, limit), colours[place], `${value} of ${limit}, ${scale}`)
    })
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
