// The inspector's drawing: pictures with their legends, marks on them, the numbers of one cell, and the lens.

import { largest } from "../../shared/components/arrays.js"
import { colourOf, DARK, LIGHT, legible } from "../../shared/components/colours.js"
import { children, write } from "../../shared/components/elements.js"
import { isInside } from "../../shared/components/grid_pointer.js"
import { legend, paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"
import { valueAt } from "./sliding_window.js"

const LENS_CELL = 40 // pixels of the lens for one of the input

export const paintInput = ({ find, shown: { input } }) => {
  paint(find(".stage-in canvas"), input.values, input, input.limit)
  if (input.channels === 1) legend(find(".legend-in"), input.scale, input.limit)
}

export const paintOutput = ({ find, shown: { output } }, values) => {
  output.values = values
  output.limit = largest(values)
  paint(find(".stage-out canvas"), values, output, output.limit)
  legend(find(".legend-out"), output.scale, output.limit)
}

/** Lay a mark over some cells of a stage, moved by transform alone so that nothing is laid out anew. */
export const mark = (element, stage, { rows, columns }, [top, left], [height, width]) => {
  const y = stage.height / rows
  const x = stage.width / columns
  element.style.transform = `translate(${left * x}px, ${top * y}px)`
  element.style.width = `${width * x}px`
  element.style.height = `${height * y}px`
}

/** Write the numbers of one output cell: its grids, the signs between them, and what comes out. */
export const writeProducts = (products, { groups, total }, columns) => {
  const scrolls = groups.length > 3 // on a phone: what scrolls can be reached by keys
  products.classList.toggle("colours", scrolls)
  products.tabIndex = scrolls ? 0 : -1
  groups.forEach(({ cells, sign }, index) => {
    fillGrid(part(products, 2 * index, "grid"), columns, cells)
    write(part(products, 2 * index + 1, "sign"), sign)
  })
  const result = part(products, 2 * groups.length, "total")
  children(result, 1, span)
  write(result.firstChild, spell(total))
  result.dataset.value = total
  while (products.children.length > 2 * groups.length + 1) products.lastChild.remove()
}

const span = () => document.createElement("span")

const part = (parent, index, name) => {
  while (parent.children.length <= index) parent.append(document.createElement("div"))
  const child = parent.children[index]
  if (child.className !== name) {
    child.className = name
    child.replaceChildren()
  }
  return child
}

const fillGrid = (grid, columns, cells) => {
  grid.style.setProperty("--columns", columns)
  children(grid, cells.length, span).forEach((element, index) => {
    const { value, colour, winner, outside } = cells[index]
    write(element, outside ? "pad" : spell(value))
    element.dataset.value = value
    element.style.background = `rgb(${colour})`
    element.style.color = legible(colour)
    element.className = winner ? "winner" : ""
  })
}

/** Enlarge the input around the window until its numbers can be read: its colours in one piece, then the numbers in two inks. */
export const drawLens = ({ find, shown: { input, window }, underLens, zoom, channel }, places) => {
  const lens = find(".lens")
  const pen = lens.getContext("2d")
  const [first, last] = [places[0], places.at(-1)]
  const count = Math.max(zoom, last[0] - first[0] + 1, last[1] - first[1] + 1) // the window must fit in
  if (lens.width !== count * LENS_CELL) lens.width = lens.height = count * LENS_CELL
  const top = Math.floor((first[0] + last[0] - count + 1) / 2)
  const left = Math.floor((first[1] + last[1] - count + 1) / 2)
  const { values, numbers, outside } = around(input, window, { top, left, count, channel })
  paint(underLens, values, { rows: count, columns: count, channels: input.channels, scale: input.scale }, input.limit)
  pen.imageSmoothingEnabled = false
  pen.drawImage(underLens, 0, 0, lens.width, lens.height)
  pen.fillStyle = "#969696"
  for (const [i, j] of outside) pen.fillRect(j * LENS_CELL, i * LENS_CELL, LENS_CELL, LENS_CELL)
  pen.font = "600 15px system-ui, sans-serif"
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  for (const ink of [DARK, LIGHT]) {
    pen.fillStyle = ink
    for (const [text, i, j] of numbers[ink]) pen.fillText(text, (j + 0.5) * LENS_CELL, (i + 0.5) * LENS_CELL, LENS_CELL - 3)
  }
  pen.lineWidth = 4
  pen.strokeStyle = "#ffb000"
  const [x, y] = [first[1] - left, first[0] - top]
  pen.strokeRect(x * LENS_CELL, y * LENS_CELL, (last[1] - first[1] + 1) * LENS_CELL, (last[0] - first[0] + 1) * LENS_CELL)
}

// The values of a square of the input, its numbers by the ink that each is written in, and its places outside of the input.
const around = (input, window, { top, left, count, channel }) => {
  const { channels, scale, limit } = input
  const values = new Float32Array(count * count * channels)
  const numbers = { [DARK]: [], [LIGHT]: [] }
  const outside = []
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const place = [top + i, left + j]
      const at = (i * count + j) * channels
      if (!isInside(place, input)) {
        outside.push([i, j])
        continue
      }
      for (let c = 0; c < channels; c++) values[at + c] = valueAt(input, window, place, c)
      const colour = channels === 3 ? values.subarray(at, at + 3) : colourOf(values[at], scale, limit)
      const number = values[at + Math.min(channel, channels - 1)]
      numbers[legible(colour)].push([Math.abs(number) >= 100 ? Math.round(number) : Math.round(number * 10) / 10, i, j])
    }
  return { values, numbers, outside }
}
