"""Activation: each value of a map by itself, and why a network needs that."""

import numpy as np
import streamlit as st

from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNEL_NAMES, KERNELS
from lessons.core.scaling import luma
from lessons.figures.charts import activation_charts
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import magnified
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.names import ACTIVATION_NAMES
from lessons.texts.questions.activation import activation_questions
from lessons.texts.snippets import activation_code
from lessons.texts.versions import relu_between
from pages.layers.parts import layer_caches
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.named_choice import named_choice
from pages.layers.parts.picture_side import picture_side
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

SCALES = [1, 10, 100, 1000]
WHY_SIDE = 160  # pixels of the picture that goes through two layers
NEAR = 0.01  # of 0 or 1: as good as flat


@st.fragment
def laboratory(picture):
    shown = st.container()
    first, second, more = stage_controls(2, beside_player=True)
    image = np.rint(luma(fit_within(picture, picture_side(more, "activation"))))
    if min(image.shape) < 9:
        say_too_small(image, "two kernels in a row")
        return
    name = named_choice("Activation function", ACTIVATION_NAMES, place=first, key="activation_function", width=180)
    title = ACTIVATION_NAMES[name]
    about = words("activation", "scale")
    scale = second.select_slider(
        "Map divided by", SCALES, 100, key="activation_scale", help=about, bind="query-params", width=200
    )
    kernel = named_choice("The map of this kernel", KERNEL_NAMES, place=more, key="activation_kernel")
    undivided = convolve2d(image, KERNELS[kernel])
    before = undivided / np.float32(scale)
    after = ACTIVATIONS[name](before)
    with shown:
        cell = inspector(
            "activation",
            undivided,
            after,
            window(),
            titles={"input": "Map before", "kernel": title, "output": "Map after"},
            input_scale="signed",
            output_scale="magnitude" if after.min() >= 0 else "signed",
            divisor=scale,
            key="activation_inspector",
        )
    row, column = cell or (0, 0)
    known = {"cell": cell, "name": title, "scale": scale, "flat": float(np.mean(np.minimum(abs(after), abs(after - 1)) < NEAR))}
    known |= {"before": before[row, column], "after": after[row, column]} if cell_is_in(cell, after) else {"cell": None}
    steps("activation", known)
    sections(
        "activation",
        {
            "What you saw": what_you_saw,
            "The curve": lambda: the_curve(name, title, before, after),
            "Why a network needs it": lambda: why(np.rint(luma(fit_within(picture, WHY_SIDE)))),
            "In code": lambda: code_panel(activation_code(name), ACTIVATIONS[name], key="activation"),
            "Check yourself": lambda: check(title, before, after),
            "Summary": lambda: st.markdown(words("activation", "summary")),
        },
        asked={"activation_first": "Why a network needs it", "activation_second": "Why a network needs it"},
    )


def cell_is_in(cell, values):
    """Whether there is a cell, and the map still has it."""
    return cell is not None and cell[0] < values.shape[0] and cell[1] < values.shape[1]


def what_you_saw():
    st.markdown("\n\n".join([words("activation", "opening"), words("activation", "by_hand")]))


def the_curve(name, title, before, after):
    finding = show_chart(activation_charts(ACTIVATIONS[name], title, before, after), key="activation_charts")
    st.markdown(finding)


def check(title, before, after):
    row, column = np.unravel_index(np.argsort(before, axis=None)[before.size // 20], before.shape)
    quiz(activation_questions(before, after, name=title, row=int(row), column=int(column)), key="activation")


@st.fragment
def why(image):
    first, second = wrapping_row(2)
    one = named_choice("First kernel", KERNEL_NAMES, place=first, key="activation_first")
    two = named_choice("Second kernel", KERNEL_NAMES, 1, place=second, key="activation_second")
    size = len(KERNELS[one]) + len(KERNELS[two]) - 1
    found = layer_caches.layers_in_a_row(current_picture().digest, one, two, image)
    names = {"first": KERNEL_NAMES[one], "second": KERNEL_NAMES[two]}
    linear = words("activation", "linear", **names, size=size, difference=found.difference)
    bent = words("activation", relu_between(found), size=size, error=found.error, negative=found.negative)
    st.markdown(linear)
    compared(found.straight, ("both kernels, one after the other", f"one kernel of {size} × {size}", "what is left over"))
    st.markdown(bent)
    compared(found.bent, ("with ReLU between them", f"the best kernel of {size} × {size}", "what is left over"))


def compared(maps, captions):
    """Two maps and their difference, all in one scale of colours."""
    limit = max(float(np.abs(maps[0]).max()), 1e-6)
    with st.container(key=f"framed_{captions[0][:4]}", horizontal=True, gap="medium"):
        for values, caption in zip((*maps, maps[0] - maps[1]), captions, strict=True):
            with st.container(width=250):
                drawn = magnified(signed_to_rgb(values, limit=limit), 250)
                light_picture(drawn, width="stretch", caption=caption, alt=f"A map: {caption}")


laboratory(current_picture().pixels)
