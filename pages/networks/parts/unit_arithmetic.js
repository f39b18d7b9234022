// One unit: which pixels can reach it, which unit looks at a pixel, and how its sum grows while its parts fall together.

/** [top, bottom, left, right] of the pixels that can reach a cell; `field` as lessons.core.receptive_field has it. */
export const fieldOf = ({ size, step, start, shared, ahead }, cell) => {
  const [top, left] = cell.map(place => start + Math.floor((place + ahead) / shared) * step)
  return [top, top + size - 1, left, left + size - 1]
}

/** The cell whose pixels have their middle nearest to a pixel, where the map has one there. */
export const cellOverPixel = ({ size, step, start, shared, ahead }, [down, right], { rows, columns }) => {
  const along = (pixel, count) => {
    const nearest = Math.round((pixel - start - (size - 1) / 2) / step) * shared - ahead
    return Math.min(Math.max(nearest, 0), count - 1)
  }
  return [along(down, rows), along(right, columns)]
}

const APPEAR = 110 // milliseconds from one part to the next
const FALL = 420
const REST = 260

/** Milliseconds until a sum of so many parts has fallen together and run into its map. */
export const lastsFor = parts => parts * APPEAR + FALL + 2 * REST + 360

/** What is to be seen of a sum so long after it began: shares from 0 to 1, and how far the sum has come. */
export const fallenAfter = (milliseconds, { parts, others, bias, before }) => {
  const share = (from, lasts) => Math.min(Math.max((milliseconds - from) / lasts, 0), 1)
  const falls = parts.length * APPEAR + 120
  const appeared = parts.map((_, place) => share(place * APPEAR, 160))
  const fallen = share(falls, FALL)
  const rest = share(falls + FALL, REST)
  const bent = share(falls + FALL + REST, REST)
  const run = share(falls + FALL + 2 * REST, 240)
  const shown = fallen * parts.reduce((sum, { adds }) => sum + adds, 0) + rest * others + (rest < 1 ? 0 : bias)
  return { appeared, fallen, rest, bent, run, sum: rest < 1 ? shown : before }
}
