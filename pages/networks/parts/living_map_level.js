// One map over the learner's picture, as large as there is room; near enough, each cell shows its number.

import { colourOf, legible } from "../../shared/components/colours.js"
import { paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"
import { drawEnds } from "./living_layer_level.js"
import { blockName } from "./living_network_level.js"
import { frame, frameOnPicture, inked, legend, tile, write } from "./living_paper.js"
import { readMap } from "./living_tiles.js"

const BETWEEN = 16 // pixels between two maps that are compared
const LEGIBLE = 34 // pixels of a cell that has room for its number
const NARROW = 640

export const mapPiece = (state, layer = state.place.layer, map = state.place.map) =>
  state.tiles.get(`map/${state.columns[layer].layer}/${map}`, readMap)

/** Where the map lies. */
export const frameOfMap = state => {
  const { view, columns, place } = state
  const { rows, columns: across } = columns[place.layer]
  const narrow = view.width < NARROW
  const room = narrow
    ? { width: view.width, height: view.height - 26 - 176 }
    : { width: view.width - 300, height: view.height - 74 }
  const beside = state.other ? 2 : 1
  const scale = Math.min((room.width - BETWEEN * (beside - 1)) / beside / across, room.height / rows)
  const [width, height] = [across * scale, rows * scale]
  return { x: (view.width - beside * width - BETWEEN * (beside - 1)) / 2, y: 26, width, height }
}

/** Where the map lies that it is compared with: to its right. */
const besideIt = own => ({ ...own, x: own.x + own.width + BETWEEN })

/** Where both of them lie. */
export const frameOfMaps = state => {
  const own = frameOfMap(state)
  return state.other ? { ...own, width: 2 * own.width + BETWEEN } : own
}

/** The cell under a place, or null. */
export const underMap = (state, point) => {
  const left = frameOfMap(state)
  const right = besideIt(left)
  const own = state.other && point.x >= right.x ? right : left
  const { rows, columns } = state.columns[state.place.layer]
  const row = Math.floor(((point.y - own.y) / own.height) * rows)
  const column = Math.floor(((point.x - own.x) / own.width) * columns)
  return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null
}

/** The rectangle of a cell. */
export const cellRect = (own, { rows, columns }, [row, column]) => ({
  x: own.x + (column * own.width) / columns,
  y: own.y + (row * own.height) / rows,
  width: own.width / columns,
  height: own.height / rows,
})

/** A map's values in colours, a pixel each, held with the piece. */
export const paintedMap = (piece, paper, limit = 0) => {
  const key = `${paper.key} ${limit}`
  if (piece.paintedFor !== key) {
    piece.canvas = new OffscreenCanvas(piece.columns, piece.rows)
    let most = 0
    let least = 0
    for (const value of piece.values) {
      if (value > most) most = value
      if (value < least) least = value
    }
    piece.scale = least < 0 ? "signed" : "magnitude"
    piece.own = Math.max(most, -least) || 1
    piece.limit = Math.max(piece.own, limit)
    paint(piece.canvas, piece.values, { rows: piece.rows, columns: piece.columns, scale: piece.scale }, piece.limit)
    piece.paintedFor = key
  }
  return piece.canvas
}

/** The cell with the largest value. */
export const strongestCell = ({ values, columns }) => {
  let best = 0
  for (let place = 1; place < values.length; place++) if (values[place] > values[best]) best = place
  return [Math.floor(best / columns), best % columns]
}

// The map of the other network or picture, and the largest value of both: what is compared is coloured alike.
const otherPiece = state => {
  const { layer } = state.columns[state.place.layer]
  return state.other?.tiles.get(`map/${layer}/${state.place.map}`, readMap)
}

const limitOfBoth = (state, piece) => {
  const other = otherPiece(state)
  if (!piece || !other) return 0
  for (const each of [piece, other]) if (each.own === undefined) paintedMap(each, state.paper)
  return Math.max(piece.own, other.own)
}

const drawMapOn = (context, state, own, piece, photo, limit) => {
  const { paper, place } = state
  context.imageSmoothingEnabled = true
  context.fillStyle = paper.paper
  context.fillRect(own.x, own.y, own.width, own.height)
  context.globalAlpha = state.over / 100
  if (photo) context.drawImage(photo, own.x, own.y, own.width, own.height)
  context.globalCompositeOperation = paper.scheme === "dark" ? "screen" : "multiply"
  context.globalAlpha = piece ? 1 : 0.6
  if (piece) {
    context.imageSmoothingEnabled = false
    context.drawImage(paintedMap(piece, paper, limit), own.x, own.y, own.width, own.height)
  } else {
    const sheet = state.tiles.held.get(`layer/${state.columns[place.layer].layer}`)
    if (sheet) tile(context, inked(sheet, paper), sheet.tile, sheet.columns, place.map, own)
  }
  context.globalAlpha = 1
  context.globalCompositeOperation = "source-over"
  frame(context, own, paper.line2)
}

/** Draw the map, in its own world; and beside it the one that it is compared with. */
export const drawMap = (context, state) => {
  const own = frameOfMap(state)
  const piece = mapPiece(state)
  const limit = limitOfBoth(state, piece)
  const size = (own.width / state.columns[state.place.layer].columns) * state.camera.scale
  const both = [[own, piece, state.overview.picture]]
  if (state.other) both.push([besideIt(own), otherPiece(state), state.other.overview?.picture])
  for (const [where, map, photo] of both) {
    drawMapOn(context, state, where, map, photo, limit)
    if (map && size >= LEGIBLE) drawNumbers(context, state, where, map)
  }
}

const drawNumbers = (context, state, own, piece) => {
  const { camera, view, paper } = state
  const letters = Math.min(15, (own.width / piece.columns) * camera.scale * 0.36) / camera.scale
  const seen = {
    x: camera.x,
    y: camera.y,
    right: camera.x + view.width / camera.scale,
    bottom: camera.y + view.height / camera.scale,
  }
  for (let row = 0; row < piece.rows; row++)
    for (let column = 0; column < piece.columns; column++) {
      const rect = cellRect(own, piece, [row, column])
      if (rect.x > seen.right || rect.x + rect.width < seen.x || rect.y > seen.bottom || rect.y + rect.height < seen.y) continue
      const value = piece.values[row * piece.columns + column]
      const colour = legible(colourOf(value, piece.scale, piece.limit))
      const looks = { size: Math.max(letters, 13 / camera.scale), align: "center", colour, most: rect.width - 2 / camera.scale }
      write(context, paper, short(value), rect.x + rect.width / 2, rect.y + rect.height / 2 + letters * 0.36, looks)
    }
}

const short = value => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-GB").replace("-", "−") : spell(value))

/** Draw what stands around the map. */
export const drawMapSides = (context, state) => {
  const { paper, place, columns, view } = state
  const column = columns[place.layer]
  const own = frameOfMap(state)
  const piece = mapPiece(state)
  const named = `Map ${place.map} of ${blockName(column.block).toLowerCase()}, ${column.title}: ${column.rows} × ${column.columns} values`
  write(context, paper, named, own.x, 16, { bold: true, most: state.other ? own.width : view.width - own.x })
  if (state.other) write(context, paper, state.other.title, besideIt(own).x, 16, { bold: true, most: own.width })
  if (piece) paintedMap(piece, paper, limitOfBoth(state, piece))
  if (piece && view.width >= NARROW) {
    legend(
      context,
      paper,
      own.x,
      own.y + own.height + 10,
      Math.min(140, own.width / 2),
      [piece.scale === "signed" ? `−${short(piece.limit)}` : "0", short(piece.limit)],
      piece.scale,
    )
  }
  drawEnds(context, state, place.layer, place.map, frameOfMaps(state), own.height * 0.6)
}

/** Draw the cell that is pointed at. */
export const drawMapStar = (context, state, inView) => {
  const piece = mapPiece(state)
  const cell = state.pointedCell
  if (!piece || !cell) return
  const own = frameOfMap(state)
  frameOnPicture(context, inView(cellRect(own, piece, cell)), state.paper)
  if (state.other) frameOnPicture(context, inView(cellRect(besideIt(own), piece, cell)), state.paper)
}

export const mapSaid = state => {
  const { place, columns } = state
  const { block, title } = columns[place.layer]
  const piece = mapPiece(state)
  const named = `Map ${place.map} of ${blockName(block).toLowerCase()}, ${title}`
  if (!piece) return `${named} is on its way.`
  if (state.pointedCell) {
    const [row, column] = state.pointedCell
    const at = row * piece.columns + column
    const there = otherPiece(state)
    const compared = there ? ` here, ${spell(there.values[at])} there` : ""
    return `Row ${row}, column ${column}: ${spell(piece.values[at])}${compared}. Click for the sum behind it.`
  }
  const [row, column] = strongestCell(piece)
  let on = 0
  for (const value of piece.values) on += value > 0
  const share = Math.round((100 * on) / piece.values.length)
  return `${named}: ${share}% of its cells are on. The largest is ${short(piece.own ?? piece.limit ?? 0)}, in row ${row}, column ${column}, counted from 0.`
}
