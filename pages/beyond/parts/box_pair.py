"""Two boxes over a picture, dragged and stretched by mouse, touch or keys, with what they share."""

import base64

import streamlit as st

from lessons.core.boxes import agreement, read_box
from lessons.figures.pictures import jpeg
from lessons.images.resizing import fit_within
from lessons.texts import words
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take
from pages.shared.session.state import last_good

LONGEST = 320  # pixels of the picture's longer side: the boxes' numbers are about these
_STARTS = {"a": (0.2, 0.15, 0.65, 0.75), "b": (0.4, 0.3, 0.9, 0.95)}  # shares of the picture's width and height
_GARAGE = {"a": (0.02, 0.03, 0.83, 0.6), "b": (0.125, 0.115, 0.91, 0.9)}  # B is around the motorbike; A does not fit into it
GARAGE, YOURS = "a garage", "your picture"
_BOXES = "two boxes"
_COMPONENT = component(__file__)


def box_pair(picture, *, key, instead=None, garage=None):
    """Let two boxes be moved over a picture, and work out their IoU.

    Parameters
    ----------
    picture : pages.shared.session.state.Picture
    key : str, the page's slug
    garage : a picture with a motorbike among other things, which is shown until the learner asks for theirs; or None
    instead : dict of a name -> function of a place for its controls: what the stage can show in their place; or None

    Returns
    -------
    (lessons.core.boxes.Agreement, str) : how they agree, and the same worked out in words
    """
    boxes, stage, told = {}, st.container(key="stage_high"), st.container()
    row = st.container(key="stage_controls", horizontal=True, gap="small", vertical_alignment="bottom")
    choice = row.container(width="content")  # of the picture: it stands first
    on_stage = _BOXES
    if instead is not None:
        on_stage = row.segmented_control(
            "On the stage", [_BOXES, *instead], default=_BOXES, required=True, key=f"{key}_stage", bind="query-params"
        )
    if on_stage != _BOXES:
        with stage:
            instead[on_stage](row)
    starts = _STARTS
    if garage is not None:
        asked = choice.segmented_control(
            "Picture",
            [GARAGE, YOURS],
            default=GARAGE,
            required=True,
            key=f"{key}_shown",
            bind="query-params",
            on_change=_begin_anew,
            args=(key,),
            disabled=on_stage != _BOXES,
        )
        picture, starts = (garage, _GARAGE) if asked == GARAGE else (picture, _STARTS)
    shown = fit_within(picture.pixels, LONGEST)
    rows, columns = shown.shape[:2]
    more = row.popover("More", width="content")
    for name, shares in starts.items():
        left, top, right, bottom = (int(share * length) for share, length in zip(shares, (columns, rows) * 2, strict=True))
        start = (left, top, max(right, left + 1), max(bottom, top + 1))
        widget = f"{key}_box_{name}"
        label = f"Box {name.upper()}: left, top, right, bottom"
        text = more.text_input(label, " ".join(map(str, start)), key=widget, bind="query-params")
        with told:
            good = f"{widget}_{rows}_{columns}"
            boxes[name] = last_good(good, lambda text=text: read_box(text, rows=rows, columns=columns), start)
    if on_stage == _BOXES:
        data = {
            "picture": "data:image/jpeg;base64," + base64.b64encode(jpeg(shown)).decode(),
            "rows": rows,
            "columns": columns,
            "boxes": {name: list(box) for name, box in boxes.items()},
            "heard": heard(f"{key}_pair"),
        }
        with stage:
            _COMPONENT(key=f"{key}_pair", data=data, on_moved_change=lambda: _take(key))
    steps = agreement(boxes["a"], boxes["b"])
    meets = "iou" if steps.shared else "iou_none"
    return steps, words("detection", meets, **vars(steps), a=_told(boxes["a"]), b=_told(boxes["b"]))


def _begin_anew(key):
    """Boxes of one picture mean nothing on another."""
    for name in _STARTS:
        st.session_state.pop(f"{key}_box_{name}", None)


def _take(key):
    """What was dragged becomes the text, so that the link and the numbers follow."""
    for name, box in take(f"{key}_pair", "moved").items():
        if name in ("a", "b"):
            st.session_state[f"{key}_box_{name}"] = " ".join(f"{float(value):.0f}" for value in box)


def _told(box):
    return "(" + ", ".join(f"{value:g}" for value in box) + ")"
