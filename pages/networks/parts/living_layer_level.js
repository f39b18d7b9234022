// One layer: all of its maps in a grid, in an order of the learner's; to the left what feeds the one that is pointed at, to the right what it feeds.

import { between } from "./living_flight.js"
import { gridOf, inGrid, underGrid } from "./living_layout.js"
import { linksOf } from "./living_links.js"
import { blockName, endName } from "./living_network_level.js"
import { curve, frame, inked, legend, percent, tile, widthOf, write } from "./living_paper.js"
import { readChanges, readLayer } from "./living_tiles.js"

const SIDE = 128 // pixels to the left and right of the grid, for the maps at the other ends of links
const END = 56 // pixels of such a map
const LENS = 112
const [THIN, FAINT] = [3, 0.6] // a line over the maps: at most so many pixels, and so much of its colour
const NARROW = 640 // pixels: below, the ends stand under the grid

export const pieceOf = (state, column) => state.tiles.get(`layer/${state.columns[column].layer}${scaleOf(state)}`, readLayer)
const scaleOf = ({ scale }) => (scale === "layer" ? "?scale=layer" : "")

const isNarrow = ({ view }) => view.width < NARROW

/** Where the grid lies. */
export const gridOfLayer = state => {
  const { width, height } = state.view
  const count = state.columns[state.place.layer].maps
  const area = isNarrow(state)
    ? { x: 0, y: 26, width, height: height - 26 - 172 }
    : { x: SIDE, y: 36, width: width - 2 * SIDE, height: height - 36 - 52 }
  return gridOf(count, area)
}

/** The map that is shown in full: the one that is pointed at, or was; at first the strongest. */
export const mapShown = state => state.pointed ?? state.place.map ?? state.overview.layers[state.place.layer].strongest[0]

/** Channels in the order in which they stand. */
const orderOf = (state, piece) => {
  if (state.order !== "change") return piece?.orders[state.order] ?? null
  const changed = state.other && piece ? state.tiles.get(changedPath(state), readChanges) : null
  return changed?.order ?? piece?.orders.index ?? null
}
const changedPath = ({ columns, place, other }) => `changed/${columns[place.layer].layer}?other=${other.view}`

/** The place of a map in the grid. */
export const placeInGrid = (state, map) => {
  const order = orderOf(state, pieceOf(state, state.place.layer))
  return order ? order.indexOf(map) : map
}

export const mapAtPlace = (state, place) => orderOf(state, pieceOf(state, state.place.layer))?.[place] ?? place

export const layerFocus = (state, { map }) => inGrid(gridOfLayer(state), Math.max(0, placeInGrid(state, map)))

export const underLayer = (state, point) => {
  const place = underGrid(gridOfLayer(state), state.columns[state.place.layer].maps, point)
  return place === null ? null : mapAtPlace(state, place)
}

/** Draw all maps of the layer; after another order was chosen, each on its way from its old place. */
export const drawLayer = (context, state) => {
  const { paper, place, columns } = state
  const column = columns[place.layer]
  const grid = gridOfLayer(state)
  const piece = pieceOf(state, place.layer)
  if (!piece) {
    context.fillStyle = paper.raised
    for (let at = 0; at < column.maps; at++) {
      const { x, y, width, height } = inGrid(grid, at)
      context.fillRect(x + 0.5, y + 0.5, width - 1, height - 1)
    }
    return
  }
  const sheet = inked(piece, paper)
  const gap = grid.size > 18 ? 2 : 1
  const [order, before] = [orderOf(state, piece), state.reordered]
  const places = before ? placesIn(before.order === "index" ? null : piece.orders[before.order], column.maps) : null
  context.globalAlpha = 0.62 // the one that is pointed at stands out
  for (let at = 0; at < column.maps; at++) {
    const map = order[at]
    let rect = inGrid(grid, at)
    if (places) rect = between(inGrid(grid, places[map]), rect, before.much)
    const inner = { x: rect.x, y: rect.y, width: rect.width - gap, height: rect.height - gap }
    tile(context, sheet, piece.tile, piece.columns, map, inner)
    if (grid.size > 18) frame(context, inner, paper.line)
  }
  context.globalAlpha = 1
}

const placesIn = (order, count) => {
  const places = new Int16Array(count)
  for (let at = 0; at < count; at++) places[order ? order[at] : at] = at
  return places
}

/** Draw what stands around the grid, and does not move with it. */
export const drawLayerSides = (context, state) => {
  const { paper, place, columns, view } = state
  const column = columns[place.layer]
  const told = `${column.maps} maps of ${column.rows} × ${column.columns}, ${ORDERS[state.order]}`
  const x = isNarrow(state) ? 0 : SIDE
  write(context, paper, told, x, isNarrow(state) ? 16 : 22, { bold: true, most: view.width - x })
  if (isNarrow(state)) return
  const { scale } = pieceOf(state, place.layer) ?? state.overview.layers[place.layer]
  const most = state.scale === "layer" ? "the layer's most" : "its own most"
  legend(context, paper, SIDE, view.height - 30, 150, [scale === "signed" ? "below 0" : "nothing", most], scale)
}

const ORDERS = {
  index: "by number",
  mean: "the strongest on average first",
  maximum: "the largest single value first",
  sparsity: "the emptiest first",
  change: "those that differ most first",
}

// Where the maps at the other ends of links stand.
const endRects = (state, count, side) => {
  const { width, height } = state.view
  if (isNarrow(state)) {
    const y = height - (side < 0 ? 148 : 66)
    return Array.from({ length: count }, (_, place) => ({ x: place * (width / 5), y, width: 44, height: 44 }))
  }
  const step = Math.min(76, (height - 70) / 5)
  const x = side < 0 ? 0 : width - SIDE + 30
  return Array.from({ length: count }, (_, place) => ({ x, y: 34 + place * step, width: END, height: END }))
}

const drawEnd = (context, state, { column, map, share }, rect) => {
  const { paper } = state
  const colour = share < 0 ? paper.minus : paper.accent
  if (column < 0) {
    context.drawImage(state.overview.picture, rect.x, rect.y, rect.width, rect.height)
  } else {
    const piece = pieceOf(state, column)
    context.fillStyle = paper.raised
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
    if (piece) tile(context, inked(piece, paper), piece.tile, piece.columns, map, rect)
  }
  frame(context, rect, colour, 1.6)
  const name = column < 0 ? (state.data.given[map] ?? map) : map
  if (isNarrow(state)) {
    write(context, paper, `${name} · ${percent(share)}`, rect.x, rect.y + rect.height + 15, { size: 13, most: 68 })
    return
  }
  write(context, paper, name, rect.x + rect.width + 6, rect.y + 24, { size: 15, bold: true, colour: paper.ink })
  write(context, paper, percent(share), rect.x + rect.width + 6, rect.y + 43, { colour: share < 0 ? paper.minus : paper.ink2 })
}

/** Draw both sides of a map: what feeds it and what it feeds, with lines to a rectangle that stands for it. */
export const drawEnds = (context, state, layer, map, own, reach = own.height * 0.5) => {
  const { paper, columns, view } = state
  const { feeds, fed } = linksOf(state, layer, map)
  const narrow = isNarrow(state)
  for (const [links, side, title] of [
    [feeds, -1, "Feeds it most"],
    [fed, 1, "It feeds most"],
  ]) {
    const rects = endRects(state, links.length, side)
    const x = narrow || side < 0 ? 0 : view.width - SIDE + 30
    if (links.length) write(context, paper, title, x, narrow ? rects[0].y - 6 : 22, { size: 13, bold: true })
    links.forEach((link, place) => {
      const rect = rects[place]
      const at = own.y + own.height / 2 + reach * ((place - (links.length - 1) / 2) / Math.max(links.length - 1, 1))
      const [from, to] = [
        { x: side < 0 ? rect.x + rect.width + 44 : rect.x, y: rect.y + rect.height / 2 },
        { x: side < 0 ? own.x : own.x + own.width, y: at },
      ]
      if (!narrow) {
        // lines lie over the maps, which are still to be seen
        const looks = { share: link.share, drawn: state.drawn, thick: Math.min(widthOf(link.share), THIN), faint: FAINT }
        if (side < 0) curve(context, paper, from, to, looks)
        else curve(context, paper, to, from, looks)
      }
      drawEnd(context, state, link, rect)
    })
    const next = layer + side
    const named = columns[next] ? `${blockName(columns[next].block).toLowerCase()}, ${columns[next].title}` : ""
    if (!narrow && named) write(context, paper, named, x, view.height - 8, { size: 15.5, serif: true, most: SIDE - 26 })
  }
  if (!fed.length && !columns[layer + 1] && !narrow)
    write(context, paper, "the end", view.width - SIDE + 30, 40, { size: 15.5, serif: true })
}

/** The map at the other end of a link under a point, or null. */
export const endUnder = (state, layer, map, { x, y }) => {
  const { feeds, fed } = linksOf(state, layer, map)
  for (const [links, side] of [
    [feeds, -1],
    [fed, 1],
  ]) {
    const rects = endRects(state, links.length, side)
    const place = rects.findIndex(
      rect => x >= rect.x && x < rect.x + rect.width + 40 && y >= rect.y && y < rect.y + rect.height,
    )
    if (place >= 0 && links[place].column >= 0) return links[place]
  }
  return null
}

/** Draw the map that is pointed at, larger, and its links; `inView` is where its place in the grid lies now. */
export const drawLayerStar = (context, state, inView) => {
  const { paper, place, view } = state
  const piece = pieceOf(state, place.layer)
  if (!piece) return
  const map = mapShown(state)
  const grid = gridOfLayer(state)
  const own = inView(inGrid(grid, placeInGrid(state, map)))
  const size = Math.max(LENS, own.width)
  const wide = size * (state.other ? 2.1 : 1)
  const [least, most] = isNarrow(state) ? [4, view.width - wide - 4] : [SIDE + 40, view.width - SIDE - wide - 40]
  const x = Math.min(Math.max(own.x + own.width / 2 - size / 2, least), most)
  const y = Math.min(Math.max(own.y + own.height / 2 - size / 2, 30), view.height - size - (isNarrow(state) ? 200 : 64))
  const otherPiece = state.other?.tiles.get(`layer/${state.columns[place.layer].layer}${scaleOf(state)}`, readLayer)
  const card = { x: x - 5, y: y - 5, width: size * (otherPiece ? 2 : 1) + (otherPiece ? 18 : 10), height: size + 32 }
  drawEnds(context, state, place.layer, map, card)
  context.fillStyle = paper.paper
  context.beginPath()
  context.roundRect(card.x, card.y, card.width, card.height, 6)
  context.fill()
  context.strokeStyle = paper.accent
  context.lineWidth = 2
  context.stroke()
  tile(context, inked(piece, paper), piece.tile, piece.columns, map, { x, y, width: size, height: size })
  if (otherPiece) {
    const beside = { x: x + size + 8, y, width: size, height: size }
    tile(context, inked(otherPiece, paper), otherPiece.tile, otherPiece.columns, map, beside)
    write(context, paper, state.other.title, beside.x + size / 2, y + size + 19, { size: 13, align: "center", most: size })
  }
  write(context, paper, `map ${map}`, x + size / 2, y + size + 19, { bold: true, align: "center", colour: paper.accent })
}

export const layerSaid = state => {
  const { block, title } = state.columns[state.place.layer]
  const map = mapShown(state)
  const { feeds, fed, isHere } = linksOf(state, state.place.layer, map)
  const named = `Map ${map} of ${blockName(block).toLowerCase()}, ${title}.`
  if (!isHere) return named
  if (!feeds.length) return state.place.layer || !fed.length ? `${named} Nothing in this picture feeds it.` : named
  const next = fed[0] ? ` It feeds map ${fed[0].map} most.` : ""
  const [{ share }] = feeds
  const does = share < 0 ? `takes away ${percent(-share)}` : `adds ${percent(share)}`
  return `${named} Of all that is added to it or taken away, ${endName(feeds[0], state.data)} ${does}.${next}`
}
