"""Activation: each value of a map by itself, and why a network needs that."""

import numpy as np
import streamlit as st

from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNEL_NAMES, KERNELS
from lessons.core.scaling import luma, signed_limit
from lessons.figures.charts import activation_charts
from lessons.figures.two_kernels import two_kernels
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.layer_snippets import activation_code
from lessons.texts.names import ACTIVATION_NAMES
from lessons.texts.questions.activation import activation_questions
from lessons.texts.versions import relu_between
from pages.layers.parts import layer_caches
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.named_choice import named_choice
from pages.layers.parts.picture_side import picture_side
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls, view_asked
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture

SCALES = [1, 10, 100, 1000]
WHY_SIDE = 160  # pixels of the picture that goes through two layers
NEAR = 0.01  # of 0 or 1: as good as flat
CELLS, KERNELS_IN_A_ROW = VIEWS = ("Each cell", "Two kernels")
NAMED = {KERNELS_IN_A_ROW: ("activation_first", "activation_second", "activation_between")}
NOTHING, RELU = "nothing", "ReLU"
BOUNDED = ("sigmoid", "tanh")  # nothing passes these unchanged: they have colours of their own, from -1 to 1


@st.fragment
def laboratory(picture):
    shown = st.container()
    cells = view_asked("activation_view", VIEWS, named=NAMED) == CELLS
    place, first, second, one, between, two, more = stage_controls(6, beside_player=cells)
    place.segmented_control("Show", VIEWS, default=CELLS, required=True, key="activation_view", bind="query-params")
    first, second = (only_where(cells, each, f"activation_{number}") for number, each in enumerate((first, second)))
    one, between, two = (only_where(not cells, each, f"activation_two_{n}") for n, each in enumerate((one, between, two)))
    one = named_choice("First kernel", KERNEL_NAMES, place=one, key="activation_first", width=210)
    bend = between.segmented_control(
        "Between them", [NOTHING, RELU], default=NOTHING, required=True, key="activation_between", bind="query-params"
    )
    two = named_choice("Second kernel", KERNEL_NAMES, 1, place=two, key="activation_second", width=210)
    image = np.rint(luma(fit_within(picture, picture_side(more, "activation"))))
    if min(image.shape) < 9:
        say_too_small(image, "two kernels in a row")
        return
    name = named_choice("Activation function", ACTIVATION_NAMES, place=first, key="activation_function", width=160)
    title = ACTIVATION_NAMES[name]
    about = words("activation", "scale")
    scale = second.select_slider(
        "Divide the map by", SCALES, 100, key="activation_scale", help=about, bind="query-params", width=170
    )
    kernel = named_choice("The map of this kernel", KERNEL_NAMES, place=more, key="activation_kernel")
    undivided = convolve2d(image, KERNELS[kernel])
    before = undivided / np.float32(scale)
    about = f"made by the kernel “{KERNEL_NAMES[kernel]}”"
    after = ACTIVATIONS[name](before)
    cell, found = None, None
    with shown:
        if cells:
            cell = inspector(
                "activation",
                undivided,
                after,
                window(),
                titles={
                    "input": "Map before",
                    "about": about,
                    "kernel": title,
                    "output": "Map after",
                },
                input_scale="signed",
                output_scale="signed",
                limit=1.0 if name in BOUNDED else signed_limit(before),
                divisor=scale,
                key="activation_inspector",
            )
        else:
            found = in_a_row(np.rint(luma(fit_within(picture, WHY_SIDE))), one, two, bend)
    row, column = cell or (0, 0)
    known = {"cell": cell, "name": title, "scale": scale, "flat": float(np.mean(np.minimum(abs(after), abs(after - 1)) < NEAR))}
    known |= {"found": found, "bend": bend}
    known |= {"before": before[row, column], "after": after[row, column]} if cell_is_in(cell, after) else {"cell": None}
    steps("activation", known)
    sections(
        "activation",
        {
            "What you saw": lambda: what_you_saw(found, one, two),
            "The curve": lambda: the_curve(name, title, before, after),
            "In code": lambda: code_panel(activation_code(name), ACTIVATIONS[name], key="activation"),
            "Check yourself": lambda: check(title, before, after),
            "Summary": lambda: st.markdown(words("activation", "summary")),
        },
    )


def cell_is_in(cell, values):
    """Whether there is a cell, and the map still has it."""
    return cell is not None and cell[0] < values.shape[0] and cell[1] < values.shape[1]


def what_you_saw(found, one, two):
    if found is None:
        st.markdown("\n\n".join([words("activation", "opening"), words("activation", "by_hand")]))
        return
    numbers = {"first": KERNEL_NAMES[one], "second": KERNEL_NAMES[two], "size": len(found.kernels[0])}
    straight = words("activation", "linear", **numbers)
    bent = words("activation", relu_between(found), size=numbers["size"], error=found.error, negative=found.negative)
    st.markdown(f"{straight}\n\n{bent}")


def in_a_row(image, one, two, bend):
    """Show two kernels in a row, and the one that is to do the same."""
    found = layer_caches.layers_in_a_row(current_picture().digest, one, two, image)
    bent = bend == RELU
    html, _ = two_kernels(
        image.astype(np.uint8),
        (KERNELS[one], KERNELS[two]),
        found.kernels[bent],
        found.bent if bent else found.straight,
        names=(KERNEL_NAMES[one], KERNEL_NAMES[two]),
        bend=RELU if bent else None,
        missed=found.error if bent else found.difference,
    )
    st.html(html)
    return found


def the_curve(name, title, before, after):
    finding = show_chart(activation_charts(ACTIVATIONS[name], title, before, after), key="activation_charts")
    st.markdown(finding)


def check(title, before, after):
    row, column = np.unravel_index(np.argsort(before, axis=None)[before.size // 20], before.shape)
    quiz(activation_questions(before, after, name=title, row=int(row), column=int(column)), key="activation")


laboratory(current_picture().pixels)
