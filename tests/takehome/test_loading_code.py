"""The code that an export brings along reads a picture file as the app does."""

import sys
from pathlib import Path

import numpy as np
import pi_heif
import pytest
from PIL import ExifTags, Image, ImageCms

from lessons.images.decoding import decode_image
from lessons.images.resizing import square
from lessons.takehome.loading_code import LOADING, LOADING_IMPORTS
from tests.images.test_decoding import display_p3, encode, gradient, tiff

PICTURES = Path(__file__).parents[1] / "images"
SIZE = 24


def load_as_exported(path, size):
    code = {}
    exec(f"{LOADING_IMPORTS}\n{LOADING}", code)
    return code["load"](path, size)


def as_the_app(path):
    return square(decode_image(path.read_bytes()), SIZE)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("L", "JPEG"), ("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG")])
def test_a_picture_that_lies_in_any_way(orientation, mode, kind, rng, tmp_path):
    note = Image.Exif()
    note[ExifTags.Base.Orientation] = orientation
    picture = Image.fromarray(rng.integers(0, 256, (31, 57, 4), dtype=np.uint8)).convert(mode)
    picture.save(tmp_path / "picture", kind, exif=note)
    np.testing.assert_array_equal(load_as_exported(tmp_path / "picture", SIZE), as_the_app(tmp_path / "picture"))


FEW_BITS = np.linspace(0, 4095, 64 * 48).reshape(48, 64)
COLOURS = Image.fromarray(gradient(48, 64))
AWKWARD = {
    "12 bits in 16": encode(Image.fromarray(FEW_BITS.astype(np.uint16)), "PNG"),
    "10 bits in 16": encode(Image.fromarray((FEW_BITS / 4).astype(np.uint16)), "TIFF"),
    "8 bits in 16": encode(Image.fromarray((FEW_BITS / 16).astype(np.uint16)), "PNG"),
    "16 bits": encode(Image.fromarray((FEW_BITS * 16).astype(np.uint16)), "PNG"),
    "zeros of 16 bits": encode(Image.fromarray(np.zeros((4, 4), np.uint16)), "PNG"),
    "ones of 16 bits": encode(Image.fromarray(np.ones((4, 4), np.uint16)), "PNG"),
    "fractions": encode(Image.fromarray((FEW_BITS / 4095).astype(np.float32)), "TIFF"),
    "floats to 255": encode(Image.fromarray((FEW_BITS / 16).astype(np.float32)), "TIFF"),
    "floats below zero": encode(Image.fromarray((FEW_BITS - 1000).astype(np.float32)), "TIFF"),
    "not numbers": tiff(np.where(FEW_BITS < 100, np.nan, FEW_BITS).astype(np.float32)),
    "one float": encode(Image.fromarray(np.full((4, 4), -7, np.float32)), "TIFF"),
    "32 bits": encode(Image.fromarray((FEW_BITS * 1e5).astype(np.int32)), "TIFF"),
    "display p3": encode(COLOURS, "PNG", icc_profile=display_p3()),
    "display p3, transparent": encode(COLOURS.convert("RGBA"), "PNG", icc_profile=display_p3()),
    "display p3, palette": encode(COLOURS.quantize(64), "PNG", icc_profile=display_p3()),
    "display p3, grey": encode(COLOURS.convert("L"), "PNG", icc_profile=display_p3()),
    "display p3, jpeg": encode(COLOURS, "JPEG", icc_profile=display_p3()),
    "damaged profile": encode(COLOURS, "PNG", icc_profile=display_p3()[:200]),
    "cmyk": encode(COLOURS.convert("CMYK"), "JPEG"),
    "one bit": encode(COLOURS.convert("1"), "PNG"),
    "heic": (PICTURES / "gradient.heic").read_bytes(),
    "heic on its side": (PICTURES / "turned.heic").read_bytes(),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_file(name, tmp_path):
    (tmp_path / "picture").write_bytes(AWKWARD[name])
    np.testing.assert_array_equal(load_as_exported(tmp_path / "picture", SIZE), as_the_app(tmp_path / "picture"))


def test_a_large_heic_photo_differs_by_its_halving_alone():
    path = PICTURES / "large.heic"
    np.testing.assert_allclose(load_as_exported(path, SIZE), as_the_app(path), atol=1)


def test_the_profile_of_an_ordinary_screen_changes_no_colour_to_be_seen(tmp_path):
    """The app leaves such a picture as it is."""
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "picture").write_bytes(encode(COLOURS, "PNG", icc_profile=screen))
    np.testing.assert_allclose(load_as_exported(tmp_path / "picture", SIZE), as_the_app(tmp_path / "picture"), atol=1)


@pytest.mark.parametrize("name", ["photo.heic", "IMG_1.HEIC"])
def test_a_heic_photo_without_a_package_for_it_gets_a_sentence_that_names_one(name, tmp_path, monkeypatch):
    for package in ("pi_heif", "pillow_heif"):
        monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    (tmp_path / name).write_bytes(AWKWARD["heic"])
    with pytest.raises(ValueError) as failure:
        load_as_exported(tmp_path / name, SIZE)
    assert str(failure.value) == "HEIC photos need one more package: pip install pi-heif"


def test_either_package_for_heic_is_used(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", pi_heif)  # the same functions under its other name
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    (tmp_path / "photo.heic").write_bytes(AWKWARD["heic"])
    np.testing.assert_array_equal(load_as_exported(tmp_path / "photo.heic", SIZE), as_the_app(tmp_path / "photo.heic"))
