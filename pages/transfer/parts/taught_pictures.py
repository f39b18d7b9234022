"""The pictures that ways to train learn from: a row for each class, as high as the dots of that class beside it."""

from html import escape

import numpy as np

from lessons.images.resizing import square
from lessons.texts import words
from pages.shared.lesson.light_picture import picture_address
from pages.transfer.parts.answer_wall import GAP

LARGE, SHOWN = 24, 5  # pixels of a picture at most, and pictures of a class that are shown
SHARP = 2  # pixels of a picture for each that it takes: screens have more of them than pages tell


def taught_pictures(dataset, places, heights):
    """Those at these places of a data set's training pictures, as HTML; `heights` are those of the rows, in pixels."""
    targets = dataset.train.targets[places]
    rows = [
        _row(label, [dataset.train.images[place] for place in places[targets == number]], height)
        for number, (label, height) in enumerate(zip(dataset.labels, heights, strict=True))
    ]
    told = escape(words("fine_tune", "taught_shown"))
    return f'<div class="taught" role="img" aria-label="{told}" style="gap: {GAP}px;">{"".join(rows)}</div>'


def taught_head(dataset, places):
    """How many they are, and what the drawn layers of a way mean. HTML."""
    counts = np.bincount(dataset.train.targets[places], minlength=len(dataset.labels))
    part = "taught_alike" if counts.min() == counts.max() else "taught"
    told = words("fine_tune", part, count=len(places), each=int(counts.max()))
    key = '<span><i class="learns"></i>learns</span> <span><i></i>stays: frozen</span>'
    return f'<div class="way first"><div class="name">They learn from</div><div class="note">{told}</div><div>{key}</div></div>'


def _row(label, images, height):
    side, shown = min(height, LARGE), images[:SHOWN]
    strip = np.hstack([square(image, SHARP * side) for image in shown])
    more = f"<small>+{len(images) - len(shown)}</small>" if len(images) > len(shown) else ""
    picture = f'<img src="{picture_address(strip)}" alt="" width="{side * len(shown)}" height="{side}">'
    return f'<div style="height: {height}px;"><span title="{escape(label)}">{escape(label)}</span>{picture}{more}</div>'
