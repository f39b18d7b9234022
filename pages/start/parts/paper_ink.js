// The colours of a map that is ink on the page's paper: nothing has the colour of the paper, much is dark (on dark paper, bright).

const SCALES = {
  light: [
    [0, 0xfb, 0xf7, 0xee],
    [0.14, 0xf3, 0xdf, 0xbe],
    [0.36, 0xe0, 0xa3, 0x6a],
    [0.6, 0xb9, 0x52, 0x3e],
    [0.82, 0x6b, 0x23, 0x47],
    [1, 0x26, 0x0f, 0x38],
  ],
  dark: [
    [0, 0x21, 0x1e, 0x19],
    [0.18, 0x43, 0x25, 0x3f],
    [0.42, 0x8a, 0x33, 0x58],
    [0.66, 0xd2, 0x60, 0x3f],
    [0.85, 0xf2, 0xae, 0x62],
    [1, 0xfd, 0xf0, 0xcb],
  ],
}
const POWER = 0.8 // small values are seen, too

/** Red, green and blue of a level from 0 to 255. */
export const inkOf = (level, paper) => {
  const scale = SCALES[paper]
  const place = (level / 255) ** POWER
  const next = Math.max(
    1,
    scale.findIndex(([at]) => at >= place),
  )
  const [low, high] = [scale[next - 1], scale[next]]
  const share = (place - low[0]) / (high[0] - low[0])
  return [1, 2, 3].map(part => Math.round(low[part] + share * (high[part] - low[part])))
}

/** Colour the pixels of an ImageData in place: their green is their level. */
export const inkLevels = (bytes, paper) => {
  const inks = Array.from({ length: 256 }, (_, level) => inkOf(level, paper))
  for (let at = 0; at < bytes.length; at += 4) bytes.set(inks[bytes[at + 1]], at)
}

/** Whether a colour, as CSS computes it, is that of dark paper. */
export const paperOf = colour => {
  const [red, green, blue] = colour.match(/\d+/g).map(Number)
  return red + green + blue < 3 * 128 ? "dark" : "light"
}
