"""Bytes from a stranger become a checked picture, or one sentence that says what is wrong with them."""

import io
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pi_heif
from PIL import Image, ImageCms, ImageOps, TiffImagePlugin, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

MAX_BYTES = 50 * 1024**2
MAX_PIXELS = 50_000_000
MAX_JPEG_PIXELS = 16384 * 12288  # of those decoded row by row, at a fraction of their size: phones' 200 megapixels
KEPT_PIXELS = 2_000_000  # at least, of a JPEG or HEIC that is read at a fraction of its size; at most four times as many
MOST_DECODERS = 2  # pictures that are decoded at the same time in one process: each may take some hundred megabytes
FORMATS = {
    "PNG": "PNG",
    "JPEG": "JPEG",
    "WEBP": "WebP",
    "GIF": "GIF",
    "BMP": "BMP",
    "TIFF": "TIFF",
    "AVIF": "AVIF",
    "HEIF": "HEIC",
}
"""Pillow's name of each accepted format -> the name that learners know. Nothing else is even tried."""

ENDINGS = ("png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "tif", "tiff", "avif", "heic", "heif", "hif")
"""How the names of files of these formats end: many a browser doesn't know the newer ones as pictures."""

_WHITE = (255, 255, 255, 255)
_DEPTHS = (8, 10, 12)  # bits that cameras and scanners measure with, and store in 16
_MOST_SCANS = 100  # of a JPEG that is not decoded row by row: an ordinary one has about ten, each goes over all pixels
_SAME_COLOUR = 2  # of 255: a colour profile that changes no colour by more is that of an ordinary screen
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_TIFF_SIZE, _TIFF_PLANES = (256, 257), 284  # tags: columns and rows; 2 stands for a plane for each channel
_END_OF_JPEG = b"\xff\xd9"
_SCAN_HEADERS = (b"\xff\xc4", b"\xff\xda")  # tables and start of a scan
_DECODERS = threading.BoundedSemaphore(MOST_DECODERS)

pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


class ImageError(ValueError):
    """A picture that can't be used. Its message is one sentence for a learner."""


@dataclass(frozen=True, eq=False)
class DecodedPicture:
    """A picture, and what a learner should know about how it was read."""

    pixels: npt.NDArray[np.uint8]  # (rows, columns, 3), RGB, upright
    notes: tuple[str, ...] = ()  # a sentence each


def decode_image(data: bytes | bytearray | memoryview) -> npt.NDArray[np.uint8]:
    """The pixels of a picture file: uint8 of shape (rows, columns, 3). All about them stands at `decode_picture`."""
    return decode_picture(data).pixels


def decode_picture(data: bytes | bytearray | memoryview) -> DecodedPicture:
    """Decode the bytes of a picture file.

    PNG (also animated: its first frame), JPEG, WebP, GIF, BMP, TIFF, AVIF and HEIC, in any colour mode. Transparency is laid
    over white, EXIF rotation is applied, and colours are those of an ordinary screen (sRGB) where the file says which they are
    of. A JPEG or HEIC of more than 8 megapixels is read at 1/2, 1/4 or 1/8 of its width and height, so that 2 to 8 megapixels
    of it are left, which is quicker. A JPEG that lacks its end is filled up with grey, as browsers do.

    16-bit values are divided by 257; where all of them fit into 8, 10 or 12 bits, those are stretched. Float and 32-bit values
    that fit neither [0, 1] nor [0, 255] nor [0, 65535] are rescaled from their smallest to their largest.

    At most two pictures are decoded at the same time in one process; others wait for their turn. Nothing is written to disk.

    Parameters
    ----------
    data : bytes
        At most 50 MB (of 2**20 bytes), and at most 50 megapixels, or 201 of a JPEG, which is read from the header before any
        pixel is decompressed. (A progressive JPEG may have 50: all of it is in memory while it is decoded.)

    Returns
    -------
    DecodedPicture
        Its notes tell of a missing end, and of values that were stretched.

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
        with _DECODERS:
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


def _decode(data: bytes) -> DecodedPicture:
    if data[:2] == b"\xff\xd8":
        return _decode_jpeg(data)
    try:
        picture = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
    except UnidentifiedImageError:
        if data[:4] in _TIFF_STARTS:
            return _decode_rare_tiff(data)
        raise
    with picture:
        _check_size(*picture.size)
        picture.load()
        smaller = picture.reduce(_fraction(*picture.size)) if picture.format == "HEIF" else picture
        pixels, notes = _to_rgb(_upright(smaller))
        if _has_wide_colour(picture, data) and pixels.max() < 2 ** (_DEPTHS[-1] - 8):
            return _decode_wide_colour(data)
        return DecodedPicture(pixels, notes)


def _decode_jpeg(data: bytes) -> DecodedPicture:
    """Made without `Image.open`: its limit of pixels is one for all of the process, and means pixels at their full size."""
    try:
        pixels, notes = _load_jpeg(data)
    except OSError as error:
        if "truncated" not in str(error):
            raise
        pixels, notes = _load_cut_jpeg(data)
        notes = ("The end of this file is missing: what could not be read is grey.", *notes)
    return DecodedPicture(pixels, notes)


def _load_jpeg(data: bytes) -> tuple[npt.NDArray[np.uint8], tuple[str, ...]]:
    with JpegImageFile(io.BytesIO(data)) as picture:
        columns, rows = picture.size
        row_by_row = _is_read_row_by_row(data)
        _check_size(columns, rows, MAX_JPEG_PIXELS if row_by_row else MAX_PIXELS)
        if not row_by_row and data.count(b"\xff\xda") > _MOST_SCANS:
            raise ImageError("This JPEG goes over its pixels far too often. Please save it anew.")
        fraction = _fraction(columns, rows)
        picture.draft(None, (max(1, columns // fraction), max(1, rows // fraction)))
        picture.load()
        return _to_rgb(_upright(picture))


def _fraction(columns: int, rows: int) -> int:
    """8, 4, 2 or 1: by how much the width and height of a photo shrink when it is read."""
    return next(part for part in (8, 4, 2, 1) if part == 1 or columns * rows >= KEPT_PIXELS * part**2)


def _load_cut_jpeg(data: bytes) -> tuple[npt.NDArray[np.uint8], tuple[str, ...]]:
    """A JPEG without its end: given one, the decoder fills up what is missing. Half a header at the cut is left out."""
    try:
        return _load_jpeg(data + _END_OF_JPEG)
    except (OSError, SyntaxError):
        return _load_jpeg(data[: max(data.rfind(header) for header in _SCAN_HEADERS)] + _END_OF_JPEG)


def _is_read_row_by_row(data: bytes) -> bool:
    """Whether a JPEG has one scan with all of its channels; the decoder holds all pixels of any other in memory.

    That stands in the headers in front of the first scan: the frame's kind and number of channels, and that of the scan.
    """
    place, channels = 2, 0
    while place + 9 < len(data):
        if data[place] != 0xFF or data[place + 1] == 0xFF:
            place += 1
            continue
        marker = data[place + 1]
        if marker in (0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB):  # a frame: Huffman or arithmetic, baseline or progressive
            if marker in (0xC2, 0xCA):
                return False
            channels = data[place + 9]
        elif marker == 0xDA:
            return data[place + 4] == channels
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return False


def _decode_rare_tiff(data: bytes) -> DecodedPicture:
    """A TIFF with a kind of number that Pillow can't read: OpenCV can read colours of 32 bits, and all numbers of 64."""
    tags = _tiff_tags(data)
    _check_size(*(int(tags[tag]) for tag in _TIFF_SIZE))
    values = None
    if tags.get(_TIFF_PLANES) != 2:  # OpenCV mixes the planes up
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None:
        raise ImageError("This TIFF is of a kind that the app can't read. Please save it as PNG or JPEG.")
    return _from_opencv(values)


def _tiff_tags(data: bytes) -> TiffImagePlugin.ImageFileDirectory_v2:
    """What a TIFF says of its first picture."""
    tags = TiffImagePlugin.ImageFileDirectory_v2(data[:16] if data[2:3] == b"+" or data[3:4] == b"+" else data[:8])
    file = io.BytesIO(data)
    file.seek(tags.next)
    tags.load(file)
    return tags


def _has_wide_colour(picture: Image.Image, data: bytes) -> bool:
    """Whether this is a PNG or TIFF with colours of 16 bits: Pillow keeps the upper 8 of them."""
    if picture.format == "PNG":
        return data[24] == 16 and picture.mode in ("RGB", "RGBA", "LA")
    if picture.mode not in ("RGB", "RGBA"):
        return False
    return isinstance(picture, TiffImagePlugin.TiffImageFile) and picture.tag_v2.get(258, (8,))[0] == 16


def _decode_wide_colour(data: bytes) -> DecodedPicture:
    """A picture of 16 bits a colour whose upper bits are empty, with all of its bits."""
    values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None or values.dtype != np.uint16:
        raise ImageError("This picture's 16-bit colours can't be read. Please save it with 8 bits.")
    return _from_opencv(values)


def _from_opencv(values: npt.NDArray[Any]) -> DecodedPicture:
    """Values of any type, of shape (rows, columns), or (rows, columns, 3 or 4) as blue, green, red and alpha."""
    if values.ndim == 2:
        grey, notes = _to_eight_bits(values)
        return DecodedPicture(np.repeat(grey[:, :, np.newaxis], 3, axis=2), notes)
    pixels, notes = _to_eight_bits(values[..., 2::-1])
    if values.shape[2] == 4:
        most = np.iinfo(values.dtype).max if values.dtype.kind in "iu" else 1.0
        alpha = np.clip(np.nan_to_num(values[..., 3:].astype(np.float32) / np.float32(most)), 0, 1)
        pixels = np.rint(pixels * alpha + 255 * (1 - alpha)).astype(np.uint8)
    return DecodedPicture(np.ascontiguousarray(pixels), notes)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera's EXIF note says. A damaged note is no reason to refuse the picture: it stays as it is."""
    try:
        ImageOps.exif_transpose(picture, in_place=True)
    except Exception:
        return picture
    return picture


def _to_rgb(picture: Image.Image) -> tuple[npt.NDArray[np.uint8], tuple[str, ...]]:
    if picture.mode == "F" or picture.mode.startswith("I"):
        grey, notes = _to_eight_bits(np.asarray(picture))
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2), notes
    transparent = picture.has_transparency_data
    flat = picture.convert("RGBA") if transparent and picture.mode != "RGBA" else picture
    if profile := picture.info.get("icc_profile"):
        flat = _to_screen_colours(flat.convert("RGB") if flat.mode == "P" else flat, profile)
    if transparent:
        flat = Image.alpha_composite(Image.new("RGBA", flat.size, _WHITE), flat)
    return np.array(flat if flat.mode == "RGB" else flat.convert("RGB")), ()


def _to_screen_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """A picture whose colours are of this ICC profile, in sRGB. A profile that is damaged, or of other colours, is ignored."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        change = ImageCms.buildTransform(source, _srgb(), picture.mode, mode, ImageCms.Intent.RELATIVE_COLORIMETRIC)
        if picture.mode == mode:
            probe = _some_colours(mode)
            changed = ImageCms.applyTransform(probe, change)
            if np.abs(np.asarray(changed).astype(np.int16) - np.asarray(probe)).max() <= _SAME_COLOUR:
                return picture
        return ImageCms.applyTransform(picture, change) or picture
    except Exception:
        return picture


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def _some_colours(mode: str) -> Image.Image:
    """All colours of nine levels in each channel."""
    levels = np.linspace(0, 255, 9).astype(np.uint8)
    colours = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(27, 27, 3)
    return Image.fromarray(colours).convert(mode)


def _to_eight_bits(values: npt.NDArray[Any]) -> tuple[npt.NDArray[np.uint8], tuple[str, ...]]:
    """Values of a wide type as uint8, and what was done to them. NaN and infinities count as the smallest finite value."""
    sixteen_bits = values.dtype == np.uint16
    wide: npt.NDArray[Any] = values.astype(np.float64 if values.dtype.itemsize > 4 else np.float32)
    finite = np.isfinite(wide)
    low, high = (float(wide[finite].min()), float(wide[finite].max())) if finite.any() else (0.0, 0.0)
    wide = np.where(finite, wide, low)
    notes: tuple[str, ...] = ()
    if low >= 0 and high <= 1 and not sixteen_bits:
        wide = wide * 255
    elif low < 0 or high > 65535:
        span = high / 2 - low / 2  # of halves: the whole may be more than a number can hold
        wide = (wide / 2 - low / 2) * (255 / span if span > 0 else 0)
    elif high > 255 or sixteen_bits:
        bits = next((depth for depth in _DEPTHS if high < 2**depth), 16)
        wide = wide * (255 / (2**bits - 1))
        if bits < 16 and high > 0:
            notes = (
                f"This file has room for 16 bits, but its values end at {high:,.0f}: they were read as {bits}-bit values, "
                "or the picture would be nearly black.",
            )
    return np.clip(np.rint(wide), 0, 255).astype(np.uint8), notes


def _check_size(columns: int, rows: int, most: int = MAX_PIXELS) -> None:
    if columns < 1 or rows < 1:
        raise ImageError("This picture has no pixels: its width or its height is zero.")
    if columns * rows > most:
        raise ImageError(_too_many_pixels(columns, rows, most))


def _too_many_pixels(columns: int | None = None, rows: int | None = None, most: int = MAX_PIXELS) -> str:
    size = "more" if columns is None else f"{columns} × {rows} pixels"
    return f"This picture has {size}, and {most // 10**6} megapixels is the limit. Please save it smaller."


def _not_a_picture(data: bytes) -> str:
    return f"This file is not a picture that the app can read. It reads {', '.join(FORMATS.values())}."
