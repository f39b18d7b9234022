"""One map, enlarged: a cell is picked by mouse, touch or arrow keys."""

import streamlit as st

from pages.shared.components.arrays import ARRAYS_JS, COLOURS, array_data
from pages.shared.components.numbered_edits import EDITS_JS, heard, take

_HTML = """
<div class="map" tabindex="0" role="application"><canvas></canvas><div class="mark"></div></div>
<div class="legend"><div class="bar"></div><div class="ends"><span></span><span></span><span></span></div></div>
<p class="said" aria-live="polite"></p>
"""

_CSS = """
.map { position: relative; line-height: 0; cursor: crosshair; overflow: hidden; }
.map:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
canvas { width: 100%; image-rendering: pixelated; }
.mark { position: absolute; left: 0; top: 0; box-sizing: border-box; pointer-events: none; min-width: 7px; min-height: 7px;
  border: 2px solid #ffb000; box-shadow: 0 0 0 1.5px #000; }
.bar { height: 0.6rem; border-radius: 0.3rem; margin-top: 0.5rem; }
.ends { display: flex; justify-content: space-between; font-size: 0.95rem; }
.legend, .said { font-family: var(--st-font); color: var(--st-text-color); }
.said { margin: 0.5rem 0 0; }
"""

_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const close = () => forgetEdits(parentElement)
  if (isLate(parentElement, data.heard)) return close
  const map = parentElement.querySelector(".map"), mark = parentElement.querySelector(".mark")
  const { rows, columns } = data.map, values = decode(data.map), limit = largest(values)
  paint(decodeTables(data.tables), map.querySelector("canvas"), values, { rows, columns, scale: "magnitude" }, limit)
  legend(data.gradients, parentElement.querySelector(".legend"), "magnitude", limit)
  map.ariaLabel = data.label
  const show = (row, column) => {
    map.dataset.row = row
    map.dataset.column = column
    mark.style.width = `${100 / columns}%`
    mark.style.height = `${100 / rows}%`
    mark.style.left = `${100 * column / columns}%`
    mark.style.top = `${100 * row / rows}%`
    parentElement.querySelector(".said").textContent = `Row ${row}, column ${column}: ${spell(values[row * columns + column])}`
  }
  const pick = (row, column) => {
    row = Math.min(Math.max(row, 0), rows - 1)
    column = Math.min(Math.max(column, 0), columns - 1)
    show(row, column)
    setStateValue("cell", { value: [row, column], edit: nextEdit(parentElement) })
  }
  show(...data.cell)
  map.onclick = event => {
    const box = map.getBoundingClientRect()
    const row = Math.floor((event.clientY - box.top) / box.height * rows)
    pick(row, Math.floor((event.clientX - box.left) / box.width * columns))
  }
  map.onkeydown = event => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key]
    if (!step) return
    event.preventDefault()
    pick(Number(map.dataset.row) + step[0], Number(map.dataset.column) + step[1])
  }
  return close
}
"""

_COMPONENT = st.components.v2.component("cell_picker", html=_HTML, css=_CSS, js=ARRAYS_JS + EDITS_JS + _JS)


def cell_picker(values, label, *, start, key):
    """Show a map and let one of its cells be picked.

    Parameters
    ----------
    values : float32 array of shape (rows, columns), 0 or more
    label : str, what the map is, for those who can't see it
    start : (row, column) at first
    key : str; another key begins anew at `start`

    Returns
    -------
    (row, column)
    """
    picked = (st.session_state.get(key, {}).get("cell") or {}).get("value") or start
    cell = [min(max(int(place), 0), length - 1) for place, length in zip(picked, values.shape, strict=True)]
    data = {"map": array_data(values), "label": label, "cell": cell, "heard": heard(key)} | COLOURS
    _COMPONENT(key=key, data=data, on_cell_change=lambda: take(key, "cell"))
    return tuple(cell)
