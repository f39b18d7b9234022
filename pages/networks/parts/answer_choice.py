"""Which answer is to be explained: a class of a classifier, or a box of the detector. Both as a number that a network gives."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from lessons.figures.box_outlines import Frames, framed
from lessons.figures.pictures import magnified
from lessons.texts import words
from pages.shared.session import beyond_caches, caches
from pages.shared.session.network_choice import YOLO, as_given, class_choice
from pages.shared.session.picture import Picture

if TYPE_CHECKING:
    import keras

SIDE = 448  # pixels of a picture, of which the screen shows fewer
BOXES, LEAST = 6, 0.05  # boxes that can be asked about, and their least score; the surest one always can
OTHERS = 3  # classes of the surest box


@dataclass(frozen=True, eq=False)
class Answer:
    """An answer of a network to a picture."""

    key: str  # what the caches call the network
    model: "keras.Model"  # that gives it
    picture: Picture  # as it is given
    index: int  # its place in what the model gives
    label: str
    probability: float  # or the score of the box
    first: tuple[int, str]  # the first answer: its place and its label
    last: tuple[int, str]  # the least probable class, of the same box
    layers: tuple[str, ...]  # whose maps Grad-CAM may look at
    layer: str  # that it looks at unless told otherwise
    knows: str  # the network, what it knows, and the answer, in words
    box: list = field(default_factory=list)  # left, top, right, bottom; empty of a classifier

    @property
    def shown(self):
        """The picture, with the box on it if there is one."""
        square = caches.square_picture(self.picture.digest, self.model.inputs[0].shape[1], self.picture.pixels)
        return framed(square, Frames([self.box], width=3), side=SIDE) if self.box else magnified(square, SIDE)

    @property
    def said(self):
        """What stands under the picture."""
        return words("explain", "answer_box" if self.box else "answer", label=self.label, probability=self.probability)


def answer_choice(asked, picture, *, key):
    """Let the learner choose an answer of the network that is asked; None of a network without maps.

    Returns
    -------
    Answer
    """
    return _box_choice(asked, picture, key) if asked.key == YOLO else _class_choice(asked, picture, key)


def _class_choice(asked, picture, key):
    from lessons.nets.attribution import last_maps
    from lessons.nets.probing import map_layers

    index, probability = class_choice(asked, picture, key=key)
    layers = tuple(map_layers(asked.model))
    if not layers:
        return None
    ranked = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)
    first, last = ((label.index, label.name) for label in (ranked[0], ranked[-1]))
    told = {"title": asked.name, "knows": asked.knows, "label": asked.labels[index], "probability": probability}
    return Answer(
        asked.key,
        asked.model,
        picture,
        index,
        asked.labels[index],
        probability,
        first,
        last,
        layers,
        last_maps(asked.model),
        words("explain", "knows", **told),
    )


def _box_choice(asked, picture, key):
    from lessons.core.yolo import sigmoid
    from lessons.finding.proposals import keep, place_of
    from lessons.nets.detector_scores import BEFORE_HEADS, layers_before, score_index

    picture = as_given(asked, picture)
    proposals = beyond_caches.proposals(picture.digest, asked.model, picture)
    surest = int(proposals.scores.argmax())
    kept = keep(proposals, least=min(LEAST, float(proposals.scores[surest]))).kept[:BOXES].tolist()
    options = {}
    for number, position in enumerate(kept, 1):
        options[f"{asked.labels[proposals.targets[position]]}: box {number}"] = position, int(proposals.targets[position])
    grid, row, column, anchor = place_of(surest)
    others = np.argsort(-proposals.said[grid][row, column, anchor, 5:], kind="stable")
    for target in others[1:OTHERS].tolist():
        options[f"{asked.labels[target]}: box 1"] = surest, target
    position, target = options[_chosen(options, (asked.key, picture.digest), key)]
    grid, row, column, anchor = place_of(position)
    said = proposals.said[grid][row, column, anchor]
    score, least = float(proposals.objectness[position] * sigmoid(said[5 + target])), int(said[5:].argmin())
    told = {"title": asked.name, "label": asked.labels[target], "score": score, "row": row, "column": column}
    told |= {"knows": asked.knows, "cells": len(proposals.said[grid])}
    return Answer(
        f"{asked.key} scores",
        beyond_caches.yolo_scores(),
        picture,
        score_index(position, target),
        asked.labels[target],
        score,
        (score_index(surest, int(proposals.targets[surest])), asked.labels[proposals.targets[surest]]),
        (score_index(position, least), asked.labels[least]),
        layers_before(asked.model, grid),
        BEFORE_HEADS[grid],
        words("explain", "knows_box", **told),
        proposals.boxes[position].tolist(),
    )


def _chosen(options, now, key):
    """The title of the answer that the learner chose; of another picture the first one."""
    widget, about = f"{key}_box", f"{key}_box_of"
    changed = st.session_state.setdefault(about, now) != now
    st.session_state[about] = now
    if changed or st.session_state.get(widget, next(iter(options))) not in options:
        st.session_state[widget] = next(iter(options))
    return st.selectbox("Box", list(options), key=widget, bind="query-params")
