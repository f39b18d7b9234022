// Where the parts of one unit's stage lie: picture, patch, the rows of its sum, ReLU, the number, and the map.

const WIDE = 940 // pixels, as in the style sheet
const NARROW = 640
const TALL = 460 // room for one row more

/** { picture, patch, map: [x, y, side], rows, bend, chip, notes } for a canvas of this size and so many rows of the sum. */
export const formOf = ({ width, height }) => {
  if (width >= WIDE) return wide(width, height)
  const isNarrow = width < NARROW
  const side = Math.min((width - 16) / 2, isNarrow ? 176 : 260)
  const top = side + (isNarrow ? 40 : 60)
  const bottom = height - 6
  const rows = isNarrow
    ? { x: 0, y: top, height: 40, tile: 34, label: 46, cell: [12, 12], pill: 64, end: width, most: 3, room: 24 }
    : { x: 0, y: top, height: 58, tile: 50, label: 62, cell: [36, 18], pill: 76, end: Math.min(width, 640), most: 4, room: 44 }
  return {
    kind: isNarrow ? "narrow" : "middling",
    picture: [0, 22, side],
    map: [width - side, 22, side],
    rows,
    bend: isNarrow ? null : { x: rows.end - 190, y: bottom - 48, width: 64, height: 44 },
    chip: { x: rows.end - 100, y: bottom - 40, width: 100, height: 38 },
  }
}

const wide = (width, height) => {
  const picture = Math.min(196, height * 0.54)
  const patchY = 22 + picture + 30
  const side = Math.min(height - 54, width - 880)
  const x = 236
  const most = height >= TALL ? 5 : 4
  const high = (height - 128) / most
  const cell = [37, Math.min(24, (high - 6) / 3)]
  const tile = 3 * cell[1]
  const rows = { x, y: 22, height: high, tile, label: 58, cell, pill: 76, end: x + 438 + tile, most, room: 42 }
  const between = { from: rows.end + 14, to: width - side - 22 }
  const middle = (between.from + between.to) / 2
  return {
    kind: "wide",
    picture: [0, 22, picture],
    patch: [0, patchY, Math.min(picture, height - patchY - 4)],
    map: [width - side, 22, side],
    rows,
    bend: { x: middle - 38, y: height - 70, width: 76, height: 52 },
    chip: { x: middle - 54, y: height - 146, width: 108, height: 42 },
    again: [middle - 54, height - 196],
    notes: [between.from + 6, 36, Math.min(between.to - between.from, 150)],
  }
}

/** Where the map lies in its place, in its own shape. */
export const mapFrame = (form, { rows, columns }) => {
  const [x, y, side] = form.map
  const scale = side / Math.max(rows, columns)
  return { x: x + side - columns * scale, y, width: columns * scale, height: rows * scale }
}
