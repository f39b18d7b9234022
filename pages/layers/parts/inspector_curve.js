// The curve of an activation, drawn of the map's own cells: each lies where it went in, and as high as it came out.

import { children, makeSvg, write } from "../../shared/components/elements.js"
import { spell } from "../../shared/components/spelling.js"

export const WIDE = 300 // pixels, as in the style sheet
export const HIGH = 178
const SIDE = 40 // for numbers
const TOP = 12
const BELOW = 20
const POINTS = 160

/** So many pairs of what went in and what came out at most, from the smallest on, the smallest and the largest among them. */
export const curveOf = (inputs, outputs, most = POINTS) => {
  const order = [...inputs.keys()].sort((one, other) => inputs[one] - inputs[other])
  const last = order.length - 1
  const count = Math.min(most, order.length)
  const picked = Array.from({ length: count }, (_, index) => order[Math.round((index * last) / Math.max(count - 1, 1))])
  return picked.map(index => [inputs[index], outputs[index]])
}

/** { left, right, low, high } of a curve; zero is always within. */
export const boundsOf = curve => {
  const along = axis => curve.map(point => point[axis])
  const bounds = { left: Math.min(0, ...along(0)), right: Math.max(0, ...along(0)) }
  return { ...bounds, low: Math.min(0, ...along(1)), high: Math.max(0, ...along(1)) }
}

/** Where a pair lies in the drawing. */
export const placeOf = ([input, output], { left, right, low, high }) => [
  SIDE + ((WIDE - 2 * SIDE) * (input - left)) / (right - left || 1),
  TOP + (HIGH - TOP - BELOW) * (1 - (output - low) / (high - low || 1)),
]

/** The input that lies so far along the drawing, from 0 to 1. */
export const inputAt = (share, { left, right }) =>
  left + Math.min(Math.max((share * WIDE - SIDE) / (WIDE - 2 * SIDE), 0), 1) * (right - left || 1)

const path = points => `M${points.map(point => point.map(along => Math.round(10 * along) / 10).join(" ")).join("L")}`

/** Draw the curve of a map, with its axes. */
export const drawCurve = ({ find, shown }) => {
  const svg = find(".curve")
  svg.toggleAttribute("hidden", shown.kind !== "activation")
  if (shown.kind !== "activation") return
  const curve = curveOf(shown.input.values, shown.output.values)
  const bounds = boundsOf(curve)
  const at = point => placeOf(point, bounds)
  const { left, right, low, high } = bounds
  find(".curve .axes").setAttribute("d", `${path([at([left, 0]), at([right, 0])])}${path([at([0, low]), at([0, high])])}`)
  find(".curve .line").setAttribute("d", path(curve.map(at)))
  const numbers = [
    { value: left, point: at([left, low]), dx: 0, dy: 16, anchor: "middle" },
    { value: right, point: at([right, low]), dx: 0, dy: 16, anchor: "middle" },
    { value: high, point: at([0, high]), dx: -6, dy: 5, anchor: "end" },
    ...(low < 0 ? [{ value: low, point: at([0, low]), dx: -6, dy: 5, anchor: "end" }] : []),
  ].filter(({ value }) => value !== 0)
  const texts = children(find(".curve .numbers"), numbers.length, () => makeSvg("text", find(".curve .numbers")))
  texts.forEach((text, index) => {
    const { value, point, dx, dy, anchor } = numbers[index]
    text.setAttribute("x", point[0] + dx)
    text.setAttribute("y", point[1] + dy)
    text.setAttribute("text-anchor", anchor)
    write(text, spell(value))
  })
  shown.bounds = bounds
}

/** Show the chosen cell on the curve. */
export const markOnCurve = ({ find, shown, cell }) => {
  if (shown.kind !== "activation") return
  const index = cell[0] * shown.output.columns + cell[1]
  const point = [shown.input.values[index], shown.output.values[index]]
  const [x, y] = placeOf(point, shown.bounds)
  const ends = [placeOf([point[0], 0], shown.bounds), [x, y], placeOf([0, point[1]], shown.bounds)]
  find(".curve .to-axes").setAttribute("d", path(ends))
  find(".curve .dot").setAttribute("cx", x)
  find(".curve .dot").setAttribute("cy", y)
}
