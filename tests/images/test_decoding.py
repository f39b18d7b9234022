import io
import struct
import threading
import time
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from lessons.images.decoding import FORMATS, MAX_BYTES, MAX_PIXELS, ImageError, decode_image, decode_picture
from lessons.images.samples import SAMPLES

# Pillow warns of odd files; as in the app, its warnings must not decide anything.
pytestmark = pytest.mark.filterwarnings("ignore:::PIL")


HERE = Path(__file__).parent


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
HEIC = (HERE / "gradient.heic").read_bytes()  # gradient(48, 64), written by pillow-heif 1.4; turned.heic with EXIF rotation 6


def tiff(values, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, values, **options)
    return file.getvalue()


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


def png_of_size(columns, rows, body=b"", *, bits=8, colour=2):
    """A PNG header that promises a size, and whatever is to be behind it."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_that_says(columns, rows, **options):
    """A small JPEG whose header promises another size."""
    data = bytearray(encode(Image.fromarray(RGB), "JPEG", **options))
    frame = next(place for place in range(len(data)) if data[place] == 0xFF and data[place + 1] in (0xC0, 0xC2))
    data[frame + 5 : frame + 9] = struct.pack(">HH", rows, columns)
    return bytes(data)


def test_heic_photos_are_read_and_turned_upright():
    expected = gradient(48, 64)
    assert np.abs(decode_image(HEIC).astype(int) - expected).mean() < 2
    turned = decode_image((HERE / "turned.heic").read_bytes())
    assert np.abs(turned.astype(int) - np.rot90(expected, -1)).mean() < 2


def test_a_large_heic_photo_is_halved_turned_and_in_the_colours_of_a_screen():
    """gradient(3600, 2400), lying on its side with EXIF rotation 6 and an iPhone's profile, written by pillow-heif 1.8."""
    result = decode_image((HERE / "large.heic").read_bytes())
    assert result.shape == (1800, 1200, 3)
    assert np.abs(result - from_display_p3(gradient(1800, 1200))).mean() < 2


@pytest.mark.parametrize("size", [(16382, 3628), (16000, 4000), (65000, 900), (900, 40000)])
def test_panoramas_and_large_photos_are_decoded_at_a_fraction(size):
    """A ramp along the longer side: what comes out is the picture, with 2 to 8 megapixels of it left."""
    columns, rows = size
    along = columns > rows
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8).reshape((1, 256) if along else (256, 1)))
    picture = ramp.resize(size, Image.Resampling.NEAREST)
    result = decode_image(encode(picture, "JPEG", quality=90))
    fraction = columns / result.shape[1]
    assert 2e6 <= result.shape[0] * result.shape[1] <= 8.1e6
    assert result.shape[0] == pytest.approx(rows / fraction, abs=1)
    line = result.mean(axis=(0 if along else 1, 2))
    np.testing.assert_allclose(line, np.linspace(0, 255, len(line)), atol=3)


def test_a_jpeg_may_have_two_hundred_megapixels_unless_it_must_be_held_in_memory_whole():
    assert decode_image(jpeg_that_says(16384, 12288)).shape == (1536, 2048, 3)
    with pytest.raises(ImageError, match="16384 × 12289 pixels, and 201 megapixels is the limit"):
        decode_image(jpeg_that_says(16384, 12289))
    with pytest.raises(ImageError, match="16384 × 12288 pixels, and 50 megapixels is the limit"):
        decode_image(jpeg_that_says(16384, 12288, progressive=True))


def test_a_progressive_jpeg_with_a_thousand_scans_is_refused():
    data = LOSSY["jpeg-progressive"]
    last = data.rindex(b"\xff\xda")
    with pytest.raises(ImageError, match="goes over its pixels far too often"):
        decode_image(data[:-2] + data[last:-2] * 1000 + data[-2:])


def test_small_jpegs_keep_their_size_and_the_pixels_that_opencv_decodes():
    data = encode(Image.fromarray(SAMPLES["chelsea"].load()), "JPEG", quality=90)
    expected = cv2.cvtColor(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    assert np.abs(decode_image(data).astype(int) - expected).max() <= 3


def test_a_photo_of_twelve_megapixels_takes_less_than_three_tenths_of_a_second():
    photo = Image.fromarray(SAMPLES["astronaut"].load()).resize((4032, 3024), Image.Resampling.BICUBIC)
    data = encode(photo, "JPEG", quality=88)
    took = []
    for _ in range(3):
        began = time.thread_time()
        decode_image(data)
        took.append(time.thread_time() - began)
    assert min(took) < 0.3


@pytest.mark.parametrize("name", ["jpeg", "jpeg-progressive", "cmyk-jpeg"])
@pytest.mark.parametrize("lost", [2, *range(30, 70, 4)])
def test_a_jpeg_without_its_end_is_shown_with_a_note(name, lost):
    whole, cut = decode_picture(LOSSY[name]), decode_picture(LOSSY[name][:-lost])
    assert whole.notes == ()
    assert cut.pixels.shape == whole.pixels.shape
    if lost > 2:
        assert cut.notes == ("The end of this file is missing: what could not be read is grey.",)
    assert np.abs(cut.pixels[:8].astype(int) - whole.pixels[:8]).mean() < 8


def test_half_a_photo_is_its_upper_half_and_grey():
    photo = SAMPLES["astronaut"].load()
    data = encode(Image.fromarray(photo), "JPEG", quality=90)
    picture = decode_picture(data[: len(data) // 2])
    assert np.abs(picture.pixels[:128].astype(int) - photo[:128]).mean() < 6
    assert (picture.pixels[-1] == 128).all()
    assert picture.notes


@pytest.mark.parametrize("bits", [8, 10, 12])
@pytest.mark.parametrize("kind", ["png", "tiff", "tiff-signed", "png-colour", "png-alpha", "png-grey-alpha", "tiff-colour"])
def test_few_bits_in_sixteen_are_stretched_and_named(kind, bits):
    most = 2**bits - 1
    values = np.rint(gradient(24, 32) / 255 * most).astype(np.uint16)
    expected, grey = np.rint(values / most * 255), values[..., 0]
    opaque = np.full((24, 32, 1), 65535, np.uint16)
    if kind == "png":
        data = encode(Image.fromarray(grey), "PNG")
    elif kind == "tiff":
        data = tiff(grey)
    elif kind == "tiff-signed":
        data = tiff(grey.astype(np.int16))
    elif kind == "tiff-colour":
        data = tiff(values, photometric="rgb")
    elif kind == "png-grey-alpha":
        data = grey_alpha_png(grey)
    else:
        colour = values[..., ::-1] if kind == "png-colour" else np.concatenate([values[..., ::-1], opaque], axis=2)
        data = cv2.imencode(".png", colour)[1].tobytes()
    if "colour" not in kind and kind != "png-alpha":
        expected = expected[..., :1]
    picture = decode_picture(data)
    if kind == "tiff-signed" and bits == 8:
        assert picture.notes == ()
    else:
        assert f"its values end at {most:,}: they were read as {bits}-bit values" in picture.notes[0]
    np.testing.assert_array_equal(picture.pixels, np.broadcast_to(expected, (24, 32, 3)))


def grey_alpha_png(grey):
    """A PNG of 16 bits with grey and alpha, which no library at hand writes: every row is its filter, 0, and its values."""
    both = np.stack([grey, np.full_like(grey, 65535)], axis=2).astype(">u2")
    body = zlib.compress(b"".join(b"\0" + row.tobytes() for row in both))
    return png_of_size(grey.shape[1], grey.shape[0], body, bits=16, colour=4)


@pytest.mark.parametrize("kind", ["f4", "f8"])
@pytest.mark.parametrize("options", [{}, {"compression": "zlib"}, {"bigtiff": True}, {"byteorder": ">"}, {"tile": (16, 16)}])
def test_float_tiffs_are_read_as_tifffile_reads_them(kind, options):
    values = (gradient(40, 48) / 255).astype(kind)
    data = tiff(values, photometric="rgb", **options)
    np.testing.assert_array_equal(tifffile.imread(io.BytesIO(data)), values)
    np.testing.assert_array_equal(decode_image(data), gradient(40, 48))
    grey = tiff(values[..., 0], **options)
    np.testing.assert_array_equal(decode_image(grey)[..., 1], gradient(40, 48)[..., 0])


@pytest.mark.parametrize("kind", ["i8", "u8", "u4"])
def test_tiffs_of_sixty_four_bits_are_scaled(kind):
    values = np.array([[0, 2**40, 2**41]]) if kind != "u4" else np.array([[0, 2**20, 2**21]])
    np.testing.assert_array_equal(decode_image(tiff(values.astype(kind)))[0, :, 0], [0, 128, 255])


def test_numbers_at_the_ends_of_their_type_are_scaled():
    values = np.array([[-np.finfo("f8").max, 0, np.finfo("f8").max]])
    np.testing.assert_array_equal(decode_image(tiff(values))[0, :, 0], [0, 128, 255])


def test_a_float_tiff_is_turned_and_its_alpha_laid_over_white():
    values = (RGB / 255).astype("f4")
    turned = tiff(values, photometric="rgb", extratags=[(274, "H", 1, 6, True)])
    np.testing.assert_array_equal(decode_image(turned), np.rot90(RGB, -1))
    half = np.concatenate([values, np.full((24, 32, 1), 0.5, "f4")], axis=2)
    result = decode_image(tiff(half, photometric="rgb", extrasamples=["unassalpha"]))
    np.testing.assert_allclose(result, RGB / 2 + 127.5, atol=1)


@pytest.mark.parametrize(
    ("values", "options"),
    [(np.zeros((3, 5, 6), "f4"), {"planarconfig": "separate", "photometric": "rgb"}), (np.zeros((5, 6), "f2"), {})],
)
def test_a_tiff_that_nothing_reads_is_called_one(values, options):
    with pytest.raises(ImageError, match="This TIFF is of a kind that the app can't read"):
        decode_image(tiff(values, **options))


def test_the_size_of_a_float_tiff_is_checked_before_its_pixels():
    data = bytearray(tiff(np.zeros((5, 6)), photometric="minisblack"))
    place = data.index(struct.pack("<HHI", 256, 4, 1)) if struct.pack("<HHI", 256, 4, 1) in data else None
    width = place if place is not None else data.index(struct.pack("<HHI", 256, 3, 1))
    data[width + 2 : width + 12] = struct.pack("<HII", 4, 1, 2**31 - 1)
    with pytest.raises(ImageError, match="50 megapixels is the limit"):
        decode_image(bytes(data))


def display_p3():
    """The colour profile of an iPhone: sRGB's curve, and the primaries of Display P3 as Apple's profile has them."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for name, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3.T, strict=True):
        entry = profile.index(name, 128)
        place = struct.unpack(">I", profile[entry + 4 : entry + 8])[0]
        profile[place + 8 : place + 20] = struct.pack(">iii", *(round(value * 65536) for value in primary))
    return bytes(profile)


P3 = np.array([[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])  # to XYZ under D50
SCREEN = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])  # sRGB, likewise


def from_display_p3(pixels):
    """In sRGB, by the definition: linear light, one matrix to XYZ and one back, and sRGB's curve again."""
    values = pixels / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    changed = np.clip(linear @ P3.T @ np.linalg.inv(SCREEN).T, 0, 1)
    return 255 * np.where(changed <= 0.0031308, changed * 12.92, 1.055 * changed ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("name", ["png", "jpeg", "rgba", "palette"])
def test_colours_of_a_wide_profile_become_those_of_a_screen(name):
    expected = from_display_p3(RGB)
    picture = Image.fromarray(RGB)
    picture = {"rgba": picture.convert("RGBA"), "palette": picture.quantize(256)}.get(name, picture)
    options = {"quality": 98, "subsampling": 0} if name == "jpeg" else {}
    data = encode(picture, "JPEG" if name == "jpeg" else "PNG", icc_profile=display_p3(), **options)
    difference = np.abs(decode_image(data) - expected)
    assert difference.mean() < {"png": 1, "rgba": 1, "jpeg": 2, "palette": 12}[name]
    assert np.abs(RGB - expected).mean() > 10


def test_the_profile_of_a_screen_and_one_that_is_damaged_change_nothing():
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (screen, screen[:200], b"nonsense", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()):
        np.testing.assert_array_equal(decode_image(encode(Image.fromarray(RGB), "PNG", icc_profile=profile)), RGB)
    grey = encode(Image.fromarray(RGB[..., 0]), "PNG", icc_profile=display_p3())  # of colours, in a picture that has none
    np.testing.assert_array_equal(decode_image(grey)[..., 0], RGB[..., 0])


def test_two_pictures_at_most_are_decoded_at_the_same_time(monkeypatch):
    """Four threads; Pillow's own decoder is watched, and lets a picture go on only when another one is there with it."""
    inside, most, both, load = set(), [], threading.Barrier(2, timeout=20), JpegImageFile.load

    def watched(picture):
        inside.add(threading.get_ident())
        both.wait()
        most.append(len(inside))
        both.wait()
        inside.discard(threading.get_ident())
        return load(picture)

    monkeypatch.setattr(JpegImageFile, "load", watched)
    threads = [threading.Thread(target=decode_image, args=(LOSSY["jpeg"],)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (None, "bytes of a file. Received: NoneType"),
        ("picture.png", "Received: str"),
        (b"hello, I am a text file", "not a picture that the app can read. It reads PNG, JPEG"),
        (b"%PDF-1.7 ...", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "not a picture"),
        (HEIC[: len(HEIC) // 2], "picture"),
        (b"\0" * (MAX_BYTES + 1), "50 MB is the limit"),
        (LOSSLESS["png"][:-40], "damaged or cut off"),
        (LOSSY["jpeg"][:100], "damaged or cut off"),
        (png_of_size(8000, 8000), "8000 × 8000 pixels, and 50 megapixels is the limit"),
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
    for data in (*(LOSSLESS | LOSSY).values(), HEIC, tiff(np.zeros((4, 4, 3)), photometric="rgb")):
        decode_image(data)
    assert list(tmp_path.iterdir()) == []


CORRUPTIONS = 600


@pytest.mark.parametrize("name", [*LOSSLESS, *LOSSY, "heic", "float-tiff"])
def test_no_corruption_raises_anything_but_an_image_error(name):
    """Bytes changed, cut out, doubled and inserted at random: every outcome is a picture or a sentence."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    originals = LOSSLESS | LOSSY | {"heic": HEIC, "float-tiff": tiff(RGB / 255, photometric="rgb")}
    original = np.frombuffer(originals[name], np.uint8)
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
    made = {Image.open(io.BytesIO(data)).format for data in (*(LOSSLESS | LOSSY).values(), HEIC)}
    assert made == set(FORMATS)
