import assert from "node:assert/strict"
import { test } from "node:test"
import { momentsOf, twinOf } from "../../pages/transfer/parts/moments.js"

const picture = (place, group, locked = false) => ({ place, group, locked })

test("pictures of one group lie together, where the first one lies; all others alone", () => {
  const found = momentsOf([picture(0, -1), picture(1, 4), picture(2, -1), picture(3, 4), picture(4, 2)])
  assert.deepEqual(
    found.map(moment => moment.map(({ place }) => place)),
    [[0], [1, 3], [2], [4]],
  )
})

test("a twin is of the same moment and on the other side", () => {
  const all = [picture(0, 4, true), picture(1, 4, true), picture(2, 4), picture(3, -1), picture(4, -1, true)]
  assert.equal(twinOf(all[0], all), all[2])
  assert.equal(twinOf(all[2], all), all[0])
  assert.equal(twinOf(all[4], all), undefined)
})
