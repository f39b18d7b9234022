import assert from "node:assert/strict"
import { test } from "node:test"

import { spell } from "../../pages/shared/components/spelling.js"
import { CASES } from "./cases.js"

const read = text => Number(text.replace("−", "-"))

test("a number is spelt to three decimals, two or none, by its size", () => {
  const examples = [
    [0, "0"],
    [-0, "0"],
    [0.1234, "0.123"],
    [-0.0004, "0"],
    [1.239, "1.24"],
    [-12.5, "−12.5"],
    [1234.5, "1235"],
    [-1234.5, "−1235"],
  ]
  for (const [value, text] of examples) assert.equal(spell(value), text)
})

test("what is spelt is the nearest number of so many decimals, and the sign changes nothing else", () => {
  for (const value of CASES.numbers) {
    const unit = Math.abs(value) >= 1000 ? 1 : Math.abs(value) >= 1 ? 0.01 : 0.001
    assert.ok(Math.abs(read(spell(value)) - value) <= unit / 2 + 1e-9, `${value}`)
    assert.ok(!spell(value).includes("-"))
    const magnitude = spell(Math.abs(value))
    assert.equal(spell(-Math.abs(value)), magnitude === "0" ? "0" : `−${magnitude}`)
  }
})
