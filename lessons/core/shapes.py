"""How long an output axis is, and how much padding a layer adds: the bookkeeping that convolution and pooling share."""

from numbers import Integral
from typing import Any

PADDINGS = ("valid", "same")


def output_size(size: int, window: int, *, stride: int = 1, padding: str | int = "valid", dilation: int = 1) -> int:
    """Length of one output axis of a convolution or pooling layer, as Keras computes it.

    The window covers ``extent = dilation * (window - 1) + 1`` pixels, and its positions are counted by

    * "valid" (no padding): ``floor((size - extent) / stride) + 1``
    * "same": ``ceil(size / stride)``
    * an int p (p pixels on both sides): ``floor((size + 2 p - extent) / stride) + 1``

    Parameters
    ----------
    size : int, 1 or more
        Length of the input axis, in pixels.
    window : int, 1 or more
        Length of the kernel or of the pooling window along that axis.
    stride : int, 1 or more
    padding : "valid", "same", or int of 0 or more
    dilation : int, 1 or more
        Distance between neighbouring taps of the window.

    Returns
    -------
    int, 1 or more

    Raises
    ------
    ValueError
        If an argument is out of range, or if the window does not fit into the padded input even once.

    Examples
    --------
    >>> output_size(224, 3), output_size(224, 3, padding="same", stride=2), output_size(5, 3, stride=2)
    (222, 112, 2)

    References
    ----------
    Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, relationship 15; Keras, ``Conv2D``.
    """
    size = _whole(size, "size", 1)
    extent = window_extent(window, dilation=dilation)
    stride = _whole(stride, "stride", 1)
    before, after = padding_amounts(size, window, stride=stride, padding=padding, dilation=dilation)
    room = size + before + after
    if room < extent:
        raise ValueError(
            f"the window must fit into the padded input: it covers {extent} pixels of {room}. "
            f"Received: size={size}, window={window}, padding={padding!r}, dilation={dilation}"
        )
    return (room - extent) // stride + 1


def explain_size(size: int, window: int, *, stride: int = 1, padding: str | int = "valid", dilation: int = 1) -> str:
    """The formula of `output_size` with its numbers filled in, as one line of text. Parameters and errors are the same.

    Examples
    --------
    >>> explain_size(224, 3, stride=2)
    '⌊(224 − 3) / 2⌋ + 1 = 111'
    """
    result = output_size(size, window, stride=stride, padding=padding, dilation=dilation)
    if padding == "same":
        return f"⌈{size} / {stride}⌉ = {result}"
    extent = window_extent(window, dilation=dilation)
    padded = str(size) if padding in ("valid", 0) else f"{size} + 2 · {padding}"
    return f"⌊({padded} − {extent}) / {stride}⌋ + 1 = {result}"


def window_extent(window: int, *, dilation: int = 1) -> int:
    """Number of input pixels between the first and the last tap of a window, both counted."""
    return _whole(dilation, "dilation", 1) * (_whole(window, "window", 1) - 1) + 1


def padding_amounts(
    size: int, window: int, *, stride: int = 1, padding: str | int = "valid", dilation: int = 1
) -> tuple[int, int]:
    """Pixels added before and after one axis: ``(before, after)``.

    "same" follows TensorFlow: just enough for ``ceil(size / stride)`` positions, and an odd pixel goes after.
    Parameters and errors are those of `output_size`.
    """
    if padding == "valid":
        return 0, 0
    if padding == "same":
        stride = _whole(stride, "stride", 1)
        positions = -(-_whole(size, "size", 1) // stride)
        total = max((positions - 1) * stride + window_extent(window, dilation=dilation) - size, 0)
        return total // 2, total - total // 2
    if isinstance(padding, str) or not isinstance(padding, Integral) or isinstance(padding, bool) or padding < 0:
        raise ValueError(f'padding must be "valid", "same", or a whole number of 0 or more. Received: padding={padding!r}')
    return int(padding), int(padding)


def _whole(value: Any, name: str, least: int) -> int:
    """`value` as an int, or a ValueError that names it."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise ValueError(f"{name} must be {least} or more, and whole. Received: {name}={value!r}")
    return int(value)
