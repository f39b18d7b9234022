// One map over the learner's picture, as large as there is room; near enough, each cell shows its number.

import { colourOf, legible } from "../../shared/components/colours.js"
import { paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"
import { drawEnds } from "./living_layer_level.js"
import { blockName, shortName } from "./living_network_level.js"
import { frame, frameOnPicture, inked, legend, tile, write } from "./living_paper.js"
import { readMap } from "./living_tiles.js"

const LEGIBLE = 34 // pixels of a cell that has room for its number
const NARROW = 640

export const mapPiece = (state, layer = state.place.layer, map = state.place.map) =>
  state.tiles.get(`map/${state.columns[layer].layer}/${map}`, readMap)

/** Where the map lies. */
export const frameOfMap = ({ view, columns, place }) => {
  const { rows, columns: across } = columns[place.layer]
  const narrow = view.width < NARROW
  const room = narrow
    ? { width: view.width, height: view.height - 26 - 176 }
    : { width: view.width - 300, height: view.height - 62 }
  const scale = Math.min(room.width / across, room.height / rows)
  const [width, height] = [across * scale, rows * scale]
  return { x: (view.width - width) / 2, y: 26, width, height }
}

/** The cell under a place, or null. */
export const underMap = (state, point) => {
  const own = frameOfMap(state)
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
export const paintedMap = (piece, paper) => {
  if (piece.paintedFor !== paper.key) {
    piece.canvas = new OffscreenCanvas(piece.columns, piece.rows)
    let most = 0
    let least = 0
    for (const value of piece.values) {
      if (value > most) most = value
      if (value < least) least = value
    }
    piece.scale = least < 0 ? "signed" : "magnitude"
    piece.limit = Math.max(most, -least) || 1
    paint(piece.canvas, piece.values, { rows: piece.rows, columns: piece.columns, scale: piece.scale }, piece.limit)
    piece.paintedFor = paper.key
  }
  return piece.canvas
}

/** The cell with the largest value. */
export const strongestCell = ({ values, columns }) => {
  let best = 0
  for (let place = 1; place < values.length; place++) if (values[place] > values[best]) best = place
  return [Math.floor(best / columns), best % columns]
}

const drawMapOn = (context, state, own) => {
  const { paper, overview, place } = state
  const piece = mapPiece(state)
  context.imageSmoothingEnabled = true
  context.fillStyle = paper.paper
  context.fillRect(own.x, own.y, own.width, own.height)
  const picture = state.over / 100
  context.globalAlpha = picture
  context.drawImage(overview.picture, own.x, own.y, own.width, own.height)
  context.globalCompositeOperation = paper.scheme === "dark" ? "screen" : "multiply"
  context.globalAlpha = piece ? 1 : 0.6
  if (piece) {
    context.imageSmoothingEnabled = false
    context.drawImage(paintedMap(piece, paper), own.x, own.y, own.width, own.height)
  } else {
    const sheet = state.tiles.held.get(`layer/${state.columns[place.layer].layer}`)
    if (sheet) tile(context, inked(sheet, paper), sheet.tile, sheet.columns, place.map, own)
  }
  context.globalAlpha = 1
  context.globalCompositeOperation = "source-over"
  frame(context, own, paper.line2)
}

/** Draw the map, in its own world. */
export const drawMap = (context, state) => {
  const own = frameOfMap(state)
  drawMapOn(context, state, own)
  const piece = mapPiece(state)
  const size = (own.width / state.columns[state.place.layer].columns) * state.camera.scale
  if (piece && size >= LEGIBLE) drawNumbers(context, state, own, piece)
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
      const colour = state.over > 0 ? paper.ink : legible(colourOf(value, piece.scale, piece.limit))
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
  const named = `Map ${place.map} of ${blockName(column.block).toLowerCase()}, ${shortName(column.title)}: ${column.rows} × ${column.columns} values`
  write(context, paper, named, own.x, 16, { bold: true, most: view.width - own.x })
  if (piece) paintedMap(piece, paper)
  if (piece && view.width >= NARROW) {
    legend(
      context,
      paper,
      own.x,
      own.y + own.height + 10,
      Math.min(140, own.width / 2),
      [piece.scale === "signed" ? `−${spell(piece.limit)}` : "0", spell(piece.limit)],
      piece.scale,
    )
  }
  drawEnds(context, state, place.layer, place.map, own, own.height * 0.6)
}

/** Draw the cell that is pointed at. */
export const drawMapStar = (context, state, inView) => {
  const piece = mapPiece(state)
  const cell = state.pointedCell
  if (!piece || !cell) return
  const own = frameOfMap(state)
  const rect = inView(cellRect(own, piece, cell))
  frameOnPicture(context, rect, state.paper)
}

export const mapSaid = state => {
  const { place, columns } = state
  const { block, title } = columns[place.layer]
  const piece = mapPiece(state)
  const named = `Map ${place.map} of ${blockName(block).toLowerCase()}, ${shortName(title)}`
  if (!piece) return `${named} is on its way.`
  if (state.pointedCell) {
    const [row, column] = state.pointedCell
    return `Row ${row}, column ${column}: ${spell(piece.values[row * piece.columns + column])}. Click for the sum behind it.`
  }
  const [row, column] = strongestCell(piece)
  let on = 0
  for (const value of piece.values) on += value > 0
  const share = Math.round((100 * on) / piece.values.length)
  return `${named}: ${share} % of its cells are on. The largest is ${spell(piece.limit)}, in row ${row}, column ${column}.`
}
