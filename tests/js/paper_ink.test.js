import assert from "node:assert/strict"
import { test } from "node:test"

import { inkLevels, inkOf, paperOf } from "../../pages/start/parts/paper_ink.js"

const LEVELS = Array.from({ length: 256 }, (_, level) => level)
// By the W3C's relative luminance.
const luminance = colour =>
  colour
    .map(part => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0)

test("nothing has the colour of the paper", () => {
  assert.deepEqual(inkOf(0, "light"), [0xfb, 0xf7, 0xee])
  assert.deepEqual(inkOf(0, "dark"), [0x21, 0x1e, 0x19])
  assert.deepEqual(inkOf(255, "light"), [0x26, 0x0f, 0x38])
  assert.deepEqual(inkOf(255, "dark"), [0xfd, 0xf0, 0xcb])
})

test("more is darker on light paper and brighter on dark paper, at every level", () => {
  for (const [paper, sign] of [
    ["light", -1],
    ["dark", 1],
  ])
    for (const level of LEVELS.slice(1))
      assert.ok(sign * (luminance(inkOf(level, paper)) - luminance(inkOf(level - 1, paper))) >= -0.002, `${level} on ${paper}`)
})

test("levels of pixels are inked in place, and stay opaque", () => {
  const bytes = Uint8ClampedArray.from([0, 0, 0, 255, 255, 255, 255, 255])
  inkLevels(bytes, "light")
  assert.deepEqual([...bytes], [...inkOf(0, "light"), 255, ...inkOf(255, "light"), 255])
})

test("the paper is known by its colour", () => {
  assert.equal(paperOf("rgb(251, 247, 238)"), "light")
  assert.equal(paperOf("rgb(24, 22, 19)"), "dark")
})
