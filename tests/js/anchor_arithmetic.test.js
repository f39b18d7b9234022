import assert from "node:assert/strict"
import { test } from "node:test"

import { boxSteps, sigmoid } from "../../pages/beyond/parts/anchor_arithmetic.js"
import { CASES, isClose } from "./cases.js"

test("an anchor's box is the engine's, step by step", () => {
  for (const { said, grid, row, column, anchor, steps } of CASES.anchors) {
    const ours = boxSteps(said, grid, row, column, anchor)
    for (const [name, value] of Object.entries(steps))
      assert.ok(isClose([ours[name]].flat(), [value].flat()), `${name}: ${ours[name]} ${value}`)
  }
})

test("a sigmoid lies between 0 and 1, and overflows nowhere", () => {
  assert.deepEqual([sigmoid(0), sigmoid(-1e4), sigmoid(1e4)], [0.5, 0, 1])
})
