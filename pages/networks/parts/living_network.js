// The living network: all maps of a network on one canvas, to move through from afar to a single sum.

import { useSchemeOf } from "../../shared/components/colours.js"
import { make, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { writeAnswer } from "./living_answer.js"
import { between, carried, eased, FLIGHT, HOME } from "./living_flight.js"
import { atLevel, drawBase, drawOver, focusOf, frameOf, homeOf, keepCamera, LEVELS, ROOT, saidOf } from "./living_levels.js"
import { listen, zoomBy } from "./living_listening.js"
import { blockName } from "./living_network_level.js"
import { paperOf } from "./living_paper.js"
import { readOverview, Tiles } from "./living_tiles.js"

const STATES = new WeakMap()
const OPENS = 180 // milliseconds until columns stand back, and lines are drawn
const ARRIVES = 1100 // milliseconds until the picture has gone through all columns
const LOOKS = 90 // milliseconds on a map before its links are fetched from the server
const TELLS = 250 // milliseconds on a cell before the page hears of it
const ANSWER = 164 // pixels for the answer, beside the canvas
const NARROW = 760

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const [base, top] = [find(".base"), find(".top")]
  const state = {
    find,
    parentElement,
    contexts: [base.getContext("2d"), top.getContext("2d")],
    place: ROOT,
    star: null,
    asked: null, // the class that is pointed at in the answer
    pointed: null,
    pointedCell: null,
    opened: { column: null, much: 0 },
    drawn: 1,
    arrived: 1,
    order: "index",
    scale: "map",
    over: 45,
    camera: HOME,
    landed: 0,
    mostShown: 7,
    flight: null,
    dirty: { base: true, over: true },
    isScrolled: () => (document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0) > 0,
  }
  state.redraw = (over = true) => {
    state.dirty.base = true
    if (over) state.dirty.over = true
    ask(state)
  }
  state.go = (place, options) => go(state, place, options)
  state.pointAtMap = found => pointAtMap(state, found)
  state.pointAtLayerMap = map => pointAt(state, "pointed", map)
  state.pointAtCell = cell => pointAt(state, "pointedCell", cell)
  wire(state)
  state.endListening = listen(state, find(".stage"), base)
  state.resized = new ResizeObserver(() => measure(state))
  state.resized.observe(find(".stage"))
  STATES.set(parentElement, state)
  return state
}

const wire = state => {
  const { find } = state
  for (const button of find(".zoom").children)
    button.onclick = () => state.overview && go(state, atLevel(state, button.dataset.level))
  find(".plus").onclick = () => zoomBy(state, 1.5, { x: state.view.width / 2, y: state.view.height / 2 })
  find(".minus").onclick = () => zoomBy(state, 1 / 1.5, { x: state.view.width / 2, y: state.view.height / 2 })
  find(".sort select").onchange = event => reorder(state, event.target.value)
  find(".scale select").onchange = event => {
    state.scale = event.target.value
    state.redraw()
    tell(state)
  }
  find(".over input").oninput = event => {
    state.over = Number(event.target.value)
    state.redraw()
  }
}

const measure = state => {
  const { find, contexts } = state
  const { width: whole } = find(".living").getBoundingClientRect()
  if (!whole) return
  const narrow = whole <= NARROW
  const height = narrow ? Math.min(560, Math.max(440, innerHeight - 444)) : find(".stage").clientHeight
  const view = { width: Math.floor(narrow ? whole : whole - ANSWER), height: Math.floor(height) }
  const dpr = devicePixelRatio || 1
  if (state.view?.width === view.width && state.view.height === view.height && state.dpr === dpr) return
  state.view = view
  state.dpr = dpr
  for (const { canvas } of contexts) {
    canvas.width = view.width * dpr
    canvas.height = view.height * dpr
    canvas.style.width = `${view.width}px`
    canvas.style.height = `${view.height}px`
  }
  if (state.overview) {
    if (state.camera.scale <= 1) state.camera = homeOf(state)
    keepCamera(state)
    align(state)
  }
  state.redraw()
}

const ask = state => {
  if (!state.frame) state.frame = requestAnimationFrame(time => paint(state, time))
}

const paint = (state, time) => {
  state.frame = null
  if (!state.view || !state.paper || state.isClosed) return
  if (state.flight) fly(state, time)
  else {
    moveOn(state, time)
    if (state.dirty.base) drawBase(state.contexts[0], state)
    if (state.dirty.over) drawOver(state.contexts[1], state)
    state.dirty = { base: false, over: false }
  }
  if (state.flight || state.moving) ask(state)
  say(state)
}

// What opens, is drawn or finds its new place: from 0 to 1 since it began.
const moveOn = (state, time) => {
  if (!state.moving) return
  state.moving.began ??= time
  const share = eased(Math.min((time - state.moving.began) / state.moving.lasts, 1))
  state.moving.show(share)
  if (share >= 1) state.moving = null
}

const animate = (state, lasts, show) => {
  state.moving?.show(1)
  if (isStill()) {
    show(1)
    state.moving = null
  } else state.moving = { lasts, show }
  ask(state)
}

const snapshot = state => {
  const { view, dpr } = state
  const picture = new OffscreenCanvas(view.width * dpr, view.height * dpr)
  const context = picture.getContext("2d")
  for (const { canvas } of state.contexts) if (canvas.width) context.drawImage(canvas, 0, 0)
  return picture
}

const arrival = state => {
  for (const [place, draw] of [drawBase, drawOver].entries()) draw(state.contexts[place], state)
  return snapshot(state)
}

/** Go to a place: the map or the cell that was meant grows into its level, or sinks back into the level above. */
const go = (state, place, { flies = true, tells = true } = {}) => {
  if (!state.overview) return
  const from = state.place
  const depth = LEVELS.indexOf(place.level) - LEVELS.indexOf(from.level)
  const isSame = ["level", "layer", "map"].every(name => from[name] === place[name]) && `${from.cell}` === `${place.cell}`
  if (isSame) return
  const moves = flies && !isStill() && (depth !== 0 || from.layer !== place.layer || from.map !== place.map)
  const picture = moves ? snapshot(state) : null
  const near = depth > 0 ? focusOf(state, place) : depth < 0 ? frameOf(state) : null
  state.tiles.forgetWishes()
  state.tiles.resume()
  state.place = place
  state.asked = null
  state.star = depth < 0 && place.level === "network" ? null : state.star
  state.opened = { column: null, much: 0 }
  state.pointed = place.level === "layer" ? place.map : null
  state.pointedCell = null
  state.camera = homeOf(state)
  state.moving = null
  state.arrived = 1
  state.drawn = 1
  if (place.level !== "cell" || depth !== 0 || from.map !== place.map) state.toldCell = null
  if (moves) {
    const far = depth > 0 ? frameOf(state) : depth < 0 ? focusOf(state, from) : null
    state.flight = { from: picture, near, far, depth, way: Math.sign(place.layer - from.layer) || 1, isStale: true }
  }
  look(state)
  state.redraw()
  if (tells) tell(state)
}

const fly = (state, time) => {
  const { flight, view, dpr, contexts } = state
  flight.began ??= time
  const share = eased(Math.min((time - flight.began) / FLIGHT, 1))
  if (share >= 1) {
    state.flight = null
    state.landed = performance.now()
    for (const [place, draw] of [drawBase, drawOver].entries()) draw(contexts[place], state)
    return
  }
  if (flight.isStale) {
    flight.to = arrival(state)
    flight.isStale = false
  }
  const [below, above_] = contexts
  for (const context of contexts) {
    context.setTransform(dpr, 0, 0, dpr, 0, 0)
    context.clearRect(0, 0, view.width, view.height)
    context.imageSmoothingEnabled = true
  }
  const put = (picture, { x, y, width, height }, alpha) => {
    below.globalAlpha = alpha
    below.drawImage(picture, x, y, width, height)
    below.globalAlpha = 1
  }
  above_.globalAlpha = 1
  const whole = { x: 0, y: 0, ...view }
  if (flight.depth === 0) {
    put(flight.from, { ...whole, x: -flight.way * 80 * share }, 1 - share)
    put(flight.to, { ...whole, x: flight.way * 80 * (1 - share) }, share)
    return
  }
  const now = between(flight.near, flight.far, share)
  put(flight.from, carried(flight.near, now, view), 1 - share)
  put(flight.to, carried(flight.far, now, view), share)
}

const pointAtMap = (state, found) => {
  const before = state.star
  if (before?.column === found?.column && before?.map === found?.map) return
  clearTimeout(state.closing)
  if (!found) {
    state.closing = setTimeout(() => {
      state.star = null
      state.opened = { column: null, much: 0 }
      state.redraw()
    }, 260) // the pointer may be on its way over a gap
    return
  }
  state.star = found
  state.tiles.pause(LOOKS, () => state.redraw())
  const opens = state.opened.column !== found.column
  state.dirty.over = true
  const show = share => {
    if (opens) {
      state.opened = { column: found.column, much: share }
      state.dirty.base = true
    }
    state.drawn = share
    state.dirty.over = true
  }
  show(0)
  animate(state, OPENS, show)
  ask(state)
}

// A class of the answer: the last maps that speak for it light up.
const pointAtClass = (state, index, row) => {
  if (!state.overview || state.place.level !== "network") return
  state.asked = index
  if (index !== null) pointAtMap(state, null) // its column closes again
  if (row) {
    const { top, height } = row.getBoundingClientRect()
    state.askedAt = top + height / 2 - state.contexts[0].canvas.getBoundingClientRect().top
  }
  state.dirty.over = true
  ask(state)
}

const pointAt = (state, name, value) => {
  if (`${state[name]}` === `${value}`) return
  state[name] = value
  state.dirty.over = true
  if (name === "pointed") {
    clearTimeout(state.noting)
    state.noting = setTimeout(() => tell(state), TELLS * 2)
  }
  ask(state)
}

const reorder = (state, order) => {
  const before = state.order
  if (order === before) return
  state.order = order
  animate(state, FLIGHT, much => {
    state.reordered = much < 1 ? { order: before, much } : null
    state.dirty = { base: true, over: true }
  })
  tell(state)
}

const say = state => {
  clearTimeout(state.speaking)
  const words = () => write(state.find(".said"), saidOf(state))
  state.speaking = setTimeout(words, 60)
}

// The page hears where the learner is, once it is clear.
const tell = state => {
  clearTimeout(state.telling)
  state.telling = setTimeout(() => {
    const { place, order, scale, pointed } = state
    const told = { ...place, order, scale }
    if (place.level === "layer") told.map = pointed ?? place.map
    told.layer = place.layer === null ? null : state.columns[place.layer].layer
    state.send(told)
  }, TELLS)
}

/** Bring what stands around the canvas to where the learner is. */
const look = state => {
  const { find, place, columns, data } = state
  find(".living").dataset.level = place.level
  align(state)
  for (const button of find(".zoom").children) button.setAttribute("aria-pressed", button.dataset.level === place.level)
  find(".sort select").value = state.order
  find(".scale select").value = state.scale
  find(".over input").value = state.over
  const crumbs = find(".crumbs")
  crumbs.replaceChildren()
  const column = columns[place.layer]
  const steps = [[data.title, ROOT]]
  if (column) steps.push([`${blockName(column.block)}, ${column.title}`, atLevel(state, "layer")])
  if (LEVELS.indexOf(place.level) >= 2) steps.push([`map ${place.map}`, { ...place, level: "map", cell: null }])
  if (place.level === "cell") steps.push(["cell", place])
  if (steps.length === 1) steps.length = 0
  steps.forEach(([words, to], number) => {
    if (number) make("span", crumbs, { textContent: "›" })
    const button = make("button", crumbs, { type: "button", textContent: words })
    if (number === steps.length - 1) button.setAttribute("aria-current", "true")
    button.onclick = () => go(state, to)
  })
  const named = column ? `${blockName(column.block)}, ${column.title}` : `all ${columns.length} layers`
  const map = LEVELS.indexOf(place.level) >= 2 ? `, map ${place.map}` : ""
  find(".stage").ariaLabel = `${data.title}, level ${place.level}: ${named}${map}. ${KEYS[place.level]}`
}

// Words and controls that stand beside the map.
const align = state => {
  if (state.place.level !== "map" || !state.view) return
  const { x, y, width, height } = frameOf(state)
  const put = { "said-left": x + 156, "said-width": Math.max(width + 20, 200), "how-left": x + width + 16, "how-top": 32 }
  if (state.other)
    Object.assign(put, { "said-left": x + 366, "said-width": 360, "how-left": x + 168, "how-top": y + height + 6 })
  for (const [name, length] of Object.entries(put)) state.find(".living").style.setProperty(`--${name}`, `${length}px`)
}

const KEYS = {
  network: "Arrow keys point at a map, Enter opens it.",
  layer: "Arrow keys point at a map, Enter opens it, Escape leads back.",
  map: "Arrow keys point at a cell, Enter opens its sum, Escape leads back.",
  cell: "Arrow keys move to another cell, Escape leads back.",
}

// What the page says. Another network or picture takes the place of what is shown once its overview is here.
const take = (state, data) => {
  if (state.data?.view === data.view) {
    state.coming?.tiles.close()
    state.coming = null
    wait(state, false)
    dress(state, data)
    return
  }
  if (state.coming?.data.view === data.view) {
    state.coming.data = data
    return
  }
  state.coming?.tiles.close()
  const tiles = new Tiles(new URL(`./network/${data.view}`, document.baseURI).href, path => {
    if (state.coming === coming && path === "overview") arrive(state, coming)
    else if (state.tiles === tiles) {
      if (state.flight) state.flight.isStale = true
      state.redraw()
    }
  })
  const coming = { data, tiles }
  state.coming = coming
  wait(state, Boolean(state.overview))
  tiles.get("overview", readOverview)
}

// What is shown stands back while another network or picture is on its way.
const wait = (state, waits) => {
  const said = state.find(".coming")
  state.find(".living").classList.toggle("waits", waits)
  said.hidden = !waits
  if (waits) write(said, `${state.coming.data.title} looks at your picture …`)
}

const dress = (state, data) => {
  state.data = data
  state.columns = data.columns
  const written = JSON.stringify(data.answer)
  if (written !== state.written) {
    state.written = written
    writeAnswer(state.find(".answer"), data.answer, (index, row) => pointAtClass(state, index, row))
  }
  compare(state, data.other)
  state.redraw()
}

// What the learner's network is compared with: another view, of which a layer and a map are fetched at a time.
const compare = (state, other) => {
  const option = state.find('.sort [value="change"]')
  option.hidden = !other
  if (state.other?.view === other?.view) return
  state.other?.tiles.close()
  state.other?.overview?.picture.close()
  state.other = null
  if (other) {
    const address = new URL(`./network/${other.view}`, document.baseURI).href
    const tiles = new Tiles(address, path => {
      if (path === "overview") {
        beside.overview = tiles.held.get("overview")
        tiles.held.delete("overview")
      }
      state.redraw()
    })
    const beside = { ...other, tiles }
    state.other = beside
    tiles.get("overview", readOverview)
  } else if (state.order === "change") state.order = "index"
  align(state)
  state.redraw()
}

// The overview is here: there is something to see, and it comes in column by column.
const arrive = (state, { data, tiles }) => {
  wait(state, false)
  const overview = tiles.held.get("overview")
  if (!overview) {
    write(state.find(".said"), "The maps could not be fetched. Please open the page again.")
    return
  }
  tiles.held.delete("overview") // it stays as long as the view
  state.tiles?.close()
  state.overview?.picture.close()
  Object.assign(state, { coming: null, tiles, overview, star: null, asked: null, flight: null, moving: null, toldCell: null })
  Object.assign(state, { keptColumns: null, dots: null, opened: { column: null, much: 0 } })
  dress(state, data)
  placeAs(state, data.place, { isFresh: true })
  state.find(".living").dataset.view = data.view
  animate(state, ARRIVES, share => {
    state.arrived = share
    state.dirty.base = true
  })
}

// Be where the page says: a link, or a preset.
const placeAs = (state, asked, { isFresh = false } = {}) => {
  const layer = state.columns.findIndex(column => column.layer === asked.layer)
  const place = layer < 0 ? ROOT : { level: asked.level, layer, map: asked.map, cell: asked.cell }
  if (place.level !== "network" && place.level !== "layer" && place.map === null)
    place.map = state.overview.layers[layer].strongest[0]
  state.placed = state.data.asked
  state.order = asked.order
  state.scale = asked.scale
  state.pointed = place.level === "layer" ? place.map : null
  if (isFresh) {
    Object.assign(state, { place, pointedCell: null, drawn: 1 })
    state.camera = homeOf(state)
  } else go(state, place, { tells: false })
  look(state)
  state.redraw()
}

export default function ({ data, parentElement, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    state.isClosed = true
    for (const timer of ["closing", "telling", "noting", "speaking"]) clearTimeout(state[timer])
    cancelAnimationFrame(state.frame)
    state.endListening()
    state.resized.disconnect()
    for (const each of [state.tiles, state.other?.tiles, state.coming?.tiles]) each?.close()
    state.overview?.picture.close()
    STATES.delete(parentElement)
  })
  state.send = told => setStateValue("place", told)
  useSchemeOf(state.find(".living"))
  const paper = paperOf(state.find(".living"))
  const isRepainted = state.paper?.key !== paper.key
  state.paper = paper
  measure(state)
  take(state, data)
  if (isRepainted) state.redraw()
  if (!state.coming && state.overview && data.asked !== state.placed) placeAs(state, data.place)
  return close
}
