"""What the building blocks of deep networks do to maps, and what they cost, beside a plain 3 × 3 convolution."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS

PLAIN, POINT, STRIDED, SEPARABLE = "3 × 3", "1 × 1", "Stride 2", "Separable"
NORM, DROPOUT, SHORTCUT = "Batch norm", "Dropout", "Shortcut"
BLOCKS = (PLAIN, POINT, STRIDED, SEPARABLE, NORM, DROPOUT, SHORTCUT)
"""The blocks, as a learner chooses them."""

MAPS = 8  # that a picture is turned into first
RATE = 0.5  # of dropout
EPSILON = 1e-3  # of batch normalisation, as in Keras
_FIRST = ("sobel_x", "sobel_y", "outline", "gaussian_blur", "emboss", "sharpen", "scharr_x", "laplacian")

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Cost:
    """What a block costs."""

    parameters: int  # as Keras counts them: the two running averages of a batch normalisation too
    multiply_adds: int  # for one picture; what folds into the convolution before it is free


@dataclass(frozen=True, eq=False)
class Passed:
    """What a block makes of maps."""

    maps: Array  # (rows, columns, maps)
    between: Array | None = None  # what there is half-way


def first_maps(image: npt.ArrayLike) -> Array:
    """Eight maps of a grey picture of values from 0 to 255: eight well-known kernels, then ReLU.

    Returns
    -------
    float32 array of shape (rows, columns, MAPS)
    """
    scaled = np.asarray(image, np.float32) / 255
    return np.stack([relu(convolve2d(scaled, KERNELS[name], padding="same", boundary="edge")) for name in _FIRST], axis=-1)


def relu(maps: Array) -> Array:
    """Values below zero become zero."""
    return np.maximum(maps, np.float32(0))


def random_kernels(rng: np.random.Generator, side: int, channels: int, filters: int) -> Array:
    """Random kernels of a size that keeps the maps behind them about as large as those before: He et al., 2015."""
    return rng.normal(0, (2 / (side * side * channels)) ** 0.5, (side, side, channels, filters)).astype(np.float32)


def depthwise(maps: npt.ArrayLike, kernels: npt.ArrayLike) -> Array:
    """Each map by its own kernel alone: kernels of shape (k, k, maps); zeros around the maps, which keep their size."""
    maps, kernels = np.asarray(maps, np.float32), np.asarray(kernels, np.float32)
    parts = [convolve2d(maps[..., at], kernels[..., at], padding="same") for at in range(maps.shape[2])]
    return np.stack(parts, axis=-1)


def figures_of(batch: npt.ArrayLike) -> tuple[Array, Array]:
    """Mean and variance of each map over a batch: two arrays of shape (maps,) of one of (pictures, rows, columns, maps)."""
    batch = np.asarray(batch, np.float32)
    return batch.mean((0, 1, 2)), batch.var((0, 1, 2))


def normalise(maps: npt.ArrayLike, mean: npt.ArrayLike, variance: npt.ArrayLike) -> Array:
    """Each map less a mean, divided by the root of a variance: batch normalisation, before it has learned anything else."""
    return ((np.asarray(maps) - np.asarray(mean)) / np.sqrt(np.asarray(variance) + EPSILON)).astype(np.float32)


def drop(maps: npt.ArrayLike, rng: np.random.Generator, rate: float = RATE) -> Array:
    """Dropout while a network learns: this share of the values becomes zero at random, and the others grow to make up."""
    maps = np.asarray(maps, np.float32)
    return np.where(rng.random(maps.shape) < rate, np.float32(0), maps / np.float32(1 - rate))


def pass_through(block: str, maps: Array, *, seed: int, learning: bool, batch: Array, running: tuple[Array, Array]) -> Passed:
    """What a block with random weights makes of maps.

    Parameters
    ----------
    block : one of BLOCKS
    maps : float32 array of shape (rows, columns, maps)
    seed : int, of the weights, and of what dropout drops
    learning : bool, whether the network is being trained: batch normalisation and dropout do something else then
    batch : float32 array of shape (pictures, rows, columns, maps), these maps and those of other pictures
    running : means and variances of each map that were averaged in training
    """
    rng, count = np.random.default_rng(seed), maps.shape[2]
    if block == NORM:
        return Passed(normalise(maps, *(figures_of(batch) if learning else running)))
    if block == DROPOUT:
        return Passed(drop(maps, rng) if learning else maps)
    if block == SEPARABLE:
        each = depthwise(maps, random_kernels(rng, 3, 1, count)[:, :, 0])
        return Passed(relu(convolve2d(each, random_kernels(rng, 1, count, count))), each)
    if block == SHORTCUT:
        first = relu(convolve2d(maps, random_kernels(rng, 3, count, count), padding="same"))
        branch = convolve2d(first, random_kernels(rng, 3, count, count), padding="same")
        return Passed(relu(maps + branch), branch)
    side = 1 if block == POINT else 3
    kernels = random_kernels(rng, side, count, count)
    return Passed(relu(convolve2d(maps, kernels, stride=2 if block == STRIDED else 1, padding="same")))


def cost(block: str, maps: int, side: int) -> Cost:
    """What a block costs that takes so many maps of side × side and gives as many.

    Batch normalisation, dropout and a shortcut are counted alone, without the convolutions that they stand beside.
    """
    cells, biases = side * side, maps
    if block == NORM:
        return Cost(4 * maps, 0)
    if block in (DROPOUT, SHORTCUT):
        return Cost(0, 0)
    if block == STRIDED:
        cells = (-(-side // 2)) ** 2
    weights = {POINT: maps * maps, SEPARABLE: 9 * maps + maps * maps}.get(block, 9 * maps * maps)
    return Cost(weights + biases, weights * cells)


@dataclass(frozen=True)
class Part:
    """A box of a block's drawing."""

    name: str
    parameters: int


def parts(block: str, maps: int) -> tuple[Part, ...]:
    """What a block is made of, in the order that maps pass through it; together they have the parameters that it costs.

    A shortcut is drawn with the two convolutions that it leads around.
    """
    plain = Part("3 × 3 convolution", cost(PLAIN, maps, 1).parameters)
    return {
        PLAIN: (plain,),
        POINT: (Part("1 × 1 convolution", cost(POINT, maps, 1).parameters),),
        STRIDED: (Part("3 × 3 convolution, two cells a step", plain.parameters),),
        SEPARABLE: (Part("3 × 3, each map alone", 9 * maps), Part("1 × 1 convolution", cost(POINT, maps, 1).parameters)),
        NORM: (Part("less the mean", maps), Part("divided by the spread", maps), Part("scaled and shifted", 2 * maps)),
        DROPOUT: (Part("a coin for each number", 0),),
        SHORTCUT: (plain, plain),
    }[block]


def compared(block: str, maps: int, side: int) -> tuple[Cost, Cost]:
    """What a block costs, and what stands there without it: a plain convolution, or the two that a shortcut leads around."""
    mine, plain = cost(block, maps, side), cost(PLAIN, maps, side)
    if block != SHORTCUT:
        return mine, plain
    both = Cost(2 * plain.parameters, 2 * plain.multiply_adds)
    return Cost(both.parameters + mine.parameters, both.multiply_adds + mine.multiply_adds), both
