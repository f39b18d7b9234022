"""A widget in the browser, from the files beside its Python."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_UNSEEN = ":host(:not([data-listens])) { visibility: hidden }\n"


def component(python_file: str) -> Callable:
    """What mounts the widget of this Python file: map_wall.py has its parts in map_wall.html, map_wall.css and map_wall.js."""
    html, css, js = (Path(python_file).with_suffix(suffix) for suffix in (".html", ".css", ".js"))
    return st.components.v2.component(
        js.stem, html=html.read_text("utf-8"), css=_UNSEEN + css.read_text("utf-8"), js=script(js)
    )
