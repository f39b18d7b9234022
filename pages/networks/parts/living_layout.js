// Where the parts of a network lie on its canvas, in pixels: columns of maps, grids, and what lies under a place. No drawing here.

export const PICTURE = 104 // pixels of the learner's picture beside the columns
export const ACROSS = 16 // maps in a row of the mosaic that has them all
const LEFT = 122 // where columns begin
const HEAD = 44 // above the columns, for the names of blocks and layers
const WITHIN = 1 // between layers of a block
const BETWEEN = 7 // between blocks
const UNDER = 2 // between maps of a column
const MOSAIC_GAP = 9
const TALLEST = 74 // pixels of a mosaic
const COUNT = 20 // below a mosaic, for how many maps it has
const SMALLEST = 48
const LARGEST = 84
const OPENS = 58 // pixels beside a layer that is pointed at
const BEFORE = 16 // pixels between the picture and the first column that it may take
const OVERLAP = 11 // pixels that other columns may slide over each other to make room

const gapsOf = columns => columns.slice(1).map((column, place) => (column.block === columns[place].block ? WITHIN : BETWEEN))

/** How columns lie at rest: pixels of a map, how many of a column are shown large, and where everything begins. */
export const columnsAtRest = (columns, { width, height }, most) => {
  const gaps = gapsOf(columns)
  const between = gaps.reduce((sum, gap) => sum + gap, 0)
  const room = (width - LEFT - 4 - between) / columns.length
  const tile = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room)))
  const largest = Math.max(...columns.map(({ maps }) => Math.ceil(maps / ACROSS)))
  const dot = tile / ACROSS
  const high = Math.min(dot, TALLEST / largest) // of a dot: those of a layer with very many maps are flat
  const rows = Math.floor((height - HEAD - MOSAIC_GAP - largest * high - COUNT) / (tile + UNDER))
  const shown = Math.max(2, Math.min(most, rows))
  const lefts = [LEFT]
  for (const gap of gaps) lefts.push(lefts.at(-1) + tile + gap)
  const mosaic = HEAD + shown * (tile + UNDER) + MOSAIC_GAP - UNDER
  const picture = { x: 0, y: HEAD + (shown * (tile + UNDER) - PICTURE) / 2, width: PICTURE, height: PICTURE }
  const world = { width: lefts.at(-1) + tile + 4, height: mosaic + largest * high + COUNT }
  return { tile, dot, high, shown, lefts, top: HEAD, mosaic, picture, world, step: tile + UNDER }
}

/** The left edges of columns while those beside one of them stand back, so that lines have room: `much` from 0 to 1. */
export const openedLefts = ({ lefts, tile, world }, star, much) => {
  if (star === null || much === 0) return lefts
  const last = lefts.length - 1
  // How far each of so many columns moves away: the outermost as far as there is room beyond it, the others over each other.
  const moves = (count, gap, beyond) => {
    const room = Math.max(0, Math.min(OPENS - gap, (count - 1) * OVERLAP + beyond))
    const outer = Math.min(beyond, room)
    return place => much * (count > 1 ? outer + ((room - outer) * place) / (count - 1) : outer)
  }
  const left = moves(star, star ? lefts[star] - lefts[star - 1] - tile : 0, BEFORE)
  const right = moves(last - star, star < last ? lefts[star + 1] - lefts[star] - tile : 0, world.width - lefts[last] - tile)
  return lefts.map((x, place) => {
    if (place < star) return x - left(place)
    return place > star ? x + right(last - place) : x
  })
}

/** The rectangle of a map in its column: one of the large ones, or its dot in the mosaic. `row` is -1 where it is a dot. */
export const mapInColumn = (rest, x, row, map) =>
  row >= 0 && row < rest.shown
    ? { x, y: rest.top + row * rest.step, width: rest.tile, height: rest.tile }
    : {
        x: x + (map % ACROSS) * rest.dot,
        y: rest.mosaic + Math.floor(map / ACROSS) * rest.high,
        width: rest.dot,
        height: rest.high,
      }

/** The rectangle of the mosaic of a column. */
export const mosaicOf = (rest, x, maps) => ({
  x,
  y: rest.mosaic,
  width: Math.min(maps, ACROSS) * rest.dot,
  height: Math.ceil(maps / ACROSS) * rest.high,
})

/** What lies at a place of the columns: { column, map, row }, with row -1 in the mosaic; null beside them.
 *
 * Where columns have stood back from the opened one, the room that they made is still its own. */
export const underColumns = (rest, lefts, columns, strongest, x, y, first, opened = null) => {
  const found = underColumn(rest, lefts, columns, strongest, x, y, first)
  if (found || opened === null) return found
  const [left, wide] = [lefts[opened], rest.tile]
  const begins = opened ? lefts[opened - 1] + wide : left - BEFORE
  const ends = lefts[opened + 1] ?? left + wide + BEFORE
  if (x < begins || x >= ends) return null
  return underColumn(rest, lefts, columns, strongest, Math.min(Math.max(x, left), left + wide - 0.01), y, opened)
}

const underColumn = (rest, lefts, columns, strongest, x, y, first) => {
  const within = place => x >= lefts[place] && x < lefts[place] + rest.tile + WITHIN
  const places = columns.map((_, place) => place).sort((one, other) => Math.abs(one - first) - Math.abs(other - first))
  const column = places.find(within) // where columns overlap, the one nearest to the opened one lies on top
  if (column === undefined) return null
  const row = Math.floor((y - rest.top) / rest.step)
  if (y >= rest.top && row < rest.shown && row < strongest[column].length) return { column, map: strongest[column][row], row }
  const [down, right] = [Math.floor((y - rest.mosaic) / rest.high), Math.floor((x - lefts[column]) / rest.dot)]
  const map = down * ACROSS + right
  return y >= rest.mosaic && map < columns[column].maps ? { column, map, row: -1 } : null
}

/** A grid of so many squares that fills an area: pixels of a square, and how many stand in a row. */
export const gridOf = (count, { x, y, width, height }, largest = 104) => {
  let size = Math.floor(Math.min(largest, Math.sqrt((width * height) / count)))
  while (size > 4 && Math.floor(width / size) * Math.floor(height / size) < count) size -= 1
  const across = Math.max(1, Math.min(count, Math.floor(width / size)))
  const down = Math.ceil(count / across)
  return { x: x + (width - across * size) / 2, y, size, across, down, width: across * size, height: down * size }
}

/** The square at a place of a grid. */
export const inGrid = ({ x, y, size, across }, place) => ({
  x: x + (place % across) * size,
  y: y + Math.floor(place / across) * size,
  width: size,
  height: size,
})

/** The place of a grid under a point, or null. */
export const underGrid = ({ x, y, size, across }, count, point) => {
  const [column, row] = [Math.floor((point.x - x) / size), Math.floor((point.y - y) / size)]
  const place = row * across + column
  return column >= 0 && column < across && row >= 0 && place < count ? place : null
}

/** Whether a point lies in a rectangle. */
export const isIn = ({ x, y, width, height }, point) =>
  point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
