// The course's colours in the browser; tests hold them against lessons.figures.colours.

const STEPS = 257 // odd, so that zero has a colour of its own

// The scales' colours at even distances: Brewer's RdBu from blue to red, Magma, and the greys of a byte.
const STOPS = {
  signed: [
    [5, 48, 97],
    [33, 102, 172],
    [67, 147, 195],
    [146, 197, 222],
    [209, 229, 240],
    [247, 247, 247],
    [253, 219, 199],
    [244, 165, 130],
    [214, 96, 77],
    [178, 24, 43],
    [103, 0, 31],
  ],
  magnitude: [
    [0, 0, 4],
    [24, 15, 61],
    [68, 15, 118],
    [114, 31, 129],
    [158, 47, 127],
    [205, 64, 113],
    [241, 96, 93],
    [253, 150, 104],
    [254, 202, 141],
    [252, 253, 191],
  ],
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
}

// Halves go to the even neighbour, as NumPy rounds.
const round = value => {
  const nearest = Math.round(value)
  return nearest - value === 0.5 && nearest % 2 ? nearest - 1 : nearest
}

// The colours between the stops, in the order of operations of plotly.colors.sample_colorscale: so halves round alike.
const tableOf = (stops, steps) => {
  const apart = 1 / (stops.length - 1)
  const table = new Uint8Array(3 * steps)
  for (let step = 0; step < steps; step++) {
    const place = step / (steps - 1)
    const high = Math.max(
      stops.findIndex((_, stop) => stop * apart >= place),
      1,
    )
    const low = high - 1
    const share = (place - low * apart) / (high * apart - low * apart)
    for (let part = 0; part < 3; part++) {
      const [from, to] = [stops[low][part] / 255, stops[high][part] / 255]
      table[3 * step + part] = round((from + share * (to - from)) * 255)
    }
  }
  return table
}

/** Scale ("signed", "magnitude" or "grey") -> red, green and blue of each of its colours, one after the other. */
export const TABLES = Object.fromEntries(
  Object.entries(STOPS).map(([scale, stops]) => [scale, tableOf(stops, scale === "grey" ? 256 : STEPS)]),
)

/** A value's place in its scale's table: "grey" holds bytes, the others run up to `limit`, in float32 as Python does it. */
export const colourIndex = (value, scale, limit) => {
  if (scale === "grey") return Math.min(Math.max(round(value), 0), 255)
  const share = Math.fround(value / Math.fround(limit))
  return scale === "signed" ? round(Math.fround(Math.fround(share + 1) * 128)) : round(Math.fround(share * 256))
}

export const colourOf = (value, scale, limit) => {
  const table = TABLES[scale]
  const at = 3 * colourIndex(value, scale, limit)
  return [table[at], table[at + 1], table[at + 2]]
}

/** The place in its scale's table of each level from 0 to 255, as lessons.figures.level_sheets writes them. */
export const placeOfLevel = (level, scale) =>
  Math.min(
    Math.max(scale === "signed" ? Math.round(((level - 128) / 127) * 128) + 128 : Math.round((level / 255) * 256), 0),
    256,
  )

/** Colour the pixels of an ImageData in place: their green is their level. */
export const colourLevels = (bytes, scale) => {
  const places = Array.from({ length: 256 }, (_, level) => 3 * placeOfLevel(level, scale))
  const table = TABLES[scale]
  for (let at = 0; at < bytes.length; at += 4) {
    const place = places[bytes[at + 1]]
    bytes[at] = table[place]
    bytes[at + 1] = table[place + 1]
    bytes[at + 2] = table[place + 2]
  }
}

/** The scale from left to right, as CSS. */
export const gradientOf = scale =>
  `linear-gradient(to right, ${STOPS[scale].map(colour => `rgb(${colour.join(", ")})`).join(", ")})`

export const DARK = "#000"
export const LIGHT = "#fff"

/** The ink that can be read on a colour, by contrast at least 4.5 : 1, as `ink_on` of lessons/figures/colours.py has it. */
export const legible = colour => {
  const [red, green, blue] = colour.map(level => linear(level / 255))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? DARK : LIGHT
}

const linear = share => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
