import assert from "node:assert/strict"
import { test } from "node:test"

import { heldArray, hold } from "../../pages/layers/parts/held_arrays.js"

test("an array is there for who asked before it came, and for who asks later, and is made once", async () => {
  const made = []
  const make = () => {
    made.push("once")
    return Promise.resolve([1, 2])
  }
  const early = heldArray({ version: "a" })
  hold("a", make)
  hold("a", make)
  assert.deepEqual([await early, await heldArray({ version: "a" }), made], [[1, 2], [1, 2], ["once"]])
})

test("those that came last are held", async () => {
  for (let number = 0; number < 30; number++) hold(`${number}`, () => Promise.resolve(number))
  for (let number = 22; number < 30; number++) assert.equal(await heldArray({ version: `${number}` }), number)
  assert.equal(await Promise.race([heldArray({ version: "5" }), Promise.resolve("forgotten")]), "forgotten")
})
