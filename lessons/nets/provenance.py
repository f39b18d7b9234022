"""What a file of weights tells of how it was made: which layers were trained, from where, and which units died on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.inference import run_layers
from lessons.nets.preprocessing import MEAN_BGR
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.weights import brain_mri_head, vgg16_weights

DIGITS = 1e-5  # the published figures have about five digits: two numbers that differ by less than this share are the same
NORM_EPSILON = 1e-3  # what Keras's batch normalisation adds to the variance, unless told otherwise
_SIDE = 128  # rows and columns of the pictures whose vectors are compared
_NEAR = 0.05  # how near a scale must be to the one of a unit that never answered, as a share


@dataclass(frozen=True)
class Figures:
    """Four numbers that sum an array up. None where a figure is not known."""

    mean: float | None
    spread: float | None  # standard deviation
    smallest: float | None
    largest: float | None


FIGURES = ("mean", "spread", "smallest", "largest")

PUBLISHED = {
    ("block1_conv1", "kernel"): Figures(-0.0024379, 0.20669945, -0.67140007, 0.6085159),
    ("block1_conv1", "bias"): Figures(0.5013912, 0.32847992, None, None),
    ("block5_conv3", "kernel"): Figures(-0.00108189, 0.008478405, -0.09288482, 0.28699666),
    ("block5_conv3", "bias"): Figures(0.14986369, 0.4928213, -0.50036746, 9.431553),
}
"""(layer, array) -> figures that were published of Keras's own file of VGG16's ImageNet weights, of its first and its last
convolution."""


def array_figures(array: npt.NDArray[np.float32]) -> Figures:
    """Mean, standard deviation, smallest and largest number of an array, as Figures."""
    return Figures(
        float(np.mean(array, dtype=np.float64)),
        float(np.std(array, dtype=np.float64)),
        float(np.min(array)),
        float(np.max(array)),
    )


def compare_figures(weights: Mapping[str, Sequence[npt.NDArray[np.float32]]]) -> list[dict[str, Any]]:
    """Published figures beside those of some weights.

    Parameters
    ----------
    weights : dict of layer -> (kernel, bias), as `lessons.nets.weights.vgg16_weights` gives it

    Returns
    -------
    list of dict: ``layer``, ``array``, ``figure``, ``published``, ``here`` and ``same``: whether they agree to the published
    digits (`DIGITS`)
    """
    rows = []
    for (layer, array), published in PUBLISHED.items():
        found = array_figures(weights[layer][("kernel", "bias").index(array)])
        for name in FIGURES:
            known, here = getattr(published, name), getattr(found, name)
            if known is not None:
                same = bool(abs(here - known) <= DIGITS * abs(known))
                rows.append({"layer": layer, "array": array, "figure": name, "published": known, "here": here, "same": same})
    return rows


def moved(step: float, *, seed: int = 0) -> dict[str, Sequence[npt.NDArray[np.float32]]]:
    """The last convolution's weights after a change, to see whether the figures would notice.

    Parameters
    ----------
    step : float, 0 or more
        How far every number is moved, up or down by chance: the first step of the Adam optimiser moves every weight by
        about its learning rate.
    seed : int

    Returns
    -------
    dict as `compare_figures` takes it
    """
    if not (np.isfinite(step) and step >= 0):
        raise ValueError(f"step must be 0 or more. Received: step={step}")
    rng = np.random.default_rng(seed)
    kernel, bias = vgg16_weights()["block5_conv3"]
    changed = tuple(
        array + (np.float32(step) * rng.choice([-1, 1], array.shape)).astype(np.float32) for array in (kernel, bias)
    )
    return {**vgg16_weights(), "block5_conv3": changed}


def shuffled(*, seed: int = 0) -> dict[str, Sequence[npt.NDArray[np.float32]]]:
    """The last convolution's weights in another order: no figure notices, and no picture is understood any more."""
    rng = np.random.default_rng(seed)
    changed = tuple(rng.permutation(array.ravel()).reshape(array.shape) for array in vgg16_weights()["block5_conv3"])
    return {**vgg16_weights(), "block5_conv3": changed}


@cache
def layer_evidence() -> tuple[dict[str, Any], ...]:
    """The layers of the brain-MRI classifier, and what its file tells of each.

    Returns
    -------
    tuple of dict: ``layer``, ``parameters``, ``trained`` (bool) and ``evidence``, a sentence
        A dense layer of Keras starts with numbers below √(6 / (inputs + units)) (Glorot and Bengio, 2010): a larger one was
        moved there.
    """
    checked = {layer for layer, _ in PUBLISHED}
    rows = []
    for name, (kernel, bias) in vgg16_weights().items():
        found = (
            "its figures are those of Keras's ImageNet file"
            if name in checked
            else "no figures were published; the layers before and after it agree"
        )
        rows.append({"layer": name, "parameters": kernel.size + bias.size, "trained": False, "evidence": found})
    for name, arrays in brain_mri_head().items():
        if name.startswith("norm"):
            evidence = "a scale and a shift that follow the training pictures"
            rows.append({"layer": name, "parameters": 2 * arrays[0].size, "trained": True, "evidence": evidence})
            continue
        limit, weights = np.sqrt(6 / sum(arrays[0].shape)), np.abs(arrays[0])
        beyond = np.mean(weights > limit)
        evidence = f"{beyond:.0%} of its weights lie beyond the ±{limit:.3f} of a random start, up to {weights.max():.2f}"
        rows.append({"layer": name, "parameters": sum(array.size for array in arrays), "trained": True, "evidence": evidence})
    return tuple(rows)


@cache
def dead_units() -> tuple[int, int]:
    """Units of the classifier's first dense layer whose answer did not vary over the training pictures.

    Batch normalisation divides by √(variance + 0.001). Where a unit always answered the same, its variance is 0, and its scale
    is left near 1 / √0.001 = 31.6.

    Returns
    -------
    (dead, units) : ints
    """
    scale = brain_mri_head()["norm1"][0]
    never = NORM_EPSILON**-0.5
    return int(np.sum(np.abs(scale - never) < _NEAR * never)), scale.size


@cache
def scaling_likeness() -> tuple[float, ...]:
    """How alike the sample pictures' vectors are on VGG16, fed as it was trained and as the MRI classifier feeds it.

    Returns
    -------
    (as trained, divided by 255) : floats, the mean cosine of two different pictures' averaged last maps
    """
    model = load_vgg16(size=_SIDE)
    pictures = np.stack([square(sample.load(), _SIDE) for sample in SAMPLES.values()]).astype(np.float32)
    divided = (pictures / 255 + np.array(MEAN_BGR, np.float32))[..., ::-1]  # its preprocessing makes pictures / 255 of that
    both = (run_layers(model, shown, ["block5_pool"])[0] for shown in (pictures, divided))
    return tuple(_mean_cosine(maps.mean(axis=(1, 2))) for maps in both)


def same_bits(model: keras.Model) -> dict[str, bool]:
    """Which convolutions of a network have the very weights of the MRI classifier's, bit for bit.

    Parameters
    ----------
    model : keras.Model with layers of VGG16's names, such as the one that Keras fetches

    Returns
    -------
    dict of layer name -> bool, for those layers that the network has
    """
    names = {layer.name for layer in model.layers}
    return {
        name: all(np.array_equal(mine, its) for mine, its in zip(arrays, model.get_layer(name).get_weights(), strict=True))
        for name, arrays in vgg16_weights().items()
        if name in names
    }


def _mean_cosine(vectors: np.ndarray) -> float:
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    count = len(unit)
    return float((np.sum(unit @ unit.T) - count) / (count * (count - 1)))
