"""Pictures that show nearly the same: those of one burst, copies, and frames of one scene."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

SIDE = 16  # rows and columns of a thumbnail
_ALIKE = 0.25  # of their contrast: pictures that differ by less show the same
_LEAST_CONTRAST = 2.0  # of 255: what differs by less from the others is noise


@dataclass(frozen=True, eq=False)
class Alike:
    """Which of some pictures show nearly the same."""

    groups: npt.NDArray[np.int32]  # (pictures,): the same number for pictures that show nearly the same; chains count
    pairs: tuple[tuple[int, int], ...]  # the positions of the two that are nearest to each other, of each group of several


def thumbnail(image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """What `near_duplicates` compares of a picture: uint8 (16, 16, 3), the means of its parts."""
    return cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.uint8)


def near_duplicates(thumbnails: Sequence[npt.NDArray[np.uint8]], targets: Sequence[int] | npt.NDArray[np.int64]) -> Alike:
    """Which pictures of a data set show nearly the same.

    What all pictures have in common says nothing: the paper around a digit, the bench that a fixed camera looks at, the dark
    around a few bright cells. So the mean of all classes' mean pictures is taken off first, and each picture's own brightness.
    Two pictures are alike if what is left differs, in root mean square over rows, columns and colours, by less than a quarter
    of their own contrast.

    Parameters
    ----------
    thumbnails : sequence of uint8 arrays of shape (16, 16, 3), as `thumbnail` makes them
    targets : sequence of int, the class of each

    Returns
    -------
    Alike
    """
    if not len(thumbnails):
        return Alike(np.zeros(0, np.int32), ())
    values, classes = np.stack(thumbnails).astype(np.float64), np.asarray(targets)
    values -= np.mean([values[classes == target].mean(axis=0) for target in np.unique(classes)], axis=0)
    values -= values.mean(axis=(1, 2, 3), keepdims=True)
    flat = values.reshape(len(values), -1)
    contrast = (flat**2).mean(axis=1)
    mean_contrast = (contrast[:, np.newaxis] + contrast) / 2
    apart = 2 * (mean_contrast - flat @ flat.T / flat.shape[1])  # mean squares of differences: six times quicker than pdist
    apart /= np.maximum(mean_contrast, _LEAST_CONTRAST**2)
    groups = connected_components(csr_matrix(apart < _ALIKE**2), directed=False)[1]
    return Alike(groups, tuple(_nearest_pair(np.flatnonzero(groups == group), apart) for group in _several(groups)))


def copies(images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.int32]:
    """For each picture a number, the same for those that are equal in every pixel."""
    numbers: dict[bytes, int] = {}
    keys = (hashlib.sha256(repr(image.shape).encode() + image.tobytes()).digest() for image in images)
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int32)


def joined(groups: npt.NDArray[np.int32], bursts: Sequence[int | None]) -> npt.NDArray[np.int32]:
    """Groups of pictures, of which those with a picture of the same burst have become one; None is of no burst."""
    together: dict[tuple[str, int], int] = {}
    edges = []
    for place, (group, burst) in enumerate(zip(groups, bursts, strict=True)):
        edges.append((together.setdefault(("group", int(group)), place), place))
        if burst is not None:
            edges.append((together.setdefault(("burst", burst), place), place))
    rows, columns = np.array(edges, int).reshape(-1, 2).T
    linked = csr_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(len(groups), len(groups)))
    return connected_components(linked, directed=False)[1]


def in_two_classes(groups: npt.NDArray[np.int32], targets: npt.NDArray[np.int64]) -> dict[tuple[int, int], int]:
    """How many groups have pictures of both of two classes: (class, class) -> groups, the pairs that have any."""
    found: dict[tuple[int, int], int] = {}
    for group in _several(groups):
        within = [int(target) for target in np.unique(targets[groups == group])]
        for place, one in enumerate(within):
            for other in within[place + 1 :]:
                found[one, other] = found.get((one, other), 0) + 1
    return dict(sorted(found.items()))


def _several(groups: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """The groups that have more than one picture."""
    return np.flatnonzero(np.bincount(groups) > 1)


def _nearest_pair(members: npt.NDArray[np.intp], apart: npt.NDArray[np.float64]) -> tuple[int, int]:
    distances = apart[np.ix_(members, members)]
    np.fill_diagonal(distances, np.inf)
    one, other = np.unravel_index(distances.argmin(), distances.shape)
    return int(members[min(one, other)]), int(members[max(one, other)])
