import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from lessons.images.decoding import FORMATS, MAX_BYTES, MAX_PIXELS, ImageError, decode_image

# Pillow warns of odd files; as in the app, its warnings must not decide anything.
pytestmark = pytest.mark.filterwarnings("ignore:::PIL")


def encode(picture, file_format, **options):
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


def gradient(rows=24, columns=32):
    """Smooth enough for lossy formats, and different in every channel and direction."""
    y, x = np.mgrid[0:rows, 0:columns]
    return np.stack([x * 255 // (columns - 1), y * 255 // (rows - 1), 255 - x * 255 // (columns - 1)], axis=2).astype(np.uint8)


RGB = gradient()
LOSSLESS = {
    "png": encode(Image.fromarray(RGB), "PNG"),
    "webp": encode(Image.fromarray(RGB), "WEBP", lossless=True),
    "bmp": encode(Image.fromarray(RGB), "BMP"),
    "tiff": encode(Image.fromarray(RGB), "TIFF"),
    "tiff-lzw": encode(Image.fromarray(RGB), "TIFF", compression="tiff_lzw"),
    "tiff-deflate": encode(Image.fromarray(RGB), "TIFF", compression="tiff_adobe_deflate"),
    "apng": encode(Image.fromarray(RGB), "PNG", save_all=True, append_images=[Image.new("RGB", (32, 24))]),
}
LOSSY = {
    "jpeg": encode(Image.fromarray(RGB), "JPEG", quality=95),
    "jpeg-progressive": encode(Image.fromarray(RGB), "JPEG", quality=95, progressive=True),
    "webp-lossy": encode(Image.fromarray(RGB), "WEBP", quality=95),
    "avif": encode(Image.fromarray(RGB), "AVIF", quality=95),
    "gif": encode(Image.fromarray(RGB), "GIF"),
    "gif-animated": encode(Image.fromarray(RGB), "GIF", save_all=True, append_images=[Image.new("RGB", (32, 24))]),
    "cmyk-jpeg": encode(Image.fromarray(RGB).convert("CMYK"), "JPEG", quality=95),
    "palette-png": encode(Image.fromarray(RGB).quantize(256), "PNG"),
}


@pytest.mark.parametrize("name", list(LOSSLESS))
def test_lossless_files_come_back_exactly(name):
    result = decode_image(LOSSLESS[name])
    assert result.dtype == np.uint8
    np.testing.assert_array_equal(result, RGB)


@pytest.mark.parametrize("name", list(LOSSY))
def test_lossy_files_come_back_nearly(name):
    error = np.abs(decode_image(LOSSY[name]).astype(int) - RGB)
    assert error.mean() < 8


def test_bytes_can_come_in_several_types():
    for kind in (bytes, bytearray, memoryview):
        np.testing.assert_array_equal(decode_image(kind(LOSSLESS["png"])), RGB)


def test_one_bit_pictures_are_black_and_white():
    bits = RGB[..., 0] > 127
    np.testing.assert_array_equal(decode_image(encode(Image.fromarray(bits), "PNG"))[..., 1], bits * 255)


def test_grey_pictures_have_three_equal_channels():
    result = decode_image(encode(Image.fromarray(RGB[..., 0]), "PNG"))
    np.testing.assert_array_equal(result, np.repeat(RGB[..., :1], 3, axis=2))


@pytest.mark.parametrize("file_format", ["PNG", "TIFF"])
def test_sixteen_bits_keep_their_eight_highest(file_format):
    values = (RGB[..., 0].astype(np.uint16) * 257)[::-1]
    result = decode_image(encode(Image.fromarray(values), file_format))
    np.testing.assert_array_equal(result[..., 2], RGB[::-1, :, 0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[0.0, 0.5, 1.0]], [0, 128, 255]),  # a picture in [0, 1]
        ([[0.0, 100.0, 255.0]], [0, 100, 255]),  # a picture in [0, 255]
        ([[-1.0, 0.0, 3.0]], [0, 64, 255]),  # anything else: smallest to largest
        ([[np.nan, 0.0, 1.0]], [0, 0, 255]),  # not a number counts as the smallest
        ([[np.nan, np.inf, -np.inf]], [0, 0, 0]),
        ([[-7.0, -7.0, -7.0]], [0, 0, 0]),  # constant
    ],
)
def test_float_pictures_are_scaled(values, expected):
    result = decode_image(encode(Image.fromarray(np.array(values, np.float32)), "TIFF"))
    np.testing.assert_array_equal(result[0, :, 0], expected)


def test_thirty_two_bit_integers_are_scaled():
    values = np.array([[0, 65535, 257]], np.int32)
    np.testing.assert_array_equal(decode_image(encode(Image.fromarray(values), "TIFF"))[0, :, 0], [0, 255, 1])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_laid_over_white(mode):
    rgba = np.zeros((4, 4, 4), np.uint8)
    rgba[:2] = (0, 0, 0, 255)  # the upper half black, the lower half transparent
    picture = Image.fromarray(rgba)
    picture = picture.quantize(4) if mode == "P" else picture.convert(mode)
    result = decode_image(encode(picture, "PNG"))
    assert (result[:2] == 0).all()
    assert (result[2:] == 255).all()


def test_half_transparency_is_blended():
    picture = Image.new("RGBA", (1, 1), (200, 0, 100, 128))
    expected = np.rint(np.array([200, 0, 100]) * (128 / 255) + 255 * (127 / 255))
    assert np.abs(decode_image(encode(picture, "PNG"))[0, 0] - expected).max() <= 1


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, lambda image: image),
        (2, np.fliplr),
        (3, lambda image: np.rot90(image, 2)),
        (4, np.flipud),
        (5, lambda image: image.transpose(1, 0, 2)),
        (6, lambda image: np.rot90(image, -1)),
        (7, lambda image: np.rot90(image, 2).transpose(1, 0, 2)),
        (8, np.rot90),
    ],
)
def test_exif_rotation_is_applied(orientation, turn):
    exif = Image.Exif()
    exif[0x0112] = orientation
    np.testing.assert_array_equal(decode_image(encode(Image.fromarray(RGB), "PNG", exif=exif)), turn(RGB))


def test_a_damaged_exif_note_does_not_cost_the_picture():
    data = encode(Image.fromarray(RGB), "JPEG", quality=95, exif=b"Exif\0\0MM\0*\xff\xff\xff\xff\0\1\1\x12")
    assert decode_image(data).shape == RGB.shape


def test_the_first_frame_of_a_paged_tiff_is_taken():
    pages = [Image.fromarray(RGB), Image.new("RGB", (5, 5))]
    np.testing.assert_array_equal(decode_image(encode(pages[0], "TIFF", save_all=True, append_images=pages[1:])), RGB)


def png_of_size(columns, rows, body=b""):
    """A PNG header that promises a size, with hardly anything behind it."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (None, "bytes of a file. Received: NoneType"),
        ("picture.png", "Received: str"),
        (b"hello, I am a text file", "not a picture that the app can read. It reads PNG, JPEG"),
        (b"%PDF-1.7 ...", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC photo"),
        (b"\0" * (MAX_BYTES + 1), "20 MB is the limit"),
        (LOSSLESS["png"][:-40], "damaged or cut off"),
        (LOSSY["jpeg"][: len(LOSSY["jpeg"]) // 2], "damaged or cut off"),
        (png_of_size(8000, 8000), "8000 × 8000 pixels, and 40 megapixels is the limit"),
        (png_of_size(2**31 - 1, 2**31 - 1), "megapixels is the limit"),
        (png_of_size(60000, 60000, zlib.compress(b"\0" * 10**6)), "megapixels is the limit"),
        (png_of_size(0, 5), "picture"),
        (b"GIF89a\0\0\0\0\0\0\0;", "picture"),
        (b"P6 2 2 255\n" + b"\0" * 12, "not a picture"),
    ],
)
def test_what_is_no_usable_picture_gets_a_sentence(data, message):
    with pytest.raises(ImageError) as error:
        decode_image(data)
    assert message in str(error.value)
    assert str(error.value).endswith(".")


def test_the_limits_themselves_are_allowed():
    longest = MAX_PIXELS // 1000
    data = encode(Image.new("1", (1000, longest)), "PNG")
    assert decode_image(data).shape == (longest, 1000, 3)
    with pytest.raises(ImageError, match="megapixels"):
        decode_image(encode(Image.new("1", (1000, longest + 1)), "PNG"))


def test_image_errors_are_value_errors():
    assert issubclass(ImageError, ValueError)


def test_nothing_is_written_to_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    for data in (LOSSLESS | LOSSY).values():
        decode_image(data)
    assert list(tmp_path.iterdir()) == []


CORRUPTIONS = 3000


@pytest.mark.parametrize("name", [*LOSSLESS, *LOSSY])
def test_no_corruption_raises_anything_but_an_image_error(name):
    """Bytes changed, cut out, doubled and inserted at random: every outcome is a picture or a sentence."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    original = np.frombuffer((LOSSLESS | LOSSY)[name], np.uint8)
    pictures = 0
    for _ in range(CORRUPTIONS):
        data = original.copy()
        where = rng.integers(0, len(data), rng.integers(1, 9))
        match rng.integers(0, 5):
            case 0:
                data[where] = rng.integers(0, 256, len(where))
            case 1:
                data = data[: where[0]]
            case 2:
                data = np.delete(data, slice(where[0], where[0] + rng.integers(1, 50)))
            case 3:
                data = np.insert(data, where[0], rng.integers(0, 256, rng.integers(1, 20)))
            case 4:  # numbers in headers pushed to their ends
                data[where] = rng.choice([0, 1, 127, 128, 255], len(where))
        try:
            result = decode_image(data.tobytes())
        except ImageError:
            continue
        else:
            assert result.dtype == np.uint8
            assert result.ndim == 3
            assert result.shape[2] == 3
            pictures += 1
    assert pictures < CORRUPTIONS


def test_every_format_on_offer_is_tested():
    made = {Image.open(io.BytesIO(data)).format for data in (LOSSLESS | LOSSY).values()}
    assert made == set(FORMATS)
