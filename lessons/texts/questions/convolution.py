"""Questions about a convolution, from the numbers on the screen."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import products_at
from lessons.core.kernels import KERNELS, format_kernel
from lessons.texts.questions import Choice, Question, numbers_question, options_question

_BLUR = {"convolution_cells": format_kernel(KERNELS["box_blur"])}
_TURNED = {"convolution_flip": True}
_SAME, _VALID = {"convolution_padding": "same"}, {"convolution_padding": "valid"}


def convolution_questions(
    image: npt.NDArray[Any],
    kernel: npt.NDArray[np.float32],
    output: npt.NDArray[np.float32],
    *,
    row: int,
    column: int,
    how: Mapping[str, Any],
) -> list[Question]:
    """Five questions about a convolution on the screen.

    Parameters
    ----------
    image, kernel, output : 2-D arrays, as `convolve2d` took and gave them
    row, column : the output cell that is asked about
    how : dict of stride, padding, dilation and boundary

    Returns
    -------
    list of Question
    """
    shown = products_at(image, kernel, row, column, **how)
    rows, columns = output.shape
    taps = kernel.size
    dense_weights = image.size * output.size
    size_text = f"{rows} × {columns}"
    wrong_sizes = {
        f"{image.shape[0]} × {image.shape[1]}": "That is the input. Set the padding to same and to valid, and compare.",
        f"{image.shape[0] - kernel.shape[0]} × {image.shape[1] - kernel.shape[1]}": (
            "Taking away the kernel's whole size forgets that its first position counts too: look for the + 1 in the formula."
        ),
        f"{kernel.shape[0]} × {kernel.shape[1]}": "That is the kernel. It slides: there is one output cell per position.",
    }
    return [
        numbers_question(
            f"What is the output at row {row}, column {column}? Work it out, then point at the cell.",
            float(shown.total),
            "Right: every weight times the pixel under it, and all of it summed.",
            [
                (shown.products.max(), "That is only the largest product. A convolution sums all of them: point at the cell."),
                (shown.patch.mean(), "That is the mean of the pixels. Only with the box blur is the sum a mean.", _BLUR),
                (
                    -shown.total,
                    "The sign is wrong. Turning an edge kernel round does that, and deep learning does not turn it.",
                    _TURNED,
                ),
                (shown.patch.sum(), "That is the sum of the pixels without the weights. Change one weight and watch."),
                (shown.total + 1, "Add the products up once more: point at the cell, where they are written out."),
                (255.0, "That is as bright as a pixel can be. A map may hold any number: point at the cell."),
            ],
            [
                "Multiply each weight by the pixel under it.",
                f"The patch is {np.array2string(shown.patch, precision=1, separator=', ')}.",
                f"The products are {np.array2string(shown.products + 0.0, precision=1, separator=', ')}.",
            ],
        ),
        options_question(
            "How large is the feature map?",
            Choice(size_text, "Right: one cell for each position of the kernel."),
            [Choice(text, note, _VALID if how["padding"] == "same" else _SAME) for text, note in wrong_sizes.items()],
            (
                "Count the positions that the kernel can take along one axis.",
                "The formula is beside the map.",
            ),
        ),
        numbers_question(
            "How many weights does this layer learn for its one filter, without a bias?",
            taps,
            "Right: the same few weights at every position. That is parameter sharing.",
            [
                (output.size, "There is one output per position, but every position uses the same weights: edit one cell."),
                (
                    dense_weights,
                    "That is a dense layer, which connects everything with everything. A kernel sees its window.",
                ),
                (image.size, "Weights do not depend on the size of the picture. Take a larger picture: the kernel stays."),
            ],
            ["Which numbers on this page can you edit?", "Count the cells of the kernel."],
        ),
        Question(
            "The picture is shifted by one pixel to the right. What happens to the map (away from the border, with stride 1)?",
            Choice("It shifts by one pixel, too", "Right: the same question is asked everywhere, so the answer moves along."),
            (
                Choice(
                    "It stays as it was, in place and in value",
                    "Step one cell on: the patch under the kernel is another one.",
                ),
                Choice(
                    "It stays in place, and its values get smaller",
                    "The kernel sees the same pixels one step later: step one cell on and compare the patches.",
                ),
                Choice(
                    "It shifts, but by the width of the kernel",
                    "The kernel moves by one pixel a step: so does what it answers.",
                ),
            ),
            ("What does the kernel see at the next position?", "The same patch appears one column further right."),
        ),
        Question(
            "A colour picture has 3 channels. What is the shape of one filter with this kernel's rows and columns?",
            Choice(
                f"{kernel.shape[0]} × {kernel.shape[1]} × 3",
                "Right: a filter spans all channels, and sums over them into one map.",
            ),
            (
                Choice(
                    f"{kernel.shape[0]} × {kernel.shape[1]}",
                    "A filter is not 2-D: it has one kernel per channel, and on colour pictures that makes three.",
                ),
                Choice(
                    f"3 filters of {kernel.shape[0]} × {kernel.shape[1]}, giving 3 maps",
                    "The channel sums are added up into one map per filter, not kept apart.",
                ),
            ),
            ("The output has one value per position, so the channels must be summed.",),
        ),
    ]
