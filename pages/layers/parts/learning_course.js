// Where a playing of many steps stands, and where a loss lies in its drawing.

const LASTS = 7000 // milliseconds of a whole course, as long as it is not a short one
const EACH = 1200 // milliseconds for each step of a short one
const LOWEST = -4 // as a power of ten: smaller losses lie at the bottom

const lasts = last => Math.min(LASTS, EACH * Math.max(last, 1))

/** The step after so many milliseconds of playing: the first ones slowly, then ever faster. */
export const stepAt = (milliseconds, last) => Math.min(last, Math.floor((last + 1) ** (milliseconds / lasts(last)) - 1 + 1e-9))

/** The moment at which a step is reached. */
export const momentOf = (step, last) => (last ? (lasts(last) * Math.log(step + 1)) / Math.log(last + 1) : lasts(last))

/** The step at a place of the slider, from 0 to 100, and the place of a step. */
export const stepOfPlace = (place, last) => stepAt((lasts(last) * place) / 100, last)
export const placeOfStep = (step, last) => (100 * momentOf(step, last)) / lasts(last)

/** How many steps the drawing shows: as many as were reached, and never less than a few. */
export const extentOf = (reached, last) => Math.min(Math.max(reached, 50), Math.max(last, 1))

/** The powers of ten that the losses lie between, as exponents. */
export const decadesOf = losses => {
  const known = losses.filter(loss => Number.isFinite(loss) && loss > 0)
  const low = Math.max(Math.floor(Math.log10(Math.min(...known, 1))), LOWEST)
  const high = Math.max(Math.ceil(Math.log10(Math.max(...known, 0.1))), low + 1)
  return [low, high]
}

/** How far down a loss lies, from 0 to 1. */
export const depthOf = (loss, [low, high]) => {
  const power = Number.isFinite(loss) ? Math.log10(Math.max(loss, 10 ** low)) : high
  return Math.min(Math.max((high - power) / (high - low), 0), 1)
}

/** A loss as text: three digits, or that it is tiny or huge. */
export const spellLoss = loss => {
  if (!Number.isFinite(loss) || loss >= 1e6) return "beyond a million"
  if (loss < 0.0001) return "< 0.0001"
  return loss >= 100 ? Math.round(loss).toLocaleString("en-GB") : String(Number(loss.toPrecision(2)))
}
