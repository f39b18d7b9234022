"""Questions about pooling, from the numbers on the screen."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.pooling import window_at
from lessons.texts import counted
from lessons.texts.questions import Choice, Question, numbers_question, options_question

_MOVED = {"pooling_view": "Moved picture"}


def pooling_questions(
    image: npt.NDArray[Any],
    output: npt.NDArray[Any],
    *,
    size: int,
    stride: int,
    padding: str,
    mode: str,
    row: int,
    column: int,
    shift: int,
    changes: tuple[float, float],
) -> list[Question]:
    """Five questions about pooling on the screen; arrays are 2-D, before and after.

    `changes` says by which shares the map and the pooled map change where the picture moves by `shift` pixels.
    """
    shown = window_at(image, size, row, column, stride=stride, padding=padding, mode=mode)
    patch = shown.patch[np.isfinite(shown.patch)]
    rows, columns = output.shape
    other = "average" if mode == "max" else "max"
    wrong_sizes = {
        f"{image.shape[0]} × {image.shape[1]}": "That is the input. Pooling with a stride above 1 makes the map smaller.",
        f"{size} × {size}": "That is the window. It slides over the whole map.",
        f"{image.shape[0] - size} × {image.shape[1] - size}": "The stride decides how many positions there are: change it.",
    }
    return [
        numbers_question(
            f"What does {mode} pooling write at row {row}, column {column}? Work it out, then point at the cell.",
            float(shown.total),
            "Right: one number for the whole window.",
            [
                (
                    patch.max() if mode == "average" else patch.mean(),
                    "That is the other mode: switch and compare.",
                    {"pooling_mode": other},
                ),
                (patch.sum(), "That is the sum. Pooling keeps one value, or the mean."),
                (patch.min(), "That is the smallest. Point at the cell: the winner has a frame."),
                (shown.total + 1, "No such number comes out of the window: point at the cell."),
                (255.0, "Nothing is stretched to 255: point at the cell, and compare with its window."),
            ],
            [f"The window holds {np.array2string(np.sort(patch)[::-1][:6], precision=2, separator=', ')} ..."],
        ),
        options_question(
            "How large is the pooled map?",
            Choice(f"{rows} × {columns}", "Right: one cell for each position of the window."),
            [Choice(text, note, {"pooling_stride": stride % 8 + 1}) for text, note in wrong_sizes.items()],
            ("The same formula as for a convolution holds.", "It is beside the map."),
        ),
        options_question(
            "How many weights does this pooling layer learn?",
            Choice("None", "Right: it keeps a value or a mean, and there is nothing to train."),
            [
                Choice(
                    f"{size * size}",
                    "A kernel of that size has so many. Pooling has no kernel: nothing here can be edited.",
                ),
                Choice("One per map", "There is nothing that training could change."),
                Choice(f"{rows * columns}", "That many values come out, but none of them is a weight."),
            ],
            ("Which numbers on this page can you edit?",),
        ),
        _shifted(shift, *changes),
        Question(
            "Does pooling by itself prevent overfitting?",
            Choice(
                "No: a smaller model may still overfit",
                "Right: later dense layers get fewer weights, but these can still learn their pictures by heart.",
            ),
            (
                Choice(
                    "Yes: preventing it is what pooling is for",
                    "It can make a model smaller. Whether that one overfits is seen in its two curves: see Fine-tune.",
                ),
                Choice(
                    "Yes, because it forgets all positions",
                    "Forgetting positions helps where they don't matter, and hurts where they do.",
                ),
            ),
            ("Is there anything in a pooling layer that learns?",),
        ),
    ]


def _shifted(shift: int, before: float, after: float) -> Question:
    """What a shift of the picture does to the pooled map, graded by what was measured."""
    measured = f"The map changes by {before:.1%}, the pooled map by {after:.1%}."
    less, more = "It changes less than the map before it", "It changes no less than the map before it"
    right, wrong = (less, more) if after < before else (more, less)
    why = "Less is not zero." if 0 < after < before else "Mostly pooling makes small shifts matter less, but not in every map."
    if after == 0:
        why = "Here nothing of the shift is left."
    return Question(
        f"The picture moves by {counted(shift, 'pixel')}. What happens to this pooled map?",
        Choice(right, f"Right: {measured[0].lower()}{measured[1:]} {why}"),
        (
            Choice(wrong, f"{measured} {why}", _MOVED | {"pooling_shift": shift % 8 + 1}),
            Choice(
                "It stays the same, whatever the picture and the shift are",
                "Pooling makes small shifts matter less, not nothing: try another shift.",
                _MOVED | {"pooling_shift": shift % 8 + 1},
            ),
            Choice(
                "It moves by just as many cells, whatever the stride is",
                "With a stride of 2, one pixel is half a step: it can't.",
                _MOVED | {"pooling_stride": 2, "pooling_shift": 1},
            ),
        ),
        ("Show “Moved picture” above, and change by how much it moves.",),
    )
