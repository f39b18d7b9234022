"""A network that learns in batches, against TensorFlow's gradients, central differences and the law of large numbers."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from lessons.core.batch_learning import GOOD, OVER, UNDER, Course, chances, first_weights, learn, losses, slope_noise, slopes


@pytest.fixture
def task(rng):
    return rng.normal(size=(24, 5)), rng.integers(0, 3, 24)


@pytest.mark.parametrize("hidden", [0, 7])
def test_probabilities_losses_and_slopes_are_tensorflows(task, rng, hidden):
    images, targets = task
    weights = first_weights(5, hidden, 3, rng)
    layers = [keras.layers.Dense(hidden, "relu")] if hidden else []
    twin = keras.Sequential([keras.Input((5,)), *layers, keras.layers.Dense(3, "softmax")])
    twin.set_weights([part for layer in weights for part in layer])
    with tf.GradientTape() as tape:
        found = twin(images)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(targets, found))
    np.testing.assert_allclose(chances(weights, images), found, atol=1e-6)
    assert losses(weights, images, targets).mean() == pytest.approx(float(loss), abs=1e-5)
    ours = [part for layer in slopes(weights, images, targets) for part in layer]
    for mine, theirs in zip(ours, tape.gradient(loss, twin.trainable_variables), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5)


def test_one_batch_of_all_pictures_is_a_step_against_the_slope(task):
    images, targets = task
    course = learn(images, targets, images, targets, hidden=0, batch=len(targets), rate=0.1, epochs=1, seed=3)
    weights = first_weights(5, 0, 3, np.random.default_rng(3))
    (slope, bias_slope) = slopes(weights, images, targets)[0]
    moved = ((weights[0][0] - 0.1 * slope, weights[0][1] - 0.1 * bias_slope),)
    assert len(course.steps) == 1
    assert course.steps[0] == pytest.approx(losses(weights, images, targets).mean())
    assert course.training[1] == pytest.approx(losses(moved, images, targets).mean())
    assert course.training[1] < course.training[0]


def test_four_times_as_many_pictures_halve_the_noise_of_a_slope(rng):
    images, targets = rng.normal(size=(400, 12)), rng.integers(0, 4, 400)
    weights = first_weights(12, 6, 4, rng)
    one, four = (slope_noise(weights, images, targets, batch, draws=400) for batch in (5, 20))
    assert one / four == pytest.approx(2, rel=0.08)


def test_the_two_curves_tell_under_and_overfitting_from_a_good_course(rng):
    """Three clouds that overlap: a network without room, one that knows few pictures by heart, and one with enough of both."""
    targets = rng.integers(0, 3, 1200)
    images = 1.4 * np.eye(3, 10)[targets] + 0.6 * rng.normal(size=(1200, 10))
    held = images[600:], targets[600:]
    many = learn(images[:600], targets[:600], *held, hidden=16, batch=20, rate=0.05, epochs=10)
    few = learn(images[:9], targets[:9], *held, hidden=64, batch=4, rate=0.1, epochs=200)
    short = learn(images[:600], rng.permutation(targets[:600]), *held, hidden=2, batch=20, rate=0.05, epochs=5)
    assert (many.verdict, few.verdict, short.verdict) == (GOOD, OVER, UNDER)
    assert few.training_accuracy == 1
    assert few.validation[few.turned] == few.validation.min()


def test_a_curve_is_level_once_it_hardly_falls():
    falling, level = np.linspace(3, 0.3, 31), np.concatenate([np.linspace(3, 0.3, 16), np.full(15, 0.29)])
    courses = [Course(curve, curve, curve, 0.95, 0.9) for curve in (falling, level)]
    assert [course.is_level for course in courses] == [False, True]
    assert {course.verdict for course in courses} == {GOOD}


def test_a_batch_holds_a_picture_or_more(task):
    with pytest.raises(ValueError, match="batch"):
        learn(*task, *task, hidden=0, batch=0, rate=0.1, epochs=1)
