"""Should an explanation be believed? One that stays when the weights become random explains something else."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import keras
import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr
from skimage.metrics import structural_similarity

from lessons.nets.attribution import ATTRIBUTIONS
from lessons.nets.classification import answer
from lessons.nets.probing import network_input
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped, never, silent

LEADING = 3  # classes that are kept of what a destroyed network answers
GRID = 28  # rows and columns that maps are compared at: single pixels are noise


@dataclass(frozen=True, eq=False)
class Stage:
    """How explanations look once some layers have random weights."""

    randomised: tuple[str, ...]  # layers whose weights are random, the last layer first
    maps: dict  # method -> float32 (rows, columns), in [0, 1]
    likeness: dict  # method -> rank correlation with the map of the trained network, −1 to 1
    structure: dict  # method -> structural similarity to it, −1 to 1
    said: dict  # what the network answers now: its likeliest classes, the first one first, and the class that is asked -> value


def randomisation_test(
    model: keras.Model,
    image: npt.NDArray[np.uint8],
    class_index: int,
    *,
    methods: Sequence[str],
    stages: int = 7,
    layer: str | None = None,
    seed: int = 0,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> list[Stage]:
    """Randomise a network's weights from the last layer to the first, and watch what its explanations do.

    The numbers of each layer are shuffled: they stay as large as they were, so that the network neither fades nor explodes,
    and nothing that was learned is left.

    Parameters
    ----------
    model : keras.Model as for `lessons.nets.attribution`. It is not changed: a twin is.
    image : uint8 array of shape (rows, columns, 3)
    class_index : int
    methods : sequence of keys of ATTRIBUTIONS
    stages : int, 1 or more: in how many steps all layers become random
    layer : str, that Grad-CAM looks at; None for `last_maps`
    seed : int
    on_step : function of a Step in stages, or None
    should_stop : function asked before every stage, or None

    Returns
    -------
    list of Stage, the first with the trained weights

    Raises
    ------
    Stopped
        If it was stopped before all layers were random.

    References
    ----------
    Adebayo et al., "Sanity checks for saliency maps", 2018: cascading randomisation.
    """
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    rng = np.random.default_rng(seed)
    layers = [layer for layer in twin.layers[::-1] if layer.weights and layer.name != "preprocessing"]
    ends = np.unique(np.linspace(0, len(layers), stages + 1).round().astype(int))
    results: list[Stage] = []
    picture, done = network_input(twin, image), 0
    phase, should_stop = Phase("destroying", len(ends), on_step or silent), should_stop or never
    phase.report(0)
    for end in ends:
        if should_stop():
            raise Stopped
        for each in layers[done:end]:
            each.set_weights([rng.permutation(array.ravel()).reshape(array.shape) for array in each.get_weights()])
        done = end
        maps = {method: ATTRIBUTIONS[method](twin, image, class_index, layer=layer) for method in methods}
        first = results[0].maps if results else maps
        alike, same = (
            {method: compare(first[method], maps[method]) for method in methods} for compare in (likeness, structural_likeness)
        )
        said = answer(twin, picture)
        leading = dict.fromkeys([*np.argsort(-said, kind="stable")[:LEADING].tolist(), class_index])
        answers = {index: float(said[index]) for index in leading}
        results.append(Stage(tuple(layer.name for layer in layers[:end]), maps, alike, same, answers))
        phase.report(len(results))
    return results


def likeness(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Spearman's rank correlation of two maps, averaged down to 28 × 28: 1 is the same order of places, 0 none in common.

    A map with the same value everywhere has no order, and is like no other: 0.
    """
    first, second = coarse(first), coarse(second)
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(spearmanr(first.ravel(), second.ravel()).statistic)


def agreement(maps: Sequence[npt.ArrayLike], share: float = 0.2) -> float:
    """Which part of their hottest places several maps have in common, averaged down to 28 × 28.

    Parameters
    ----------
    maps : arrays of shape (rows, columns), one or more
    share : float, above 0 and at most 1: the part of a map's places that counts as its hottest

    Returns
    -------
    float : 1 where all maps are hottest in the same places, 0 where no place is among the hottest of all
    """
    hottest = max(1, round(share * GRID**2))
    shared = set(range(GRID**2))
    for values in maps:
        shared &= set(np.argsort(coarse(values).ravel(), kind="stable")[-hottest:].tolist())
    return len(shared) / hottest


def structural_likeness(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Structural similarity of two maps, averaged down to 28 × 28: 1 for the same map, about 0 for nothing in common.

    In small windows it compares how bright, how rich in contrast and how alike in pattern they are (Wang et al., "Image
    quality assessment: from error visibility to structural similarity", 2004).
    """
    return float(structural_similarity(coarse(first), coarse(second), data_range=1.0))


def coarse(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """A map averaged down to 28 × 28, with its largest value at 1: what is compared here."""
    small = cv2.resize(np.asarray(values, np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA)
    return small / (small.max() or 1)
