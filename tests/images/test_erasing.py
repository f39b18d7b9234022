import numpy as np
import pytest

from lessons.images.erasing import FILLS, STARTS, cover, painted


@pytest.mark.parametrize("fill", FILLS)
def test_what_is_not_covered_stays_and_what_is_shows_the_fill(rng, fill):
    picture, other = rng.integers(0, 256, (2, 40, 40, 3), dtype=np.uint8)
    mask = rng.random((40, 40)) < 0.3
    behind = FILLS[fill](picture, other)
    shown = cover(picture, mask, behind)
    assert shown.dtype == np.uint8
    np.testing.assert_array_equal(shown[~mask], picture[~mask])
    np.testing.assert_array_equal(shown[mask], np.broadcast_to(behind, picture.shape)[mask])


def test_fills_are_what_their_names_say(rng):
    picture, other = rng.integers(0, 256, (2, 64, 64, 3), dtype=np.uint8)
    assert abs(FILLS["its average colour"](picture, other)[0, 0] - picture.mean(axis=(0, 1))).max() <= 0.5
    assert not FILLS["black"](picture, other).any()
    blur = FILLS["a blur"](picture, other)
    assert blur.std() < picture.std() / 4
    assert abs(blur.mean() - picture.mean()) < 4
    np.testing.assert_array_equal(FILLS["another picture"](picture, other), other)


def test_the_middle_and_the_border_share_the_picture_one_to_three():
    middle, border = STARTS["the middle"](96), STARTS["the border"](96)
    np.testing.assert_array_equal(middle, ~border)
    assert middle.mean() == 0.25
    assert not STARTS["nothing"](96).any()


def test_strokes_keep_their_place_and_share_at_another_size():
    rgba = np.zeros((272, 272, 4), np.uint8)
    rgba[:136, 68:136] = (10, 20, 30, 255)
    mask = painted(rgba, 224)
    np.testing.assert_array_equal(np.argwhere(mask).min(axis=0), [0, 56])
    np.testing.assert_array_equal(np.argwhere(mask).max(axis=0), [111, 111])
    assert abs(mask.mean() - 1 / 8) < 0.001
    assert not painted(None, 224).any()
