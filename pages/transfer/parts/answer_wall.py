"""A dot for each picture of a test, a row for each class; pointing at a dot shows the picture, what it is and what was said."""

import base64
import hashlib

import numpy as np

from lessons.figures.pictures import jpeg, tiled
from lessons.images.resizing import center_square
from pages.shared.components.component_files import component

TILE, COLUMNS = 64, 16  # pixels of a picture on the sheet, and pictures in a line of it
MOST = 96  # pictures on the sheet; of more, those that went wrong come first
SIDES = (24, 22, 20, 18, 15, 12, 10, 8, 7, 6, 5)  # pixels from one dot to the next
EXAMPLE = 13  # pixels of the picture that stands for a class, or as many as a dot has
USUAL = 12  # pixels that a dot has at most, where walls stand side by side
ROW, GAP = 18, 2  # pixels of a row that stands beside its class's name, at least, and between two rows

_COMPONENT = component(__file__)


def answer_wall(
    report,
    labels,
    *,
    key,
    images=(),
    sure=None,
    colour="var(--accent)",
    named=False,
    aligned=False,
    wide=160,
    high=140,
    largest=USUAL,
):
    """Show the answers to a test.

    Parameters
    ----------
    report : lessons.training.evaluation.TestReport, or what has its `targets`, `answers` and `confidence`; an answer below 0
        is one that was not asked for yet, and its place shows the picture
    labels : sequence of names, one per class, which may be a learner's words
    key : str
    images : the pictures in the order of the report, or none where they are not at hand
    sure : bool array of shape (pictures,), where something was said at all; None for everywhere
    colour : str, a CSS colour of right answers
    named : bool, whether the classes' names stand before their rows
    aligned : bool, whether the classes' names and pictures stand in rows beside it, as high as `row_heights` tells
    wide, high : int, pixels that the dots may take
    largest : int, pixels that a dot has at most
    """
    sure = np.ones(len(report.targets), bool) if sure is None else sure
    wrong = (report.answers != report.targets) & (report.answers >= 0)
    first = np.argsort(~wrong, kind="stable")[:MOST] if len(images) else np.zeros(0, int)
    examples = [np.flatnonzero(report.targets == number)[:1] for number in range(len(labels))] if len(images) else []
    tiles = list(dict.fromkeys(int(place) for part in (*examples, first) for place in part))
    places = {number: tile for tile, number in enumerate(tiles)}
    order = [np.flatnonzero(report.targets == number).tolist() for number in range(len(labels))]
    counts = [len(own) for own in order]
    side = _side(counts, ROW if aligned else EXAMPLE, wide, high, largest)
    pictures = [
        {
            "target": int(target),
            "answer": int(answer) if answer >= 0 else None,
            "share": round(float(share), 4),
            "sure": bool(said),
            "place": places.get(number, -1),
        }
        for number, (target, answer, share, said) in enumerate(
            zip(report.targets, report.answers, report.confidence, sure, strict=True)
        )
    ]
    asked = bool((report.answers >= 0).any())
    told = f"{int((~wrong & sure).sum())} right" if asked else "none asked yet"
    data = {
        "pictures": pictures,
        "labels": list(labels),
        "order": order,
        "side": side,
        "inRow": min(wide // side, max(counts)) if aligned else wide // side,
        "example": 0 if aligned else max(EXAMPLE, side),
        "rows": row_heights(counts, wide, high, largest) if aligned else [],
        "tile": TILE,
        "columns": COLUMNS,
        "colour": colour,
        "named": named,
        "sheet": _sheet([center_square(images[number]) for number in tiles]),
        "label": f"{len(pictures)} pictures, {told}. Arrow keys go from one to the next",
    }
    data["version"] = hashlib.blake2b(repr(data).encode(), digest_size=8).hexdigest()
    _COMPONENT(key=key, data=data)


def row_heights(counts, wide, high, largest):
    """How high the rows of an aligned wall are, with so many pictures of each class: pixels, and GAP between two."""
    side = _side(counts, ROW, wide, high, largest)
    return [_row(count, side, ROW, wide) for count in counts]


def _side(counts, least, wide, high, largest):
    """Pixels from one dot to the next: as large as fits."""
    fit = (side for side in SIDES if side <= largest and _height(counts, side, least, wide) <= high)
    return next(fit, SIDES[-1])


def _height(counts, side, least, wide):
    return sum(_row(count, side, least, wide) + GAP for count in counts)


def _row(count, side, least, wide):
    return max(least, -(-max(count, 1) // (wide // side)) * side)


def _sheet(images):
    """The pictures as one JPEG in base64, a line after the other."""
    if not images:
        return ""
    return base64.b64encode(jpeg(tiled(images, TILE, COLUMNS))).decode()
