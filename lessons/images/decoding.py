"""Bytes from a stranger become a checked picture, or one sentence that says what is wrong with them."""

import io

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 20 * 1024**2
MAX_PIXELS = 40_000_000
FORMATS = {
    "PNG": "PNG",
    "JPEG": "JPEG",
    "WEBP": "WebP",
    "GIF": "GIF",
    "BMP": "BMP",
    "TIFF": "TIFF",
    "AVIF": "AVIF",
}
"""Pillow's name of each accepted format -> the name that learners know. Nothing else is even tried."""

_WHITE = (255, 255, 255, 255)
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")


class ImageError(ValueError):
    """A picture that can't be used. Its message is one sentence for a learner."""


def decode_image(data):
    """Decode the bytes of a picture file.

    PNG (also animated: its first frame), JPEG, WebP, GIF, BMP, TIFF and AVIF, in any colour mode. Transparency is laid
    over white, EXIF rotation is applied. 16-bit values are divided by 257; float and 32-bit values that fit neither
    [0, 1] nor [0, 255] nor [0, 65535] are rescaled from their smallest to their largest.

    Parameters
    ----------
    data : bytes
        At most 20 MB (of 2**20 bytes), and at most 40 megapixels, which is read from the header before any pixel is
        decompressed. Nothing is written to disk.

    Returns
    -------
    uint8 array of shape (rows, columns, 3), RGB, upright

    Raises
    ------
    ImageError
        If the bytes are not such a picture. No other exception leaves this function.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise ImageError(f"A picture must come as the bytes of a file. Received: {type(data).__name__}.")
    data = bytes(data)
    if not data:
        raise ImageError("This file is empty. Please choose another one.")
    if len(data) > MAX_BYTES:
        raise ImageError(
            f"This file is {len(data) / 1024**2:.0f} MB, and {MAX_BYTES // 1024**2} MB is the limit. "
            "Please save the picture smaller, or as JPEG."
        )
    try:
        return _decode(data)
    except ImageError:
        raise
    except UnidentifiedImageError:
        raise ImageError(_not_a_picture(data)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageError(_too_many_pixels()) from None
    except Exception:  # Pillow's decoders raise whatever their parsers stumble over: struct.error, SyntaxError, ...
        raise ImageError(
            "This picture is damaged or cut off and can't be read. Please try the original file, or save it anew."
        ) from None


def _decode(data):
    with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as picture:
        columns, rows = picture.size
        if columns < 1 or rows < 1:
            raise ImageError("This picture has no pixels: its width or its height is zero.")
        if columns * rows > MAX_PIXELS:
            raise ImageError(_too_many_pixels(columns, rows))
        picture.load()
        return _to_rgb(_upright(picture))


def _upright(picture):
    """Turned as the camera's EXIF note says. A damaged note is no reason to refuse the picture: it stays as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture


def _to_rgb(picture):
    if picture.mode == "F" or picture.mode.startswith("I"):
        grey = _to_eight_bits(np.asarray(picture), sixteen_bits=picture.mode.startswith("I;16"))
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, _WHITE), picture)
    return np.array(picture.convert("RGB"))


def _to_eight_bits(values, *, sixteen_bits):
    """Grey values of a wide type as uint8. NaN and infinities count as the smallest finite value."""
    values = values.astype(np.float32)
    finite = np.isfinite(values)
    low, high = (values[finite].min(), values[finite].max()) if finite.any() else (0.0, 0.0)
    values = np.where(finite, values, np.float32(low))
    if sixteen_bits:
        values = values / 257
    elif low >= 0 and high <= 1:
        values = values * 255
    elif low < 0 or high > 65535:
        values = (values - low) * (255 / (high - low) if high > low else 0)
    elif high > 255:
        values = values / 257
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _too_many_pixels(columns=None, rows=None):
    size = "more" if columns is None else f"{columns} × {rows} pixels"
    return f"This picture has {size}, and {MAX_PIXELS // 10**6} megapixels is the limit. Please save it smaller."


def _not_a_picture(data):
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "This is a HEIC photo, which this app can't read. Please export it as JPEG and try again."
    return f"This file is not a picture that the app can read. It reads {', '.join(FORMATS.values())}."
