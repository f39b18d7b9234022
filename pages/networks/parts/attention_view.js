// A picture in patches: the one under the pointer, and beside it what it looks at in each block of a transformer.

import { unpack } from "../../shared/components/arrays.js"
import { children, write } from "../../shared/components/elements.js"
import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"
import { givers, halfFrom, shades, sharesOf } from "./attention_shares.js"

const STATES = new WeakMap()
const [PAPER, INK] = ["#fff", "#0a6b5c"] // on a picture, light and dark pages alike
const FAINTEST = 0.92 // how much of the paper lies over a patch that gives nothing
const STEEP = 0.6 // below 1: what gives little fades soon
const LINES = 5 // to the patches that give most
const FINE = 32 // pixels of a patch on the canvas

// The picture, faded where little is taken from it, and lines to the patches that give most.
const paint = (canvas, side, shares, patch) => {
  canvas.width = side * FINE
  canvas.height = side * FINE
  const context = canvas.getContext("2d")
  const middle = place => [((place % side) + 0.5) * FINE, (Math.floor(place / side) + 0.5) * FINE]
  context.fillStyle = PAPER
  shades(shares).forEach((dark, place) => {
    context.globalAlpha = FAINTEST * dark ** STEEP
    context.fillRect((place % side) * FINE, Math.floor(place / side) * FINE, FINE, FINE)
  })
  context.globalAlpha = 1
  const found = givers(shares, patch, LINES)
  for (const [colour, wider] of [
    [PAPER, 3],
    [INK, 0],
  ]) {
    context.strokeStyle = colour
    context.fillStyle = colour
    for (const other of found) {
      context.lineWidth = 2 + (6 * shares[other]) / shares[found[0]] + wider
      context.beginPath()
      context.moveTo(...middle(patch))
      context.lineTo(...middle(other))
      context.stroke()
      context.beginPath()
      context.arc(...middle(other), 6 + wider / 2, 0, 2 * Math.PI)
      context.fill()
    }
  }
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
    paint(block.querySelector("canvas"), side, shares, patch)
    const words = `half of what it takes comes from ${halfFrom(shares)} of ${count} patches`
    write(block.querySelector("figcaption"), `Block ${number + 1}: ${words}`)
    return `in block ${number + 1}, ${words}`
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
