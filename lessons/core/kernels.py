"""Kernels that people designed by hand, before networks learned their own. All are cross-correlation kernels."""

import numpy as np
import numpy.typing as npt


def _kernel(rows: npt.ArrayLike, divisor: float = 1) -> npt.NDArray[np.float32]:
    kernel = np.array(rows, np.float32) / np.float32(divisor)
    kernel.setflags(write=False)
    return kernel


KERNELS = {
    "sobel_x": _kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": _kernel([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "prewitt_x": _kernel([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    "prewitt_y": _kernel([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    "scharr_x": _kernel([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]),
    "scharr_y": _kernel([[-3, -10, -3], [0, 0, 0], [3, 10, 3]]),
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

As they stand in the papers: only the blurs are divided by their sum, so an edge of height 1 gives up to 4 with Sobel, 3 with
Prewitt and 16 with Scharr (scikit-image divides these by that). Sobel and Feldman 1968; Prewitt 1970; Scharr 2000; the others
stand in every textbook of image processing, such as Gonzalez and Woods, "Digital Image Processing", chapter 3.
"""

KERNEL_NAMES = {
    "sobel_x": "Sobel, vertical edges",
    "sobel_y": "Sobel, horizontal edges",
    "prewitt_x": "Prewitt, vertical edges",
    "prewitt_y": "Prewitt, horizontal edges",
    "scharr_x": "Scharr, vertical edges",
    "scharr_y": "Scharr, horizontal edges",
    "laplacian": "Laplacian",
    "outline": "Outline",
    "identity": "Identity",
    "box_blur": "Box blur",
    "gaussian_blur": "Gaussian blur",
    "gaussian_blur_5": "Gaussian blur, 5 × 5",
    "sharpen": "Sharpen",
    "emboss": "Emboss",
}
"""Name -> what a learner reads."""

KERNEL_NOTES = {
    "sobel_x": "Answers to vertical edges: positive where it gets brighter to the right, negative where it gets darker.",
    "sobel_y": "Answers to horizontal edges: positive where it gets brighter downwards.",
    "prewitt_x": "Answers to vertical edges, like Sobel, with all three rows counting the same.",
    "prewitt_y": "Answers to horizontal edges, with all three columns counting the same.",
    "scharr_x": "Answers to vertical edges, with weights that treat slanted edges most evenly.",
    "scharr_y": "Answers to horizontal edges, with weights that treat slanted edges most evenly.",
    "laplacian": "The second derivative: answers to thin lines and to both sides of an edge, in every direction.",
    "outline": "Answers wherever a pixel differs from its eight neighbours.",
    "identity": "Answers with the picture itself.",
    "box_blur": "The mean of nine pixels.",
    "gaussian_blur": "A mean in which near pixels count more.",
    "gaussian_blur_5": "The same over 25 pixels: a wider blur.",
    "sharpen": "The picture plus its own edges.",
    "emboss": "Lights the picture from one corner, like a relief.",
}
"""Name -> what the kernel answers to, in one sentence."""


def _filter(
    red: npt.NDArray[np.float32], green: npt.NDArray[np.float32], blue: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    stacked = np.stack([red, green, blue], axis=-1).astype(np.float32)
    stacked.setflags(write=False)
    return stacked


_NOTHING = np.zeros((3, 3), np.float32)
_DIAGONAL = np.eye(3, dtype=np.float32)[:, ::-1]

FILTERS = {
    "edges_in_all_channels": _filter(KERNELS["sobel_x"], KERNELS["sobel_x"], KERNELS["sobel_x"]),
    "edges_in_red_only": _filter(KERNELS["sobel_x"], _NOTHING, _NOTHING),
    "red_against_green": _filter(KERNELS["box_blur"], -KERNELS["box_blur"], _NOTHING),
    "blue_against_yellow": _filter(*[KERNELS["box_blur"] * np.float32(share) for share in (-0.5, -0.5, 1)]),
    "from_red_to_green": _filter(-_DIAGONAL, _DIAGONAL, _NOTHING),
    "grey_blur": _filter(*(np.float32(weight) * KERNELS["gaussian_blur"] for weight in (0.299, 0.587, 0.114))),
}
"""Filters for colour pictures: name -> read-only float32 array (rows, columns, channels), a kernel for each channel."""

FILTER_NOTES = {
    "edges_in_all_channels": "The same kernel in all three channels: answers to vertical edges of any colour, summed.",
    "edges_in_red_only": "Looks at the red channel alone: the other two kernels are zero.",
    "red_against_green": "Positive where it is red, negative where it is green: the channels are weighed against each other.",
    "blue_against_yellow": "Positive where it is blue, negative where it is yellow, which is red and green together.",
    "from_red_to_green": "Answers along one diagonal, positively to green and negatively to red.",
    "grey_blur": "Turns colours into grey and blurs in one step.",
}
"""Name -> what the filter answers to, in one sentence."""

MAX_WEIGHT = 1000.0  # largest magnitude of a cell that `parse_kernel` accepts
MAX_KERNEL = 9  # rows and columns that `parse_kernel` accepts


def format_kernel(kernel: npt.ArrayLike) -> str:
    """A kernel as text that `parse_kernel` reads back exactly: numbers separated by blanks, rows by semicolons."""
    return "; ".join(" ".join(np.format_float_positional(value, trim="-") for value in row) for row in np.asarray(kernel))


def parse_kernel(text: str) -> npt.NDArray[np.float32]:
    """Read a kernel from text such as "-1 0 1; -2 0 2; -1 0 1".

    Parameters
    ----------
    text : str
        Numbers separated by blanks or commas, rows by semicolons or line breaks; 1 to 9 rows and columns.

    Returns
    -------
    float32 array of shape (rows, columns)

    Raises
    ------
    ValueError
        If the text is no such kernel; the message is a sentence for learners.
    """
    rows = [row.replace(",", " ").split() for row in text.replace("\n", ";").split(";") if row.strip()]
    if not rows:
        raise ValueError("A kernel needs at least one number. Rows are separated by semicolons: 0 1; 1 0")
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"All rows of a kernel must be equally long. Received: rows of {[len(row) for row in rows]}")
    if len(rows) > MAX_KERNEL or len(rows[0]) > MAX_KERNEL:
        raise ValueError(f"A kernel may have up to {MAX_KERNEL} rows and columns. Received: {len(rows)} × {len(rows[0])}")
    try:
        kernel = np.array([[float(cell) for cell in row] for row in rows])
    except ValueError:
        raise ValueError(f"Every cell of a kernel must be a number. Received: {text[:80]!r}") from None
    if not (np.abs(kernel) <= MAX_WEIGHT).all():
        raise ValueError(f"Every cell must be a number between −{MAX_WEIGHT:g} and {MAX_WEIGHT:g}. Received: {text[:80]!r}")
    return kernel.astype(np.float32)


def format_filter(stacked: npt.NDArray[np.float32]) -> str:
    """A filter as text that `parse_filter` reads back exactly: the rows of the red, the green and the blue kernel."""
    return format_kernel(np.concatenate([stacked[..., channel] for channel in range(stacked.shape[-1])]))


def parse_filter(text: str) -> npt.NDArray[np.float32]:
    """Read a filter for three channels from text of 9 rows and 3 columns: red's kernel, green's and blue's.

    Returns
    -------
    float32 array of shape (3, 3, 3): rows, columns, channels

    Raises
    ------
    ValueError
        If the text is no such filter; the message is a sentence for learners.
    """
    rows = parse_kernel(text)
    if rows.shape != (9, 3):
        raise ValueError(f"A filter has 9 rows of 3 numbers: 3 rows per channel. Received: {rows.shape[0]} × {rows.shape[1]}")
    return np.ascontiguousarray(rows.reshape(3, 3, 3).transpose(1, 2, 0))
