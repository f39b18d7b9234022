// An array that comes once, for a widget that looks at it again and again. Nothing is shown.

import { inflate, unpack } from "../../shared/components/arrays.js"
import { hold } from "./held_arrays.js"

export default function ({ data: sent }) {
  const data = unpack(sent)
  hold(data.version, () => inflate(data, data.parts.values))
}
