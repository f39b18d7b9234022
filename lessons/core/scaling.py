"""Values rescaled for the eye. Rescaling is never part of a layer: it only makes its numbers visible."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LUMA_WEIGHTS = (0.299, 0.587, 0.114)  # of red, green and blue: ITU-R BT.601


def min_max(image: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Rescale linearly so that the smallest value becomes 0 and the largest 1.

    Parameters
    ----------
    image : array of any shape, at least one finite value

    Returns
    -------
    float32 array of the same shape, in [0, 1]; a constant image gives zeros.

    Raises
    ------
    ValueError
        If the image is empty or holds a value that is not finite.

    Examples
    --------
    >>> min_max([2, 4, 6]).tolist()
    [0.0, 0.5, 1.0]
    """
    values = np.asarray(image, np.float64)
    if values.size == 0 or not np.isfinite(values).all():
        raise ValueError(f"image must hold finite values only, and at least one. Received: shape {values.shape}")
    low, high = values.min(), values.max()
    if low == high:
        return np.zeros(values.shape, np.float32)
    return ((values - low) / (high - low)).astype(np.float32)


def signed_limit(values: npt.ArrayLike) -> float:
    """The largest magnitude among `values`: the end of a symmetric scale whose middle is zero. Never 0, so it divides."""
    return float(np.max(np.abs(values), initial=0.0)) or 1.0


def luma(image: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Grey value of an RGB picture, (rows, columns, 3) -> float32 (rows, columns), on the input's own scale.

    A weighted sum, because the eye is most sensitive to green: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
    A two-dimensional picture is returned as it is, in float32.
    """
    image = np.asarray(image, np.float32)
    if image.ndim == 2:
        return image
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(f"image must be (rows, columns) or (rows, columns, 3). Received: shape {image.shape}")
    return image @ np.asarray(LUMA_WEIGHTS, np.float32)


def lit(image: npt.ArrayLike, percents: Sequence[int]) -> npt.NDArray[np.uint8]:
    """A picture under red, green and blue lights of so many per cent: each value times its light, rounded, at most 255.

    Parameters
    ----------
    image : uint8 array of shape (..., 3)
    percents : three whole numbers, 0 or more; 100 leaves a channel as it is

    Returns
    -------
    uint8 array of the same shape

    Examples
    --------
    >>> lit([100, 100, 100], (0, 50, 300)).tolist()
    [0, 50, 255]
    """
    values, light = np.asarray(image, np.int64), np.asarray(percents, np.int64)
    if values.shape[-1:] != (3,) or light.shape != (3,) or (light < 0).any():
        raise ValueError(f"image must end in 3 channels, each with a light of 0 or more. Received: {values.shape}, {percents}")
    return np.minimum((values * light + 50) // 100, 255).astype(np.uint8)
