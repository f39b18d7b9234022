import assert from "node:assert/strict"
import { test } from "node:test"
import { distance, reach, shades, sharesOf, strongest } from "../../pages/networks/parts/attention_shares.js"

const attention = [7, 1, 1, 1, 0, 2, 2, 6, 5, 5, 0, 0, 0, 0, 0, 0] // of 2 × 2 patches

test("each patch has its own row", () => {
  assert.deepEqual(sharesOf(attention, 1, 4), [0, 2, 2, 6])
  assert.equal(strongest(sharesOf(attention, 1, 4)), 3)
})

test("the patch that gives most is bright, and one that gives nothing is dark", () => {
  assert.deepEqual(shades([0, 2, 2, 8]), [1, 0.75, 0.75, 0])
  assert.deepEqual(shades([0, 0]), [1, 1])
})

test("distances are counted in patches", () => {
  assert.equal(distance(0, 3, 2), Math.SQRT2)
  assert.equal(distance(5, 5, 8), 0)
  assert.equal(reach([1, 0, 0, 0], 0, 2), 0)
  assert.equal(reach([1, 1, 1, 1], 0, 2), (2 + Math.SQRT2) / 4)
})
