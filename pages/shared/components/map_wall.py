"""A wall of feature maps: one sheet to look at, point at, and pick a map from by mouse, touch or arrow keys."""

import base64
import hashlib

import streamlit as st

from pages.shared.components.numbered_edits import EDITS_JS, heard, take

_HTML = """
<div class="scroll">
  <div class="wall" tabindex="0" role="slider" aria-valuemin="0">
    <img alt="">
    <div class="frame picked"></div>
    <div class="frame pointed"></div>
  </div>
</div>
"""

_CSS = """
.scroll { overflow: auto; max-height: 34rem; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
.wall { position: relative; min-width: 36rem; outline: none; cursor: pointer; line-height: 0; padding: 4px; }
.wall:focus-visible { box-shadow: inset 0 0 0 3px var(--st-primary-color); }
img { width: 100%; display: block; }
.frame { position: absolute; box-sizing: border-box; pointer-events: none; border-radius: 3px; }
.picked { border: 3px solid var(--st-primary-color); box-shadow: 0 0 0 2px #fff; }
.pointed { border: 2px dashed #555; display: none; }
"""

_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const close = () => forgetEdits(parentElement)
  if (isLate(parentElement, data.heard)) return close
  const wall = parentElement.querySelector(".wall"), image = wall.querySelector("img"), count = data.numbers.length
  const picked = wall.querySelector(".picked"), pointed = wall.querySelector(".pointed")
  const rows = Math.ceil(count / data.columns)
  if (wall.dataset.sheet !== data.sheet) { wall.dataset.sheet = data.sheet; image.src = data.image }
  image.alt = data.label
  const frame = (element, index) => {
    const column = index % data.columns, row = Math.floor(index / data.columns)
    element.style.left = `calc(4px + (100% - 8px) * ${column / data.columns})`
    element.style.top = `calc(4px + (100% - 8px) * ${row / rows})`
    element.style.width = `calc((100% - 8px) * ${1 / data.columns})`
    element.style.height = `calc((100% - 8px) * ${1 / rows})`
  }
  const show = index => {
    wall.dataset.index = index
    wall.ariaValueNow = index
    wall.ariaValueMax = count - 1
    wall.ariaLabel = data.label
    wall.ariaValueText = `map ${data.numbers[index]} of ${count}`
    frame(picked, index)
  }
  const pick = index => { show(index); setStateValue("index", { value: index, edit: nextEdit(parentElement) }) }
  const under = event => {
    const box = image.getBoundingClientRect()
    const column = Math.floor((event.clientX - box.left) / box.width * data.columns)
    const row = Math.floor((event.clientY - box.top) / box.height * rows)
    const index = row * data.columns + column
    return column >= 0 && column < data.columns && index >= 0 && index < count ? index : null
  }
  show(data.index)
  wall.onclick = event => { const index = under(event); if (index !== null) pick(index) }
  wall.onpointermove = event => {
    const index = under(event)
    pointed.style.display = index === null ? "none" : "block"
    if (index !== null) frame(pointed, index)
  }
  wall.onpointerleave = () => { pointed.style.display = "none" }
  wall.onkeydown = event => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: data.columns, ArrowUp: -data.columns }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const index = Number(wall.dataset.index) + step
    if (index < 0 || index >= count) return
    pick(index)
    picked.scrollIntoView({ block: "nearest", inline: "nearest" })
  }
  return close
}
"""

_COMPONENT = st.components.v2.component("map_wall", html=_HTML, css=_CSS, js=EDITS_JS + _JS)


def map_wall(columns, numbers, png, label, *, key, start=0):
    """Show a sheet of maps and let one be picked.

    Parameters
    ----------
    columns : int, maps per row, as in lessons.figures.pictures.Sheet
    numbers : sequence of int, what each map is called, in the order of the wall
    png : bytes, the sheet as PNG
    label : str, what the wall shows, for those who can't see it
    key : str; another key begins anew
    start : int, the place on the wall of the map that is picked at first

    Returns
    -------
    int : the place on the wall of the picked map
    """
    picked = (st.session_state.get(key, {}).get("index") or {}).get("value")
    index = picked if isinstance(picked, int) and 0 <= picked < len(numbers) else start
    _COMPONENT(
        key=key,
        data={
            "image": "data:image/png;base64," + base64.b64encode(png).decode(),
            "sheet": hashlib.blake2b(png, digest_size=8).hexdigest(),
            "label": label,
            "columns": columns,
            "numbers": [int(number) for number in numbers],
            "index": index,
            "heard": heard(key),
        },
        on_index_change=lambda: take(key, "index"),
    )
    return index
