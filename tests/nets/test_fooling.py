"""Noise that fools a network: its bounds, its gradient against TensorFlow's own, and what it does to real answers."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from lessons.core.architecture import describe, parse_stack
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.building import build_network
from lessons.nets.classification import answer
from lessons.nets.fooling import CHANGES, aimed_noise, random_noise
from lessons.nets.gradients import log_probability_gradient
from lessons.nets.imagenet import classifier, labels

SHAPE = (16, 16, 3)
TOASTER = 859


@pytest.fixture(scope="module")
def small():
    return build_network(describe(parse_stack("conv 4; max; flatten; dense 8"), SHAPE, 5), SHAPE, seed=3)


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, SHAPE, dtype=np.uint8)


def test_the_gradient_is_that_of_cross_entropy_with_its_sign_turned(small, picture):
    batch = tf.constant(picture[None].astype(np.float32))
    with tf.GradientTape() as tape:
        tape.watch(batch)
        loss = keras.losses.sparse_categorical_crossentropy(np.array([2]), small(batch))[0]
    probabilities, gradient = log_probability_gradient(small, picture[None], 2)
    np.testing.assert_allclose(gradient, -tape.gradient(loss, batch), rtol=1e-3, atol=1e-7)
    np.testing.assert_allclose(probabilities, small(batch), rtol=1e-5)


@pytest.mark.parametrize("strength", [0, 1, 3, 16])
def test_no_value_moves_further_than_allowed_and_the_picture_stays_a_picture(small, picture, strength):
    picture[:4] = 0
    picture[4:8] = 255
    for fooled in (
        aimed_noise(small, picture, strength, towards=1),
        aimed_noise(small, picture, strength, away=1, steps=3),
        random_noise(small, picture, strength, seed=0),
    ):
        assert fooled.picture.dtype == np.uint8
        assert abs(fooled.noise).max() <= strength
        np.testing.assert_array_equal(fooled.picture, picture + fooled.noise)
        np.testing.assert_array_equal(fooled.probabilities, answer(small, fooled.picture))


def test_one_step_is_the_fast_gradient_sign(small, picture):
    batch = tf.constant(picture[None].astype(np.float32))
    with tf.GradientTape() as tape:
        tape.watch(batch)
        loss = keras.losses.sparse_categorical_crossentropy(np.array([4]), small(batch))[0]
    expected = np.clip(picture + 2 * np.sign(tape.gradient(loss, batch)[0]), 0, 255)
    np.testing.assert_array_equal(aimed_noise(small, picture, 2, away=4, steps=1).picture, expected)


def test_towards_a_class_it_rises_and_away_from_it_it_falls(small, picture):
    before = answer(small, picture)
    for index in range(5):
        assert aimed_noise(small, picture, 4, towards=index).probabilities[index] > before[index]
        assert aimed_noise(small, picture, 4, away=index).probabilities[index] < before[index]


def test_what_cannot_be_is_refused(small, picture):
    with pytest.raises(ValueError, match="either away or towards"):
        aimed_noise(small, picture, 1)
    with pytest.raises(ValueError, match="strength must be at least 0"):
        aimed_noise(small, picture, -1, away=0)


def test_what_the_lesson_claims_of_the_cat():
    """It becomes a toaster with noise of 4 of 255; random noise three times as strong does not; a JPEG brings the cat back."""
    model, cat = classifier(), square(SAMPLES["chelsea"].load(), 224)
    own = int(answer(model, cat).argmax())
    toaster = aimed_noise(model, cat, 4, towards=TOASTER)
    assert labels()[TOASTER] == "toaster"
    assert toaster.probabilities[TOASTER] > 0.9
    assert random_noise(model, cat, 12, seed=0).probabilities.argmax() == own
    assert answer(model, CHANGES["moved by 4 pixels"](toaster.picture)).argmax() == TOASTER
    assert answer(model, CHANGES["saved as a JPEG"](toaster.picture)).argmax() == own


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_happens_on_the_way_keeps_the_shape_and_most_of_the_picture(change):
    cat = square(SAMPLES["chelsea"].load(), 224)
    changed = change(cat)
    assert (changed.shape, changed.dtype) == (cat.shape, cat.dtype)
    middle = np.s_[40:-40, 40:-40]
    assert np.corrcoef(changed[middle].ravel(), cat[middle].ravel())[0, 1] > 0.7
