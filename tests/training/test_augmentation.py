import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.training.augmentation import augmentation_layers, augmented
from lessons.training.settings import OLD_CODE_AUGMENTATION, Augmentation

PICTURES = np.stack([square(sample.load(), 48) for sample in list(SAMPLES.values())[:6]])


def test_no_augmentation_changes_nothing():
    np.testing.assert_array_equal(augmented(PICTURES, Augmentation()), PICTURES)
    assert not Augmentation().active


def test_a_flip_is_the_mirrored_picture_or_the_picture():
    flipped = np.concatenate([augmented(PICTURES, Augmentation(flip=True), seed=seed) for seed in range(10)])
    mirrored = [
        np.array_equal(copy, picture[:, ::-1]) for copy, picture in zip(flipped, np.tile(PICTURES, (10, 1, 1, 1)), strict=True)
    ]
    same = [np.array_equal(copy, picture) for copy, picture in zip(flipped, np.tile(PICTURES, (10, 1, 1, 1)), strict=True)]
    assert all(one != other for one, other in zip(mirrored, same, strict=True))
    assert 0.2 < np.mean(mirrored) < 0.8


def test_brightness_moves_every_pixel_by_the_same_amount_within_the_range():
    grey = np.full((20, 8, 8, 3), 128, np.uint8)
    moved = augmented(grey, Augmentation(brightness=0.2)).astype(int) - 128
    assert (moved == moved[:, :1, :1, :1]).all()
    amounts = moved[:, 0, 0, 0]
    assert np.abs(amounts).max() <= 0.2 * 255 + 1
    assert len(set(amounts)) > 5


@pytest.mark.parametrize("kind", ["rotation", "shift", "shear", "zoom"])
def test_geometry_keeps_a_plain_picture_plain(kind):
    """The border is filled with mirrored pixels, so no black corner gives the class away."""
    plain = np.full((4, 32, 32, 3), 77, np.uint8)
    amount = 40 if kind == "rotation" else 0.4
    np.testing.assert_allclose(augmented(plain, Augmentation(**{kind: amount})), 77, atol=1)


def test_a_shift_moves_the_picture_by_at_most_its_share():
    """A dot in the middle is found where it was moved to."""
    dots = np.zeros((30, 41, 41, 3), np.uint8)
    dots[:, 19:22, 19:22] = 255
    moved = augmented(dots, Augmentation(shift=0.2)).astype(float)[..., 0]
    rows, columns = (np.array([np.average(np.arange(41), weights=copy.sum(axis)) for copy in moved]) for axis in (1, 0))
    assert np.abs(rows - 20).max() <= 0.2 * 41 + 1
    assert np.abs(columns - 20).max() <= 0.2 * 41 + 1
    assert np.abs(rows - 20).max() > 3


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_same_seed_makes_the_same_copies(seed):
    first, second = (augmented(PICTURES[:2], OLD_CODE_AUGMENTATION, seed=seed) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, augmented(PICTURES[:2], OLD_CODE_AUGMENTATION, seed=seed + 1))


def test_the_layers_are_named_for_what_they_do():
    assert [layer.name for layer in augmentation_layers(OLD_CODE_AUGMENTATION)] == [
        "flip",
        "rotation",
        "shift",
        "shear",
        "zoom",
    ]
