// The four levels of a network, from afar to near: how each is drawn, what lies under a place of it, and what is said of it.

import { cellSaid, drawCell, frameInCell, underCell } from "./living_cell_level.js"
import { HOME, inView, inWorld, kept } from "./living_flight.js"
import {
  drawLayer,
  drawLayerSides,
  drawLayerStar,
  endUnder,
  gridOfLayer,
  layerFocus,
  layerSaid,
  mapShown,
  underLayer,
} from "./living_layer_level.js"
import {
  drawMap,
  drawMapSides,
  drawMapStar,
  frameOfMap,
  frameOfMaps,
  mapPiece,
  mapSaid,
  strongestCell,
  underMap,
} from "./living_map_level.js"
import { drawNetwork, drawNetworkStar, networkFocus, networkSaid, restOf, underNetwork } from "./living_network_level.js"

export const LEVELS = ["network", "layer", "map", "cell"]
export const ROOT = { level: "network", layer: null, map: null, cell: null }
const NEARLY = 0.85
const NEAREST = { network: 3.2, layer: 150, map: 96 } // where the next level begins: a scale, pixels of a map, pixels of a cell

/** How near a level's camera may come, and how far it may go. */
export const boundsOf = state => {
  const { view, place, columns } = state
  if (place.level === "network") {
    const { world } = restOf(state)
    return { least: Math.min(1, view.width / world.width), most: NEAREST.network, world }
  }
  const world = { width: view.width, height: view.height }
  if (place.level === "layer") return { least: 1, most: Math.max(1.01, NEAREST.layer / gridOfLayer(state).size), world }
  if (place.level === "map") {
    const size = frameOfMap(state).width / columns[place.layer].columns
    return { least: 1, most: Math.max(1.01, NEAREST.map / size), world }
  }
  return { least: 1, most: 1, world }
}

/** The camera with which a level begins: the network as a whole, where that makes it only a little smaller. */
export const homeOf = state => {
  const isWhole = state.place.level === "network" && boundsOf(state).least > NEARLY
  return isWhole ? { ...HOME, scale: boundsOf(state).least } : HOME
}

export const keepCamera = state => {
  state.camera = kept(state.camera, boundsOf(state).world, state.view)
}

/** The rectangle of the canvas that shows what a place of a deeper level is about. */
export const focusOf = (state, place) => {
  const { level } = state.place
  if (level === "network") return inView(state.camera, networkFocus(state, place))
  if (level === "layer") return inView(state.camera, layerFocus(state, place))
  return inView(state.camera, frameOfMap(state))
}

/** The rectangle of the canvas that holds the whole of the level that is shown. */
export const frameOf = state => {
  const { level } = state.place
  if (level === "layer") return gridOfLayer(state)
  return level === "map" ? frameOfMap(state) : frameInCell(state)
}

const withCamera = (context, state, draw, clip) => {
  const { camera, dpr } = state
  context.save()
  if (clip && camera.scale > 1) {
    context.beginPath()
    context.rect(clip.x, clip.y, clip.width, clip.height)
    context.clip()
  }
  context.setTransform(
    dpr * camera.scale,
    0,
    0,
    dpr * camera.scale,
    -camera.x * camera.scale * dpr,
    -camera.y * camera.scale * dpr,
  )
  draw(context, state)
  context.restore()
}

const cleared = (context, { dpr, view }) => {
  context.setTransform(dpr, 0, 0, dpr, 0, 0)
  context.clearRect(0, 0, view.width, view.height)
}

/** Draw what stays while the pointer moves. */
export const drawBase = (context, state) => {
  cleared(context, state)
  if (!state.overview) return
  const { level } = state.place
  if (level === "network") withCamera(context, state, drawNetwork)
  else if (level === "layer") {
    withCamera(context, state, drawLayer, gridOfLayer(state))
    drawLayerSides(context, state)
  } else if (level === "map") {
    withCamera(context, state, drawMap, frameOfMaps(state))
    drawMapSides(context, state)
  } else drawCell(context, state)
}

/** Draw what follows the pointer. */
export const drawOver = (context, state) => {
  cleared(context, state)
  if (!state.overview) return
  const { level } = state.place
  const seen = rect => inView(state.camera, rect)
  if (level === "network") withCamera(context, state, drawNetworkStar)
  else if (level === "layer") drawLayerStar(context, state, seen)
  else if (level === "map") drawMapStar(context, state, seen)
}

/** What lies under a point of the canvas: { column, map, row }, { map }, { cell } or { end }; null beside everything. */
export const under = (state, point) => {
  if (!state.overview) return null
  const { place, camera } = state
  const inside = inWorld(camera, point)
  if (place.level === "network") return underNetwork(state, inside)
  if (place.level === "layer") {
    const map = underLayer(state, inside)
    if (map !== null) return { map }
    const end = endUnder(state, place.layer, mapShown(state), point)
    return end ? { end } : null
  }
  if (place.level === "map") {
    const cell = underMap(state, inside)
    if (cell) return { cell }
    const end = endUnder(state, place.layer, place.map, point)
    return end ? { end } : null
  }
  const cell = underCell(state, inside)
  return cell ? { cell } : null
}

/** Where a click leads, or null. */
export const leadsTo = (state, found) => {
  const { place } = state
  if (!found) return null
  if (found.end) return { level: "map", layer: found.end.column, map: found.end.map, cell: null }
  if (place.level === "network") {
    const level = found.row >= 0 ? "map" : "layer"
    return { level, layer: found.column, map: found.map, cell: null }
  }
  if (place.level === "layer") return { ...place, level: "map", map: found.map }
  return { ...place, level: "cell", cell: found.cell }
}

/** The place of another level, about what is shown or pointed at now. */
export const atLevel = (state, level) => {
  const { place, star, columns, overview } = state
  const layer = place.layer ?? star?.column ?? Math.min(columns.length - 1, Math.floor(columns.length * 0.45))
  const strongest = overview.layers[layer].strongest[0]
  const map = place.level === "layer" ? mapShown(state) : (place.map ?? star?.map ?? strongest)
  if (level === "network") return ROOT
  if (level === "layer") return { level, layer, map, cell: null }
  if (level === "map") return { level, layer, map, cell: null }
  const piece = mapPiece(state, layer, map)
  const { rows, columns: across } = columns[layer]
  const cell =
    state.pointedCell ?? place.cell ?? (piece ? strongestCell(piece) : [Math.floor(rows / 2), Math.floor(across / 2)])
  return { level, layer, map, cell }
}

/** One level up, or null at the top. */
export const above = state => {
  const up = LEVELS[LEVELS.indexOf(state.place.level) - 1]
  return up ? atLevel({ ...state, pointed: null }, up) : null
}

const SAID = { network: networkSaid, layer: layerSaid, map: mapSaid, cell: cellSaid }

export const saidOf = state => (state.overview ? SAID[state.place.level](state) : "The network looks at your picture.")
