"""Frames that a browser sends from its camera: checked like any other stranger's input."""

import base64
import binascii

import numpy as np
import numpy.typing as npt

from lessons.images.decoding import ImageError, decode_picture

LONGEST = 256  # pixels of a frame's longer side, as the browser makes it
MOST_FRAMES = 40  # in one burst
MOST_CHARACTERS = 400_000  # of one frame, as base64: a frame of 256 × 256 that does not shrink at all needs 262,144


def decode_frame(frame: object, *, longest: int = LONGEST) -> npt.NDArray[np.uint8]:
    """One frame as a picture.

    Parameters
    ----------
    frame : str, base64 of a JPEG or PNG file
    longest : int, pixels that its longer side may have

    Returns
    -------
    uint8 array of shape (rows, columns, 3)

    Raises
    ------
    ImageError
        If it is no such frame.
    """
    if not isinstance(frame, str):
        raise ImageError(f"A camera's frame must come as text. Received: {type(frame).__name__}.")
    if len(frame) > MOST_CHARACTERS:
        raise ImageError(f"A camera's frame may be up to {MOST_CHARACTERS:,} characters long. Received: {len(frame):,}.")
    try:
        data = base64.b64decode(frame, validate=True)
    except (binascii.Error, ValueError):
        raise ImageError("The camera's frame arrived damaged. Please take it once more.") from None
    picture = decode_picture(data)
    rows, columns = picture.pixels.shape[:2]
    if max(rows, columns) > longest:
        size = f"{columns} × {rows}"
        raise ImageError(f"A camera's frame may be up to {longest} pixels wide and high. Received: {size}.")
    if picture.notes:  # a photo without its end is worth showing, a frame is taken again
        raise ImageError("The camera's frame arrived damaged. Please take it once more.")
    return picture.pixels


def decode_burst(frames: object) -> list[npt.NDArray[np.uint8]]:
    """The frames of one burst as pictures, in the order in which they were taken.

    Parameters
    ----------
    frames : list of 1 to 40 frames, as `decode_frame` takes them

    Returns
    -------
    list of uint8 arrays of shape (rows, columns, 3)

    Raises
    ------
    ImageError
        If it is no such list; one bad frame is enough.
    """
    if not isinstance(frames, list) or not 1 <= len(frames) <= MOST_FRAMES:
        count = len(frames) if isinstance(frames, list) else type(frames).__name__
        raise ImageError(f"A burst must have 1 to {MOST_FRAMES} pictures. Received: {count}.")
    return [decode_frame(frame) for frame in frames]
