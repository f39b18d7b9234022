"""Thumbnails to choose from: any number of them, by mouse, touch or keyboard."""

import base64

import streamlit as st

_HTML = """
<div class="grid" role="group"></div>
<p class="said" aria-live="polite"></p>
"""

_CSS = """
.grid { display: flex; flex-wrap: wrap; gap: 6px; }
button { position: relative; padding: 0; border: 3px solid transparent; border-radius: 6px; cursor: pointer;
  background-repeat: no-repeat;
  background-origin: border-box; background-clip: border-box; }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
button[aria-pressed="true"] { border-color: var(--st-primary-color); box-shadow: 0 0 0 2px var(--st-background-color) inset; }
button[aria-pressed="true"]::after { content: "✓"; position: absolute; right: 0; top: 0;
  padding: 0 5px 1px; font: 700 15px var(--st-font);
  color: #fff; background: var(--st-primary-color); border-radius: 0 0 0 6px; }
button .alike { position: absolute; left: 0; bottom: 0; padding: 0 5px;
  font: 600 13px var(--st-font); color: #000; background: #ffb000; }
.said { font-family: var(--st-font); color: var(--st-text-color); margin: 0.4rem 0 0; }
"""

_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const grid = parentElement.querySelector(".grid"), said = parentElement.querySelector(".said")
  const tell = chosen => {
    said.textContent = chosen.length ? `${chosen.length} chosen` : "None chosen: point at pictures to remove or move them."
  }
  if (grid.dataset.sheet === data.sheet) return
  grid.dataset.sheet = data.sheet
  if (grid.sheetUrl) URL.revokeObjectURL(grid.sheetUrl)
  const bytes = Uint8Array.from(atob(data.image), letter => letter.charCodeAt(0))
  grid.sheetUrl = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }))
  grid.ariaLabel = data.label
  grid.replaceChildren()
  const chosen = new Set()
  data.numbers.forEach((number, place) => {
    const button = document.createElement("button"), size = data.size
    button.type = "button"
    button.style.width = button.style.height = `${size}px`
    button.style.backgroundImage = `url(${grid.sheetUrl})`
    button.style.backgroundPosition = `-${(place % data.columns) * size}px -${Math.floor(place / data.columns) * size}px`
    const alike = data.alike[place]
    button.ariaLabel = `Picture ${number + 1}` + (alike ? `, nearly the same as others of group ${alike}` : "")
    button.ariaPressed = "false"
    if (alike) {
      const mark = document.createElement("span")
      mark.className = "alike"
      mark.textContent = `≈${alike}`
      button.append(mark)
    }
    button.onclick = () => {
      const now = !chosen.has(number)
      now ? chosen.add(number) : chosen.delete(number)
      button.ariaPressed = String(now)
      const list = [...chosen].sort((a, b) => a - b)
      tell(list)
      setStateValue("chosen", list)
    }
    grid.append(button)
  })
  tell([])
}
"""

_COMPONENT = st.components.v2.component("gallery", html=_HTML, css=_CSS, js=_JS)


def gallery(sheet, size, columns, numbers, alike, label, *, key):
    """Show thumbnails and let some of them be chosen.

    Parameters
    ----------
    sheet : bytes, JPEG: thumbnails of `size` × `size` pixels, `columns` in a row, without gaps
    numbers : list of int, what the thumbnails are called, in their order
    alike : list of int, for each the group of pictures that show nearly the same, counted from 1; 0 for none
    label : str, what the gallery shows
    key : str; another key begins with nothing chosen

    Returns
    -------
    list of int : those of `numbers` that are chosen
    """
    chosen = st.session_state.get(key, {}).get("chosen") or []
    _COMPONENT(
        key=key,
        data={
            "image": base64.b64encode(sheet).decode(),
            "sheet": key,
            "size": size,
            "columns": columns,
            "numbers": numbers,
            "alike": alike,
            "label": label,
        },
        on_chosen_change=lambda: None,
    )
    return [number for number in chosen if number in numbers]
