import assert from "node:assert/strict"
import { test } from "node:test"

import { cellOf, channelOf, placeOf, strongestProduct, sumsBefore, weighedAfter } from "../../pages/layers/parts/flattened.js"
import { ACTIONS, optionText, stackText } from "../../pages/layers/parts/stack_layers.js"
import { decode, decodeBytes, inflate, largest, unpack } from "../../pages/shared/components/arrays.js"
import { CASES } from "./cases.js"

test("arrays arrive as they were sent, also in fewer bytes", async () => {
  for (const { sent, packed, values } of CASES.arrays) {
    assert.deepEqual([...decode(sent)], values)
    const data = unpack(decodeBytes(packed))
    assert.equal(data.name, "é")
    assert.equal(new TextDecoder().decode(data.parts.other), "before")
    assert.deepEqual([...(await inflate(data.array, data.parts.values))], values)
  }
  assert.equal(largest([-3, 2]), 3)
  assert.equal(largest([0, 0]), 1)
})

test("places of a flattened vector are the engine's", () => {
  for (const { shape, places, maps } of CASES.flattened) {
    for (const { cell, place } of places) {
      assert.equal(placeOf(shape, cell), place)
      assert.deepEqual(cellOf(shape, place), cell)
    }
    const vector = Array.from({ length: shape.rows * shape.columns * shape.channels }, (_, place) => place)
    maps.forEach((map, channel) => {
      assert.deepEqual(channelOf(vector, channel, shape.channels), map)
    })
  }
})

test("a sum grows product by product, and a sweep weighs every place once", () => {
  assert.deepEqual(sumsBefore([1, 2, 3], [2, -1, 0.5]), [0, 2, 0, 1.5])
  assert.equal(strongestProduct([1, 2, 3], [2, -3, 0.5]), 1)
  for (const count of [4, 144]) {
    let before = 0
    for (let now = 0; now < 6000; now += 16) {
      const weighed = weighedAfter(now, count)
      assert.ok(weighed >= before && weighed <= count)
      before = weighed
    }
    assert.equal(before, count)
    assert.equal(weighedAfter(0, count), 0)
  }
})

test("a stack's text is what Python writes", () => {
  for (const { layers, text } of CASES.stacks) assert.equal(stackText(layers), text)
})

test("what is typed into an option is one word of a stack's text", () => {
  assert.equal(optionText(" 12 "), "12")
  assert.equal(optionText(""), "?")
  assert.equal(optionText("1; flatten"), "1?flatten")
})

test("a layer goes up, down and out, and up takes down back", () => {
  const [up, down, remove] = ACTIONS
  const after = (action, place) => {
    const layers = ["a", "b", "c"]
    action.act(layers, place)
    return layers.join("")
  }
  assert.equal(after(up, 1), "bac")
  assert.equal(after(down, 1), "acb")
  assert.equal(after(remove, 1), "ac")
  const layers = ["a", "b", "c"]
  down.act(layers, 0)
  up.act(layers, 1)
  assert.equal(layers.join(""), "abc")
  assert.ok(up.isOff(0, 3) && down.isOff(2, 3))
  for (const place of [0, 1, 2]) assert.ok(!remove.isOff(place, 3))
  for (const place of [1, 2]) assert.ok(!up.isOff(place, 3))
  for (const place of [0, 1]) assert.ok(!down.isOff(place, 3))
})
