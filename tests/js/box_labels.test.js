import assert from "node:assert/strict"
import { test } from "node:test"

import { boxLabels } from "../../pages/beyond/parts/box_labels.js"

const VIEW = [0, 0, 416, 416]

test("of names that would lie on each other the surest are written, over the box and at its foot, and far ones all are", () => {
  const near = Array.from({ length: 20 }, (_, place) => ({ box: [50 + place, 60, 200, 200], text: `thing ${place}` }))
  const far = { box: [50, 300, 120, 350], text: "far" }
  const names = boxLabels([far, ...near], VIEW, 14).map(({ text }) => text)
  assert.deepEqual(names, ["thing 19", "thing 18", "far"])
})

test("no two names touch, and each stays in the photo", () => {
  let seed = 1
  const random = () => {
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  }
  const boxes = Array.from({ length: 200 }, (_, place) => {
    const [x, y] = [420 * random() - 10, 430 * random() - 10]
    return { box: [x, y, x + 60, y + 60], text: place % 7 ? "wine glass 3%" : "" }
  })
  const labels = boxLabels(boxes, VIEW, 14)
  assert.ok(labels.length > 5)
  for (const [index, one] of labels.entries()) {
    assert.ok(one.y > 0 && one.y <= 412 && one.x >= 3 && one.x + one.width <= 416)
    for (const other of labels.slice(0, index)) {
      const isBeside = one.x >= other.x + other.width || other.x >= one.x + one.width
      assert.ok(isBeside || Math.abs(one.y - other.y) >= one.height)
    }
  }
})
