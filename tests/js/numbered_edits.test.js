import assert from "node:assert/strict"
import { test } from "node:test"

import { whenGone } from "../../pages/shared/components/lifetime.js"
import { isLate, nextEdit } from "../../pages/shared/components/numbered_edits.js"

test("an answer to an earlier edit is late, the answer to the last one is not", () => {
  const widget = {}
  assert.equal(isLate(widget, 0), false)
  const [first, second] = [nextEdit(widget), nextEdit(widget)]
  assert.ok(second > first)
  assert.equal(isLate(widget, 0), true)
  assert.equal(isLate(widget, first), true)
  assert.equal(isLate(widget, second), false)
})

test("a widget that is mounted again goes on with the number that Python knows", () => {
  const widget = {}
  assert.equal(isLate(widget, 7), false)
  assert.equal(nextEdit(widget), 8)
})

test("a server that was started anew is believed, and the next edit is heard by it", () => {
  const widget = {}
  isLate(widget, 5)
  nextEdit(widget)
  assert.equal(isLate(widget, 0), false)
  assert.equal(nextEdit(widget), 1)
})

test("widgets count by themselves", () => {
  const [one, other] = [{}, {}]
  isLate(one, 0)
  isLate(other, 0)
  nextEdit(one)
  assert.equal(isLate(one, 0), true)
  assert.equal(isLate(other, 0), false)
})

test("a drawing that was overtaken closes nothing while its widget stands", () => {
  const closed = []
  const parent = { isConnected: true }
  const cleanup = whenGone(parent, () => closed.push("closed"))
  cleanup()
  assert.deepEqual(closed, [])
  parent.isConnected = false
  cleanup()
  assert.deepEqual(closed, ["closed"])
})
