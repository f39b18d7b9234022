import assert from "node:assert/strict"
import { test } from "node:test"

import { BOUNDARIES, convolve, pad, pooledAt, productsAt, taps } from "../../pages/layers/parts/sliding_window.js"
import { CASES, isClose } from "./cases.js"

test("boundaries take their values from where numpy.pad does", () => {
  for (const [boundary, cases] of Object.entries(CASES.boundaries))
    for (const { length, first, sources } of cases)
      sources.forEach((source, place) => {
        assert.equal(BOUNDARIES[boundary](first + place, length), source, `${boundary} ${first + place} of ${length}`)
      })
})

for (const [number, { input, kernel, window, bias, output, cells }] of CASES.convolutions.entries())
  test(`convolution ${number} is the engine's: ${JSON.stringify(window)}`, () => {
    assert.ok(isClose(convolve(pad(input, window, output), kernel, bias, window, output), output.values))
    for (const { cell, channels, total } of cells) {
      let sum = bias
      channels.forEach((theirs, channel) => {
        const { patch, products } = productsAt(input, window, taps(window, cell), kernel[channel], channel)
        assert.deepEqual(patch, theirs.patch)
        assert.deepEqual(products, theirs.products)
        sum += products.reduce((all, product) => all + product, 0)
      })
      assert.ok(isClose([sum], [total]))
    }
  })

for (const [number, { input, window, cells }] of CASES.pools.entries())
  test(`pooling ${number} is the engine's: ${JSON.stringify(window)}`, () => {
    for (const { cell, values, winner, largest, mean } of cells) {
      const places = taps(window, cell)
      const pooled = pooledAt(input, window, places)
      assert.deepEqual(pooled.values, values)
      assert.deepEqual(places[pooled.winner], winner)
      assert.equal(pooled.values[pooled.winner], largest)
      const known = pooled.values.filter(value => value !== null)
      assert.ok(isClose([known.reduce((sum, value) => sum + value, 0) / known.length], [mean]))
    }
  })
