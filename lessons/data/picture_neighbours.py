"""Vectors on a flat map, and who is whose neighbour: all by scikit-learn."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.linalg import orthogonal_procrustes
from scipy.stats import rankdata
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

from lessons.data.examples import Examples

Vectors = npt.NDArray[np.float32]

WAYS = ("PCA", "t-SNE")
NEAREST = 5
_BEYOND = 0.02  # of the pictures, at each border of a map
_PERPLEXITY = 15.0  # of t-SNE: about how many neighbours a picture is to keep

_NEARLY_WHITE = 235  # the least of a corner's colours


def some_of_each(examples: Examples, most: int) -> npt.NDArray[np.int64]:
    """Positions of at most so many pictures, as many of each class as there are of the others, the first of each."""
    targets = examples.targets
    ranks = np.empty(len(targets), int)
    for target in np.unique(targets):
        places = np.flatnonzero(targets == target)
        ranks[places] = np.arange(len(places))
    return np.sort(np.lexsort((np.arange(len(targets)), ranks))[:most])


def scaled(vectors: Vectors, guests: int = 0) -> Vectors:
    """Each number with the mean 0 and the variance 1 over all pictures, so that no number counts more for being large.

    The last so many pictures are guests: they are measured by the others, and change nothing for them.
    """
    return StandardScaler().fit(vectors[: len(vectors) - guests]).transform(vectors).astype(np.float32)


def flat(vectors: Vectors, way: str, *, seed: int = 0, guests: int = 0) -> Vectors:
    """Vectors on a map of two directions.

    Parameters
    ----------
    vectors : array of shape (pictures, numbers), at least four pictures
    way : str, one of WAYS: PCA keeps the two directions in which they differ most, t-SNE keeps neighbours together
    seed : int, of t-SNE
    guests : int; PCA's directions are those of all but the last so many pictures

    Returns
    -------
    float32 array of shape (pictures, 2), the centre of all but the guests at 0
    """
    if way not in WAYS:
        raise ValueError(f"way must be one of {', '.join(WAYS)}. Received: {way!r}")
    hosts = len(vectors) - guests
    if way == "PCA":
        found = PCA(2, svd_solver="full").fit(vectors[:hosts]).transform(vectors)
    else:
        perplexity = min(_PERPLEXITY, (len(vectors) - 1) / 3)
        found = TSNE(2, perplexity=perplexity, init="pca", random_state=seed).fit_transform(vectors)
    return (found - found[:hosts].mean(axis=0)).astype(np.float32)


def spread_out(places: Vectors) -> Vectors:
    """A map that fills its paper: each direction from −1 to 1, where the few furthest pictures stand at the border.

    Who lies left of whom stays; where many lie, it is drawn wider, half of the way to a place for each.
    """
    order = rankdata(places, axis=0)
    even = (2 * order - len(places) - 1) / max(len(places) - 1, 1)
    low, high = np.quantile(places, [_BEYOND, 1 - _BEYOND], axis=0)
    middle, reach = (low + high) / 2, (high - low) / 2
    true = np.clip((places - middle) / np.where(reach > 0, reach, 1), -1, 1)
    return ((true + even) / 2).astype(np.float32)


def turned_alike(maps: Sequence[Vectors]) -> list[Vectors]:
    """Maps of the same pictures, each turned or mirrored so that it lies as near to the one before it as it can.

    A flat map has no up and no left: without this, pictures would move far from one map to the next for nothing.
    """
    alike = [maps[0]]
    for each in maps[1:]:
        turn, _ = orthogonal_procrustes(each, alike[-1])
        alike.append((each @ turn).astype(np.float32))
    return alike


def neighbours(vectors: Vectors, count: int = NEAREST) -> npt.NDArray[np.int64]:
    """The nearest other pictures of each, the nearest first, by the distance of their vectors: int64 (pictures, count)."""
    found = NearestNeighbors(n_neighbors=count + 1).fit(vectors).kneighbors(vectors, return_distance=False)
    others = [[other for other in row if other != number][:count] for number, row in enumerate(found)]
    return np.array(others, np.int64)


def same_class_share(nearest: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> float:
    """Which share of all nearest neighbours have the same class; pictures without one, whose target is −1, do not ask."""
    asking = targets >= 0
    return float(np.mean(targets[nearest[asking]] == targets[asking, np.newaxis]))


def are_on_white(images: Sequence[npt.NDArray[np.uint8]]) -> bool:
    """Whether most pictures are drawn on white paper: all four of their corners are nearly white."""
    corners = [np.asarray(image)[[0, 0, -1, -1], [0, -1, 0, -1]] for image in images]
    return bool(np.mean([corner.min() >= _NEARLY_WHITE for corner in corners]) > 0.5)
