// A picture in patches: the one under the pointer, and beside it what it looks at in each block of a transformer.

import { unpack } from "../../shared/components/arrays.js"
import { children, write } from "../../shared/components/elements.js"
import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"
import { reach, shades, sharesOf } from "./attention_shares.js"

const STATES = new WeakMap()
const DARKEST = 0.9

const paint = (canvas, side, darkness) => {
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext("2d")
  darkness.forEach((dark, place) => {
    context.fillStyle = `rgb(20 18 15 / ${DARKEST * dark})`
    context.fillRect(place % side, Math.floor(place / side), 1, 1)
  })
}

const show = state => {
  const { find, data, patch } = state
  const { side } = data
  const count = side * side
  const frame = find(".frame").style
  frame.left = `${(100 * (patch % side)) / side}%`
  frame.top = `${(100 * Math.floor(patch / side)) / side}%`
  frame.width = `${100 / side}%`
  frame.height = frame.width
  const told = state.blocks.map((block, number) => {
    const shares = sharesOf(data.attention[number], patch, count)
    paint(block.querySelector("canvas"), side, shades(shares))
    const words = `looks ${reach(shares, patch, side).toFixed(1)} patches far on average`
    write(block.querySelector("figcaption"), `Block ${number + 1}: ${words}`)
    return `in block ${number + 1} it ${words}`
  })
  write(find(".words"), `Patch in row ${Math.floor(patch / side) + 1}, column ${(patch % side) + 1}: ${told.join("; ")}.`)
}

const go = (state, cell) => {
  const grid = { rows: state.data.side, columns: state.data.side }
  const [row, column] = nearestCell(cell, grid)
  const patch = row * grid.columns + column
  if (patch === state.patch) return
  state.patch = patch
  show(state)
  clearTimeout(state.rest)
  state.rest = setTimeout(() => state.tell(patch), 700) // a pointer that rests
}

const listen = state => {
  const picture = state.find(".picture")
  const grid = () => ({ rows: state.data.side, columns: state.data.side })
  picture.onpointermove = event => go(state, cellUnder(event, picture, grid()))
  picture.onpointerdown = picture.onpointermove
  picture.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    const { side } = state.data
    go(state, [Math.floor(state.patch / side) + step[0], (state.patch % side) + step[1]])
  }
}

const makeBlock = () => {
  const figure = document.createElement("figure")
  const square = document.createElement("div")
  square.className = "square"
  square.append(document.createElement("canvas"))
  figure.append(square, document.createElement("figcaption"))
  return figure
}

const draw = (state, data, sheet, parentElement) => {
  const isNew = state.data?.version !== data.version
  state.data = data
  state.blocks = children(state.find(".blocks"), data.attention.length, makeBlock)
  if (isNew) {
    const url = pictureUrl(parentElement, sheet, "image/webp")
    for (const square of parentElement.querySelectorAll(".square")) square.style.backgroundImage = `url(${url})`
    state.find(".picture").style.backgroundSize = "100% 100%"
  }
  state.find(".picture").ariaLabel = data.label
  show(state)
}

export default function ({ data: sent, parentElement, setStateValue }) {
  const data = unpack(sent)
  let state = STATES.get(parentElement)
  if (!state) {
    state = { find: selector => parentElement.querySelector(selector), patch: data.start }
    STATES.set(parentElement, state)
    listen(state)
  }
  state.tell = patch => setStateValue("patch", patch)
  draw(state, data, data.parts.sheet, parentElement)
  return whenGone(parentElement, () => {
    clearTimeout(state.rest)
    forgetPicture(parentElement)
    STATES.delete(parentElement)
  })
}
