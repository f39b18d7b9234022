// The inspector's drawing: pictures with their legends, marks on them, the numbers of one cell, and the lines between them.

import { largest } from "../../shared/components/arrays.js"
import { colourOf, legible } from "../../shared/components/colours.js"
import { children, write } from "../../shared/components/elements.js"
import { legend, paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"

export const paintInput = ({ find, shown: { input } }) => {
  if (input.colours) paint(find(".stage-in canvas"), input.colours, { ...input, channels: 3 })
  else paint(find(".stage-in canvas"), input.values, input, input.limit)
  if (input.channels === 1) legend(find(".legend-in"), input.scale, input.limit)
}

/** Paint a map where it is kept; what of it is shown is the sweep's (inspector_sweep.js). */
export const paintOutput = (state, values) => {
  const { find, shown } = state
  const { output } = shown
  output.values = values
  output.limit = limitOf(shown, values)
  state.map ??= document.createElement("canvas")
  paint(state.map, values, output, output.limit)
  legend(find(".legend-out"), output.scale, output.limit)
}

/** What a map's colours run up to: its largest value, or what all maps of this lesson share. */
export const limitOf = ({ output, bias }, values) => {
  if (output.upTo) return Math.max(output.upTo, largest(values))
  return output.reach ? largest(values.map(value => value - bias)) + output.reach : largest(values)
}

/** Lay a mark over some cells of a stage, moved by transform alone so that nothing is laid out anew. */
export const mark = (element, stage, { rows, columns }, [top, left], [height, width]) => {
  const y = stage.height / rows
  const x = stage.width / columns
  element.style.transform = `translate(${left * x}px, ${top * y}px)`
  element.style.width = `${width * x}px`
  element.style.height = `${height * y}px`
}

/** Write the numbers of one output cell: what lies under the window, the products, and what comes out. */
export const writeCell = ({ find, shown }, { patches, products, bias, total }) => {
  writeGrids(find(".patches"), patches, shown.window.columns)
  writeGrids(find(".products"), products, shown.window.columns)
  if (bias !== null) writeBias(find, total, bias, shown)
  const element = find(".total")
  const result = element.firstElementChild
  const colour = colourOf(total, shown.output.scale, shown.output.limit)
  write(result, spell(total))
  element.dataset.value = total
  element.style.background = `rgb(${colour})`
  element.style.color = legible(colour)
}

const writeBias = (find, total, bias, { output }) => {
  const parts = [
    [".subtotal", total - bias],
    [".bias", bias],
  ]
  for (const [name, value] of parts) {
    const colour = colourOf(value, output.scale, output.limit)
    const { style } = find(name)
    write(find(name), spell(value))
    style.background = `rgb(${colour})`
    style.color = legible(colour)
  }
}

const writeGrids = (parent, groups, columns) => {
  children(parent, groups.length, grid).forEach((element, index) => {
    element.style.setProperty("--columns", columns)
    fillGrid(element, groups[index])
  })
}

const span = () => document.createElement("span")
const grid = () => Object.assign(document.createElement("div"), { className: "grid" })

const fillGrid = (element, cells) => {
  children(element, cells.length, span).forEach((cell, index) => {
    const { value, colour, winner, outside } = cells[index]
    write(cell, outside ? "pad" : spell(value))
    cell.dataset.value = value
    cell.style.background = `rgb(${colour})`
    cell.style.color = legible(colour)
    cell.className = winner ? "winner" : ""
  })
}

/** Draw the lines from the window to its numbers, and from their sum to its cell. */
export const link = ({ find, shown, cell, places }, first, [height, width]) => {
  const { input, output, patch, total, isNarrow } = places
  const [x, y] = [input.width / shown.input.columns, input.height / shown.input.rows]
  const window = { left: input.left + first[1] * x, top: input.top + first[0] * y, width: width * x, height: height * y }
  const end = {
    x: output.left + ((cell[1] + 0.5) * output.width) / shown.output.columns,
    y: output.top + ((cell[0] + 0.5) * output.height) / shown.output.rows,
  }
  const right = window.left + window.width
  const lines = isNarrow
    ? {
        top: falling({ x: window.left, y: window.top + window.height }, { x: patch.left, y: patch.top }),
        bottom: falling({ x: right, y: window.top + window.height }, { x: patch.left + patch.width, y: patch.top }),
        result: falling(end, { x: total.left + total.width / 2, y: total.top }),
      }
    : {
        top: crossing({ x: right, y: window.top }, { x: patch.left - 3, y: patch.top }),
        bottom: crossing({ x: right, y: window.top + window.height }, { x: patch.left - 3, y: patch.top + patch.height }),
        result: crossing({ x: total.left + total.width + 2, y: total.top + total.height / 2 }, end),
      }
  for (const [name, line] of Object.entries(lines)) find(`.links .${name}`).setAttribute("d", line)
}

const crossing = (from, to) => {
  const middle = (from.x + to.x) / 2
  return `M${round(from.x)} ${round(from.y)}C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
}

const falling = (from, to) => {
  const middle = (from.y + to.y) / 2
  return `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${round(middle)} ${round(to.x)} ${round(middle)} ${round(to.x)} ${round(to.y)}`
}

const round = value => Math.round(10 * value) / 10
