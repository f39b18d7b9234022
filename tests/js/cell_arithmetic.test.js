import assert from "node:assert/strict"
import { test } from "node:test"

import { explain, lit } from "../../pages/layers/parts/cell_arithmetic.js"
import { spell } from "../../pages/shared/components/spelling.js"
import { CASES } from "./cases.js"

const coloured = (part, scale) => ({ ...part, scale, limit: Math.max(...part.values.map(Math.abs)) || 1 })

test("the words and signs of a convolution's cell tell its sum", () => {
  for (const { input, kernel, window, bias, output, cells } of CASES.convolutions)
    for (const { cell, total } of cells) {
      const shown = { kind: "convolution", input: coloured(input, "signed"), output, window, kernel, bias }
      const told = explain(shown, cell)
      assert.equal(told.patches.length, kernel.length)
      const products = told.products.flat().map(({ value }) => value)
      const sum = products.reduce((all, product) => all + product, bias)
      assert.ok(Math.abs(sum - told.total) <= 1e-4 * Math.max(1, ...products.map(Math.abs)), `${sum} ${told.total}`)
      assert.equal(told.total, output.values[cell[0] * output.columns + cell[1]])
      assert.ok(told.words.startsWith(`Output row ${cell[0]}, column ${cell[1]}: `))
      assert.ok(told.words.endsWith(`to ${spell(told.total)}.`), `${told.words} ${total}`)
      assert.equal(told.words.includes("with the bias"), bias !== 0)
    }
})

test("a pooling window names its winner, and counts padding neither as a value nor as a winner", () => {
  for (const { input, window, cells } of CASES.pools)
    for (const { cell, values, largest, mean, output } of cells)
      for (const [kind, total] of [
        ["max", largest],
        ["average", mean],
      ]) {
        const shown = { kind, input: coloured(input, "signed"), output: { ...output, values: output[kind] }, window }
        const told = explain(shown, cell)
        const [drawn] = told.patches
        const winners = drawn.filter(one => one.winner)
        assert.equal(winners.length, kind === "max" ? 1 : 0)
        if (kind === "max") assert.equal(winners[0].value, largest)
        assert.deepEqual(
          drawn.map(one => Boolean(one.outside)),
          values.map(value => value === null),
        )
        assert.ok(told.words.includes(` of ${values.filter(value => value !== null).length} values is ${spell(total)}.`))
      }
})

test("an activation tells its one value", () => {
  const input = { values: [-2.5, 4], rows: 1, columns: 2, channels: 1, scale: "signed", limit: 4 }
  const window = { rows: 1, columns: 1, stride: 1, dilation: 1, top: 0, left: 0, boundary: "zero" }
  const output = { rows: 1, columns: 2, values: [0, 4] }
  const told = explain({ kind: "activation", input, output, window, titles: { kernel: "relu" } }, [0, 0])
  assert.equal(told.words, "Output row 0, column 0: it looks at this one place of the input. relu(−2.5) = 0.")
})

test("the numbers of a channel are shown in its own light, the more of it the brighter", () => {
  for (const channel of [0, 1, 2]) {
    const [dark, dim, bright] = lit([0, 100, 255], channel).map(({ colour }) => colour)
    assert.deepEqual(dark, [0, 0, 0])
    assert.equal(Math.max(...bright), bright[channel])
    assert.ok(bright.every((part, place) => part > dim[place]))
  }
})
