// The ways to move through a network: pointing, clicking, dragging, the wheel, two fingers, keys.

import { arrowStep, nearestCell } from "../../shared/components/grid_pointer.js"
import { zoomed } from "./living_flight.js"
import { gridOfLayer, mapAtPlace, mapShown, placeInGrid } from "./living_layer_level.js"
import { above, atLevel, boundsOf, keepCamera, LEVELS, leadsTo, under } from "./living_levels.js"
import { mapPiece, strongestCell } from "./living_map_level.js"
import { restOf } from "./living_network_level.js"

const STILL = 4 // pixels that a click may move
const AFTER = 160 // milliseconds after a flight in which the wheel is not listened to: it rolls out
const KEY_ZOOM = 1.4

const pointOf = (event, element) => {
  const { left, top } = element.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}

/** Point at what lies under a place. */
const pointAt = (state, found) => {
  const { level } = state.place
  if (level === "network") state.pointAtMap(found)
  else if (level === "layer" && found?.map !== undefined) state.pointAtLayerMap(found.map)
  else if (level === "map") state.pointAtCell(found?.cell ?? null)
}

/** Come nearer or go away by a factor; beyond what a level shows, into the next one. */
export const zoomBy = (state, factor, point) => {
  if (state.flight || !state.overview) return
  const { least, most } = boundsOf(state)
  const { scale } = state.camera
  if (factor < 1 && scale <= least * 1.001) {
    const up = above(state)
    if (up) state.go(up)
    return
  }
  const next = LEVELS[LEVELS.indexOf(state.place.level) + 1]
  if (factor > 1 && scale >= most * 0.999 && next) {
    const found = under(state, point)
    const to = found?.end ? null : leadsTo(state, found)
    state.go(to ? { ...to, level: next } : atLevel(state, next))
    return
  }
  state.camera = zoomed(state.camera, factor, point, least, most)
  keepCamera(state)
  state.redraw()
}

/** Listen to the stage. */
export const listen = (state, stage, canvas) => {
  const fingers = new Map()
  let drag = null
  let pinch = null

  stage.onpointerdown = event => {
    if (event.target.closest(".answer, .how")) return
    fingers.set(event.pointerId, pointOf(event, canvas))
    drag = { from: pointOf(event, canvas), camera: state.camera, moved: false }
    if (fingers.size === 2) {
      const [one, other] = [...fingers.values()]
      pinch = { apart: Math.hypot(one.x - other.x, one.y - other.y) }
      drag.moved = true
    }
    stage.classList.add("pressed") // whoever points sees where they are
    stage.focus({ preventScroll: true })
  }
  stage.onpointermove = event => {
    const point = pointOf(event, canvas)
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, point)
    if (pinch && fingers.size === 2) {
      const [one, other] = [...fingers.values()]
      const apart = Math.hypot(one.x - other.x, one.y - other.y)
      if (Math.abs(apart / pinch.apart - 1) > 0.02) {
        zoomBy(state, apart / pinch.apart, { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
        pinch.apart = apart
      }
      return
    }
    if (drag && fingers.size) {
      const [right, down] = [point.x - drag.from.x, point.y - drag.from.y]
      if (!drag.moved && Math.hypot(right, down) < STILL) return
      if (!drag.moved) stage.setPointerCapture(event.pointerId)
      drag.moved = true
      const { scale } = state.camera
      state.camera = { x: drag.camera.x - right / scale, y: drag.camera.y - down / scale, scale }
      keepCamera(state)
      state.redraw()
      return
    }
    if (!state.flight && !event.target.closest(".answer, .how")) pointAt(state, under(state, point))
  }
  const lift = event => {
    fingers.delete(event.pointerId)
    if (fingers.size < 2) pinch = null
    if (!fingers.size) drag = null
  }
  stage.onpointerup = event => {
    const wasClick = drag && !drag.moved && fingers.has(event.pointerId)
    lift(event)
    if (!wasClick || state.flight) return
    const found = under(state, pointOf(event, canvas))
    const isTouch = event.pointerType === "touch" && state.place.level === "network" && found && found.row < 0
    if (isTouch) pointAt(state, found)
    const to = leadsTo(state, found)
    if (to) state.go(to)
  }
  stage.onpointercancel = lift
  stage.onpointerleave = event => {
    if (!fingers.size && event.pointerType === "mouse") pointAt(state, null)
  }
  const wheel = event => {
    if (event.target.closest(".answer") || !state.overview) return
    const isWhole = state.camera.scale <= boundsOf(state).least * 1.001
    const isNearer = event.deltaY < 0
    if (isWhole && !isNearer && !event.ctrlKey) return // the page scrolls on: a level is left by keys, buttons and two fingers
    if (isWhole && isNearer && !event.ctrlKey && state.isScrolled()) return
    event.preventDefault()
    if (state.flight || performance.now() - state.landed < AFTER) return
    const way = Math.min(Math.max(-event.deltaY, -120), 120) * (event.ctrlKey ? 0.01 : 0.0022)
    zoomBy(state, Math.exp(way), pointOf(event, canvas))
  }
  stage.addEventListener("wheel", wheel, { passive: false })
  stage.onkeydown = event => {
    stage.classList.remove("pressed")
    if (event.target !== stage || event.altKey || event.metaKey || event.ctrlKey) return
    if (press(state, event.key)) event.preventDefault()
  }
  return () => stage.removeEventListener("wheel", wheel)
}

const press = (state, key) => {
  if (!state.overview) return false
  const step = arrowStep(key)
  if (step) return move(state, step)
  if (key === "Escape" || key === "Backspace") {
    const up = above(state)
    if (up) state.go(up)
    return Boolean(up)
  }
  if (key === "+" || key === "=" || key === "-") {
    const middle = { x: state.view.width / 2, y: state.view.height / 2 }
    zoomBy(state, key === "-" ? 1 / KEY_ZOOM : KEY_ZOOM, middle)
    return true
  }
  if (key !== "Enter" && key !== " ") return false
  const next = LEVELS[LEVELS.indexOf(state.place.level) + (state.place.level === "network" ? 2 : 1)]
  if (next) state.go(atLevel(state, next))
  return true
}

// An arrow: to the next layer or map of the network, the next map of a layer, the next cell of a map.
const move = (state, [down, right]) => {
  const { place, columns, overview } = state
  if (place.level === "network") {
    const { shown } = restOf(state)
    const star = state.star ?? { column: 0, row: 0 }
    const column = Math.min(Math.max(star.column + (state.star ? right : 0), 0), columns.length - 1)
    const { strongest } = overview.layers[column]
    const row = Math.min(Math.max(Math.max(star.row, 0) + (state.star ? down : 0), 0), Math.min(shown, strongest.length) - 1)
    state.pointAtMap({ column, row, map: strongest[row] })
    return true
  }
  if (place.level === "layer") {
    const { across } = gridOfLayer(state)
    const at = placeInGrid(state, mapShown(state)) + down * across + right
    if (at >= 0 && at < columns[place.layer].maps) state.pointAtLayerMap(mapAtPlace(state, at))
    return true
  }
  const piece = mapPiece(state)
  if (!piece) return true
  const cell = place.level === "cell" ? place.cell : (state.pointedCell ?? strongestCell(piece))
  const next = nearestCell([cell[0] + down, cell[1] + right], columns[place.layer])
  if (place.level === "cell") state.go({ ...place, cell: next }, { flies: false })
  else state.pointAtCell(next)
  return true
}
