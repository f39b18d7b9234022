// Pictures on a map, near each other where their vectors are; a picture that is picked shows its nearest ones.

import { unpack } from "../../shared/components/arrays.js"
import { children, make, makeSvg, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"
import { alike, cornerOf, nearestTile } from "./picture_map_layout.js"

const STATES = new WeakMap()
const LARGE = 60 // pixels, as in the style sheet
const SMALL = 36
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

const paintTile = ({ data, url }, element, number, side) => {
  const scale = side / data.tile
  element.style.backgroundImage = `url(${url})`
  element.style.backgroundSize = `${data.columns * data.tile * scale}px auto`
  element.style.backgroundPosition = `-${(number % data.columns) * side}px -${Math.floor(number / data.columns) * side}px`
}

const sizeOf = ({ find }) => {
  const { clientWidth, clientHeight } = find(".plane")
  return { width: clientWidth, height: clientHeight }
}

const tileSide = ({ width }) => (width < 500 ? 24 : 30)

const place = state => {
  const { data, tiles } = state
  const size = sizeOf(state)
  const side = tileSide(size)
  tiles.forEach((tile, number) => {
    const [left, top] = cornerOf(data.places[number], size, side)
    tile.style.width = `${side}px`
    tile.style.height = `${side}px`
    paintTile(state, tile, number, side)
    tile.style.translate = `${left}px ${top}px`
  })
}

const nameOf = ({ data }, number) => (number === data.own ? "your picture" : data.labels[data.targets[number]])

const show = state => {
  const { find, data, tiles, picked, shown } = state
  const near = picked === null ? [] : data.neighbours[picked]
  tiles.forEach((tile, number) => {
    tile.classList.toggle("picked", number === picked)
    tile.classList.toggle("near", near.includes(number))
    tile.classList.toggle("own", number === data.own)
    tile.classList.toggle("wrong", data.wrong.includes(number))
    tile.classList.toggle("suspect", data.suspects.includes(number))
    const isFaded = shown !== null && data.targets[number] !== shown && number !== picked
    tile.classList.toggle(
      "faded",
      isFaded || (picked !== null && shown === null && number !== picked && !near.includes(number)),
    )
  })
  find(".chosen").hidden = picked === null
  find(".invite").hidden = picked !== null
  find(".links").replaceChildren()
  if (picked === null) return
  const size = sizeOf(state)
  const side = tileSide(size)
  const centre = number => cornerOf(data.places[number], size, side).map(corner => corner + side / 2)
  const [x1, y1] = centre(picked)
  for (const other of near) {
    const [x2, y2] = centre(other)
    makeSvg("line", find(".links"), { x1, y1, x2, y2 })
  }
  paintTile(state, find(".large"), picked, LARGE)
  write(find(".who"), nameOf(state, picked))
  children(find(".nearest"), near.length, () => document.createElement("span")).forEach((element, index) => {
    paintTile(state, element, near[index], SMALL)
    element.title = nameOf(state, near[index])
    element.className = picked !== data.own && data.targets[near[index]] !== data.targets[picked] ? "other" : ""
  })
  const told =
    picked === data.own
      ? `Nearest: ${[...new Set(near.map(other => nameOf(state, other)))].join(", ")}.`
      : alike(picked, data)
        ? `${alike(picked, data)} of ${near.length} are ${nameOf(state, picked)}, too.`
        : `None of the ${near.length} is of its class, ${nameOf(state, picked)}.`
  write(find(".share"), told)
  write(find(".words"), `Picture ${picked + 1} of ${tiles.length}, ${nameOf(state, picked)}. ${told}`)
}

const pick = (state, number) => {
  state.picked = number
  show(state)
  if (number !== null) state.tell(number)
}

const listen = state => {
  const plane = state.find(".plane")
  plane.onclick = event => {
    const { left, top } = plane.getBoundingClientRect()
    const size = sizeOf(state)
    const side = tileSide(size)
    const number = nearestTile([event.clientX - left, event.clientY - top], state.data.places, size, side, side)
    pick(state, number < 0 || number === state.picked ? null : number)
  }
  plane.onkeydown = event => {
    if (event.key === "Escape") return pick(state, null)
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const count = state.tiles.length
    pick(state, state.picked === null ? 0 : (state.picked + step + count) % count)
  }
}

const drawClasses = state => {
  const { find, data } = state
  find(".classes").replaceChildren()
  data.labels.forEach((label, target) => {
    const button = make("button", find(".classes"), { type: "button", textContent: label, title: label })
    button.ariaPressed = String(state.shown === target)
    button.onclick = () => {
      state.shown = state.shown === target ? null : target
      for (const [index, other] of [...find(".classes").children].entries()) other.ariaPressed = String(state.shown === index)
      show(state)
    }
  })
}

const draw = (state, data, sheet, parentElement) => {
  const isNew = state.data?.version !== data.version
  if (state.data && state.data.begun !== data.begun && state.picked !== null) {
    state.picked = null
    state.tell(null)
  }
  state.data = data
  if (isNew) {
    state.url = pictureUrl(parentElement, sheet, "image/webp")
    state.picked = null
    state.shown = null
    drawClasses(state)
  }
  state.tiles = children(state.find(".tiles"), data.places.length, () =>
    make("div", state.find(".tiles"), { className: "tile" }),
  )
  state.find(".plane").ariaLabel = data.label
  state.find(".plane").classList.toggle("on-white", data.on_white)
  place(state)
  show(state)
}

export default function ({ data: sent, parentElement, setStateValue }) {
  const data = unpack(sent)
  let state = STATES.get(parentElement)
  if (!state) {
    state = { find: selector => parentElement.querySelector(selector), picked: null, shown: null, tiles: [] }
    state.resized = new ResizeObserver(() => {
      if (!state.data) return
      place(state)
      show(state)
    })
    state.resized.observe(state.find(".plane"))
    STATES.set(parentElement, state)
    listen(state)
  }
  state.tell = number => setStateValue("picked", number)
  draw(state, data, data.parts.sheet, parentElement)
  return whenGone(parentElement, () => {
    state.resized.disconnect()
    forgetPicture(parentElement)
    STATES.delete(parentElement)
  })
}
