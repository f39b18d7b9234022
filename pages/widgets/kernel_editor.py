"""A kernel as a grid of numbers that can be typed into, each cell in its colour on the signed scale."""

import streamlit as st

from lessons.core.kernels import format_kernel
from lessons.figures.colours import signed_to_rgb

_HTML = """
<div class="kernel" role="group" aria-label="Kernel">
</div>
"""

_CSS = """
.kernel { display: grid; gap: 4px; justify-content: start; }
input {
  box-sizing: border-box; width: 100%; height: 3.1rem; padding: 0; text-align: center;
  font: 600 1.05rem var(--st-font); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  appearance: textfield; -moz-appearance: textfield;
}
input:focus { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
"""

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const grid = parentElement.querySelector(".kernel")
  const rows = data.cells.length, columns = data.cells[0].length
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(2.2rem, 4.2rem))`
  while (grid.children.length > rows * columns) grid.lastChild.remove()
  while (grid.children.length < rows * columns) {
    const input = document.createElement("input")
    input.inputMode = "text"
    grid.append(input)
  }
  const inputs = [...grid.children]
  const send = () => {
    const text = data.cells.map((_, row) => inputs.slice(row * columns, (row + 1) * columns)
      .map(input => input.value.trim().replace(/[\\s;,]+/g, "_") || "?").join(" ")).join("; ")
    setTriggerValue("edited", text)
  }
  inputs.forEach((input, index) => {
    const row = Math.floor(index / columns), column = index % columns
    input.value = data.cells[row][column]
    input.style.background = data.papers[row][column]
    input.style.color = data.inks[row][column]
    input.ariaLabel = `row ${row + 1}, column ${column + 1}`
    input.onchange = send
    input.onfocus = () => input.select()
  })
}
"""

_COMPONENT = st.components.v2.component("kernel_editor", html=_HTML, css=_CSS, js=_JS)


def kernel_editor(kernel, *, key, on_edit):
    """Show a kernel and let it be edited.

    Parameters
    ----------
    kernel : float32 array of shape (rows, columns)
    key : str
    on_edit : function of the new kernel as text, as the learner typed it: it may not be a kernel at all
    """
    colours = signed_to_rgb(kernel)
    _COMPONENT(
        key=key,
        data={
            "cells": [row.split() for row in format_kernel(kernel).split(";")],
            "papers": [[f"rgb({r}, {g}, {b})" for r, g, b in row] for row in colours],
            "inks": [["#111" if colour.mean() > 120 else "#fff" for colour in row] for row in colours],
        },
        on_edited_change=lambda: on_edit(st.session_state[key].edited),
    )
