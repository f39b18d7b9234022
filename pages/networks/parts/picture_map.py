"""A map of pictures: near each other where their vectors are. One that is picked shows its nearest ones."""

import hashlib

import numpy as np

from pages.shared.components.arrays import packed
from pages.shared.components.component_files import component

TILE, COLUMNS = 40, 12  # pixels of a picture on the sheet, and pictures in a line of it

_COMPONENT = component(__file__)


def picture_map(sheet, places, nearest, targets, labels, *, own, on_white, wrong=(), suspects=(), begun=0, key):
    """Show pictures where they lie on a map.

    Parameters
    ----------
    sheet : bytes of a WebP with the pictures, squares of TILE pixels, COLUMNS in a line
    places : float array of shape (pictures, 2), from −1 to 1
    nearest : int array of shape (pictures, neighbours)
    targets : int array of shape (pictures,), positions in `labels`; −1 for a picture without a class
    labels : sequence of names, which may be a learner's words
    own : int, the number of the learner's picture
    on_white : bool, whether the others are drawn on white paper, which then lets what is below be seen
    wrong, suspects : numbers of pictures that are marked: their labels are wrong, or are suspected to be
    begun : int, at another one no picture is picked any more
    key : str

    Returns
    -------
    int or None : the number of the picture that was picked last
    """
    data = {
        "version": hashlib.blake2b(sheet, digest_size=8).hexdigest(),
        "places": np.round(places, 3).tolist(),
        "neighbours": nearest.tolist(),
        "targets": targets.tolist(),
        "labels": list(labels),
        "own": own,
        "on_white": on_white,
        "wrong": [int(place) for place in wrong],
        "suspects": [int(place) for place in suspects],
        "begun": begun,
        "tile": TILE,
        "columns": COLUMNS,
        "label": f"A map of {len(places)} pictures. Arrow keys go from one to the next",
    }
    seen = _COMPONENT(key=key, data=packed(data, sheet=sheet), default={"picked": None}, on_picked_change=lambda: None)
    picked = seen.picked
    return picked if isinstance(picked, int) and 0 <= picked < len(places) else None
