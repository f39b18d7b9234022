// The whole network: a column of each layer's strongest maps, and below it a mosaic with a dot for each of all its maps.

import { probably } from "./living_answer.js"
import { columnsAtRest, mapInColumn, mosaicOf, openedLefts, PICTURE, underColumns } from "./living_layout.js"
import { linksOf, linksToClass } from "./living_links.js"
import { curve, frame, inked, inkOf, legend, percent, tile, widthOf, widthOfWords, write } from "./living_paper.js"
import { readLayer } from "./living_tiles.js"

const WAVE = 4 // columns that appear at a time while a picture comes
const NEAR = 1.7 // how much larger before maps are fetched in full
const LENS = 92 // pixels of a map that is pointed at
const LEGEND = 32 // pixels that a legend takes
const GAP = 7 // pixels between the names of two layers

/** How the columns lie at rest; worked out again for another size or network. */
export const restOf = state => {
  const key = `${state.view.width} ${state.view.height} ${state.data.view}`
  if (state.rest?.key !== key) state.rest = { ...columnsAtRest(state.columns, state.view, state.mostShown), key }
  return state.rest
}

export const leftsNow = state => openedLefts(restOf(state), state.opened.column, state.opened.much)

const strongestOf = state => state.overview.layers.map(({ strongest }) => strongest)

/** Where a map is shown: as one of the large ones, or as a dot. */
export const rectOfMap = (state, column, map) => {
  const row = state.overview.layers[column].strongest.indexOf(map)
  return mapInColumn(restOf(state), leftsNow(state)[column], row, map)
}

/** The part of the canvas that stands for a place of a deeper level. */
export const networkFocus = (state, { layer, map }) => {
  const rest = restOf(state)
  if (map !== null) return rectOfMap(state, layer, map)
  return mosaicOf(rest, rest.lefts[layer], state.columns[layer].maps)
}

/** What is pointed at, in the world of the columns. */
export const underNetwork = (state, point) => {
  const [lefts, { column }] = [leftsNow(state), state.opened]
  return underColumns(restOf(state), lefts, state.columns, strongestOf(state), point.x, point.y, column ?? 0, column)
}

const dotsOf = (state, column) => {
  const key = `${state.paper.key} ${state.data.view}`
  if (state.dots?.key !== key) {
    let begin = 0
    const canvases = state.columns.map(({ maps }) => {
      const canvas = new OffscreenCanvas(16, Math.ceil(maps / 16))
      const context = canvas.getContext("2d")
      for (let map = 0; map < maps; map++) {
        context.fillStyle = inkOf((state.overview.means[begin + map] / 255) ** 0.8)
        context.fillRect(map % 16, Math.floor(map / 16), 1, 1)
      }
      begin += maps
      return canvas
    })
    state.dots = { key, canvases }
  }
  return state.dots.canvases[column]
}

const drawHeads = (context, state, rest, lefts) => {
  const { columns, paper, data } = state
  columns.forEach(({ block, title, rows, columns: across }, place) => {
    if (columns[place - 1]?.block !== block) {
      const last = columns.findLastIndex(column => column.block === block)
      const [begin, end] = [lefts[place], lefts[last] + rest.tile]
      write(context, paper, blockName(block), begin, 15, { bold: true, colour: paper.ink })
      const said = data.blocks[block] // what a head after this block says
      const words = said ? `says ${said[0]}, ${probably(said[1])}` : `${rows} × ${across}`
      const looks = { size: 13, most: end - begin - 62, colour: said ? paper.accent : paper.ink2, bold: Boolean(said) }
      if (end - begin > 120 || said) write(context, paper, words, begin + 60, 15, looks)
      context.fillStyle = paper.line2
      context.fillRect(begin, 38, end - begin, 1)
    }
    const room = Math.min(...[-1, 1].map(side => Math.abs((lefts[place + side] ?? Infinity) - lefts[place])))
    const name = nameThatFits(shortName(title), room, words => widthOfWords(context, paper, words, 13))
    write(context, paper, name, lefts[place] + rest.tile / 2, 32, { size: 13, align: "center", most: rest.tile })
  })
}

/** A layer's name as far as it has room beside the others: whole, its number alone, or not at all. */
export const nameThatFits = (name, room, widthOf) =>
  [name, name.match(/\d+$/)?.[0] ?? ""].find(words => widthOf(words) < room - GAP) ?? ""

export const blockName = block =>
  block.replace(/^(block|stage)(\d+)$/, (_, name, number) => `${name[0].toUpperCase()}${name.slice(1)} ${number}`)
/** A layer's name where there is little room: above the columns. */
export const shortName = title => title.replace("convolution", "conv").replace("pooling", "pool").replace(" layer", "")

const drawPicture = (context, state, rest) => {
  const { paper, overview, data } = state
  context.imageSmoothingEnabled = true
  context.drawImage(overview.picture, rest.picture.x, rest.picture.y, PICTURE, PICTURE)
  frame(context, rest.picture, paper.line)
  write(context, paper, "Your picture", 0, rest.picture.y - 8, { size: 13 })
  write(context, paper, `${data.size} × ${data.size} pixels`, 0, rest.picture.y + PICTURE + 18, { size: 13 })
}

const drawNotes = (context, state, rest) => {
  const { paper } = state
  const hasRoom = rest.picture.y > 84
  if (hasRoom) write(context, paper, "the strongest", 106, 60, { size: 15.5, serif: true, align: "right" })
  const y = rest.mosaic + 12
  write(context, paper, "every map,", 106, y, { size: 15.5, serif: true, align: "right" })
  write(context, paper, "one dot each", 106, y + 18, { size: 15.5, serif: true, align: "right" })
  context.strokeStyle = paper.ink3
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(108, y - 4)
  context.lineTo(119, y - 4)
  if (hasRoom) {
    context.moveTo(108, 56)
    context.lineTo(119, 56)
  }
  context.stroke()
  const scales = new Set(state.overview.layers.map(({ scale }) => (scale === "signed" ? "signed" : "magnitude")))
  const foot = rest.world.height - 24
  if (scales.has("signed")) legend(context, paper, 0, foot, PICTURE, ["below 0", "above 0"], "signed")
  if (!scales.has("magnitude")) return
  const up = scales.size > 1 ? LEGEND : 0 // over the other one, where there is room
  if (!up || y + 22 < foot - up) legend(context, paper, 0, foot - up, PICTURE, ["nothing", "much"], "magnitude")
}

const drawColumn = (context, state, rest, left, place) => {
  const { overview, paper, columns } = state
  const layer = overview.layers[place]
  const near = state.camera.scale >= NEAR && isSeen(state, left, rest.tile)
  const piece = near ? state.tiles.get(`layer/${columns[place].layer}`, readLayer) : null
  const sheet = piece ? inked(piece, paper) : inked(layer, paper)
  layer.strongest.slice(0, rest.shown).forEach((map, row) => {
    const rect = mapInColumn(rest, left, row, map)
    if (piece) tile(context, sheet, piece.tile, piece.columns, map, rect)
    else tile(context, sheet, layer.tile, layer.strongest.length, row, rect)
    frame(context, rect, paper.line)
  })
  const mosaic = mosaicOf(rest, left, columns[place].maps)
  context.imageSmoothingEnabled = Boolean(piece)
  context.drawImage(piece ? sheet : dotsOf(state, place), mosaic.x, mosaic.y, mosaic.width, mosaic.height)
  frame(context, mosaic, paper.line)
  write(context, paper, columns[place].maps, left + rest.tile / 2, mosaic.y + mosaic.height + 15, { size: 13, align: "center" })
}

const RIM = 2 // pixels around a column that is kept

// A column as a picture of its own, which is moved faster than it is drawn.
const keptColumn = (state, rest, place) => {
  const key = `${state.paper.key} ${rest.key} ${state.dpr}`
  if (state.keptColumns?.key !== key) state.keptColumns = { key, pictures: [] }
  const { pictures } = state.keptColumns
  if (!pictures[place]) {
    const picture = new OffscreenCanvas((rest.tile + 2 * RIM) * state.dpr, (rest.world.height - rest.top + RIM) * state.dpr)
    const context = picture.getContext("2d")
    context.setTransform(state.dpr, 0, 0, state.dpr, RIM * state.dpr, (RIM - rest.top) * state.dpr)
    drawColumn(context, state, rest, 0, place)
    pictures[place] = picture
  }
  return pictures[place]
}

const putColumn = (context, state, rest, left, place) => {
  if (state.camera.scale !== 1) drawColumn(context, state, rest, left, place)
  else {
    const picture = keptColumn(state, rest, place)
    const [width, height] = [picture.width / state.dpr, picture.height / state.dpr]
    context.drawImage(picture, left - RIM, rest.top - RIM, width, height)
  }
}

const isSeen = ({ camera, view }, left, width) =>
  (left + width - camera.x) * camera.scale > 0 && (left - camera.x) * camera.scale < view.width

/** Draw the network, in its own world: the camera is set already. */
export const drawNetwork = (context, state) => {
  const rest = restOf(state)
  const lefts = leftsNow(state)
  const { paper, columns } = state
  const far = { thick: 1, colour: paper.line2, faint: 0.55 }
  const side = { x: PICTURE, y: rest.picture.y + PICTURE / 2 }
  for (let row = 0; row < rest.shown; row++)
    curve(context, paper, side, { x: lefts[0], y: rest.top + row * rest.step + rest.tile / 2 }, far)
  const star = state.opened.column ?? -1
  const order = columns.map((_, place) => place).sort((one, other) => Math.abs(other - star) - Math.abs(one - star))
  for (const place of star < 0 ? columns.keys() : order) {
    const arrived = Math.min(Math.max(state.arrived * (columns.length + WAVE) - place, 0) / WAVE, 1)
    context.globalAlpha = arrived * (1 - 0.42 * state.opened.much) // what is not pointed at stands back
    putColumn(context, state, rest, lefts[place], place)
  }
  context.globalAlpha = 1
  drawHeads(context, state, rest, lefts)
  drawPicture(context, state, rest)
  drawNotes(context, state, rest)
}

const middleOf = ({ x, y, width, height }, side) => ({ x: side < 0 ? x : x + width, y: y + height / 2 })

const drawEnd = (context, state, end, isThumb) => {
  if (isThumb) {
    const { column, map } = end
    const layer = state.overview.layers[column]
    const rect = rectOfMap(state, column, map)
    tile(context, inked(layer, state.paper), layer.tile, layer.strongest.length, layer.strongest.indexOf(map), rect)
    frame(context, rect, end.share < 0 ? state.paper.minus : state.paper.accent, 2)
    return
  }
  const { x, y, width, height } = rectOfMap(state, end.column, end.map)
  const around = { x: x - 2, y: y - 2, width: width + 4, height: height + 4 }
  context.fillStyle = state.paper.paper
  context.fillRect(around.x, around.y, around.width, around.height)
  context.imageSmoothingEnabled = false
  context.drawImage(dotsOf(state, end.column), end.map % 16, Math.floor(end.map / 16), 1, 1, x, y, width, height)
  frame(context, around, end.share < 0 ? state.paper.minus : state.paper.accent, 1.6)
}

/** Draw what is pointed at over the network: the map itself, larger, and its links. */
export const drawNetworkStar = (context, state) => {
  const { star, paper } = state
  if (state.asked !== null) return drawClass(context, state)
  if (!star) return
  const rest = restOf(state)
  const { feeds, fed } = linksOf(state, star.column, star.map)
  const own = rectOfMap(state, star.column, star.map)
  const lens = lensOf(state, own)
  const ends = [...feeds.map(link => ({ ...link, side: -1 })), ...fed.map(link => ({ ...link, side: 1 }))]
  for (const end of ends) {
    if (end.column < 0) {
      const to = { x: PICTURE, y: rest.picture.y + (PICTURE * (end.map + 1)) / 4 }
      curve(context, paper, to, middleOf(lens, -1), {
        share: end.share,
        thick: widthOf(end.share) / state.camera.scale,
        drawn: state.drawn,
      })
      continue
    }
    const isThumb = shownLarge(state, end)
    const from = middleOf(lens, end.side)
    const to = middleOf(rectOfMap(state, end.column, end.map), -end.side)
    drawEnd(context, state, end, isThumb)
    if (end.side < 0)
      curve(context, paper, to, from, { share: end.share, thick: widthOf(end.share) / state.camera.scale, drawn: state.drawn })
    else
      curve(context, paper, from, to, { share: end.share, thick: widthOf(end.share) / state.camera.scale, drawn: state.drawn })
  }
  drawLens(context, state, own, lens)
}

// Lines from the last maps to the class that is pointed at, which stands beside the canvas.
const drawClass = (context, state) => {
  const { camera, view } = state
  const to = { x: camera.x + view.width / camera.scale, y: camera.y + state.askedAt / camera.scale }
  for (const end of linksToClass(state)) {
    drawEnd(context, state, end, shownLarge(state, end))
    curve(context, state.paper, middleOf(rectOfMap(state, end.column, end.map), 1), to, { share: end.share })
  }
}

const shownLarge = (state, { column, map }) => {
  const row = state.overview.layers[column].strongest.indexOf(map)
  return row >= 0 && row < restOf(state).shown
}

// The map that is pointed at grows over its place; a dot grows beside the pointer.
const lensOf = (state, own) => {
  const { height } = restOf(state).world
  const size = own.width < 20 ? LENS * 0.7 : Math.max(LENS * 0.72, own.width * 1.35)
  const middle = { x: own.x + own.width / 2, y: own.y + own.height / 2 }
  const y = Math.min(Math.max(middle.y - size / 2, 2), height - size - 2)
  return { x: middle.x - size / 2, y, width: size, height: size }
}

const drawLens = (context, state, own, lens) => {
  const { star, paper, overview, columns } = state
  const layer = overview.layers[star.column]
  const row = layer.strongest.indexOf(star.map)
  const piece = state.tiles.get(`layer/${columns[star.column].layer}`, readLayer)
  context.fillStyle = paper.paper
  context.fillRect(lens.x, lens.y, lens.width, lens.height)
  if (piece) tile(context, inked(piece, paper), piece.tile, piece.columns, star.map, lens)
  else if (row >= 0) tile(context, inked(layer, paper), layer.tile, layer.strongest.length, row, lens)
  else {
    context.imageSmoothingEnabled = false
    const dot = [star.map % 16, Math.floor(star.map / 16), 1, 1]
    context.drawImage(dotsOf(state, star.column), ...dot, lens.x, lens.y, lens.width, lens.height)
  }
  frame(context, lens, paper.accent, 3 / state.camera.scale)
  if (own.width < 20) frame(context, own, paper.accent, 1.6)
}

/** What is said of the map that is pointed at. */
export const networkSaid = state => {
  const { star, columns } = state
  if (state.asked !== null) return saidOfClass(state)
  if (!star) {
    const maps = columns.reduce((sum, column) => sum + column.maps, 0)
    return `${maps.toLocaleString("en-GB")} maps in ${columns.length} layers. Point at a map to see what feeds it; click to fly there.`
  }
  const { block, title } = columns[star.column]
  const { feeds, fed } = linksOf(state, star.column, star.map)
  const named = `Map ${star.map} of ${blockName(block).toLowerCase()}, ${title}.`
  const [most, next] = [feeds[0], fed[0]]
  const from = most ? ` Takes most from ${endName(most, state.data)}: ${percent(most.share)}.` : ""
  const to = next ? ` Gives most to map ${next.map} of the next layer.` : ""
  return `${named}${from}${to}`
}

const saidOfClass = state => {
  const { name } = state.data.answer.labels.find(({ index }) => index === state.asked)
  const links = linksToClass(state)
  if (!links.length) return `What speaks for ${name}?`
  return `Of the last layer, these count most for ${name}: map ${links.map(({ map }) => map).join(", ")}.`
}

export const endName = ({ column, map }) =>
  column < 0 ? `the picture's ${["blue", "green", "red"][map] ?? map}` : `map ${map}`
