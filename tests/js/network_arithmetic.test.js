import assert from "node:assert/strict"
import { test } from "node:test"

import {
  answerOf,
  hasSlope,
  isOpen,
  isRight,
  learn,
  lossOf,
  readNetwork,
  writeNetwork,
} from "../../pages/layers/parts/network_arithmetic.js"
import { cellsBetween, inkOfKey, readDrawing, writeDrawing } from "../../pages/layers/parts/network_brush.js"
import { percent, places } from "../../pages/layers/parts/network_painting.js"
import { CASES, isClose } from "./cases.js"

const CLOSE = { relative: 1e-9, absolute: 1e-9 }

test("a network is read from the engine's text, and written as it was", () => {
  for (const { text, sizes, activation } of CASES.networks) {
    const network = readNetwork(text, sizes, activation)
    assert.equal(writeNetwork(network), text)
    assert.equal(readNetwork(text.slice(2), sizes, activation), null)
  }
})

test("sums, probabilities, marks and the loss are the engine's", () => {
  for (const { text, sizes, activation, drawings, sums, probabilities, right, loss } of CASES.networks) {
    const network = readNetwork(text, sizes, activation)
    for (const [place, { values, target }] of drawings.entries()) {
      const found = answerOf(network, values)
      assert.ok(isClose(found.probabilities, probabilities[place], CLOSE))
      for (const [layer, theirs] of sums[place].entries()) assert.ok(isClose(found.sums[layer], theirs, CLOSE))
      assert.equal(isRight(found, target), right[place])
    }
    if (hasSlope(network)) assert.ok(Math.abs(lossOf(network, drawings) - loss) < 1e-9)
  }
})

test("what is learned in five steps is what the engine learns, up to a hundredth", () => {
  for (const { text, sizes, activation, drawings, learned } of CASES.networks) {
    const network = readNetwork(text, sizes, activation)
    for (let step = 0; step < 5; step++) learn(network, drawings, 0.3)
    const theirs = readNetwork(learned, sizes, activation)
    network.layers.forEach((layer, place) => {
      assert.ok(isClose([...layer.weights], [...theirs.layers[place].weights], { relative: 0, absolute: 0.0051 }))
      assert.ok(isClose([...layer.bias], [...theirs.layers[place].bias], { relative: 0, absolute: 0.0051 }))
    })
    if (!hasSlope(network)) assert.equal(writeNetwork(network), text)
  }
})

test("half and half is neither right nor wrong", () => {
  assert.ok(isOpen({ probabilities: [0.5, 0.5] }))
  assert.ok(!isRight({ probabilities: [0.5, 0.5] }, 0))
  assert.ok(!isOpen({ probabilities: [0.2, 0.5, 0.3] }))
})

test("a quick hand skips no cell on its way", () => {
  assert.deepEqual(cellsBetween([0, 0], [0, 3]), [
    [0, 1],
    [0, 2],
    [0, 3],
  ])
  assert.deepEqual(cellsBetween([2, 2], [2, 2]), [])
  for (const cells of [cellsBetween([0, 0], [7, 3]), cellsBetween([6, 1], [0, 7])])
    for (const [place, [row, column]] of cells.slice(1).entries()) {
      assert.ok(Math.abs(row - cells[place][0]) <= 1 && Math.abs(column - cells[place][1]) <= 1)
    }
})

test("keys have an ink of their own or take the brush's", () => {
  assert.equal(inkOfKey(" ", -1), -1)
  assert.equal(inkOfKey("+", -1), 1)
  assert.equal(inkOfKey("-", 1), -1)
  assert.equal(inkOfKey("0", 1), 0)
  assert.equal(inkOfKey("a", 1), undefined)
})

test("a drawing comes back from its letters, row by row", () => {
  const values = Array.from({ length: 64 }, (_, place) => Number(place % 5 === 0))
  assert.equal(writeDrawing(values).length, 16)
  assert.deepEqual(readDrawing(writeDrawing(values)), values)
  assert.equal(writeDrawing([1, 0, 0, 0, ...new Array(60).fill(0)]), "8000000000000000")
})

test("numbers never say more than they know", () => {
  assert.equal(percent(0.99999), "> 99.9%")
  assert.equal(percent(0.00001), "< 0.1%")
  assert.equal(percent(1), "100%")
  assert.equal(percent(0.5), "50%")
  assert.equal(places(-0.001), "0.00")
  assert.equal(places(-1.5), "−1.50")
})
