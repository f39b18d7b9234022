import assert from "node:assert/strict"
import { test } from "node:test"

import { stepAfter } from "../../pages/shared/lesson/step_player.js"

test("what plays goes on to the end, and begins anew from there only when it is asked to", () => {
  assert.equal(stepAfter(0, 3, true), 1)
  assert.equal(stepAfter(1, 3, false), 2)
  assert.equal(stepAfter(2, 3, false), null)
  assert.equal(stepAfter(2, 3, true), 0)
  assert.equal(stepAfter(0, 1, true), null)
})
