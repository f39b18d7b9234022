"""Drawings from the canvas."""

import numpy as np


def drawing_to_image(rgba):
    """A canvas of shape (rows, columns, 4) laid over white: uint8 (rows, columns, 3)."""
    rgba = np.asarray(rgba)
    if rgba.ndim != 3 or rgba.shape[2] != 4:
        raise ValueError(f"a drawing must have the shape (rows, columns, 4). Received: {rgba.shape}")
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def is_blank(image):
    """True when nothing was drawn: every pixel has the same colour."""
    return bool((image == image[:1, :1]).all())
