import assert from "node:assert/strict"
import { test } from "node:test"
import { givers, halfFrom, shades, sharesOf } from "../../pages/networks/parts/attention_shares.js"

const attention = [7, 1, 1, 1, 0, 2, 2, 6, 5, 5, 0, 0, 0, 0, 0, 0] // of 2 × 2 patches

test("each patch has its own row", () => {
  assert.deepEqual(sharesOf(attention, 1, 4), [0, 2, 2, 6])
  assert.deepEqual(givers(sharesOf(attention, 1, 4), 2, 5), [3, 1]) // without itself and those that give nothing
  assert.deepEqual(givers(sharesOf(attention, 1, 4), 1, 1), [3])
})

test("the patch that gives most is clear, and one that gives nothing is faded", () => {
  assert.deepEqual(shades([0, 2, 2, 8]), [1, 0.75, 0.75, 0])
  assert.deepEqual(shades([0, 0]), [1, 1])
})

test("so few patches give half", () => {
  assert.equal(halfFrom([1, 1, 1, 1]), 2)
  assert.equal(halfFrom([0, 2, 2, 6]), 1)
  assert.equal(halfFrom([0, 0]), 0)
})
