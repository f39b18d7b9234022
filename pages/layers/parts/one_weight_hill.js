// The loss as a hill over one weight: where a weight lies on it, how high, and where the ball is on its way between two steps.

/** Four rows of numbers, one under the other, by name. */
export const rowsOf = values => {
  const count = values.length / 4
  const [weight, loss, slope, says] = [0, 1, 2, 3].map(row => [...values.subarray(row * count, (row + 1) * count)])
  return { weight, loss, slope, says }
}

/** The numbers at any weight, between the places that are known; beyond the last ones as there. */
export const at = (curve, weight) => {
  const { weight: known } = curve
  const [first, last] = [known[0], known.at(-1)]
  const place = (Math.min(Math.max(weight, first), last) - first) / ((last - first) / (known.length - 1))
  const before = Math.min(Math.floor(place), known.length - 2)
  const between = row => row[before] + (place - before) * (row[before + 1] - row[before])
  return { loss: between(curve.loss), slope: between(curve.slope), says: between(curve.says) }
}

/** Whether a weight lies beside the hill that is drawn. */
export const isBeyond = (curve, weight) => weight < curve.weight[0] || weight > curve.weight.at(-1)

/** Where weights and losses lie in a drawing of this size. */
export const scaleOf = (curve, { width, height }, { top, bottom }) => {
  const [first, last] = [curve.weight[0], curve.weight.at(-1)]
  const [low, high] = [Math.min(...curve.loss), Math.max(...curve.loss)]
  return {
    x: weight => (width * (Math.min(Math.max(weight, first), last) - first)) / (last - first),
    y: loss => top + (height - top - bottom) * (1 - (loss - low) / (high - low || 1)),
    weightAt: x => first + ((last - first) * x) / width,
  }
}

const FLAT = 0.005

/** What the slope under the ball says, and what the next step does with it. */
export const tellStep = ({ slope, rate, isBeyond: isGone, weight, spell }) => {
  if (isGone) return ["It is beyond the edge of this picture: the weight is ", spell(weight), "."]
  if (Math.abs(slope) < FLAT) return ["Here the ground is ", "flat", ": the ball rests."]
  const way = slope > 0 ? "left" : "right"
  return [
    "Slope ",
    spell(slope),
    ` × learning rate ${rate}: the next step goes ${spell(Math.abs(slope * rate))} to the ${way}, downhill.`,
  ]
}
