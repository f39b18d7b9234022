"""Flatten, dense, softmax: how maps become an answer."""

from functools import cache

import numpy as np
import streamlit as st

from lessons.core.dense import dense, flat_position, flatten, map_position, softmax
from lessons.core.kernels import KERNEL_NAMES
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.layer_snippets import dense_code
from lessons.texts.questions.dense import dense_questions
from lessons.training.linear_head import MAP_KERNELS, VECTORS, picture_maps, texture_head, texture_samples, unseen_patches
from pages.layers.parts.maps_to_answer import SIDE, maps_to_answer, samples_below
from pages.layers.parts.named_choice import named_choice
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.state import current_picture

SHORT = {"sobel_x": "Vertical edges", "sobel_y": "Horizontal edges", "laplacian": "Fine lines", "box_blur": "Brightness"}
"""What stands under a map, where there is no room for more."""

ADDED_UP = "dense_added_up"  # whether the learner has seen it
OWN = "own"
FIRST = "tissue"  # the one with colours


@cache
def known_textures():
    """What the eight classes look like."""
    return samples_below(texture_samples())


def shown_picture(place, own):
    """A patch of a texture, or the learner's picture.

    Returns
    -------
    (its label or OWN, its pixels as they are shown, its maps)
    """
    patches = unseen_patches()
    titles = {label: label.capitalize() for label in patches} | {OWN: "Your picture"}
    chosen = named_choice("Picture", titles, list(titles).index(FIRST), place=place, key="dense_picture", width=140)
    if chosen == OWN:
        return OWN, caches.square_picture(own.digest, SIDE, own.pixels), picture_maps(own.pixels)
    return chosen, square(patches[chosen], SIDE), picture_maps(patches[chosen])


@st.fragment
def laboratory(own):
    stage = st.container()
    first, second, third, more = stage_controls(3)
    labels = texture_head("flatten").labels
    truth, pixels, maps = shown_picture(first, own)
    temperature = third.select_slider(
        "Temperature", [0.25, 0.5, 1.0, 2.0, 5.0, 10.0], 1.0, key="dense_temperature", bind="query-params", width=180,
        help=words("dense", "temperature"),
    )  # fmt: skip
    added = more.slider("Added to every logit", -10, 10, 0, key="dense_added", bind="query-params", width=180)
    vector = second.segmented_control(
        "The vector is made by", list(VECTORS), default="flatten", required=True, key="dense_vector", bind="query-params"
    )
    head, numbers = texture_head(vector), VECTORS[vector](maps)
    shown = logits_of(maps, vector) + np.float32(added)
    probabilities = softmax(shown, temperature=temperature)
    best = int(probabilities.argmax())
    follow_winner(labels[best])
    unit = more.selectbox("Weights of", labels, best, key="dense_unit", bind="query-params", width=120)
    is_first = (truth, temperature, added, vector) == (FIRST, 1, 0, "flatten")
    is_secret = is_first and not st.session_state.get(ADDED_UP)
    with stage:
        maps_to_answer(
            pixels, maps, numbers, head, labels.index(unit), shown, probabilities,
            temperature=temperature, added=added, samples=known_textures(), truth="" if truth == OWN else truth,
            names=[SHORT.get(name, KERNEL_NAMES[name]) for name in MAP_KERNELS],
            is_secret=is_secret,
            on_unit=lambda place: st.session_state.update(dense_unit=labels[place]),
            on_added=lambda: st.session_state.update({ADDED_UP: True}), key="dense_view",
        )  # fmt: skip
    known = {"unit": unit, "winner": labels[best], "temperature": temperature, "added": added, "vector": vector}
    known |= {"added_up": st.session_state.get(ADDED_UP, False), "truth": truth}
    known |= {"said": said_of(picture_maps(unseen_patches()["writing"]))}
    weights = head.weights[:, labels.index(unit)]
    known |= {"red": (weights > 0).sum(), "blue": (weights < 0).sum(), "bias": head.bias[labels.index(unit)]}
    known |= {"best": probabilities[best], "numbers": numbers.size, "logit": shown[best]}
    known |= {"right": {vector: texture_head(vector).test_accuracy for vector in VECTORS}}
    steps("dense", known)
    own_maps = picture_maps(own.pixels)
    result = words("dense", "result", logit=shown[best], label=head.labels[best], probability=probabilities[best])
    sections(
        "dense",
        {
            "What you saw": lambda: what_you_saw(maps, words("dense", "secret") if is_secret else result),
            "By hand": lambda: st.markdown(f"{words('dense', 'by_hand')}\n\n{words('dense', 'softmax')}"),
            "What it costs": what_it_costs,
            "In code": lambda: in_code(maps, head, vector, temperature, added),
            "Check yourself": lambda: quiz(
                dense_questions(own_maps, logits_of(own_maps, vector), head.labels, row=2, column=4, channel=1), key="dense"
            ),
            "Summary": lambda: st.markdown(words("dense", "summary")),
        },
    )


def logits_of(maps, vector):
    head = texture_head(vector)
    return dense(VECTORS[vector](maps), head.weights, head.bias)


def said_of(maps):
    """What the head says of these maps, for each way to make a vector of them."""
    return {vector: texture_head(vector).labels[int(logits_of(maps, vector).argmax())] for vector in VECTORS}


def follow_winner(label):
    """While the winner's weights are shown, another winner's take their place: with another picture, or another vector."""
    before, st.session_state["state_dense_winner"] = st.session_state.get("state_dense_winner"), label
    if before != label and st.session_state.get("dense_unit") == before is not None:
        st.session_state["dense_unit"] = label


def what_you_saw(maps, result):
    trained = texture_head("flatten")
    sizes = dict(zip(("rows", "columns", "channels"), maps.shape, strict=True))
    right = {"train": trained.train_accuracy, "test": trained.test_accuracy}
    told = [words("dense", "opening"), words("dense", "maps", pictures=320, **sizes, **right), result]
    st.markdown("\n\n".join(told))


def in_code(maps, head, vector, temperature, added):
    code = dense_code(maps.shape, len(head.labels), vector=vector, temperature=temperature, added=added)
    code_panel(code, flatten, flat_position, map_position, dense, softmax, key="dense")


def what_it_costs():
    rows = [
        {
            "the vector is made by": vector,
            "numbers in the vector": texture_head(vector).weights.shape[0],
            "learned parameters": texture_head(vector).parameters,
            "right on training patches": texture_head(vector).train_accuracy,
            "right on test patches": texture_head(vector).test_accuracy,
        }
        for vector in VECTORS
    ]
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(rows, hide_index=True, column_config={"right on training patches": percent, "right on test patches": percent})
    st.markdown(words("dense", "cost", vgg_flat=7 * 7 * 512 * 256, vgg_average=512 * 256))


with st.spinner("Training a dense layer on the textures. It takes a second, the first time only."):
    texture_head("flatten")
laboratory(current_picture())
