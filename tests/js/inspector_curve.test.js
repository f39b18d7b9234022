import assert from "node:assert/strict"
import { test } from "node:test"
import { boundsOf, curveOf, HIGH, inputAt, placeOf, WIDE } from "../../pages/layers/parts/inspector_curve.js"

const numbers = Float32Array.from({ length: 1000 }, (_, index) => Math.sin(7 * index) * 5)
const relu = numbers.map(value => Math.max(value, 0))

test("a curve rises from its smallest input to its largest, and holds true pairs only", () => {
  const curve = curveOf(numbers, relu, 50)
  assert.equal(curve.length, 50)
  assert.deepEqual([curve[0][0], curve.at(-1)[0]], [Math.min(...numbers), Math.max(...numbers)])
  curve.forEach(([input, output], index) => {
    assert.equal(output, Math.max(input, 0))
    assert.ok(index === 0 || input >= curve[index - 1][0])
  })
})

test("the input under a place of the drawing is the one that is drawn there", () => {
  const bounds = boundsOf(curveOf(numbers, relu))
  for (const input of [bounds.left, -1, 0, 2.5, bounds.right])
    assert.ok(Math.abs(inputAt(placeOf([input, 0], bounds)[0] / WIDE, bounds) - input) < 1e-9)
})

test("zero lies within, and every pair within the drawing, in order", () => {
  for (const values of [numbers, Float32Array.of(3, 4, 5), Float32Array.of(-2), Float32Array.of(0, 0)]) {
    const curve = curveOf(values, values)
    const bounds = boundsOf(curve)
    assert.ok(bounds.left <= 0 && bounds.right >= 0 && bounds.low <= 0 && bounds.high >= 0)
    for (const point of [...curve, [0, 0]]) {
      const [x, y] = placeOf(point, bounds)
      assert.ok(x >= 0 && x <= WIDE && y >= 0 && y <= HIGH, `${point} lies at ${x}, ${y}`)
    }
    if (bounds.right > bounds.left) assert.ok(placeOf([bounds.left, 0], bounds)[0] < placeOf([bounds.right, 0], bounds)[0])
    if (bounds.high > bounds.low) assert.ok(placeOf([0, bounds.high], bounds)[1] < placeOf([0, bounds.low], bounds)[1])
  }
})
