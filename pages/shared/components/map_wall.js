// A wall of feature maps: one sheet to look at, point at, and pick a map from by mouse, touch or arrow keys.

import { arrowStep, cellUnder, isInside } from "./grid_pointer.js"
import { isLate, nextEdit } from "./numbered_edits.js"

const BORDER = 4 // pixels around the sheet

const frame = (element, index, { rows, columns }) => {
  const inside = `(100% - ${2 * BORDER}px)`
  element.style.left = `calc(${BORDER}px + ${inside} * ${(index % columns) / columns})`
  element.style.top = `calc(${BORDER}px + ${inside} * ${Math.floor(index / columns) / rows})`
  element.style.width = `calc(${inside} * ${1 / columns})`
  element.style.height = `calc(${inside} * ${1 / rows})`
}

export default function ({ data, parentElement, setStateValue }) {
  if (isLate(parentElement, data.heard)) return
  const wall = parentElement.querySelector(".wall")
  const image = wall.querySelector("img")
  const picked = wall.querySelector(".picked")
  const pointed = wall.querySelector(".pointed")
  const count = data.numbers.length
  const grid = { rows: Math.ceil(count / data.columns), columns: data.columns }
  if (wall.dataset.sheet !== data.sheet) {
    wall.dataset.sheet = data.sheet
    image.src = data.image
  }
  image.alt = data.label
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
    const cell = cellUnder(event, image, grid)
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
