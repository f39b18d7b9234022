"""Convolution: a kernel slides over the input, and at every position multiplies, sums, and adds a bias."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.shapes import output_size, padding_amounts, window_extent

# The course's word for what lies beyond the border -> the word of numpy.pad.
BOUNDARIES: dict[str, Any] = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}


def convolve2d(
    image: npt.ArrayLike,
    kernel: npt.ArrayLike,
    *,
    stride: int = 1,
    padding: str | int = "valid",
    dilation: int = 1,
    bias: npt.ArrayLike | None = None,
    boundary: str = "zero",
    flip: bool = False,
) -> npt.NDArray[np.float32]:
    """Slide a kernel over an image, as a convolution layer does.

    Deep learning's "convolution" is cross-correlation: the kernel is not turned. ``flip=True`` turns it by 180 degrees
    first, which is the mathematician's convolution.

    Parameters
    ----------
    image : array of shape (rows, columns) or (rows, columns, channels)
    kernel : array of shape (k, k), one 2-D kernel for a 2-D image; or (k, k, channels, filters), one filter per feature
        map, each spanning all channels of a 3-D image. k rows and k columns need not be equal.
    stride : int, 1 or more
        Pixels between neighbouring positions of the kernel, along both axes.
    padding : "valid", "same" as TensorFlow does it, or int of 0 or more
    dilation : int, 1 or more
    bias : None, a number for a 2-D image, or an array of shape (filters,)
    boundary : "zero", "edge" (the nearest pixel), "reflect" (without repeating the border) or "wrap"
        What padding is filled with.
    flip : bool

    Returns
    -------
    float32 array of shape (r, c), or (r, c, filters); r and c are `lessons.core.shapes.output_size` of each axis.

    Raises
    ------
    ValueError
        If the shapes do not go together, a value is not finite, or the kernel does not fit.

    Examples
    --------
    >>> convolve2d([[1, 2, 3], [4, 5, 6]], [[-1, 1]]).tolist()
    [[1.0, 1.0], [1.0, 1.0]]

    References
    ----------
    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.1; Keras, ``Conv2D``.
    """
    image, kernel, bias = _checked(image, kernel, bias)
    if flip:
        kernel = kernel[::-1, ::-1]
    rows, columns = _output_shape(image, kernel, stride, padding, dilation)
    padded = _pad(image, kernel, stride, padding, dilation, boundary)
    # One product per tap of the kernel: the whole picture, shifted to that tap, times its weight.
    # With channels the product is a matrix product, (r, c, channels) @ (channels, filters), and sums over them.
    multiply = np.multiply if image.ndim == 2 else np.matmul
    output = np.zeros((rows, columns, *kernel.shape[3:]), np.float32)
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            top, left = i * dilation, j * dilation
            shifted = padded[top : top + (rows - 1) * stride + 1 : stride, left : left + (columns - 1) * stride + 1 : stride]
            output += multiply(shifted, kernel[i, j])
    return output + bias


@dataclass(frozen=True)
class Products:
    """The arithmetic of one output cell. Arrays are float32 and shaped like the kernel that was given."""

    patch: np.ndarray  # what the kernel lies on, padding included: (k, k) or (k, k, channels)
    products: np.ndarray  # patch times kernel: (k, k) or (k, k, channels, filters)
    bias: np.ndarray | np.float32  # a number, or (filters,)
    total: np.ndarray | np.float32  # sum of the products plus the bias: the output cell


def products_at(
    image: npt.ArrayLike,
    kernel: npt.ArrayLike,
    row: int,
    column: int,
    *,
    stride: int = 1,
    padding: str | int = "valid",
    dilation: int = 1,
    bias: npt.ArrayLike | None = None,
    boundary: str = "zero",
    flip: bool = False,
) -> Products:
    """How one cell of `convolve2d`'s output comes about: the patch, the products, the bias, and their total.

    Parameters are those of `convolve2d`; `row` and `column` count output cells from 0.

    Returns
    -------
    Products
        Its ``total`` equals ``convolve2d(...)[row, column]`` within float32 rounding.

    Raises
    ------
    ValueError
        As `convolve2d` does, and if the output has no such cell.

    Examples
    --------
    >>> float(products_at([[1, 2], [3, 4]], [[1, 0], [0, 1]], 0, 0).total)
    5.0
    """
    image, kernel, bias = _checked(image, kernel, bias)
    if flip:
        kernel = kernel[::-1, ::-1]
    rows, columns = _output_shape(image, kernel, stride, padding, dilation)
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"row and column must name a cell of the {rows} × {columns} output. Received: row={row}, column={column}"
        )
    padded = _pad(image, kernel, stride, padding, dilation, boundary)
    top, left = row * stride, column * stride
    height = window_extent(kernel.shape[0], dilation=dilation)
    width = window_extent(kernel.shape[1], dilation=dilation)
    patch = padded[top : top + height : dilation, left : left + width : dilation].copy()
    products = patch * kernel if image.ndim == 2 else patch[..., np.newaxis] * kernel
    total = products.sum(axis=tuple(range(image.ndim)), dtype=np.float32) + bias
    return Products(patch=patch, products=products, bias=bias, total=total)


def _checked(
    image: npt.ArrayLike, kernel: npt.ArrayLike, bias: npt.ArrayLike | None
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], Any]:
    """The three operands as float32, or a ValueError: image and kernel shaped to go together, bias a sum's last term."""
    image, kernel = np.asarray(image, np.float32), np.asarray(kernel, np.float32)
    if (image.ndim, kernel.ndim) not in ((2, 2), (3, 4)):
        raise ValueError(
            "image and kernel must be (rows, columns) and (k, k), or (rows, columns, channels) and "
            f"(k, k, channels, filters). Received: shapes {image.shape} and {kernel.shape}"
        )
    if image.ndim == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError(
            f"a filter must span all channels of its input: the image has {image.shape[2]}. "
            f"Received: a kernel of shape {kernel.shape}"
        )
    if image.size == 0 or kernel.size == 0:
        raise ValueError(f"image and kernel must not be empty. Received: shapes {image.shape} and {kernel.shape}")
    bias = np.asarray(0.0 if bias is None else bias, np.float32)
    if bias.shape not in ((), kernel.shape[3:]):
        raise ValueError(f"bias must be one number per filter. Received: shape {bias.shape} for a kernel {kernel.shape}")
    for name, values in (("image", image), ("kernel", kernel), ("bias", bias)):
        if not np.isfinite(values).all():
            raise ValueError(f"{name} must hold finite numbers only. Received: {name} with NaN or infinity")
    return image, kernel, bias[()]


def _output_shape(
    image: npt.NDArray[np.float32], kernel: npt.NDArray[np.float32], stride: int, padding: str | int, dilation: int
) -> tuple[int, ...]:
    """Rows and columns of the output."""
    return tuple(
        output_size(image.shape[axis], kernel.shape[axis], stride=stride, padding=padding, dilation=dilation) for axis in (0, 1)
    )


def _pad(
    image: npt.NDArray[np.float32],
    kernel: npt.NDArray[np.float32],
    stride: int,
    padding: str | int,
    dilation: int,
    boundary: str,
) -> npt.NDArray[np.float32]:
    """The image with its border, filled as `boundary` says."""
    if boundary not in BOUNDARIES:
        raise ValueError(f"boundary must be one of {', '.join(BOUNDARIES)}. Received: boundary={boundary!r}")
    amounts = [
        padding_amounts(image.shape[axis], kernel.shape[axis], stride=stride, padding=padding, dilation=dilation)
        for axis in (0, 1)
    ]
    if not any(amount for pair in amounts for amount in pair):
        return image
    return np.pad(image, amounts + [(0, 0)] * (image.ndim - 2), mode=BOUNDARIES[boundary])
