import assert from "node:assert/strict"
import { test } from "node:test"
import {
  decadesOf,
  depthOf,
  extentOf,
  momentOf,
  placeOfStep,
  spellLoss,
  stepAt,
  stepOfPlace,
} from "../../pages/layers/parts/learning_course.js"

test("a course is played from its first step to its last, never back, and goes on where it was", () => {
  for (const last of [0, 1, 2, 7, 1000]) {
    let before = 0
    for (let moment = 0; moment <= 9100; moment += 7) {
      const step = stepAt(moment, last)
      assert.ok(step >= before && step <= last)
      before = step
    }
    assert.equal(stepAt(0, last), 0)
    assert.equal(before, last)
    for (let step = 0; step <= last; step++) {
      assert.equal(stepAt(momentOf(step, last), last), step)
      assert.equal(stepOfPlace(placeOfStep(step, last), last), step)
    }
  }
})

test("every loss lies within the drawing, a smaller one lower", () => {
  for (const losses of [[7, 0.3, 1e-9], [2, 40, 1e5, Number.POSITIVE_INFINITY], [0, 0], [Number.NaN], [0.5]]) {
    const decades = decadesOf(losses)
    const depths = losses.map(loss => depthOf(loss, decades))
    assert.ok(
      depths.every(depth => depth >= 0 && depth <= 1),
      `${losses} lie at ${depths}`,
    )
    losses.forEach((loss, at) => {
      if (at && loss < losses[at - 1]) assert.ok(depths[at] >= depths[at - 1])
    })
  }
})

test("the axis grows with what was reached, and ends with the course", () => {
  assert.equal(extentOf(0, 1000), 50)
  assert.equal(extentOf(300, 1000), 300)
  assert.equal(extentOf(2, 2), 2)
})

test("a loss is spelled shortly", () => {
  assert.deepEqual([7.4999, 0.0153, 11624, 1e-5, 1e9, Number.NaN].map(spellLoss), [
    "7.5",
    "0.015",
    "11,624",
    "< 0.0001",
    "beyond a million",
    "beyond a million",
  ])
})
