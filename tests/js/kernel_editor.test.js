import assert from "node:assert/strict"
import { test } from "node:test"

import { cellLabel, fittingWeight, kernelText, readWeight, shownWeight } from "../../pages/layers/parts/kernel_editor.js"
import { CASES } from "./cases.js"

test("a number is read with a point or a comma and either minus sign, and nothing else is", () => {
  const examples = { 1.5: 1.5, " 1,5 ": 1.5, "−2": -2, "-.5": -0.5, "+3.": 3, "1e3": 1000, "05": 5 }
  for (const [text, value] of Object.entries(examples)) assert.equal(readWeight(text), value, text)
  for (const text of ["", " ", "five", "1 0", "1_0", "1,2,3", "0x10", "Infinity", "nan", "-", "1;0", "--1"])
    assert.ok(Number.isNaN(readWeight(text)), text)
})

test("Python reads in a cell's text what is painted here, and refuses it where nothing can be painted", () => {
  for (const { typed, sent, read } of CASES.weights) {
    assert.equal(kernelText([typed], 1), sent)
    const weight = readWeight(typed)
    if (read === null) assert.ok(Number.isNaN(weight) || Math.abs(weight) > CASES.largestWeight, typed)
    else assert.equal(Math.fround(weight), read, typed)
  }
})

test("a weight that a cell has no room for is rounded to what fits, and others are as they are", () => {
  const examples = [
    ["0.11111112", 5, "0.111"],
    ["-0.11111112", 5, "-0.11"],
    ["-0.5", 5, "-0.5"],
    ["0.0625", 6, "0.0625"],
    ["0.0625", 5, "0.063"],
    ["-1000", 5, "-1000"],
  ]
  for (const [text, room, shown] of examples) assert.equal(fittingWeight(text, room), shown)
})

test("a kernel's text has its rows", () => {
  assert.equal(kernelText(["1", "2", "3", "−4", "5", "6,5"], 3), "1 2 3; -4 5 6.5")
})

test("every cell of a kernel has a name of its own", () => {
  const window = { rows: 3, columns: 3 }
  assert.equal(cellLabel(4, window, 1), "row 2, column 2")
  assert.equal(cellLabel(9 + 5, window, 3), "green, row 2, column 3")
  assert.equal(new Set(Array.from({ length: 27 }, (_, index) => cellLabel(index, window, 3))).size, 27)
})

test("a weight is shown with a true minus sign, and read as what it was", () => {
  for (const text of ["-1", "0.5", "-0.25", "-1e-5", "1e-5"]) {
    assert.ok(!shownWeight(text).startsWith("-"))
    assert.equal(readWeight(shownWeight(text)), Number(text))
  }
})
