import assert from "node:assert/strict"
import { test } from "node:test"

import { carried, eased, inView, inWorld, kept, zoomed } from "../../pages/networks/parts/living_flight.js"
import {
  columnsAtRest,
  gridOf,
  inGrid,
  mapInColumn,
  mosaicOf,
  openedLefts,
  underColumns,
  underGrid,
} from "../../pages/networks/parts/living_layout.js"

const BLOCKS = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
]
const COLUMNS = BLOCKS.flatMap(([convolutions, maps], block) =>
  Array.from({ length: convolutions + 1 }, () => ({ block: `block${block + 1}`, maps })),
)
const STRONGEST = COLUMNS.map(({ maps }) => Array.from({ length: 7 }, (_, place) => (place * 37) % maps))
const LAPTOP = { width: 1031, height: 472 }

test("on a laptop all columns are in view, with maps of 48 pixels at least and a dot for every map", () => {
  const rest = columnsAtRest(COLUMNS, LAPTOP, 7)
  assert.equal(
    COLUMNS.reduce((sum, { maps }) => sum + maps, 0),
    5696,
  )
  assert.ok(rest.tile >= 48)
  assert.ok(rest.shown >= 5)
  assert.ok(rest.world.width <= LAPTOP.width + 2)
  assert.ok(rest.world.height <= LAPTOP.height)
  for (const width of [320, 735, 1400]) assert.ok(columnsAtRest(COLUMNS, { width, height: 440 }, 7).tile >= 48)
})

test("whatever stands back, the column that is pointed at stays where it is, and none leaves its order", () => {
  const rest = columnsAtRest(COLUMNS, LAPTOP, 7)
  for (const star of COLUMNS.keys())
    for (const much of [0, 0.3, 1]) {
      const lefts = openedLefts(rest, star, much)
      assert.equal(lefts[star], rest.lefts[star])
      for (const [place, left] of lefts.entries()) if (place) assert.ok(left > lefts[place - 1] + 30)
      assert.ok(lefts[0] >= 104 && lefts.at(-1) + rest.tile <= LAPTOP.width + 2)
    }
  const lefts = openedLefts(rest, 8, 1)
  assert.ok(lefts[8] - lefts[7] - rest.tile >= 50)
  assert.ok(lefts[9] - lefts[8] - rest.tile >= 50)
})

test("what is drawn at a place is what is found there", () => {
  const rest = columnsAtRest(COLUMNS, LAPTOP, 7)
  for (const star of [null, 3])
    for (const [column, { maps }] of COLUMNS.entries()) {
      const lefts = openedLefts(rest, star, 1)
      const find = rect => {
        const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2]
        return underColumns(rest, lefts, COLUMNS, STRONGEST, x, y, column)
      }
      for (let row = 0; row < rest.shown; row++) {
        const map = STRONGEST[column][row]
        assert.deepEqual(find(mapInColumn(rest, lefts[column], row, map)), { column, map, row })
      }
      for (const map of [0, 17, maps - 1]) {
        const dot = mapInColumn(rest, lefts[column], -1, map)
        assert.deepEqual(find(dot), { column, map, row: -1 })
        const mosaic = mosaicOf(rest, lefts[column], maps)
        assert.ok(dot.x >= mosaic.x && dot.y + dot.height <= mosaic.y + mosaic.height + 1e-9)
      }
    }
  assert.equal(underColumns(rest, rest.lefts, COLUMNS, STRONGEST, 60, 200, 0), null)
})

test("the room beside the column that is pointed at is its own, and a click there leads to its map", () => {
  const rest = columnsAtRest(COLUMNS, LAPTOP, 7)
  const [star, row] = [8, 2]
  const lefts = openedLefts(rest, star, 1)
  const found = { column: star, map: STRONGEST[star][row], row }
  const y = rest.top + row * rest.step + 20
  for (const x of [lefts[star] - 30, lefts[star] + rest.tile + 30]) {
    assert.deepEqual(underColumns(rest, lefts, COLUMNS, STRONGEST, x, y, star, star), found)
    assert.equal(underColumns(rest, lefts, COLUMNS, STRONGEST, x, y, star), null)
  }
  const beside = { column: star + 1, map: STRONGEST[star + 1][row], row }
  assert.deepEqual(underColumns(rest, lefts, COLUMNS, STRONGEST, lefts[star + 1] + 30, y, star, star), beside)
  assert.equal(underColumns(rest, lefts, COLUMNS, STRONGEST, lefts[star] - 30, rest.top - 9, star, star), null)
})

test("a grid holds all of its squares, as large as the area lets them be", () => {
  for (const count of [1, 3, 64, 128, 256, 512, 1280]) {
    const area = { x: 128, y: 36, width: 775, height: 394 }
    const grid = gridOf(count, area)
    assert.ok(grid.width <= area.width && grid.height <= area.height)
    assert.ok(grid.across * grid.down >= count)
    const larger = grid.size + 1
    if (grid.size < 104) assert.ok(Math.floor(area.width / larger) * Math.floor(area.height / larger) < count)
    for (const place of [0, count - 1]) {
      const { x, y, width } = inGrid(grid, place)
      assert.equal(underGrid(grid, count, { x: x + width / 2, y: y + width / 2 }), place)
    }
    assert.equal(underGrid(grid, count, { x: grid.x - 1, y: grid.y }), null)
  }
})

test("a camera keeps the place under the pointer, and its world in view", () => {
  const camera = { x: 30, y: 12, scale: 1.5 }
  const point = { x: 400, y: 210 }
  const nearer = zoomed(camera, 1.7, point, 1, 10)
  const [before, after] = [inWorld(camera, point), inWorld(nearer, point)]
  assert.ok(Math.abs(before.x - after.x) < 1e-9 && Math.abs(before.y - after.y) < 1e-9)
  assert.equal(zoomed(camera, 100, point, 1, 10).scale, 10)
  const [world, view] = [
    { width: 1000, height: 400 },
    { width: 500, height: 400 },
  ]
  assert.deepEqual(kept({ x: -50, y: 900, scale: 1 }, world, view), { x: 0, y: 0, scale: 1 })
  assert.deepEqual(kept({ x: 9000, y: 9000, scale: 2 }, world, view), { x: 750, y: 200, scale: 2 })
  const rect = inView(camera, { x: 130, y: 52, width: 10, height: 4 })
  assert.deepEqual(rect, { x: 150, y: 60, width: 15, height: 6 })
})

test("a flight begins and ends where it says, without a step back", () => {
  assert.equal(eased(0), 0)
  assert.equal(eased(1), 1)
  let before = 0
  for (let time = 0.02; time < 1; time += 0.02) {
    assert.ok(eased(time) >= before)
    before = eased(time)
  }
  const view = { width: 800, height: 400 }
  const whole = carried({ x: 100, y: 50, width: 40, height: 20 }, { x: 0, y: 0, width: 80, height: 40 }, view)
  assert.deepEqual(whole, { x: -200, y: -100, width: 1600, height: 800 })
})
