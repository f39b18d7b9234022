"""The learner says first where the thing is, with a box of their own; then a network says it, and both are compared."""

import base64

import numpy as np
import streamlit as st

from lessons.core.boxes import iou, read_box
from lessons.core.percent import percent
from lessons.figures.pictures import jpeg
from lessons.images.resizing import fit_within
from lessons.texts import words
from pages.beyond.parts.heat_box import SURE, box_at_first
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take
from pages.shared.lesson.plain_text import plain
from pages.shared.session import caches
from pages.shared.session.network_choice import network_choice
from pages.shared.session.state import last_good, take_picture

LONGEST = 480  # pixels of the picture's longer side: the boxes' numbers are about these
_START = (0.06, 0.08, 0.36, 0.46)  # shares of the picture's width and height: a box around nothing
NAMELESS = "the thing"  # what is to be found, where no network knows its name
_OFF_CENTRE = "coffee"  # a picture whose thing doesn't fill it
_COMPONENT = component(__file__)


def own_box(picture, places, stage, *, key):
    """Let the learner drag a box over the picture, and ask a network for its own.

    Parameters
    ----------
    picture : Picture
    places : three containers: the switch that asks the network, another picture, and what is rarely changed
    stage : container for the figure
    key : str, the page's slug

    Returns
    -------
    dict : what the steps to try ask for
    """
    first, another, more = places
    if st.session_state.get(f"{key}_own_of") not in (None, picture.digest):  # a box of one picture means nothing on another
        st.session_state.pop(f"{key}_own", None)
        st.session_state.pop(f"{key}_ask", None)
    st.session_state[f"{key}_own_of"] = picture.digest
    with more:
        asked = network_choice(key=key)
        shown = fit_within(picture.pixels, LONGEST)
        rows, columns = shown.shape[:2]
        start = tuple(int(share * length) for share, length in zip(_START, (columns, rows) * 2, strict=True))
        text = st.text_input("Your box: left, top, right, bottom", " ".join(map(str, start)), key=f"{key}_own")
        own = last_good(f"{key}_own_{rows}_{columns}", lambda: read_box(text, rows=rows, columns=columns), start)
    is_asked = first.toggle("Ask the network", key=f"{key}_ask")
    off_centre = caches.bundled_picture(_OFF_CENTRE)
    if picture.digest != off_centre.digest and another.button("Another picture: a cup of coffee", key=f"{key}_coffee"):
        take_picture(off_centre)
        st.rerun()
    found, best = None, caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[0]
    if is_asked:
        with stage, st.spinner("Asking Grad-CAM", show_time=True):
            found = box_at_first(asked, picture, best.index)
        found = None if found is None else np.asarray(found) * columns / picture.pixels.shape[1]
    thing = f"the {best.name}" if best.probability >= SURE else NAMELESS
    said = {"label": best.name, "probability": percent(best.probability), "thing": thing}
    data = {
        "picture": "data:image/jpeg;base64," + base64.b64encode(jpeg(shown)).decode(),
        "rows": rows,
        "columns": columns,
        "box": list(own),
        "found": None if found is None else found.tolist(),
        "words": {
            "ask": words("localisation", "ask" if not is_asked else "no_box" if found is None else "asked", **said),
            "note": words("localisation", "note"),
            "yours": "yours",
        },
        "heard": heard(f"{key}_boxed"),
    }
    with stage:
        _COMPONENT(key=f"{key}_boxed", data=data, on_moved_change=lambda: _take(key))
    is_moved = tuple(own) != start
    return {"own_iou": None if found is None or not is_moved else float(iou(own, found)), "thing": plain(thing)}


def _take(key):
    """What was dragged becomes the text, so that the numbers follow."""
    st.session_state[f"{key}_own"] = " ".join(f"{float(value):.0f}" for value in take(f"{key}_boxed", "moved"))
