"""The way back: TensorFlow's gradients, central differences, and a step that goes downhill."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from lessons.core.backpropagation import (
    cross_entropy,
    descend,
    forward_and_back,
    random_weights,
    through_dense,
    through_max_pool,
    through_relu,
    with_one_weight,
)
from lessons.core.convolution import convolve2d
from lessons.core.dense import softmax

SEEDS = st.integers(0, 10_000)


def network_of(seed):
    """A picture and a small network, where no value is near a bend."""
    rng = np.random.default_rng(seed)
    return rng.random((5, 5)), random_weights(rng)


def arrays_of(weights):
    return [weights.kernel, np.array(weights.bias), weights.dense, weights.dense_bias]


@given(SEEDS, st.integers(0, 1))
def test_every_gradient_is_tensorflows(seed, right):
    image, weights = network_of(seed)
    variables = [tf.Variable(part) for part in arrays_of(weights)]
    with tf.GradientTape(persistent=True) as tape:
        kernel, bias, dense, dense_bias = variables
        feature_map = tf.nn.conv2d(image[None, ..., None], kernel[..., None, None], 1, "VALID") + bias
        bent = tf.nn.relu(feature_map)
        pooled = tf.nn.max_pool2d(bent, 2, 2, "VALID")
        sums = tf.reshape(pooled, (1, -1)) @ dense + dense_bias
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits([right], sums)[0]
    found = forward_and_back(image, weights, right)
    assert found.loss == pytest.approx(float(loss), rel=1e-9)
    np.testing.assert_allclose(found.probabilities, softmax(sums[0]), atol=1e-6)
    np.testing.assert_allclose(found.map, convolve2d(image, weights.kernel) + weights.bias, atol=1e-5)
    for ours, theirs in zip(arrays_of(found.slopes), tape.gradient(loss, variables), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-9)
    for ours, of in ((found.d_sums, sums), (found.d_pooled, pooled), (found.d_bent, bent), (found.d_map, feature_map)):
        np.testing.assert_allclose(ours.ravel(), np.ravel(tape.gradient(loss, of)), atol=1e-9)


@given(SEEDS, st.integers(0, 1))
def test_a_slope_is_what_the_loss_does_when_a_weight_is_turned_a_little(seed, right):
    image, weights = network_of(seed)
    slopes, little = forward_and_back(image, weights, right).slopes, 1e-6
    for place in np.ndindex(weights.dense.shape):
        losses = []
        for sign in (1, -1):
            turned = weights.dense.copy()
            turned[place] += sign * little
            losses.append(forward_and_back(image, replace(weights, dense=turned), right).loss)
        assert slopes.dense[place] == pytest.approx((losses[0] - losses[1]) / (2 * little), abs=1e-6)


def test_a_weight_that_is_turned_changes_the_loss_by_its_slope(rng):
    image, weights, place, small = rng.normal(size=(5, 5)), random_weights(rng), (1, 0), 1e-6
    own = weights.kernel[place]
    before, here, after = with_one_weight(image, weights, 1, place, [own - small, own, own + small])
    assert here.loss == forward_and_back(image, weights, 1).loss
    assert (after.loss - before.loss) / (2 * small) == pytest.approx(here.slopes.kernel[place], abs=1e-6)


@given(SEEDS, st.integers(0, 1))
def test_a_small_step_goes_downhill(seed, right):
    image, weights = network_of(seed)
    before, after = (found.loss for _, found in descend(image, weights, right, steps=1, rate=0.01))
    assert after < before


def test_the_loss_of_a_sure_and_right_answer_is_zero_and_of_a_sure_and_wrong_one_is_finite():
    assert cross_entropy([0.0, 1.0], 1) == 0
    assert cross_entropy([0.5, 0.5], 1) == pytest.approx(np.log(2))
    assert 700 < cross_entropy([0.0, 1.0], 0) < np.inf


def test_the_largest_value_gets_all_of_it_and_a_closed_gate_lets_nothing_through():
    values = np.array([[1.0, 5, 2, 2], [3, 4, 2, 2]])
    back = through_max_pool(values, 2, [[7, -3]])
    assert back.tolist() == [[0, 7, -3, 0], [0, 0, 0, 0]]
    assert through_relu([-1, 0, 2], [5, 6, 7]).tolist() == [0, 0, 7]


def test_what_a_dense_layer_hands_back_is_weighed_by_its_weights():
    vector, weights, bias = through_dense([1, 2, 3], [[1, 0], [0, 1], [1, 1]], [10, 1])
    assert vector.tolist() == [10, 1, 11]
    assert weights.tolist() == [[10, 1], [20, 2], [30, 3]]
    assert bias.tolist() == [10, 1]
