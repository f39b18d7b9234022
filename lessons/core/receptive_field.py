"""Which pixels of the picture can reach a unit: the receptive field grows with every layer and every stride before it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.shapes import window_extent


@dataclass(frozen=True)
class SlidingLayer:
    """A layer whose window slides: a convolution or a pooling layer, along one axis."""

    window: int
    stride: int = 1
    padding: int = 0  # pixels added before the first
    dilation: int = 1


@dataclass(frozen=True)
class ReceptiveField:
    """What a layer's units see of the picture, along one axis, in input pixels."""

    size: int  # pixels that can reach one unit
    step: int  # pixels between the fields of neighbouring units
    start: int  # first pixel of the first unit's field; negative where padding reaches out of the picture
    shared: int = 1  # units in a row that have the same field: more than one where maps were enlarged
    ahead: int = 0  # how many of those begin before the first unit

    def of_unit(self, index: int) -> tuple[int, int]:
        """First and last pixel of one unit's field, counted from 0; they may lie outside the picture."""
        first = self.start + (index + self.ahead) // self.shared * self.step
        return first, first + self.size - 1

    def under(self, window: int, *, stride: int = 1, padding: int = 0) -> "ReceptiveField | None":
        """The field of the units of a layer whose window slides over these units; None where they are not all alike.

        `padding` is what is added before the first of these units.
        """
        if self.shared == 1:
            size, start = self.size + (window - 1) * self.step, self.start - padding * self.step
            return ReceptiveField(size, self.step * stride, start)
        if (window - 1) % self.shared or stride != 1:
            return None
        size = self.size + (window - 1) // self.shared * self.step
        return ReceptiveField(size, self.step, self.start, self.shared, self.ahead - padding)

    def enlarged(self, times: int) -> "ReceptiveField":
        """The field of the units of a map that repeats each of these units so many times."""
        return ReceptiveField(self.size, self.step, self.start, self.shared * times, self.ahead * times)

    def holds(self, other: "ReceptiveField", units: int) -> bool:
        """Whether each of so many units sees all that the unit of the other field at its place sees."""
        pairs = [(self.of_unit(index), other.of_unit(index)) for index in range(units)]
        return all(mine[0] <= its[0] and its[1] <= mine[1] for mine, its in pairs)


def receptive_field(layers: Sequence[SlidingLayer | tuple]) -> list[ReceptiveField]:
    """The receptive field of the units of every layer of a stack.

    With r, s, a of the layer before (1, 1, 0 for the picture itself): the size becomes r + (window - 1) * dilation * s, the
    start a - padding * s, and the step s * stride.

    Parameters
    ----------
    layers : sequence of SlidingLayer, or of tuples (window, stride, padding, dilation) whose end may be left out

    Returns
    -------
    list of ReceptiveField, one per layer

    Raises
    ------
    ValueError
        If a window, stride or dilation is below 1, or a padding below 0.

    Examples
    --------
    >>> [field.size for field in receptive_field([(3,), (3,), (2, 2)])]
    [3, 5, 6]

    References
    ----------
    Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill, 2019.
    """
    size, step, start, fields = 1, 1, 0, []
    for layer in layers:
        layer = layer if isinstance(layer, SlidingLayer) else SlidingLayer(*layer)
        if layer.stride < 1 or layer.padding < 0:
            raise ValueError(f"stride must be 1 or more and padding 0 or more. Received: {layer}")
        size += (window_extent(layer.window, dilation=layer.dilation) - 1) * step
        start -= layer.padding * step
        step *= layer.stride
        fields.append(ReceptiveField(size, step, start))
    return fields


def path_share(layers: Sequence[SlidingLayer | tuple]) -> npt.NDArray[np.float32]:
    """How much each pixel of a unit's receptive field counts: the share of the paths to the unit that begin at it.

    With equal weights everywhere, this is how strongly the unit answers to each pixel. Pixels in the middle reach it on
    many paths, those at the rim on a single one.

    Parameters
    ----------
    layers : as in `receptive_field`, at least one

    Returns
    -------
    float32 array of shape (size,), which sums to 1; of a square field it is one axis, and their outer product is the whole

    References
    ----------
    Luo, Li, Urtasun and Zemel, "Understanding the effective receptive field in deep convolutional neural networks", 2016.
    """
    fields = receptive_field(layers)
    paths, step = np.ones(1), 1
    for layer, field in zip(layers, fields, strict=True):
        layer = layer if isinstance(layer, SlidingLayer) else SlidingLayer(*layer)
        taps = np.zeros((layer.window - 1) * layer.dilation * step + 1)
        taps[:: layer.dilation * step] = 1
        paths, step = np.convolve(paths, taps), field.step
    return (paths / paths.sum()).astype(np.float32)
