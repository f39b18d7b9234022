import assert from "node:assert/strict"
import { test } from "node:test"
import { softmaxOf, spellPower } from "../../pages/layers/parts/answer_classes.js"

test("probabilities are each power's share of all, at every temperature, and nothing is too large for them", () => {
  const logits = [4.93, -1.58, 0, 2.5]
  for (const temperature of [0.25, 1, 10]) {
    const { powers, total, probabilities } = softmaxOf(logits, temperature)
    powers.forEach((power, at) => {
      assert.ok(Math.abs(power - Math.E ** (logits[at] / temperature)) < 1e-9 * power)
      assert.ok(Math.abs(power / total - probabilities[at]) < 1e-12)
    })
  }
  const { probabilities } = softmaxOf([900, 899, -900], 1)
  assert.ok(Math.abs(probabilities.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
  assert.ok(Math.abs(probabilities[0] / probabilities[1] - Math.E) < 1e-9)
})

test("a power of e is spelled with the digits that one reads", () => {
  assert.deepEqual([0.0001, 0.21, 4.815, 67.4, 138.38, 12345.6, 3.64e8].map(spellPower), [
    "< 0.01",
    "0.21",
    "4.82",
    "67.4",
    "138",
    "12,346",
    "3.6 × 10⁸",
  ])
})
