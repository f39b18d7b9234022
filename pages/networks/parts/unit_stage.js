// The stage of one unit: pointing at a cell of the map, or at the picture, tells at once where its number comes from.

import { useSchemeOf } from "../../shared/components/colours.js"
import { write } from "../../shared/components/elements.js"
import { arrowStep, nearestCell } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { paperOf } from "./living_paper.js"
import { readJson, readLayer, readMap, readPicture, Tiles } from "./living_tiles.js"
import { cellOverPixel, fallenAfter, lastsFor } from "./unit_arithmetic.js"
import { drawStage, saidOf } from "./unit_drawing.js"
import { formOf, mapFrame } from "./unit_layout.js"

const STATES = new WeakMap()

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const stage = parentElement.querySelector(".stage")
  const state = { stage, canvas: stage.querySelector("canvas"), said: parentElement.querySelector(".said") }
  state.again = parentElement.querySelector(".again")
  state.context = state.canvas.getContext("2d")
  state.photo = () => state.tiles.get("picture", readPicture)
  state.mapPiece = () => state.tiles.get(`map/${state.data.layer}/${state.data.map}`, readMap)
  state.sheet = () => state.tiles.get(`layer/${state.data.before}`, readLayer)
  state.seen = sum => fallenAfter(state.began === null ? Infinity : state.now - state.began, sum)
  state.redraw = () => {
    state.frame ??= requestAnimationFrame(now => paint(state, now))
  }
  state.resized = new ResizeObserver(() => measure(state))
  state.resized.observe(stage)
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const measure = state => {
  const { width, height } = state.stage.getBoundingClientRect()
  if (!width) return
  state.dpr = devicePixelRatio || 1
  state.view = { width: Math.floor(width), height: Math.floor(height) }
  state.form = formOf(state.view)
  state.canvas.width = state.view.width * state.dpr
  state.canvas.height = state.view.height * state.dpr
  state.canvas.style.width = `${state.view.width}px`
  state.canvas.style.height = `${state.view.height}px`
  const [left, top] = state.form.again ?? [0, 0]
  Object.assign(state.again.style, { left: `${left}px`, top: `${top}px` })
  state.redraw()
}

const storyOf = state => {
  const { layer, map } = state.data
  return state.tiles.get(`cell/${layer}/${map}/${state.cell.join("/")}`, readJson)
}

const paint = (state, now) => {
  state.frame = null
  if (!state.view || !state.data || state.isClosed) return
  state.now = now
  const told = storyOf(state)
  if (told?.sum) {
    told.cell = state.cell
    if (state.falls && state.mapPiece() && state.photo()) {
      state.falls = false
      state.began = isStill() ? null : now
    }
    state.told = told
  }
  const piece = state.mapPiece()
  state.value = piece?.values[state.cell[0] * piece.columns + state.cell[1]]
  if (state.told) state.told.isOld = !told
  drawStage(state.context, state)
  if (state.began !== null && state.told && now - state.began > lastsFor(state.told.sum.parts.length)) state.began = null
  else if (state.began !== null) state.redraw()
  clearTimeout(state.speaking)
  state.speaking = setTimeout(() => write(state.said, saidOf(state)), 60)
}

const show = (state, cell, { falls = false } = {}) => {
  const next = nearestCell(cell, state.data)
  const isOther = `${next}` !== `${state.cell}`
  if (!isOther && !falls) return
  if (isOther) state.tiles.forgetWishes()
  state.cell = next
  state.began = null
  state.falls = falls
  state.redraw()
}

const choose = (state, cell, options) => {
  show(state, cell, options)
  state.chosen = state.cell
  label(state)
  state.tell(state.chosen)
}

const label = ({ stage, data, chosen }) => {
  stage.ariaLabel = `Map ${data.map} of ${data.named}: pick a cell. Arrow keys move from cell to cell.`
  stage.dataset.row = chosen[0]
  stage.dataset.column = chosen[1]
}

// The cell that is pointed at: in the map, or in the picture the one that looks there; null elsewhere.
const under = (state, event) => {
  const { left, top } = state.canvas.getBoundingClientRect()
  const [x, y] = [event.clientX - left, event.clientY - top]
  const { data, form } = state
  const own = mapFrame(form, data)
  const within = (at, { width, height }) => x >= at.x && y >= at.y && x < at.x + width && y < at.y + height
  if (within(own, own))
    return [((y - own.y) / own.height) * data.rows, ((x - own.x) / own.width) * data.columns].map(Math.floor)
  const [pictureX, pictureY, side] = form.picture
  if (!within({ x: pictureX, y: pictureY }, { width: side, height: side })) return null
  const scale = data.size / side
  return cellOverPixel(data.field, [(y - pictureY) * scale, (x - pictureX) * scale], data)
}

const listen = state => {
  const { stage } = state
  stage.onpointermove = event => {
    const cell = state.form && under(state, event)
    stage.style.cursor = cell ? "crosshair" : "default"
    if (cell) show(state, cell)
    else if (state.chosen && `${state.cell}` !== `${state.chosen}`) show(state, state.chosen)
  }
  stage.onpointerleave = () => state.chosen && show(state, state.chosen)
  stage.onclick = event => {
    const cell = under(state, event)
    if (cell) choose(state, cell, { falls: true })
  }
  state.again.onclick = () => show(state, state.cell, { falls: true })
  stage.onkeydown = event => {
    const step = arrowStep(event.key)
    const isAgain = event.key === "Enter" || event.key === " "
    if ((!step && !isAgain) || event.altKey || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    if (isAgain) show(state, state.cell, { falls: true })
    else choose(state, [state.chosen[0] + step[0], state.chosen[1] + step[1]])
  }
}

const take = (state, data) => {
  if (state.data?.view !== data.view) {
    state.tiles?.close()
    state.tiles = new Tiles(new URL(`./network/${data.view}`, document.baseURI).href, () => state.redraw())
  }
  const isOther = state.data?.of !== data.of
  if (isOther) {
    state.tiles.forgetWishes()
    state.told = null
    state.falls = true
    state.began = null
  }
  const isMoved = isOther || `${data.cell}` !== `${state.chosen}`
  state.data = data
  state.chosen = data.cell
  if (isMoved) state.cell = data.cell
  label(state)
  state.redraw()
}

export default function ({ data, parentElement, setStateValue }) {
  if (isLate(parentElement, data.heard)) return
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    state.isClosed = true
    cancelAnimationFrame(state.frame)
    clearTimeout(state.speaking)
    state.resized.disconnect()
    state.tiles.close()
    STATES.delete(parentElement)
  })
  state.tell = cell => setStateValue("cell", { value: { of: state.data.of, cell }, edit: nextEdit(parentElement) })
  useSchemeOf(state.stage)
  state.paper = paperOf(parentElement.querySelector(".unit"))
  take(state, data)
  return close
}
