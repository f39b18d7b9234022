"""A planted cue: its place, what it changes and what it leaves, and the heat that lies on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.core.shortcut import COLOUR, CUES, SIDE, cue_frames, cue_place, plant, share_on, times_its_area


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_changes_its_place_and_nothing_else(picture, cue):
    place, planted = cue_place(cue), plant(picture, cue, 1.0)
    np.testing.assert_array_equal(planted[~place], picture[~place])
    np.testing.assert_array_equal(plant(picture, cue, 0.0), picture)
    expected = np.rint(picture / 255 * COLOUR) if cue == "colour cast" else np.broadcast_to(COLOUR, picture.shape)
    np.testing.assert_array_equal(planted[place], expected[place])


@pytest.mark.parametrize("cue", CUES)
def test_half_a_cue_is_half_way(picture, cue):
    half, whole = (plant(picture, cue, strength).astype(float) for strength in (0.5, 1.0))
    assert np.abs(half - (picture + whole) / 2).max() <= 1


@pytest.mark.parametrize("cue", CUES)
def test_frames_enclose_the_place(cue):
    inside = np.zeros((SIDE, SIDE), int)
    for left, top, right, bottom in cue_frames(cue):
        inside[top:bottom, left:right] += 1
    np.testing.assert_array_equal(inside % 2 == 1, cue_place(cue))


@pytest.mark.parametrize("cue", CUES)
def test_even_heat_says_nothing_of_a_cue(cue):
    assert times_its_area(np.full((SIDE, SIDE), 0.3), cue_place(cue)) == pytest.approx(1)


@given(st.integers(0, 10_000), st.sampled_from(CUES))
def test_shares_on_a_place_and_off_it_add_up(seed, cue):
    heat, place = np.random.default_rng(seed).random((SIDE, SIDE), dtype=np.float32), cue_place(cue)
    assert share_on(heat, place) + share_on(heat, ~place) == pytest.approx(1)
    assert share_on(heat * 7, place) == pytest.approx(share_on(heat, place), rel=1e-5)


def test_heat_that_is_all_on_the_cue_or_nowhere():
    place = cue_place("corner mark")
    assert share_on(place.astype(float), place) == 1
    assert times_its_area(place.astype(float), place) == pytest.approx(SIDE**2 / 144)
    assert share_on(np.zeros((SIDE, SIDE)), place) == 0


@pytest.mark.parametrize(("cue", "strength"), [("hat", 0.5), ("border", 1.1), ("border", -0.1)])
def test_what_is_no_cue_is_refused(picture, cue, strength):
    with pytest.raises(ValueError, match="Received"):
        plant(picture, cue, strength)
