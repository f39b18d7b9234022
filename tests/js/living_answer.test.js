import assert from "node:assert/strict"
import { test } from "node:test"

import { probably } from "../../pages/networks/parts/living_answer.js"
import { percent, widthOf } from "../../pages/networks/parts/living_paper.js"

test("no probability is written as nothing or as certain", () => {
  for (let place = 0; place <= 10000; place++) {
    const words = probably(place / 10000)
    assert.ok(!/^(0(\.0)?|100(\.0)?) %$/.test(words), `${place}: ${words}`)
  }
  assert.equal(probably(0.77), "77%")
  assert.equal(probably(0.9962), "99.6%")
  assert.equal(probably(0.077), "7.7%")
})

test("a link is wider for a larger share, on either side of zero, and its share has a true minus", () => {
  for (const share of [0.01, 0.1, 0.5, 1]) {
    assert.ok(widthOf(share) > widthOf(share / 2))
    assert.equal(widthOf(share), widthOf(-share))
  }
  assert.equal(percent(-0.51), "−51%")
  assert.equal(percent(0.004), "0.4%")
  assert.equal(percent(1), "100%")
})
