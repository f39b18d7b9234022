// What Python computed for these tests: tests/js/test_javascript.py writes it, and names the file.

import { readFileSync } from "node:fs"

const file = process.env.CASES
if (!file) throw new Error("run these tests with pytest tests/js: it has the engine write the numbers that they compare with")

export const CASES = JSON.parse(readFileSync(file, "utf-8"))

/** Whether two rows of numbers agree up to float32's rounding. */
export const isClose = (ours, theirs, { relative = 1e-5, absolute = 1e-4 } = {}) =>
  ours.length === theirs.length &&
  theirs.every((value, place) => Math.abs(ours[place] - value) <= absolute + relative * Math.abs(value))
