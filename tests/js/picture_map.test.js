import assert from "node:assert/strict"
import { test } from "node:test"
import { alike, cornerOf, nearestTile } from "../../pages/networks/parts/picture_map_layout.js"

const size = { width: 700, height: 300 }
const places = [
  [-1, -1],
  [1, 1],
  [0, 0],
  [0.5, -0.25],
]

test("every tile lies within the map, and the middle in the middle", () => {
  for (const place of places) {
    const [left, top] = cornerOf(place, size, 30)
    assert.ok(left >= 0 && top >= 0 && left + 30 <= size.width && top + 30 <= size.height)
  }
  assert.deepEqual(cornerOf([0, 0], size, 30), [335, 135])
})

test("a point on a tile finds it, and one far from all finds none", () => {
  places.forEach((place, number) => {
    const [left, top] = cornerOf(place, size, 30)
    assert.equal(nearestTile([left + 9, top + 20], places, size, 30, 30), number)
  })
  assert.equal(nearestTile([5, 290], places, size, 30, 30), -1)
  assert.equal(nearestTile([0, 0], [], size, 30), -1)
})

test("neighbours of the own class are counted", () => {
  assert.equal(alike(0, { neighbours: [[1, 2, 3]], targets: [4, 4, 1, 4] }), 2)
})
