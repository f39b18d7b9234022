"""Which pixels of the picture can reach a unit: the receptive field grows with every layer and every stride before it."""

from dataclasses import dataclass

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

    def of_unit(self, index):
        """First and last pixel of one unit's field, counted from 0; they may lie outside the picture."""
        first = self.start + index * self.step
        return first, first + self.size - 1


def receptive_field(layers):
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
