// Steps downhill: the curve of the loss as far as it has been seen, and what all weights do at each step.

import { write } from "../../shared/components/elements.js"
import { short } from "./way_back_words.js"

/** The curve of the first losses, in a box of 100 by 100 whose upper edge is `high`. */
export const curveOf = (losses, count, high) =>
  losses
    .map((loss, step) => `${step ? "L" : "M"}${((100 * step) / count).toFixed(2)} ${heightOf(loss, high).toFixed(2)}`)
    .join("")

/** How far below the upper edge a loss lies. */
export const heightOf = (loss, high) => 100 - 100 * Math.min(loss / high, 1)

/** Draw the losses that have been seen, and where the network stands. */
export const drawLosses = ({ find, losses, step, seen }) => {
  const known = losses.slice(0, seen + 1)
  const high = Math.max(...known) * 1.05 || 1
  const last = losses.length - 1
  find(".curve .line").setAttribute("d", curveOf(known, last, high))
  const { style } = find(".dot")
  style.left = `${(100 * step) / last}%`
  style.top = `${heightOf(losses[step], high)}%`
  write(find(".high"), short(Math.max(...known)))
  write(find(".count"), `step ${step} of ${last}`)
  const slider = find(".steps")
  slider.max = last
  slider.value = step
  slider.setAttribute("aria-valuetext", `step ${step} of ${last}, a loss of ${short(losses[step])}`)
}

/** What a step has done to the loss, or all steps so far. */
export const tellSteps = (losses, before, step) => {
  if (step === 0) return null
  const from = step === before + 1 && step < 4 ? before : 0
  const [was, is] = [short(losses[from]), short(losses[step])]
  const moved = losses[step] < losses[from] ? "falls" : losses[step] > losses[from] ? "rises" : "stays"
  const steps = from === step - 1 ? `Step ${step}` : `After ${step} steps`
  return `${steps}: the weights have moved against their slopes, and the loss ${moved} from ${was} to ${is}.`
}
