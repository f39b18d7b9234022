import assert from "node:assert/strict"
import { test } from "node:test"

import { CORNERS, iou, shifted, stretched } from "../../pages/beyond/parts/box_geometry.js"
import { CASES, isClose } from "./cases.js"

const PICTURE = { rows: 60, columns: 80 }
const BOXES = CASES.boxes.filter(([left, top, right, bottom]) => right <= 80 && bottom <= 60 && left >= 0 && top >= 0)
const MOVES = [
  [3, -2],
  [-500, 7],
  [500, 500],
  [0.4, -0.6],
]

test("IoU is the engine's", () => {
  for (const { a, b, value } of CASES.ious) {
    assert.ok(isClose([iou(a, b)], [value], { absolute: 1e-6 }), `${a} ${b}`)
    assert.equal(iou(a, b), iou(b, a))
    assert.equal(iou(a, a), 1)
  }
})

test("a box that is moved keeps its size and stays in the picture", () => {
  for (const box of BOXES)
    for (const by of MOVES) {
      const [left, top, right, bottom] = shifted(box, by, PICTURE)
      assert.deepEqual([right - left, bottom - top], [box[2] - box[0], box[3] - box[1]])
      assert.ok(left >= 0 && top >= 0 && right <= PICTURE.columns && bottom <= PICTURE.rows)
    }
})

test("a box that is stretched keeps an area, its opposite corner, and within the picture", () => {
  for (const box of BOXES)
    for (const by of MOVES)
      for (const [corner, moved] of Object.entries(CORNERS)) {
        const after = stretched(box, corner, by, PICTURE)
        const [left, top, right, bottom] = after
        assert.ok(left >= 0 && top >= 0 && right <= PICTURE.columns && bottom <= PICTURE.rows)
        assert.ok(right - left >= 1 && bottom - top >= 1)
        for (const number of [0, 1, 2, 3]) if (!moved.includes(number)) assert.equal(after[number], box[number])
      }
})
