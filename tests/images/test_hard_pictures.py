"""Pictures made harder: nothing happens at 0, all stay pictures, and each change does what its name says."""

import numpy as np
import pytest
from PIL import Image

from lessons.images.hard_pictures import CHANGES, harder
from lessons.images.samples import SAMPLES

CAT = SAMPLES["chelsea"].load()[:120, :160]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_keeps_a_picture_a_picture_and_is_the_same_each_time(change):
    assert harder(CAT, change, 0.0) is CAT
    for strength in (0.01, 0.5, 1.0):
        made = harder(CAT, change, strength)
        assert (made.shape, made.dtype) == (CAT.shape, np.uint8)
        np.testing.assert_array_equal(made, harder(CAT, change, strength))
    tiny = np.full((1, 1, 3), 200, np.uint8)
    assert harder(tiny, change, 1.0).shape == (1, 1, 3)


@pytest.mark.parametrize("change", CHANGES)
def test_the_stronger_the_further_from_the_picture(change):
    near, far = (np.abs(harder(CAT, change, strength) - CAT.astype(float)).mean() for strength in (0.1, 0.8))
    assert 0 < near < far


def test_dark_scales_all_values_and_half_a_turn_is_a_half_turn():
    np.testing.assert_allclose(harder(CAT, "dark", 0.5).astype(float), CAT * 0.52, atol=0.51)
    np.testing.assert_array_equal(harder(CAT, "turned", 1.0), CAT[::-1, ::-1])


def test_small_leaves_the_middle_and_a_plain_edge():
    made = harder(CAT, "small", 1.0)
    assert len(np.unique(made[:40].reshape(-1, 3), axis=0)) == 1
    middle = made[51:69, 68:92]
    np.testing.assert_array_equal(middle, np.asarray(Image.fromarray(CAT).resize((24, 18), Image.Resampling.LANCZOS)))


def test_noise_has_another_seed_for_each_picture():
    one, other = (harder(CAT, "noise", 0.5, seed=seed) for seed in (1, 2))
    assert (one != other).mean() > 0.9


@pytest.mark.parametrize(("change", "strength"), [("fog", 0.5), ("dark", 1.1), ("dark", -0.1), ("dark", float("nan"))])
def test_what_can_not_be_done_is_refused(change, strength):
    with pytest.raises(ValueError, match="Received"):
        harder(CAT, change, strength)
