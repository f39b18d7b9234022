"""Kernels that people designed by hand, before networks learned their own. All are cross-correlation kernels."""

import numpy as np


def _kernel(rows, divisor=1):
    kernel = np.array(rows, np.float32) / np.float32(divisor)
    kernel.setflags(write=False)
    return kernel


KERNELS = {
    # Bright to the right, dark to the left: answers to vertical edges.
    "sobel_x": _kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    # Bright below, dark above: answers to horizontal edges.
    "sobel_y": _kernel([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "prewitt_x": _kernel([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    "prewitt_y": _kernel([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    "scharr_x": _kernel([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]),
    "scharr_y": _kernel([[-3, -10, -3], [0, 0, 0], [3, 10, 3]]),
    # The second derivative: answers to thin lines and to both sides of an edge.
    "laplacian": _kernel([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    "outline": _kernel([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "identity": _kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    "box_blur": _kernel(np.ones((3, 3)), 9),
    "gaussian_blur": _kernel([[1, 2, 1], [2, 4, 2], [1, 2, 1]], 16),
    "gaussian_blur_5": _kernel(np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]), 256),
    "sharpen": _kernel([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "emboss": _kernel([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
}
"""Name -> read-only float32 array (rows, columns).

Sobel and Feldman 1968; Prewitt 1970; Scharr 2000; the others stand in every textbook of image processing, such as
Gonzalez and Woods, "Digital Image Processing", chapter 3.
"""
