// The course's colours in the browser; tests hold them against lessons.figures.colours.

const STEPS = 257 // odd, so that zero has a colour of its own

// The scales' colours at places from -1 (or 0) to 1, for light and for dark paper; a value's place is its share of the limit,
// raised to the exponent.
const SCALES = {
  signed: {
    exponent: 0.8,
    light: [
      [-1, "#123f6e"],
      [-0.5, "#4e8cc0"],
      [-0.1, "#d9e3e6"],
      [0, "#fbf7ee"],
      [0.1, "#f4dccb"],
      [0.5, "#d0694c"],
      [1, "#8a1f1d"],
    ],
    dark: [
      [-1, "#8cc4f5"],
      [-0.5, "#3c79b4"],
      [-0.1, "#26313b"],
      [0, "#211e19"],
      [0.1, "#3a2722"],
      [0.5, "#b9513b"],
      [1, "#f9a48e"],
    ],
  },
  magnitude: {
    exponent: 1,
    light: [
      [0, "#fbf7ee"],
      [0.14, "#f3dfbe"],
      [0.36, "#e0a36a"],
      [0.6, "#b9523e"],
      [0.82, "#6b2347"],
      [1, "#260f38"],
    ],
    dark: [
      [0, "#211e19"],
      [0.18, "#43253f"],
      [0.42, "#8a3358"],
      [0.66, "#d2603f"],
      [0.85, "#f2ae62"],
      [1, "#fdf0cb"],
    ],
  },
}

// Halves go to the even neighbour, as NumPy rounds.
const round = value => {
  const nearest = Math.round(value)
  return nearest - value === 0.5 && nearest % 2 ? nearest - 1 : nearest
}

const parts = colour => [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))

// The colours between the stops, in the order of operations of numpy.interp: so halves round alike.
const tableOf = (stops, exponent) => {
  const table = new Uint8Array(3 * STEPS)
  const [low] = stops[0]
  for (let step = 0; step < STEPS; step++) {
    const value = low + step * ((1 - low) / (STEPS - 1))
    const place = Math.sign(value) * Math.abs(value) ** exponent
    const next = Math.max(
      stops.findIndex(([stop]) => stop >= place),
      1,
    )
    const [[from, begin], [to, end]] = [stops[next - 1], stops[next]]
    const [first, last] = [parts(begin), parts(end)]
    for (let part = 0; part < 3; part++)
      table[3 * step + part] = round(((last[part] - first[part]) / (to - from)) * (place - from) + first[part])
  }
  return table
}

const GREYS = Uint8Array.from({ length: 3 * 256 }, (_, at) => Math.floor(at / 3))

const tablesOf = scheme => ({
  signed: tableOf(SCALES.signed[scheme], SCALES.signed.exponent),
  magnitude: tableOf(SCALES.magnitude[scheme], SCALES.magnitude.exponent),
  grey: GREYS,
})

/** Paper ("light" or "dark") -> scale ("signed", "magnitude" or "grey") -> red, green and blue of its colours, one after the other. */
export const TABLES_ON = { light: tablesOf("light"), dark: tablesOf("dark") }

/** The tables of the paper that widgets are drawn on: `useSchemeOf` says which. */
export const TABLES = { ...TABLES_ON.light }

/** Draw in the colours for the paper that an element lies on, from now on. */
export const useSchemeOf = element => {
  const [red, green, blue] = parts(getComputedStyle(element).getPropertyValue("--st-background-color").trim() || "#ffffff")
  Object.assign(TABLES, TABLES_ON[red + green + blue < 384 ? "dark" : "light"])
}

/** A value's place in its scale's table: "grey" holds bytes, the others run up to `limit`, in float32 as Python does it, and end there. */
export const colourIndex = (value, scale, limit) => {
  if (scale === "grey") return Math.min(Math.max(round(value), 0), 255)
  const share = Math.fround(value / Math.fround(limit))
  const place = scale === "signed" ? round(Math.fround(Math.fround(share + 1) * 128)) : round(Math.fround(share * 256))
  return Math.min(Math.max(place, 0), STEPS - 1)
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
export const gradientOf = scale => {
  const table = TABLES[scale]
  const steps = table.length / 3 - 1
  const colours = Array.from({ length: 17 }, (_, stop) => {
    const at = 3 * Math.round((stop / 16) * steps)
    return `rgb(${table[at]}, ${table[at + 1]}, ${table[at + 2]})`
  })
  return `linear-gradient(to right, ${colours.join(", ")})`
}

export const DARK = "#000"
export const LIGHT = "#fff"

/** The ink that can be read on a colour, by contrast at least 4.5 : 1, as `ink_on` of lessons/figures/colours.py has it. */
export const legible = colour => {
  const [red, green, blue] = colour.map(level => linear(level / 255))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? DARK : LIGHT
}

const linear = share => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
