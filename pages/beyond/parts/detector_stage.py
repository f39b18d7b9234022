"""The learner's photo with what a real detector says about it: boxes or objectness, and the cell that is pointed at."""

import base64

import numpy as np
import streamlit as st

from lessons.core.percent import percent
from lessons.core.yolo import GRIDS
from lessons.figures.pictures import webp
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

BOXES, DOUBLES, OBJECTNESS = "Boxes", "With doubles", "Objectness"
_COMPONENT = component(__file__)


def detector_stage(fitted, proposals, kept, labels, *, grid, show, least, told, cell, is_picked, key):
    """Show the photo and the numbers of a cell; a click picks another one.

    Parameters
    ----------
    fitted : lessons.images.letterbox.Letterbox
    proposals, kept : what lessons.finding.proposals makes of it
    labels : the classes' names
    grid : int, which of GRIDS is pointed at
    show : BOXES, DOUBLES or OBJECTNESS
    least : float, score of a box that is shown
    told : str, what was found, in words
    cell : (row, column) that is shown
    is_picked : bool, whether the learner picked it: its sums are shown once they have pointed somewhere
    key : str; what is picked is written to `{key}_cell` as its middle, "down across", in pixels of the network's input
    """
    chosen = GRIDS[grid]
    before = sum(each.cells**2 * len(each.anchors) for each in GRIDS[:grid])
    count = chosen.cells**2 * len(chosen.anchors)
    here = slice(before, before + count)
    said = proposals.said[grid].reshape(count, -1)
    best = said[np.arange(count), 5 + proposals.targets[here]]
    sent = np.column_stack([said[:, :5], best, proposals.targets[here]]).astype(np.float32)
    inside = fitted.pixels[fitted.top : fitted.top + fitted.height, fitted.left : fitted.left + fitted.width]
    positions = {BOXES: kept.kept, DOUBLES: kept.considered, OBJECTNESS: kept.kept[:0]}[show]
    stays = set(kept.kept.tolist())
    data = {
        "picture": "data:image/webp;base64," + base64.b64encode(webp(inside)).decode(),
        "view": [fitted.left, fitted.top, fitted.width, fitted.height],
        "grid": {"cells": chosen.cells, "step": chosen.step, "anchors": [list(anchor) for anchor in chosen.anchors]},
        "said": array_data(sent),
        "labels": list(labels),
        "heat": show == OBJECTNESS,
        "doubles": show == DOUBLES,
        "boxes": [
            {
                "box": [round(float(side), 2) for side in proposals.boxes[position]],
                "text": f"{labels[proposals.targets[position]]} {percent(proposals.scores[position], 0)}"
                if position in stays
                else "",
                "kept": position in stays,
            }
            for position in positions[::-1].tolist()
        ],
        "dropped": {
            str(position - before): value for position, (_, value) in kept.dropped.items() if 0 <= position - before < count
        },
        "least": least,
        "told": told,
        "cell": list(cell),
        "is_picked": is_picked,
        "heard": heard(f"{key}_stage"),
    }
    _COMPONENT(key=f"{key}_stage", data=data, on_picked_change=lambda: _take(key))


def _take(key):
    st.session_state[f"{key}_cell"] = " ".join(str(int(place)) for place in take(f"{key}_stage", "picked"))
