// What a picture as numbers looks like: the picture, a lens over a few of its pixels, and one pixel taken apart.

import { legible } from "../../shared/components/colours.js"
import { children, make, write } from "../../shared/components/elements.js"
import { paint } from "../../shared/components/painting.js"
import {
  cornerAround,
  greyOf,
  litPicture,
  patchOf,
  pixelAt,
  productsOf,
  shownColour,
  shownNumbers,
} from "./pixel_arithmetic.js"

export const NAMES = ["red", "green", "blue"]
const LENS = { three: 5, one: 8 } // pixels on a side of the lens, for so many numbers in each
const SHOWS = { Colour: "all", Red: 0, Green: 1, Blue: 2, Grey: "grey" }
const SEEN = {
  all: "click to hold the lens",
  0: "its red light alone",
  1: "its green light alone",
  2: "its blue light alone",
  grey: "in grey",
}
const COUNTS = {
  all: "three numbers each",
  0: "how much red",
  1: "how much green",
  2: "how much blue",
  grey: "one number each",
}

/** How the pixels are shown at the moment. */
export const showsOf = state => SHOWS[state.data.show]

export const gridOf = state => state.data.sizes[state.size]

const countOf = state => (showsOf(state) === "all" ? "three" : "one")

export const lensOf = state => patchOf(gridOf(state), LENS[countOf(state)])

/** The picture's numbers before any light is turned, with what was changed by hand. */
export const unlitOf = state => state.copies.get(state.size) ?? state.pictures[state.size]

/** The pixel in front: the one that is pointed at, else the one that was chosen. */
export const inFront = state => state.at ?? state.place

/** The first row and column under the lens. */
export const cornerOf = state =>
  state.at && !state.inLens ? cornerAround(state.at, lensOf(state), gridOf(state)) : state.corner

/** The pixel as it is now. */
export const pixelOf = (state, cell = inFront(state)) => pixelAt(state.lit, gridOf(state), cell)

const css = colour => `rgb(${colour.join(", ")})`

const alone = (value, channel) => NAMES.map((_, each) => (each === channel ? value : 0))

/** Draw everything: the picture has changed. */
export const draw = state => {
  const { find, data } = state
  const [grid, shows] = [gridOf(state), showsOf(state)]
  state.lit = litPicture(unlitOf(state), state.light)
  const coloured = new Uint8ClampedArray(state.lit.length)
  for (let place = 0; place < grid.rows * grid.columns; place++) {
    const pixel = [state.lit[3 * place], state.lit[3 * place + 1], state.lit[3 * place + 2]]
    coloured.set(shows === "all" ? pixel : shownColour(pixel, shows, data.weights), 3 * place)
  }
  const cells = find(".picture .cells")
  cells.style.setProperty("--aspect", grid.columns / grid.rows)
  paint(find(".picture canvas"), coloured, { rows: grid.rows, columns: grid.columns, channels: 3 })
  const [count, each] = [grid.rows * grid.columns, shows === "all" ? 3 : 1]
  const numbers = (count * each).toLocaleString("en")
  write(find(".zoom output"), `${grid.columns} × ${grid.rows} pixels${each > 1 ? " × 3" : ""} = ${numbers} numbers`)
  const zoom = find(".zoom input")
  zoom.max = Math.max(data.sizes.length - 1, 1)
  zoom.value = state.size
  zoom.disabled = data.sizes.length === 1
  zoom.ariaValueText = `${grid.columns} times ${grid.rows} pixels`
  find(".fewer").disabled = state.size === 0
  find(".finer").disabled = state.size === data.sizes.length - 1
  write(find(".picture small"), SEEN[shows])
  write(find(".lens small"), COUNTS[shows])
  find(".undo").disabled = !state.history.length
  look(state)
}

/** Draw what is looked at: the lens, and the pixel in front. */
export const look = state => {
  drawLens(state)
  drawPixel(state)
  drawLinks(state)
}

const newCell = () => {
  const cell = document.createElement("div")
  for (const _ of NAMES) make("b", cell)
  return cell
}

const drawLens = state => {
  const { find, data } = state
  const [grid, lens, shows, [top, left]] = [gridOf(state), lensOf(state), showsOf(state), cornerOf(state)]
  const [frontRow, frontColumn] = inFront(state)
  const frame = find(".picture .frame")
  frame.style.width = `${(100 * lens.columns) / grid.columns}%`
  frame.style.height = `${(100 * lens.rows) / grid.rows}%`
  frame.style.translate = `${(100 * left) / lens.columns}% ${(100 * top) / lens.rows}%`
  const spot = find(".picture .spot")
  spot.style.width = `${100 / grid.columns}%`
  spot.style.height = `${100 / grid.rows}%`
  spot.style.translate = `${100 * frontColumn}% ${100 * frontRow}%`
  const patch = find(".patch")
  patch.style.setProperty("--columns", lens.columns)
  patch.dataset.shows = countOf(state)
  children(patch, lens.rows * lens.columns, newCell).forEach((cell, place) => {
    const [row, column] = [top + Math.floor(place / lens.columns), left + (place % lens.columns)]
    const pixel = pixelOf(state, [row, column])
    cell.style.background = css(shownColour(pixel, shows, data.weights))
    cell.classList.toggle("front", row === frontRow && column === frontColumn)
    const numbers = shownNumbers(pixel, shows, data.weights)
    ;[...cell.children].forEach((number, channel) => {
      const colour = shows === "all" ? alone(pixel[channel], channel) : shownColour(pixel, shows, data.weights)
      write(number, String(numbers[channel] ?? ""))
      number.style.background = shows === "all" ? css(colour) : "none"
      number.style.color = legible(colour)
    })
  })
}

const drawPixel = state => {
  const { find, data, light, every } = state
  const cell = inFront(state)
  const pixel = pixelOf(state)
  const products = productsOf(pixel, data.weights)
  const grey = greyOf(pixel, data.weights)
  write(find(".where"), `row ${cell[0]}, column ${cell[1]}`)
  ;[...find(".lights").children].forEach((row, channel) => {
    const [box, input] = [row.querySelector(".box"), row.querySelector("input")]
    const colour = alone(pixel[channel], channel)
    write(box, String(pixel[channel]))
    box.style.background = css(colour)
    box.style.color = legible(colour)
    const isOff = !every && light[channel] === 0
    const said = every ? `${light[channel]}%` : isOff ? "light is off" : ""
    write(row.querySelector(".amount"), said)
    input.max = every ? 200 : 255
    input.step = every ? 5 : 1
    input.value = every ? light[channel] : pixel[channel]
    input.disabled = isOff
    input.ariaLabel = every ? `${NAMES[channel]} light of all pixels, in per cent` : `${NAMES[channel]} of this pixel`
    write(row.querySelector(".times"), `× ${data.weights[channel]}`)
    write(row.querySelector(".product"), products[channel].toFixed(1))
  })
  find(".own i").style.background = css(pixel)
  write(find(".added"), `${products.map(product => product.toFixed(1)).join(" + ")} =`)
  const greys = Array(3).fill(Math.round(grey))
  const total = find(".grey i")
  write(total, grey.toFixed(1))
  total.style.background = css(greys)
  total.style.color = legible(greys)
  const ink = state.ink ?? pixelOf(state, state.place)
  find(".brush i").style.background = css(ink)
  find(".brush").ariaPressed = Boolean(state.ink)
  find(".pixels").classList.toggle("draws", Boolean(state.ink))
  for (const button of find(".tools").querySelectorAll("[data-every]"))
    button.ariaPressed = (button.dataset.every === "1") === every
  Object.assign(find(".pixels").dataset, { cell: JSON.stringify(cell), pixel: JSON.stringify(pixel), grey })
}

/** Say the pixel in front to those who do not see it. */
export const say = state => {
  const { weights } = state.data
  const pixel = pixelOf(state)
  const [row, column] = inFront(state)
  const told = pixel.map((value, channel) => `${NAMES[channel]} ${value}`).join(", ")
  const sum = pixel.map((value, channel) => `${weights[channel]} × ${value}`).join(" + ")
  write(state.find(".words"), `Row ${row}, column ${column}: ${told}. In grey ${sum} = ${greyOf(pixel, weights).toFixed(1)}.`)
}

/** Draw the lines from the frame on the picture to the lens, and from its pixel to the boxes. */
export const drawLinks = state => {
  const { find } = state
  const base = find(".pixels").getBoundingClientRect()
  const at = selector => {
    const { left, right, top, bottom } = find(selector).getBoundingClientRect()
    return { left: left - base.left, right: right - base.left, top: top - base.top, bottom: bottom - base.top }
  }
  const [frame, patch, lights] = [at(".picture .frame"), at(".patch"), at(".lights")]
  const front = at(".patch .front")
  const line = (x, y, toX, toY) => `M${x} ${y}L${toX} ${toY}`
  const isBeside = patch.left > frame.right
  find(".to-lens").setAttribute(
    "d",
    isBeside
      ? line(frame.right, frame.top, patch.left - 4, patch.top) + line(frame.right, frame.bottom, patch.left - 4, patch.bottom)
      : "",
  )
  find(".to-pixel").setAttribute(
    "d",
    lights.left > patch.right
      ? line(patch.right, front.top, lights.left - 6, lights.top) +
          line(patch.right, front.bottom, lights.left - 6, lights.bottom)
      : "",
  )
}
