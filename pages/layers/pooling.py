"""Pooling: one number for each window of a map."""

import numpy as np
import streamlit as st

from lessons.core.activation import relu
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNEL_NAMES, KERNELS
from lessons.core.pooling import MODES, pool2d, share_that_changes, window_at
from lessons.core.scaling import luma
from lessons.core.shapes import PADDINGS, explain_size, padding_amounts
from lessons.figures.moved_maps import moved_maps
from lessons.images.resizing import fit_within
from lessons.texts import counted, words
from lessons.texts.layer_snippets import pooling_code
from lessons.texts.questions.pooling import pooling_questions
from lessons.texts.steps.pooling import verdict_on
from pages.layers.parts.inspector import inspector, moved_numbers, window
from pages.layers.parts.named_choice import named_choice
from pages.layers.parts.picture_side import picture_side
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls, view_asked
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture, last_good

WINDOWS, MOVED = VIEWS = ("Each window", "Moved picture")


@st.fragment
def laboratory(picture):
    shown = st.container()
    windows = view_asked("pooling_view", VIEWS, named={MOVED: ("pooling_shift",)}) == WINDOWS
    place, zeroth, first, second, third, more = stage_controls(5, beside_player=windows)
    place.segmented_control("Show", VIEWS, default=WINDOWS, required=True, key="pooling_view", bind="query-params")
    zeroth = only_where(not windows, zeroth, "pooling_moved")
    shift = zeroth.slider("It moves by", 1, 8, 1, key="pooling_shift", bind="query-params", width=150)
    size = first.slider("Window", 1, 8, 2, key="pooling_size", bind="query-params", width=130)
    stride = second.slider(
        "Stride", 1, 8, 2, key="pooling_stride", bind="query-params", width=130, help=words("convolution", "stride")
    )
    mode = third.segmented_control(
        "Keep the", list(MODES), default="max", required=True, key="pooling_mode", bind="query-params"
    )
    kernel = named_choice("ReLU of this kernel's map", KERNEL_NAMES, place=more, key="pooling_kernel")
    padding = more.selectbox("Padding", list(PADDINGS), key="pooling_padding", bind="query-params")
    image = np.rint(luma(fit_within(picture, picture_side(more, "pooling"))))
    how, digest = {"stride": stride, "padding": padding, "mode": mode}, current_picture().digest
    values = relu(convolve2d(image, KERNELS[kernel], padding="same", boundary="edge"))
    answer = last_good("pooling_output", lambda: (pool2d(values, size, **how), values, size, how), of=digest)
    if answer is None:
        say_too_small(values, "this window without padding")
        return
    output, values, size, how = answer  # together, so that a refused change leaves all as it was
    geometry = {"stride": how["stride"], "padding": how["padding"]}
    amounts = [padding_amounts(length, size, **geometry) for length in values.shape]
    about = f"“{KERNEL_NAMES[kernel]}” after ReLU, {values.shape[0]} × {values.shape[1]}"
    changes, cell = changes_of(values, output, shift, size, how), None
    with shown:
        if windows:
            cell = inspector(
                how["mode"],
                values,
                output,
                window(size, size, stride=how["stride"], padding=amounts),
                titles={"input": "Map before", "about": about, "kernel": "", "output": "Pooled map"},
                input_scale="magnitude",
                output_scale="magnitude",
                limit=values.max(),
                key="pooling_inspector",
            )
        else:
            pairs = [(values, shifted(values, shift)), (output, pool2d(shifted(values, shift), size, **how))]
            st.html(moved_maps(pairs, changes, moved=counted(shift, "pixel"), limit=values.max()))
    known = {"cell": cell, "window": size, "stride": how["stride"], "mode": how["mode"]}
    known |= {"cells": values.size, "kept": output.size, "size": f"{output.shape[0]} × {output.shape[1]}"}
    known |= {"moved": moved_numbers("pooling_inspector"), "windows": windows, "shift": counted(shift, "pixel")}
    known |= dict(zip(("before", "after"), changes, strict=True))
    steps("pooling", known)
    sections(
        "pooling",
        {
            "What you saw": lambda: what_you_saw(values, output, shift, changes),
            "By hand": lambda: by_hand(values, size, geometry),
            "In code": lambda: code_panel(pooling_code(size, **how), pool2d, window_at, key="pooling"),
            "Check yourself": lambda: check(values, output, size, how, shift, changes),
            "Summary": lambda: st.markdown(words("pooling", "summary")),
        },
    )


def what_you_saw(values, output, shift, changes):
    kept = {"cells": values.size, "kept": output.size, "share": output.size / values.size}
    lost = words("pooling", "lost", largest=values.max(), mean=values.mean(), **kept)
    told = dict(zip(("before", "after"), changes, strict=True)) | {"verdict": verdict_on(*changes)}
    moved = words("pooling", "shift", shift=counted(shift, "pixel"), **told)
    st.markdown(f"{words('pooling', 'opening')}\n\n{lost}\n\n{moved}")


def by_hand(values, size, geometry):
    rows, columns = (explain_size(length, size, **geometry) for length in values.shape)
    st.markdown(f"{words('pooling', 'by_hand')}\n\nRows: {rows}. Columns: {columns}.")


def check(values, output, size, how, shift, changes):
    shown = {"row": output.shape[0] // 3, "column": output.shape[1] // 3, "shift": shift, "changes": changes}
    quiz(pooling_questions(values, output, size=size, **how, **shown), key="pooling")


def shifted(values, shift):
    """The map of the picture that was moved to the right; what leaves comes back on the left."""
    return np.roll(values, shift, axis=1)


def changes_of(values, output, shift, size, how):
    """Which share of a map and of the pooled map changes where the picture moves by so many pixels."""
    moved_map = shifted(values, shift)
    return share_that_changes(values, moved_map), share_that_changes(output, pool2d(moved_map, size, **how))


laboratory(current_picture().pixels)
