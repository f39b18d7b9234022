// One map, enlarged: a cell is picked by mouse, touch or arrow keys.

import { decode, largest } from "../../shared/components/arrays.js"
import { useSchemeOf } from "../../shared/components/colours.js"
import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { legend, paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"

export default function ({ data, parentElement, setStateValue }) {
  if (isLate(parentElement, data.heard)) return
  const find = selector => parentElement.querySelector(selector)
  const map = find(".map")
  useSchemeOf(map)
  const mark = find(".mark")
  const { rows, columns } = data.map
  const values = decode(data.map)
  const limit = largest(values)
  paint(find("canvas"), values, { rows, columns, scale: "magnitude" }, limit)
  legend(find(".legend"), "magnitude", limit)
  map.ariaLabel = data.label
  mark.style.width = `${100 / columns}%`
  mark.style.height = `${100 / rows}%`
  let cell
  const show = ([row, column]) => {
    cell = [row, column]
    map.dataset.row = row
    map.dataset.column = column
    mark.style.left = `${(100 * column) / columns}%`
    mark.style.top = `${(100 * row) / rows}%`
    find(".said").textContent = `Row ${row}, column ${column}: ${spell(values[row * columns + column])}`
  }
  const pick = place => {
    show(nearestCell(place, data.map))
    setStateValue("cell", { value: cell, edit: nextEdit(parentElement) })
  }
  show(data.cell)
  map.onclick = event => pick(cellUnder(event, map, data.map))
  map.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    pick([cell[0] + step[0], cell[1] + step[1]])
  }
}
