import assert from "node:assert/strict"
import { test } from "node:test"
import { at, isBeyond, rowsOf, scaleOf, tellStep } from "../../pages/layers/parts/one_weight_hill.js"

// A bowl: the loss is the weight squared, and its slope twice the weight.
const WEIGHTS = Array.from({ length: 41 }, (_, place) => -2 + place / 10)
const CURVE = {
  weight: WEIGHTS,
  loss: WEIGHTS.map(weight => weight ** 2),
  slope: WEIGHTS.map(weight => 2 * weight),
  says: WEIGHTS.map(weight => Math.exp(-(weight ** 2))),
}
const MARGIN = { top: 10, bottom: 20 }

test("rows come by name, one under the other", () => {
  const rows = rowsOf(new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]))
  assert.deepEqual(rows, { weight: [1, 2], loss: [3, 4], slope: [5, 6], says: [7, 8] })
})

test("between two known weights the hill goes on evenly, and beyond the last one it is as there", () => {
  for (const weight of [-1.93, 0.4, 1.27]) {
    assert.ok(Math.abs(at(CURVE, weight).slope - 2 * weight) < 1e-9)
    assert.ok(Math.abs(at(CURVE, weight).loss - weight ** 2) < 0.003)
  }
  assert.equal(at(CURVE, 9).loss, CURVE.loss.at(-1))
  assert.ok(isBeyond(CURVE, 9) && isBeyond(CURVE, -9) && !isBeyond(CURVE, 1))
})

test("a click leads to the weight that is drawn there, and the lowest loss lies at the foot", () => {
  const scale = scaleOf(CURVE, { width: 400, height: 200 }, MARGIN)
  for (const weight of [-2, -0.7, 1.3, 2]) assert.ok(Math.abs(scale.weightAt(scale.x(weight)) - weight) < 1e-9)
  assert.equal(scale.y(0), 180)
  assert.equal(scale.y(4), 10)
  assert.equal(scale.x(7), 400)
})

test("the next step goes downhill, as far as slope and learning rate say", () => {
  const told = slope => tellStep({ slope, rate: 0.5, isBeyond: false, weight: 1, spell: value => value.toFixed(2) }).join("")
  assert.match(told(0.4), /0\.20 to the left/)
  assert.match(told(-0.4), /0\.20 to the right/)
  assert.match(told(0), /flat/)
  assert.match(tellStep({ isBeyond: true, weight: 14, spell: String }).join(""), /weight is 14/)
})
