"""Samples, drawings and sizes."""

import numpy as np
import pytest
import skimage.data
from sklearn.datasets import load_sample_image

from lessons.images.drawing import cut_to_ink, drawing_to_image, is_blank
from lessons.images.resizing import center_square, fit_within, middle, square
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES


def on_screen(image):
    """Adobe RGB (1998), which the photo of the rocket is in, as sRGB: by the definitions of both."""
    adobe = np.array([[0.57667, 0.18556, 0.18823], [0.29734, 0.62736, 0.07529], [0.02703, 0.07069, 0.99134]])
    screen = np.array([[0.41239, 0.35758, 0.18048], [0.21264, 0.71517, 0.07219], [0.01933, 0.11919, 0.95053]])
    linear = np.clip((image / 255) ** 2.19921875 @ adobe.T @ np.linalg.inv(screen).T, 0, 1)
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_samples_are_the_packages_pictures(name):
    image = SAMPLES[name].load()
    if SAMPLES[name].package == "sklearn":
        expected = load_sample_image(f"{name}.jpg")
    else:
        expected = getattr(skimage.data, name)()
        expected = expected if expected.ndim == 3 else np.repeat(expected[..., None], 3, axis=2)
    if name == "rocket":
        expected = on_screen(expected)
    np.testing.assert_allclose(image.astype(int), expected, atol=3)  # JPEG decoders may differ by a little


def test_the_first_picture_is_a_sample():
    assert DEFAULT_SAMPLE in SAMPLES


def test_drawings_are_laid_over_white():
    canvas = np.zeros((2, 2, 4), np.uint8)
    canvas[0, 0] = (10, 20, 30, 255)
    canvas[1, 1] = (0, 0, 0, 51)  # a fifth opaque
    image = drawing_to_image(canvas)
    assert image[0, 0].tolist() == [10, 20, 30]
    assert image[0, 1].tolist() == [255, 255, 255]
    assert image[1, 1].tolist() == [204, 204, 204]


def test_an_empty_canvas_is_blank_and_a_dot_is_not():
    canvas = np.zeros((5, 5, 4), np.uint8)
    assert is_blank(drawing_to_image(canvas))
    canvas[2, 2] = (0, 0, 0, 255)
    assert not is_blank(drawing_to_image(canvas))


def test_other_shapes_are_no_drawing():
    with pytest.raises(ValueError, match=r"Received: \(4, 4, 3\)"):
        drawing_to_image(np.zeros((4, 4, 3)))


@pytest.mark.parametrize(
    ("shape", "expected"), [((600, 300, 3), (100, 50, 3)), ((1, 500, 3), (1, 100, 3)), ((50, 80), (50, 80))]
)
def test_pictures_shrink_with_their_proportions_and_never_grow(shape, expected):
    assert fit_within(np.zeros(shape, np.uint8), 100).shape == expected
    assert fit_within(np.zeros(shape, np.uint8), 100, quick=True).shape == expected


def test_a_picture_that_is_shrunk_quickly_looks_the_same():
    photo = SAMPLES["chelsea"].load()
    exact, quick = fit_within(photo, 112).astype(int), fit_within(photo, 112, quick=True)
    assert np.abs(quick - exact).mean() < 2
    assert np.percentile(np.abs(quick - exact), 99) < 12


def test_shrinking_averages_instead_of_dropping_pixels(rng):
    """A fine checkerboard becomes grey; taking every second pixel would make it black or white."""
    board = (np.indices((64, 64)).sum(axis=0) % 2 * 255).astype(np.uint8)
    assert np.abs(square(board, 32).astype(int)[2:-2, 2:-2] - 127).max() <= 2


def test_the_whole_picture_is_squeezed_into_the_square():
    image = np.zeros((40, 120, 3), np.uint8)
    image[:, -12:] = 255  # a white strip at the right edge is still there
    assert (square(image, 20)[:, -1] > 200).all()


def test_a_picture_of_the_right_size_is_left_alone(rng):
    image = rng.integers(0, 256, (224, 224, 3), dtype=np.uint8)
    np.testing.assert_array_equal(square(image, 224), image)


@pytest.mark.parametrize(("shape", "expected"), [((2, 100), (2, 16)), ((100, 2), (16, 2)), ((9, 30), (9, 30))])
def test_of_a_very_long_picture_the_middle_is_kept(shape, expected):
    image = np.arange(shape[0] * shape[1]).reshape(shape)
    kept = middle(image, longest=8)
    assert kept.shape == expected
    assert kept[expected[0] // 2, expected[1] // 2] == image[shape[0] // 2, shape[1] // 2]


def test_the_middle_square_is_the_middle():
    image = np.arange(5 * 9).reshape(5, 9)
    np.testing.assert_array_equal(center_square(image), image[:, 2:7])


def test_a_drawing_is_cut_to_its_ink_wherever_it_stands():
    cuts = []
    for top, left in ((3, 5), (60, 40)):
        paper = np.full((120, 100, 3), 255, np.uint8)
        paper[top : top + 42, left : left + 20] = (10, 20, 30)
        cuts.append(cut_to_ink(paper))
    np.testing.assert_array_equal(*cuts)
    side = cuts[0].shape[0]
    assert cuts[0].shape == (side, side, 3)
    assert side == 50  # 42 rows of ink and 8% of paper on both sides
    assert ((cuts[0] < 100).all(axis=2).sum()) == 42 * 20


def test_a_blank_drawing_has_no_ink_to_cut_to():
    paper = np.full((30, 40, 3), 255, np.uint8)
    assert cut_to_ink(paper) is paper
