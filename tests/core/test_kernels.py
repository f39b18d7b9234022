import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons.core.convolution import convolve2d
from lessons.core.kernels import (
    FILTER_NOTES,
    FILTERS,
    KERNEL_NOTES,
    KERNELS,
    MAX_KERNEL,
    MAX_WEIGHT,
    format_filter,
    format_kernel,
    parse_filter,
    parse_kernel,
)

weights = st.floats(-MAX_WEIGHT, MAX_WEIGHT, allow_subnormal=False, width=32)
shapes = st.tuples(st.integers(1, MAX_KERNEL), st.integers(1, MAX_KERNEL))


def test_every_kernel_has_a_note_and_is_shared_safely():
    assert KERNELS.keys() == KERNEL_NOTES.keys()
    for kernel in KERNELS.values():
        assert kernel.dtype == np.float32
        assert not kernel.flags.writeable


@pytest.mark.parametrize("name", ["box_blur", "gaussian_blur", "gaussian_blur_5", "sharpen", "identity"])
def test_kernels_that_keep_the_brightness_sum_to_one(name):
    assert KERNELS[name].sum() == pytest.approx(1)


@pytest.mark.parametrize("family", ["sobel", "prewitt", "scharr"])
def test_the_two_directions_are_transposed(family):
    np.testing.assert_array_equal(KERNELS[f"{family}_x"].T, KERNELS[f"{family}_y"])


@given(shapes.flatmap(lambda shape: hnp.arrays(np.float32, shape, elements=weights)))
def test_text_brings_back_the_exact_kernel(kernel):
    np.testing.assert_array_equal(parse_kernel(format_kernel(kernel)), kernel)


@pytest.mark.parametrize("text", ["-1 0 1; -2 0 2; -1 0 1", "-1,0,1;-2,0,2;-1,0,1;", "-1 0 1\n-2 0 2\n-1 0 1"])
def test_rows_and_cells_can_be_separated_in_several_ways(text):
    np.testing.assert_array_equal(parse_kernel(text), KERNELS["sobel_x"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "at least one number"),
        (";;;", "at least one number"),
        ("1 2; 3", "equally long. Received: rows of [2, 1]"),
        ("1 a", "must be a number"),
        ("nan", "between"),
        ("inf 1", "between"),
        ("1e9", "between"),
        (" ".join(["1"] * 10), "up to 9 rows and columns. Received: 1 × 10"),
        ("1;" * 5000, "up to 9 rows"),
        ("<script>alert(1)</script>", "must be a number"),
    ],
)
def test_other_text_is_refused_with_a_sentence(text, message):
    with pytest.raises(ValueError) as error:
        parse_kernel(text)
    assert message in str(error.value)
    assert len(str(error.value)) < 250


@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text):
    try:
        kernel = parse_kernel(text)
    except ValueError:
        return
    assert np.isfinite(kernel).all()


def test_every_filter_has_a_note_and_survives_being_written_and_read():
    assert FILTERS.keys() == FILTER_NOTES.keys()
    for stacked in FILTERS.values():
        np.testing.assert_array_equal(parse_filter(format_filter(stacked)), stacked)
        assert not stacked.flags.writeable


def test_a_filters_rows_are_those_of_red_then_green_then_blue():
    text = "1 1 1; 1 1 1; 1 1 1; 2 2 2; 2 2 2; 2 2 2; 3 3 3; 3 3 3; 3 3 4"
    stacked = parse_filter(text)
    assert stacked[..., 0].max() == 1
    assert stacked[..., 1].min() == stacked[..., 1].max() == 2
    assert stacked[2, 2].tolist() == [1, 2, 4]
    with pytest.raises(ValueError, match=r"3 rows per channel\. Received: 3 × 3"):
        parse_filter("1 2 3; 4 5 6; 7 8 9")


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (10, 20, 30), (200, 200, 200)])
def test_colour_filters_weigh_the_channels_as_their_notes_say(colour):
    flat = np.full((5, 5, 3), colour, np.float32)
    red, green, blue = colour
    answers = {name: float(convolve2d(flat, stacked[..., None])[1, 1, 0]) for name, stacked in FILTERS.items()}
    assert answers["red_against_green"] == pytest.approx(red - green, abs=1e-3)
    assert answers["blue_against_yellow"] == pytest.approx(blue - (red + green) / 2, abs=1e-3)
    assert answers["edges_in_all_channels"] == pytest.approx(0, abs=1e-3)
    assert answers["grey_blur"] == pytest.approx(0.299 * red + 0.587 * green + 0.114 * blue, abs=1e-3)
