// The arithmetic of pixels: light turned up and down, grey as a weighted sum, and the patch that a lens shows.

import { nearestCell } from "../../shared/components/grid_pointer.js"

/** What is left of a value under a light of so many per cent: a whole number, at most 255, as lessons.core.scaling.lit has it. */
export const litValue = (value, percent) => Math.min(Math.floor((value * percent + 50) / 100), 255)

/** The value that such a light turns into this one. No light makes anything of nothing: null. */
export const unlitValue = (value, percent) => (percent > 0 ? (100 * value) / percent : null)

/** Red, green and blue of a whole picture, one after the other, under three lights. */
export const litPicture = (values, light) => values.map((value, at) => litValue(value, light[at % 3]))

/** Red, green and blue of the pixel at a place. */
export const pixelAt = (values, { columns }, [row, column]) => {
  const at = 3 * (row * columns + column)
  return [values[at], values[at + 1], values[at + 2]]
}

/** What each part adds to the grey of a pixel. */
export const productsOf = (pixel, weights) => pixel.map((value, channel) => value * weights[channel])

export const greyOf = (pixel, weights) => productsOf(pixel, weights).reduce((sum, product) => sum + product, 0)

/** The colour that a pixel is shown in: as it is, as one of its three lights alone (0, 1 or 2), or in grey. */
export const shownColour = (pixel, shows, weights) => {
  if (shows === "grey") return Array(3).fill(Math.round(greyOf(pixel, weights)))
  return pixel.map((value, channel) => (shows === "all" || shows === channel ? value : 0))
}

/** The numbers that it then stands for: three, or one. */
export const shownNumbers = (pixel, shows, weights) => {
  if (shows === "grey") return [Math.round(greyOf(pixel, weights))]
  return shows === "all" ? pixel : [pixel[shows]]
}

/** How many rows and columns the lens shows of a picture. */
export const patchOf = ({ rows, columns }, side) => ({ rows: Math.min(rows, side), columns: Math.min(columns, side) })

const within = ([top, left], patch, grid) =>
  nearestCell([top, left], { rows: grid.rows - patch.rows + 1, columns: grid.columns - patch.columns + 1 })

/** The first row and column under the lens, with a pixel in its middle as far as the picture's borders allow it. */
export const cornerAround = ([row, column], patch, grid) =>
  within([row - Math.floor(patch.rows / 2), column - Math.floor(patch.columns / 2)], patch, grid)

/** The same, for a lens that moves no further than it must to show a pixel. */
export const cornerWith = ([top, left], [row, column], patch, grid) =>
  within(
    [Math.min(Math.max(top, row - patch.rows + 1), row), Math.min(Math.max(left, column - patch.columns + 1), column)],
    patch,
    grid,
  )

/** Where a pixel lies once the picture has more pixels, or fewer: its middle stays where it was. */
export const sameSpot = ([row, column], from, to) => [
  Math.floor(((row + 0.5) * to.rows) / from.rows),
  Math.floor(((column + 0.5) * to.columns) / from.columns),
]

/** A picture of another size with what was changed in this one: each of its pixels takes the mean change of those that lie in it. */
export const carried = (before, changed, from, base, to) => {
  const [sums, counts] = [new Float32Array(base.length), new Float32Array(to.rows * to.columns)]
  for (let place = 0; place < from.rows * from.columns; place++) {
    const [row, column] = sameSpot([Math.floor(place / from.columns), place % from.columns], from, to)
    const there = row * to.columns + column
    counts[there] += 1
    for (let part = 0; part < 3; part++) sums[3 * there + part] += changed[3 * place + part] - before[3 * place + part]
  }
  return Float32Array.from(base, (value, at) => {
    const there = Math.floor(at / 3)
    if (counts[there]) return Math.max(value + sums[at] / counts[there], 0)
    const [row, column] = sameSpot([Math.floor(there / to.columns), there % to.columns], to, from)
    const here = 3 * (row * from.columns + column) + (at % 3)
    return Math.max(value + changed[here] - before[here], 0)
  })
}

/** The pixel whose three numbers differ most, the first of them. */
export const mostColourful = (values, { rows, columns }) => {
  let [best, most] = [0, -1]
  for (let place = 0; place < rows * columns; place++) {
    const pixel = values.subarray(3 * place, 3 * place + 3)
    const spread = Math.max(...pixel) - Math.min(...pixel)
    if (spread > most) [best, most] = [place, spread]
  }
  return [Math.floor(best / columns), best % columns]
}

/** One picture of each size, cut from the row of numbers that they come in. */
export const pictures = (values, sizes) => {
  let end = 0
  return sizes.map(({ rows, columns }) => {
    const begin = end
    end += 3 * rows * columns
    return values.subarray(begin, end)
  })
}
