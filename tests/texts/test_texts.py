"""The words: every snippet runs and gives what the screen shows; every question has one right answer."""

import itertools

import numpy as np
import pytest

from lessons.catalog import CATALOG
from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import BOUNDARIES, convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.pooling import pool2d
from lessons.core.scaling import luma, min_max
from lessons.core.shapes import padding_amounts
from lessons.nets.preprocessing import vgg16_input
from lessons.texts import parts, words
from lessons.texts.questions.activation import activation_questions
from lessons.texts.questions.convolution import convolution_questions
from lessons.texts.questions.pixels import pixel_questions
from lessons.texts.questions.pooling import pooling_questions
from lessons.texts.snippets import PIXELS_CODE, activation_code, convolution_code, pooling_code


def run(code, picture):
    names = {"picture": picture}
    exec("import numpy as np\n" + code, names)
    return np.asarray(names["result"])


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, (23, 19)).astype(np.float32)


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "boundary"),
    list(itertools.product([1, 2], ["valid", "same", 3], [1, 2], list(BOUNDARIES))),
)
def test_convolution_code_gives_the_screens_map(picture, stride, padding, dilation, boundary):
    how = {"stride": stride, "padding": padding, "dilation": dilation}
    for name in ("sobel_x", "gaussian_blur_5"):
        kernel = KERNELS[name]
        amounts = [padding_amounts(length, kernel.shape[0], **how) for length in picture.shape]
        result = run(convolution_code(kernel, amounts, boundary=boundary, **how), picture)
        np.testing.assert_allclose(result, convolve2d(picture, kernel, boundary=boundary, **how), rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_activation_code_gives_the_screens_map(picture, name):
    values = picture / 50 - 2
    np.testing.assert_allclose(run(activation_code(name), values), ACTIVATIONS[name](values), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("size", "stride", "padding", "mode"), [(2, 2, "valid", "max"), (3, 2, "same", "average"), (3, 1, "same", "max")]
)
def test_pooling_code_gives_the_screens_map(picture, size, stride, padding, mode):
    how = {"stride": stride, "padding": padding, "mode": mode}
    np.testing.assert_allclose(run(pooling_code(size, **how), picture), pool2d(picture, size, **how), rtol=1e-5)


def test_pixels_code_gives_the_screens_numbers(rng):
    picture = rng.integers(0, 256, (6, 7, 3)).astype(np.float32)
    names = {"picture": picture}
    exec(PIXELS_CODE, names)
    np.testing.assert_allclose(names["grey"], luma(picture), rtol=1e-6)
    np.testing.assert_allclose(names["scaled"], min_max(luma(picture)), atol=1e-6)
    np.testing.assert_allclose(names["result"], vgg16_input(picture), atol=1e-4)


def all_questions(rng):
    for _ in range(20):
        colours = rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)
        yield pixel_questions(colours, luma(colours), row=int(rng.integers(0, 9)), column=int(rng.integers(0, 12)))
    image = rng.integers(0, 256, (20, 24)).astype(np.float32)
    for name, stride in itertools.product(KERNELS, (1, 2)):
        how = {"stride": stride, "padding": "same", "dilation": 1, "boundary": "zero"}
        output = convolve2d(image, KERNELS[name], **how)
        row, column = (int(rng.integers(0, length)) for length in output.shape)
        yield convolution_questions(image, KERNELS[name], output, row=row, column=column, how=how)
        for function in ACTIVATIONS:
            after = ACTIVATIONS[function](output)
            yield activation_questions(output, after, name=function, row=row, column=column)
        for mode in ("max", "average"):
            pooled = pool2d(output, 3, stride=stride, mode=mode)
            yield pooling_questions(output, pooled, size=3, stride=stride, padding="valid", mode=mode, row=2, column=3)


def test_every_question_has_one_right_answer_and_several_wrong_ones(rng):
    for questions in all_questions(rng):
        assert len(questions) >= 5
        for question in questions:
            texts = [choice.text for choice in question.choices]
            assert len(set(texts)) == len(texts) >= 2, question
            assert [question.grade(text)[0] for text in texts].count(True) == 1
            assert question.grade(question.right.text) == (True, question.right.note)
            assert all(choice.note.endswith(".") for choice in question.choices), question
            assert question.hints


def test_the_right_numbers_are_the_engines(rng):
    image = rng.integers(0, 256, (9, 9)).astype(np.float32)
    how = {"stride": 2, "padding": "valid", "dilation": 1, "boundary": "zero"}
    output = convolve2d(image, KERNELS["sobel_y"], **how)
    cell, size, weights, *_ = convolution_questions(image, KERNELS["sobel_y"], output, row=1, column=2, how=how)
    assert float(cell.right.text.replace(",", "")) == output[1, 2]
    assert size.right.text == "4 × 4"
    assert weights.right.text == "9"
    with pytest.raises(KeyError):
        cell.grade("no such answer")


def test_pixel_questions_can_be_worked_out_by_hand():
    image = np.zeros((2, 2, 3), np.uint8)
    image[0, 0], image[1, 1] = (100, 50, 200), (255, 255, 255)
    brightness, size, scaled, *_ = pixel_questions(image, luma(image), row=0, column=0)
    assert brightness.right.text == "82"  # 29.9 + 29.35 + 22.8 = 82.05
    assert size.right.text == "12"
    assert float(scaled.right.text) == pytest.approx(82.05 / 255, abs=1e-3)


def test_the_order_of_answers_does_not_give_the_right_one_away(rng):
    places = [
        [choice.text for choice in question.choices].index(question.right.text)
        for questions in all_questions(rng)
        for question in questions
    ]
    assert len(set(places)) >= 3
    assert max(places.count(place) for place in set(places)) < 0.6 * len(places)


@pytest.mark.parametrize("slug", [lesson.slug for lesson in CATALOG])
def test_every_lesson_has_a_question_and_a_summary(slug):
    assert {"question", "summary"} <= parts(slug).keys()


def test_numbers_are_filled_in_and_missing_ones_are_noticed():
    assert "from -3 to 4" in words("convolution", "reading", low=-3, high=4)
    with pytest.raises(KeyError):
        words("convolution", "reading", low=-3)
