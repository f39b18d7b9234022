"""What there is to try with a convolution."""

from typing import Any

import numpy as np

from lessons.core.kernels import KERNELS, format_kernel
from lessons.core.shapes import output_size
from lessons.texts.steps import Known, Preset, Step, Steps


def _sizes(known: Known) -> list[str]:
    """The map's size at a stride of 2, and what it is mistaken for."""
    rows, columns = known["image"].shape

    def size(stride: int) -> str:
        how = {**known["geometry"], "stride": stride}
        shape = (output_size(length, taps, **how) for length, taps in zip((rows, columns), known["kernel"].shape, strict=True))
        return _times(*shape)

    return [size(2), size(1), _times(rows - 2, columns - 2), _times(rows // 3, columns // 3)][:4]


def _times(rows: int, columns: int) -> str:
    return f"{rows} × {columns}"


def _answers_to_horizontal_edges(known: Known) -> bool:
    kernel = known["kernel"]
    return bool(np.ptp(kernel, axis=0).any() and not kernel.sum(axis=1).all() and not np.ptp(np.sign(kernel), axis=1).any())


def _weighs_all_alike(known: Known) -> bool:
    kernel = known["kernel"]
    return bool(np.ptp(kernel) == 0 and kernel.any())


def stays_a_picture(kernel: np.ndarray) -> bool:
    """Whether a map of it is a picture again, from black to white: its weights are shares of one pixel."""
    return bool(kernel.min() >= 0 and abs(float(kernel.sum()) - 1) < 0.01)


def _of_blur(known: Known) -> str:
    told = "Every pixel counts the same, so the sum is their mean"
    if stays_a_picture(known["kernel"]):
        return f"{told}: details blur. The weights add up to 1, so the map is a grey picture again."
    return f"{told} times a number: details blur. The stronger the colour, the farther the sum is from zero."


def _cells(kernel: Any) -> dict[str, str]:
    return {"convolution_cells": format_kernel(kernel)}


_FIRST = _cells(KERNELS["sobel_x"]) | {"convolution_stride": 1}
TO_TRY = Steps(
    (
        Step(
            "cell",
            "Watch how the map is painted, then click one of its cells. Where does its number come from?",
            lambda known: known["cell"] is not None,
            "From all pixels under the window: each is multiplied by its weight, and the products are added up. There are "
            "{cells:,} such sums, and all use the same {weights} weights.",
            lambda _: ["From all pixels under the window", "From the pixel in the middle", "From the largest pixel"],
            start={"convolution_stride": 1},
        ),
        Step(
            "stride",
            "Set the stride to 2. How many rows and columns will the map have?",
            lambda known: known["stride"] == 2,
            "{size}: the window moves two pixels at a time, so it stops at half as many places in each direction.",
            _sizes,
            {"convolution_stride": 2},
            start={"convolution_stride": 1},
        ),
        Step(
            "horizontal",
            "Choose a kernel for horizontal edges. What happens to the upright edges?",
            _answers_to_horizontal_edges,
            "Now the kernel compares the pixels above with those below. An upright edge looks the same above and below: "
            "its sums are near zero, the colour of the paper.",
            lambda _: ["They fade", "They grow stronger", "Nothing changes"],
            _cells(KERNELS["sobel_y"]),
            start=_FIRST,
        ),
        Step(
            "alike",
            "Give all weights the same value, or choose *Box blur*. What do you get?",
            _weighs_all_alike,
            _of_blur,
            lambda _: ["A blurred picture", "A sharper picture", "An empty map"],
            _cells(KERNELS["box_blur"]) | {"convolution_stride": 1},
            start=_FIRST,
        ),
    ),
    (
        Preset(
            "The opposite",
            _cells(0 - KERNELS["sobel_x"]) | {"convolution_stride": 1},
            "Every weight has changed its sign, and so has every cell: red and blue have changed places.",
        ),
        Preset(
            "Make it fail",
            _cells(KERNELS["sobel_x"]) | {"convolution_stride": 8},
            "With a stride of 8, the window of 3 × 3 never looks at 55 of every 64 pixels. Most edges are gone.",
        ),
    ),
)
