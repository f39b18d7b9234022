"""Gradient descent on a kernel: TensorFlow's gradient, the two ways to compute a loss, and where it ends."""

import numpy as np
import pytest
import tensorflow as tf

from lessons.core.composition import best_kernel
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNEL_NAMES, KERNELS
from lessons.core.learning import EFFECTS, learn_kernel, loss_and_gradient, loss_and_gradient_at_once


@pytest.fixture
def image(rng):
    return rng.normal(size=(20, 24)).astype(np.float32)


def test_the_gradient_is_tensorflows(rng, image):
    target = convolve2d(image, KERNELS["emboss"])
    kernel = rng.normal(size=(3, 3)).astype(np.float32)
    variable = tf.Variable(kernel[:, :, None, None])
    with tf.GradientTape() as tape:
        output = tf.nn.conv2d(image[None, :, :, None], variable, 1, "VALID")[0, :, :, 0]
        expected_loss = tf.reduce_mean((output - target) ** 2)
    expected = tape.gradient(expected_loss, variable)[:, :, 0, 0]
    loss, gradient = loss_and_gradient(image, target, kernel)
    assert loss == pytest.approx(float(expected_loss), rel=1e-5)
    np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [1, 3, 5])
def test_sums_that_are_made_once_give_the_same_loss_and_gradient(rng, image, size):
    target = rng.normal(size=(21 - size, 25 - size))
    measure = loss_and_gradient_at_once(image, target, size)
    for _ in range(3):
        kernel = rng.normal(size=(size, size))
        (loss, gradient), (expected_loss, expected) = measure(kernel.ravel()), loss_and_gradient(image, target, kernel)
        assert loss == pytest.approx(expected_loss, rel=1e-4)
        np.testing.assert_allclose(gradient.reshape(size, size), expected, rtol=1e-3, atol=1e-4)


def test_each_step_goes_against_the_gradient(image):
    target = EFFECTS["Sharpen"](image)
    descent = learn_kernel(image, target, 3, steps=5, learning_rate=0.05, seed=3)
    for step in range(5):
        loss, gradient = loss_and_gradient(image, target, descent.kernels[step])
        assert descent.losses[step] == pytest.approx(loss, rel=1e-4)
        np.testing.assert_allclose(descent.kernels[step + 1], descent.kernels[step] - 0.05 * gradient, atol=1e-5)


@pytest.mark.parametrize("name", ["sobel_x", "gaussian_blur", "outline", "identity"])
def test_noise_teaches_the_kernel_that_made_the_target(image, name):
    descent = learn_kernel(image, EFFECTS[KERNEL_NAMES[name]](image), 3, steps=400, learning_rate=0.2)
    np.testing.assert_allclose(descent.kernels[-1], KERNELS[name], atol=1e-3)
    assert not descent.diverged


def test_a_course_ends_at_its_first_small_loss(image):
    descent = learn_kernel(image, EFFECTS["Sharpen"](image), 3, steps=400, learning_rate=0.2)
    short = descent.until(1e-3)
    assert short.losses[-1] < 1e-3 <= short.losses[:-1].min()
    np.testing.assert_array_equal(short.kernels, descent.kernels[: short.steps + 1])
    assert descent.until(0).steps == descent.steps


def test_what_no_kernel_makes_ends_at_the_least_squares_kernel(image):
    target = EFFECTS["Edge strength"](image)
    best, error = best_kernel(image, target, 3)
    descent = learn_kernel(image, target, 3, steps=800, learning_rate=0.2)
    np.testing.assert_allclose(descent.kernels[-1], best, atol=1e-3)
    assert descent.losses[-1] == pytest.approx(error**2 * np.mean(target**2), rel=1e-3)
    assert error > 0.2


def test_a_learning_rate_that_is_too_large_ends_early(image):
    descent = learn_kernel(image, EFFECTS["Sobel, vertical edges"](image), 3, steps=1000, learning_rate=3)
    assert descent.diverged
    assert descent.steps < 100
    assert np.isfinite(descent.losses).all()
    assert np.isfinite(descent.kernels).all()


@pytest.mark.parametrize("rate", [1e3, 1e154, 1e300])
def test_a_loss_without_bounds_is_found_at_the_step_that_made_it(image, rate):
    """Also at the last step that there is, and where it is no number any more."""
    for steps in (1, 5):
        descent = learn_kernel(image, EFFECTS["Sobel, vertical edges"](image), 3, steps=steps, learning_rate=rate)
        assert descent.diverged
        assert descent.steps == 1
        assert np.isfinite(descent.losses[0])
        assert not descent.losses[1] <= 1000 * descent.losses[0]


def test_the_bound_is_a_thousand_times_the_first_loss_or_that_of_zeros(image, rng):
    target = EFFECTS["Sobel, vertical edges"](image)
    for rate in rng.uniform(0.3, 3, 30):
        descent = learn_kernel(image, target, 3, steps=40, learning_rate=float(rate))
        bound = 1000 * max(descent.losses[0], np.mean(target.astype(np.float64) ** 2))
        assert (descent.losses[:-1] <= bound * 1.0001).all()
        assert descent.diverged == (descent.losses[-1] > bound)


def test_a_flat_picture_changes_nothing_but_crashes_nothing():
    flat = np.zeros((8, 8), np.float32)
    descent = learn_kernel(flat, EFFECTS["Sobel, vertical edges"](flat), 3, steps=10, learning_rate=0.1)
    np.testing.assert_array_equal(descent.losses, np.zeros(11))


def test_the_seed_decides_the_start(image):
    target = EFFECTS["Sobel, vertical edges"](image)
    one, same, other = (learn_kernel(image, target, 3, steps=3, learning_rate=0.1, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.kernels, same.kernels)
    assert np.abs(one.kernels[0] - other.kernels[0]).max() > 0.01


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"steps": 0}, "steps must be 1 or more"),
        ({"learning_rate": 0}, "learning_rate above 0"),
        ({"learning_rate": float("nan")}, "learning_rate above 0"),
        ({"learning_rate": float("inf")}, "learning_rate above 0 and finite"),
        ({"size": 30}, "image must be"),
        ({"size": 4}, "target"),
    ],
)
def test_bad_arguments(image, change, message):
    arguments = {"size": 3, "steps": 5, "learning_rate": 0.1} | change
    size = arguments.pop("size")
    with pytest.raises(ValueError) as caught:
        learn_kernel(image, EFFECTS["Sobel, vertical edges"](image), size, **arguments)
    assert message in str(caught.value)
    assert "Received:" in str(caught.value)
