"""A row for each class of one's own pictures: name it, hold a button to record, drop pictures, and see them all at once."""

import base64

import numpy as np
import streamlit as st

from lessons.data.own_data import LONGEST
from lessons.figures.pictures import jpeg
from lessons.images.camera_frames import MOST_FRAMES, decode_burst
from lessons.images.resizing import center_square, square
from lessons.texts import words
from pages.shared.components.component_files import component
from pages.shared.session.own_pictures import add_pictures, own_classes, remove_class, rename
from pages.transfer.parts.named_classes import forget_row, name_row, row_names

PER_SECOND = 8  # frames while the button is held
SHOWN = 40  # pictures of a row, the latest first
WIDE, HIGH = 72, 54  # pixels of a thumbnail
LEAST_ROWS = 2

_COMPONENT = component(__file__)


def class_rows(*, key):
    """Show the classes of the desk, and let them be named, recorded and dropped on. What can't be taken gets a sentence."""
    seen, error = f"state_{key}_seen", f"state_{key}_error"

    def receive():
        payload = st.session_state[key].sent
        payload = payload if isinstance(payload, dict) else {}
        number = payload.get("number")
        st.session_state[seen] = number if isinstance(number, int) else 0
        try:
            act(payload)
        except ValueError as refusal:
            st.session_state[error] = str(refusal)

    names, classes = row_names(), own_classes()
    rows = [_row(name, is_own, classes.get(name, ()), len(names)) for name, is_own in names]
    data = {
        "rows": rows,
        "longest": LONGEST,
        "most": MOST_FRAMES,
        "pause": 1000 / PER_SECOND,
        "seen": st.session_state.get(seen, 0),
        "hint": words("train", "hint"),
        "hintFiles": words("train", "hint_files"),
    }
    _COMPONENT(key=key, data=data, on_sent_change=receive)
    refusal = st.session_state.pop(error, None)
    if refusal:
        st.error(refusal, icon=":material/error:")


def _row(name, is_own, shots, rows):
    latest = shots[::-1][:SHOWN]
    return {
        "name": name if is_own or shots else "",
        "count": len(shots),
        "shown": len(latest),
        "sheet": _kept_sheet(name, shots) if shots else "",
        "version": f"{name} {len(shots)} {id(shots)}",
        "leaves": rows > LEAST_ROWS,
    }


def _kept_sheet(name, shots):
    """The thumbnails of the latest pictures, in base64: made once, for as long as a class has these pictures."""
    kept = st.session_state.setdefault("state_sheets_of_classes", {})
    for other in kept.keys() - own_classes().keys():
        del kept[other]
    if name not in kept or kept[name][0] is not shots:
        kept[name] = (shots, base64.b64encode(_sheet(shots[::-1][:SHOWN])).decode())
    return kept[name][1]


def _sheet(shots):
    """Thumbnails side by side, without gaps."""
    return jpeg(np.hstack([_thumbnail(shot) for shot in shots]))


def _thumbnail(shot):
    """The middle of a picture, as wide as a thumbnail is."""
    whole = square(center_square(shot.pixels), WIDE)
    top = (WIDE - HIGH) // 2
    return whole[top : top + HIGH]


def act(payload):
    """Do what the learner did in a row. Whatever comes is a stranger's: it is checked here and where it arrives.

    Parameters
    ----------
    payload : dict of "row", a place from 0, and "what": "burst" or "files" with "frames", "name" with "name", or "leave"

    Raises
    ------
    ValueError
        If it can't be done. The message is a sentence for learners, and nothing was changed.
    """
    names, place = [name for name, _ in row_names()], payload.get("row")
    if not isinstance(place, int) or not 0 <= place < len(names):
        return
    name, what = names[place], payload.get("what")
    if what in ("burst", "files"):
        add_pictures(name, decode_burst(payload.get("frames")), burst=what == "burst")
    elif what == "name" and isinstance(payload.get("name"), str):
        _rename(name, payload["name"])
    elif what == "leave" and len(names) > LEAST_ROWS:
        forget_row(name)
        remove_class(name)


def _rename(name, other):
    """The row first: it refuses a name that another row has."""
    if not other.strip():
        return
    name_row(name, other)
    if name in own_classes():
        rename(name, other)
