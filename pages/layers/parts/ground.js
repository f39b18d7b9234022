// A ground of heights on a grid, and what lies between its points: colours in bands, with a line at each band's edge.

/** The height at a place of the grid, from its four neighbours. */
export const heightAt = (heights, { rows, columns }, row, column) => {
  const top = Math.min(Math.floor(row), rows - 2)
  const left = Math.min(Math.floor(column), columns - 2)
  const [down, right] = [row - top, column - left]
  const at = (r, c) => heights[r * columns + c]
  const upper = at(top, left) * (1 - right) + at(top, left + 1) * right
  const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right
  return upper * (1 - down) + lower * down
}

/** The band of a height, of so many from the lowest to the highest. */
export const bandOf = (height, low, high, bands) =>
  Math.min(Math.floor(((height - low) / (high - low || 1)) * bands), bands - 1)

/** Which band each pixel of a picture of the ground belongs to; the first row of the heights lies at the bottom. */
export const bandsOf = (heights, grid, { width, height }, bands) => {
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const found = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const row = (1 - y / (height - 1)) * (grid.rows - 1)
      const column = (x / (width - 1)) * (grid.columns - 1)
      found[y * width + x] = bandOf(heightAt(heights, grid, row, column), low, high, bands)
    }
  return found
}

/** The share of the way from left to right, and from top to bottom, at which a place lies. */
export const shareOf = ([x, y], { across, up }) => [
  (x - across[0]) / (across[1] - across[0]),
  1 - (y - up[0]) / (up[1] - up[0]),
]

/** The place at such shares, to the hundredth. */
export const placeAt = ([right, down], { across, up }) => {
  const hundredth = value => Math.round(100 * value) / 100
  return [hundredth(across[0] + right * (across[1] - across[0])), hundredth(up[1] - down * (up[1] - up[0]))]
}
