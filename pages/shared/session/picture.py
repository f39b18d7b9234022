"""A picture that is carried from page to page."""

import hashlib
from dataclasses import dataclass

import numpy as np

from lessons.images.resizing import fit_within

LONGEST_SIDE = 1024  # pixels: larger pictures are shrunk once, so that every page stays quick


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture. One of a learner's own lives in that session's memory alone."""

    pixels: np.ndarray  # uint8 (rows, columns, 3), read-only
    name: str
    description: str  # what is known of it, for those who can't see it
    digest: str  # tells pictures apart in the caches
    notes: tuple[str, ...] = ()  # what there is to know of how its file was read, a sentence each


def picture_of(pixels, name, description, notes=()):
    """These pixels as a Picture."""
    pixels = np.ascontiguousarray(fit_within(pixels, LONGEST_SIDE))
    pixels.setflags(write=False)
    return Picture(pixels, name, description, digest_of(pixels), tuple(notes))


def digest_of(pixels):
    """What tells a picture from all others."""
    return hashlib.sha256(pixels.tobytes() + str(pixels.shape).encode()).hexdigest()
