// A wall of feature maps: one sheet to look at, point at, and pick a map from by mouse, touch or arrow keys.

import { unpack } from "./arrays.js"
import { colourLevels, useSchemeOf } from "./colours.js"
import { arrowStep, cellUnder, isInside } from "./grid_pointer.js"
import { isLate, nextEdit } from "./numbered_edits.js"

const BORDER = 4 // pixels around the sheet
const LABEL = 17 // pixels above a map, for its number
const GAP = 4 // pixels between two maps
const INK = "#808080" // legible on light and on dark pages
const SHOWN = { few: 112, many: 64 } // pixels of a map on the canvas, about

// How maps lie on the canvas: pixels of a value, of a map and of its cell, and all rows.
const layout = ({ tile: [height, width], columns, numbers }) => {
  const factor = Math.max(1, Math.round(SHOWN[columns > 8 ? "many" : "few"] / Math.max(height, width)))
  const cell = [height * factor + LABEL + GAP, width * factor + GAP]
  return { factor, cell, rows: Math.ceil(numbers.length / columns) }
}

// Give the canvas its size at once, so that nothing below it moves later. To set the same one again would empty it.
const prepare = (canvas, data) => {
  const { cell, rows } = layout(data)
  const [width, height] = [data.columns * cell[1], rows * cell[0]]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

// Paint a sheet, unless another one is wanted by the time that it is decoded.
const paintWall = async (canvas, data, isWanted) => {
  const sheet = await createImageBitmap(new Blob([data.parts.sheet], { type: "image/webp" }))
  if (!isWanted()) return
  const levels = new OffscreenCanvas(sheet.width, sheet.height)
  const coloured = levels.getContext("2d", { willReadFrequently: true })
  coloured.drawImage(sheet, 0, 0)
  const picture = coloured.getImageData(0, 0, sheet.width, sheet.height)
  colourLevels(picture.data, data.scale)
  coloured.putImageData(picture, 0, 0)
  const context = canvas.getContext("2d")
  const [height, width] = data.tile
  const { factor, cell } = layout(data)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingEnabled = false // every value a block
  context.fillStyle = INK
  context.font = "14px sans-serif"
  context.textBaseline = "top"
  data.numbers.forEach((number, place) => {
    const [row, column] = [Math.floor(place / data.columns), place % data.columns]
    const [top, left] = [row * cell[0], column * cell[1]]
    context.fillText(number, left, top + 1)
    const size = [width * factor, height * factor]
    context.drawImage(levels, column * width, row * height, width, height, left, top + LABEL, ...size)
  })
}

const frame = (element, index, { rows, columns }) => {
  const inside = `(100% - ${2 * BORDER}px)`
  element.style.left = `calc(${BORDER}px + ${inside} * ${(index % columns) / columns})`
  element.style.top = `calc(${BORDER}px + ${inside} * ${Math.floor(index / columns) / rows})`
  element.style.width = `calc(${inside} * ${1 / columns})`
  element.style.height = `calc(${inside} * ${1 / rows})`
}

export default function ({ data: sent, parentElement, setStateValue }) {
  const data = unpack(sent)
  if (isLate(parentElement, data.heard)) return
  const wall = parentElement.querySelector(".wall")
  const canvas = wall.querySelector("canvas")
  const picked = wall.querySelector(".picked")
  const pointed = wall.querySelector(".pointed")
  useSchemeOf(wall)
  const count = data.numbers.length
  const grid = { rows: Math.ceil(count / data.columns), columns: data.columns }
  if (wall.dataset.version !== data.version) {
    wall.dataset.version = data.version
    prepare(canvas, data)
    paintWall(canvas, data, () => wall.dataset.version === data.version)
  }
  canvas.ariaLabel = data.label
  wall.ariaLabel = data.label
  wall.ariaValueMax = count - 1
  const show = index => {
    wall.dataset.index = index
    wall.ariaValueNow = index
    wall.ariaValueText = `map ${data.numbers[index]} of ${count}`
    frame(picked, index, grid)
  }
  const pick = index => {
    show(index)
    setStateValue("index", { value: index, edit: nextEdit(parentElement) })
  }
  // The place of the map under the pointer; null beside the maps.
  const under = event => {
    const cell = cellUnder(event, canvas, grid)
    const index = cell[0] * data.columns + cell[1]
    return isInside(cell, grid) && index < count ? index : null
  }
  show(data.index)
  wall.onclick = event => {
    const index = under(event)
    if (index !== null) pick(index)
  }
  wall.onpointermove = event => {
    const index = under(event)
    pointed.style.display = index === null ? "none" : "block"
    if (index !== null) frame(pointed, index, grid)
  }
  wall.onpointerleave = () => {
    pointed.style.display = "none"
  }
  wall.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    const index = Number(wall.dataset.index) + step[0] * data.columns + step[1]
    if (index < 0 || index >= count) return
    pick(index)
    picked.scrollIntoView({ block: "nearest", inline: "nearest" })
  }
}
