"""A real detector: YOLOv3-tiny on the learner's photo, from its numbers to the boxes that are left."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.core.percent import percent
from lessons.core.yolo import GRIDS, NUMBERS, PROPOSALS, SIZE, box_steps, read_boxes
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.samples import DEFAULT_SAMPLE
from lessons.nets.weights import WeightsError, yolo_labels
from lessons.texts import counted, words
from lessons.texts.beyond_snippets import yolo_code
from lessons.texts.questions.yolo import yolo_questions
from pages.beyond.parts.detector_live import detector_live
from pages.beyond.parts.detector_stage import BOXES, DOUBLES, OBJECTNESS, detector_stage
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import beyond_caches, caches
from pages.shared.session.network_choice import YOLO_TITLE
from pages.shared.session.state import current_picture, take_picture

YOURS = "Your picture"
BUNDLED = {sample.title: name for name, sample in DETECTOR_PICTURES.items()}
FIRST = "Motorbike"  # what is shown while the learner's picture is still the one that everybody begins with
GRID_NAMES = [f"{grid.cells} × {grid.cells}" for grid in GRIDS]
NAMED = 4  # of what was found, in a sentence
ELSEWHERE = {  # lesson -> what is asked of the detector there, with the picture that is shown here
    "explain": "Why does it say so?",
    "unit": "One unit of it, number by number",
    "zoo": "Fly through all of its maps",
}


def picture_choice(place, picture):
    """The picture that is looked at: another one of the learner's comes onto the stage by itself."""
    if st.session_state.setdefault("yolo_picture_of", picture.digest) != picture.digest:
        st.session_state.yolo_picture_of = picture.digest
        st.session_state.yolo_picture = YOURS
    is_first = picture.digest == caches.bundled_picture(DEFAULT_SAMPLE).digest
    options = [YOURS, *BUNDLED]
    start = options.index(FIRST) if is_first else 0
    chosen = place.selectbox("Picture", options, start, key="yolo_picture", bind="query-params", width=170)
    if chosen == YOURS:
        return chosen, picture
    return chosen, beyond_caches.detector_picture(BUNDLED[chosen])


def cell_choice(picture, grid, proposals):
    """(row, column, whether the learner picked it): at first the cell whose box has the highest score of this grid."""
    from lessons.finding.proposals import place_of, position_of

    if st.session_state.setdefault("yolo_cell_of", picture.digest) != picture.digest:
        st.session_state.yolo_cell_of = picture.digest
        st.session_state.pop("yolo_cell", None)
    picked = st.session_state.get("yolo_cell")
    if picked:
        row, column = (min(int(float(place) / GRIDS[grid].step), GRIDS[grid].cells - 1) for place in picked.split())
        return row, column, True
    before = position_of(grid, 0, 0, 0)
    here = proposals.scores[before : before + GRIDS[grid].cells ** 2 * len(GRIDS[grid].anchors)]
    _, row, column, _ = place_of(before + int(here.argmax()))
    return row, column, False


def named(proposals, positions):
    """What was found, in words: "cup 64%, bowl 15%"."""
    labels = yolo_labels()
    told = [f"{labels[proposals.targets[each]]} {percent(proposals.scores[each], 0)}" for each in positions[:NAMED]]
    more = len(positions) - len(told)
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")


def found_in_words(proposals, kept, show, least):
    surest = int(proposals.scores.argmax())
    if show == OBJECTNESS:
        return words("yolo", "heat", most=float(proposals.objectness.max()))
    if not len(kept.considered):
        return words("yolo", "nothing", least=least, surest=named(proposals, [surest]))
    if show == DOUBLES:
        count = counted(len(kept.considered), "box", "boxes")
        return words("yolo", "doubles", count=count, least=least, kept=len(kept.kept))
    return words("yolo", "found", found=named(proposals, kept.kept))


def share_of_photo(box, fitted):
    """How much of the photo a box would cover, if it lies within it."""
    left, top, right, bottom = box
    return float((right - left) * (bottom - top) / (fitted.width * fitted.height))


@st.fragment
def laboratory(picture, model):
    from lessons.finding.proposals import keep

    shown = st.container(key="yolo_seen")  # it is filled once the picture was looked at, and has its height from the beginning:
    shown.empty()  # what holds nothing is not there
    zeroth, first, second, third, more = stage_controls(4)
    source, picture = picture_choice(zeroth, picture)
    show = first.segmented_control(
        "Show", [BOXES, DOUBLES, OBJECTNESS], default=BOXES, required=True, key="yolo_show", bind="query-params"
    )
    name = second.segmented_control(
        "Grid of cells", GRID_NAMES, default=GRID_NAMES[0], required=True, key="yolo_grid", bind="query-params"
    )
    lowest = third.slider("Score at least", 1, 95, 30, format="%d %%", key="yolo_least", bind="query-params", width=190)
    overlap = more.slider(
        "Drop doubles above an IoU of", 0, 100, 45, format="%d %%", key="yolo_overlap", bind="query-params", width=230
    )
    grid, least = GRID_NAMES.index(name), lowest / 100
    fitted = beyond_caches.letterboxed(picture.digest, SIZE, picture.pixels)
    proposals = beyond_caches.proposals(picture.digest, model, fitted)
    kept = keep(proposals, least=least, overlap=overlap / 100)
    row, column, is_picked = cell_choice(picture, grid, proposals)
    told = found_in_words(proposals, kept, show, least)
    if source != YOURS and show == BOXES:
        told = f"{words('yolo', 'not_yours', title=source)} {told}"
    with shown:
        about = {
            "grid": grid,
            "show": show,
            "least": least,
            "told": told,
            "cell": (row, column),
            "is_picked": is_picked,
            "key": "yolo",
        }
        detector_stage(fitted, proposals, kept, yolo_labels(), **about)
    cell = read_cell(proposals, grid, row, column)
    surest = int(proposals.scores.argmax())
    known = cell | {
        "source": source,
        "show": show,
        "least": least,
        "is_picked": is_picked,
        "considered": len(kept.considered),
        "kept": len(kept.kept),
        "found": named(proposals, kept.kept),
        "surest": named(proposals, [surest]),
        "surest_score": float(proposals.scores[surest]),
        "surest_share": share_of_photo(proposals.boxes[surest], fitted),
        "cells": GRIDS[grid].cells ** 2,
        "is_square": fitted.width == fitted.height,
        "likely_cells": int((proposals.said[grid][..., 4].max(axis=-1) >= 0).sum()),  # sigmoid(0) is a half
    }
    steps("yolo", known)
    sections(
        "yolo",
        {
            "What you saw": lambda: what_you_saw(picture),
            "By hand": lambda: by_hand(cell, fitted),
            "With the camera": lambda: detector_live(model, key="yolo_live"),
            "What it can't see": what_it_can_not_see,
            "In code": lambda: code_panel(yolo_code(least, overlap / 100), box_steps, read_boxes, keep, key="yolo"),
            "Check yourself": lambda: quiz(yolo_questions(**asked(cell)), key="yolo"),
            "Summary": lambda: st.markdown(words("yolo", "summary")),
        },
    )


def read_cell(proposals, grid, row, column):
    """What the surest anchor of a cell says, and the box that comes of it."""
    from lessons.finding.proposals import position_of

    here = [position_of(grid, row, column, anchor) for anchor in range(len(GRIDS[grid].anchors))]
    anchor = int(np.argmax(proposals.scores[here]))
    position, said = here[anchor], proposals.said[grid][row, column, anchor]
    width, height = GRIDS[grid].anchors[anchor]
    return {
        "row": row,
        "column": column,
        "step": GRIDS[grid].step,
        "anchor_width": width,
        "anchor_height": height,
        "said": said,
        "box": box_steps(said, GRIDS[grid], row, column, anchor),
        "objectness": float(proposals.objectness[position]),
        "probability": float(proposals.probabilities[position]),
        "score": float(proposals.scores[position]),
        "label": yolo_labels()[proposals.targets[position]],
        "class_number": said[5 + proposals.targets[position]],
    }


def asked(cell):
    """What the questions are about."""
    return {
        "column": cell["column"],
        "step": cell["step"],
        "across": cell["box"].across,
        "anchor_width": cell["anchor_width"],
        "wider": cell["box"].wider,
        "objectness": cell["objectness"],
        "probability": cell["probability"],
        "label": cell["label"],
    }


def what_you_saw(picture):
    st.markdown(words("yolo", "opening", proposals=PROPOSALS, numbers=NUMBERS) + "\n\n" + words("yolo", "origin"))
    with st.container(horizontal=True):
        for slug, label in ELSEWHERE.items():
            if st.button(label, icon=lesson(slug).icon, key=f"yolo_to_{slug}"):
                take_picture(picture)
                st.switch_page(lesson(slug).page, query_params={f"{slug}_network": YOLO_TITLE})


def by_hand(cell, fitted):
    said, box = cell["said"], cell["box"]
    numbers = {
        f"t{place}": f"{value:.2f}".replace("-", "\u2212") for place, value in enumerate([*said[:5], cell["class_number"]])
    }
    about = {name: cell[name] for name in ("row", "column", "step", "anchor_width", "anchor_height", "label")}
    shares = {name: cell[name] for name in ("objectness", "probability", "score")}
    told = words("yolo", "by_hand", **about, **shares, **numbers, **vars(box))
    st.markdown(f"{words('yolo', 'letterbox', width=fitted.width, height=fitted.height, size=SIZE)}\n\n{told}")


def what_it_can_not_see():
    smallest = min(min(anchor) for grid in GRIDS for anchor in grid.anchors)
    labels = yolo_labels()
    st.markdown(words("yolo", "blind", classes=len(labels), smallest=smallest, share=smallest / SIZE))
    st.markdown(", ".join(labels) + ".")


def without_weights(error):
    """What there is to read where the weights are missing: how they are added, and the lesson's words."""
    st.info(str(error), icon=":material/download:")
    st.markdown(words("yolo", "opening", proposals=PROPOSALS, numbers=NUMBERS))
    st.markdown(words("yolo", "summary"))


def awake():
    """The detector; where its weights are missing, their place says how they are added."""
    try:
        with st.spinner("Waking the detector. The first time takes some seconds.", show_time=True):
            return beyond_caches.yolo()
    except WeightsError as error:
        without_weights(error)
        return None


st.html(Path(__file__).with_suffix(".css"))
detector = awake()
if detector is not None:
    laboratory(current_picture(), detector)
