import assert from "node:assert/strict"
import { test } from "node:test"
import {
  chainOf,
  FIRST,
  LAST,
  nameOf,
  numberOf,
  readName,
  readPass,
  shownAt,
  sourcesOf,
  stopOf,
  waysOf,
  winnerOf,
} from "../../pages/layers/parts/way_back_chains.js"
import { curveBetween, limitsOf } from "../../pages/layers/parts/way_back_figure.js"
import { curveOf, heightOf, tellSteps } from "../../pages/layers/parts/way_back_learning.js"
import { equationOf, STOPS, short, tell, tiny } from "../../pages/layers/parts/way_back_words.js"
import { CASES } from "./cases.js"

const PASSES = CASES.ways_back.map(({ row, parts, image, right }) => readPass(row, parts, image, right))
const SIZES = { map: 16, bent: 16, pooled: 4, sums: 2, kernel: 4, bias: 1, dense: 8, denseBias: 2 }
const NAMES = ["cat", "rocket"]
const isNear = (ours, theirs) => Math.abs(ours - theirs) < 1e-9

const all = lane =>
  Object.entries(SIZES).flatMap(([part, count]) => Array.from({ length: count }, (_, place) => ({ lane, part, place })))

const sumOf = ({ terms, plus = [], minus, gate }) => {
  const products = terms.map(factors => factors.reduce((product, { value }) => product * value, 1))
  const sum = [...products, ...plus.map(({ value }) => value)].reduce((one, other) => one + other, 0)
  return gate === false ? 0 : sum - (minus?.value ?? 0)
}

test("the factors of every slope, of every weight among them, make up the engine's slope", () => {
  for (const pass of PASSES)
    for (const named of all("slope")) assert.ok(isNear(sumOf(chainOf(pass, named)), numberOf(pass, named)), nameOf(named))
})

test("the factors of every value make up the engine's value", () => {
  for (const pass of PASSES)
    for (const named of all("value")) {
      const chain = chainOf(pass, named)
      if (!chain)
        assert.ok(["kernel", "bias", "dense", "denseBias"].includes(named.part)) // what is learned comes from nothing
      else if (named.part === "pooled") {
        assert.equal(numberOf(pass, named), Math.max(...chain.terms.map(([{ value }]) => value)))
        assert.equal(pass.bent[chain.winner], numberOf(pass, named))
      } else assert.ok(isNear(sumOf(chain), numberOf(pass, named)), nameOf(named))
    }
})

test("a step leads against the slope, to the weights that the engine has next", () => {
  for (const { row, next, parts, image, right, rate } of CASES.ways_back) {
    const [pass, after] = [row, next].map(numbers => readPass(numbers, parts, image, right))
    for (const part of ["kernel", "bias", "dense", "denseBias"])
      for (let place = 0; place < SIZES[part]; place++)
        assert.ok(isNear(chainOf(pass, { lane: "step", part, place }, rate).result, after[part][place]))
  }
})

test("a slope's way leads back to both sums, over nothing but slopes, and nowhere where it is 0", () => {
  for (const pass of PASSES)
    for (const named of all("slope")) {
      const ways = waysOf(pass, named)
      for (const [from, to] of ways) {
        assert.equal(from.lane, "slope")
        assert.ok(stopOf(from) < stopOf(to))
        assert.notEqual(from.value, 0)
      }
      if (named.part === "kernel" && numberOf(pass, named) !== 0)
        assert.equal(new Set(ways.map(([from]) => nameOf(from)).filter(name => name.startsWith("slope:sums"))).size, 2)
    }
})

test("every stop has something to show, which is known there, and a sentence and a sum for it", () => {
  for (const pass of PASSES)
    for (let stop = FIRST; stop <= LAST; stop++) {
      const named = shownAt(pass, stop)
      assert.equal(stopOf(named), stop)
      const chain = chainOf(pass, named, 0.3)
      for (const source of sourcesOf(chain)) assert.ok(stopOf(source) <= stop)
      assert.match(tell(chain, pass, NAMES), /\.$/)
      assert.ok(equationOf(chain, NAMES).at(-1).isResult)
      assert.ok(STOPS[stop])
    }
})

test("every number that can be pointed at has a sentence and a sum, without anything that is not a number", () => {
  for (const pass of PASSES)
    for (const named of [...all("slope"), ...all("value")]) {
      const chain = chainOf(pass, named)
      if (!chain) continue
      const tokens = equationOf(chain, NAMES)
      const said = [tell(chain, pass, NAMES), ...tokens.map(({ sign, text, label }) => `${sign ?? text} ${label ?? ""}`)].join(
        " ",
      )
      assert.doesNotMatch(said, /undefined|NaN|null|-\d/)
    }
})

test("max pooling keeps the first of several largest", () => {
  const bent = new Array(16).fill(0)
  assert.equal(winnerOf({ bent }, 3), 10)
  bent[15] = 2
  assert.equal(winnerOf({ bent }, 3), 15)
})

test("names are read as they were written", () => {
  for (const named of all("slope")) assert.deepEqual(readName(nameOf(named)), named)
})

test("what is not zero is not written as zero", () => {
  assert.equal(short(0), "0")
  assert.equal(short(-0.0001), "≈ 0")
  assert.equal(short(-0.034), "−0.034")
  assert.equal(short(1.234), "1.23")
  assert.equal(short(-123.4), "−123")
  assert.equal(tiny(0), "0")
  assert.equal(tiny(0.004), "≈ 0")
  assert.equal(tiny(-0.034), "−0.03")
  assert.equal(tiny(12.34), "12.3")
})

test("the curve of the loss falls as the loss does", () => {
  assert.equal(curveOf([2, 1], 50, 2), "M0.00 0.00L2.00 50.00")
  assert.equal(heightOf(5, 2), 0)
})

test("a line leaves a cell towards the one that it leads to", () => {
  const box = (left, top) => ({ left, right: left + 30, top, bottom: top + 20 })
  assert.ok(curveBetween(box(0, 0), box(100, 0)).startsWith("M30 10C"))
  assert.ok(curveBetween(box(100, 0), box(0, 0)).startsWith("M100 10C"))
  assert.ok(curveBetween(box(0, 0), box(0, 100)).startsWith("M15 20C"))
  assert.ok(curveBetween(box(0, 100), box(0, 0)).startsWith("M15 100C"))
})

test("colours are measured by the largest number of all passes", () => {
  const most = limitsOf(PASSES)
  for (const pass of PASSES) for (const value of [...pass.map, ...pass.sums]) assert.ok(Math.abs(value) <= most.value)
})

test("what a step has done is told by the losses before and after it", () => {
  const losses = [0.65, 0.5, 0.6, 0.4, 0.3]
  assert.equal(tellSteps(losses, 0, 0), null)
  assert.match(tellSteps(losses, 0, 1), /^Step 1: .* falls from 0.65 to 0.50\.$/)
  assert.match(tellSteps(losses, 1, 2), /^Step 2: .* rises from 0.50 to 0.60\.$/)
  assert.match(tellSteps(losses, 3, 4), /^After 4 steps: .* falls from 0.65 to 0.30\.$/)
})
