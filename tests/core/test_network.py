"""A small network: Keras's Dense layers, TensorFlow's gradients, training that goes downhill, and its text."""

import itertools

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as some

from lessons.core.network import (
    BENDS,
    KINDS,
    MOST,
    Network,
    Neurons,
    answer,
    bend,
    first_network,
    format_weights,
    is_right,
    mean_loss,
    parse_weights,
    sizes_of,
    slopes,
    trained,
)
from lessons.images.small_drawings import tasks

SIZES = {"one neuron": (9, 1), "a layer": (9, 3), "two layers": (9, 4, 3)}


def network_of(sizes, seed, activation="Sigmoid"):
    rng = np.random.default_rng(seed)
    layers = [
        Neurons(rng.normal(size=(inputs, count)).round(2), rng.normal(size=count).round(2))
        for inputs, count in itertools.pairwise(sizes)
    ]
    return Network(tuple(layers), activation)


def in_keras(network):
    """The same network, by Keras."""
    *hidden, last = network.layers
    model = keras.Sequential([keras.Input((network.layers[0].weights.shape[0],), dtype="float64")])
    for layer in hidden:
        model.add(keras.layers.Dense(layer.bias.size, activation="sigmoid", dtype="float64"))
    kind = "softmax" if last.bias.size > 1 else "sigmoid"
    model.add(keras.layers.Dense(last.bias.size, activation=kind, dtype="float64"))
    model.set_weights([array for layer in network.layers for array in (layer.weights, layer.bias)])
    return model


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_answer_loss_and_every_slope_are_those_of_keras_and_tensorflow(sizes, seed, rng):
    network, pictures = network_of(sizes, seed), rng.random((5, 3, 3))
    model, targets = in_keras(network), rng.integers(0, max(sizes[-1], 2), 5)
    with tf.GradientTape() as tape:
        given = model(pictures.reshape(5, 9))
        if sizes[-1] > 1:
            losses = keras.losses.sparse_categorical_crossentropy(targets, given)
        else:
            losses = keras.losses.binary_crossentropy(1 - targets[:, None], given)
        loss = tf.reduce_mean(losses)
    theirs = tape.gradient(loss, model.trainable_weights)
    found = [answer(network, picture).outputs[-1] for picture in pictures]
    np.testing.assert_allclose(found, given, atol=1e-9)
    assert mean_loss(network, pictures, targets) == pytest.approx(float(loss), abs=1e-6)
    ours = [array for layer in slopes(network, pictures, targets).layers for array in (layer.weights, layer.bias)]
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


@given(some.integers(0, 10_000), some.sampled_from(list(SIZES.values())))
def test_a_small_step_goes_downhill(seed, sizes):
    network, rng = network_of(sizes, seed), np.random.default_rng(seed)
    pictures, targets = rng.random((4, 9)), rng.integers(0, max(sizes[-1], 2), 4)
    after = trained(network, pictures, targets, steps=1, rate=0.01)
    assert mean_loss(after, pictures, targets) < mean_loss(network, pictures, targets)


def test_a_step_has_no_slope_and_a_hidden_step_hands_none_back(rng):
    pictures, targets = rng.random((4, 9)), [0, 1, 0, 1]
    alone = slopes(network_of((9, 1), 0, "Step"), pictures, targets)
    assert not any(layer.weights.any() or layer.bias.any() for layer in alone.layers)
    hidden, last = slopes(network_of((9, 4, 2), 0, "Step"), pictures, targets).layers
    assert not hidden.weights.any()
    assert last.weights.any()


@given(some.floats(-700, 700))
def test_a_sigmoid_lies_between_0_and_1_and_a_step_has_two_values(value):
    assert 0 <= bend(value, "Sigmoid") <= 1
    assert bend(value, "Sigmoid") + bend(-value, "Sigmoid") == pytest.approx(1)
    assert bend(value, "Step") == (value >= 0)


@given(some.integers(0, 10_000))
def test_probabilities_add_up_to_one_whatever_the_weights(seed):
    for sizes in SIZES.values():
        found = answer(network_of(sizes, seed), np.random.default_rng(seed).normal(size=9) * 50)
        assert found.probabilities.sum() == pytest.approx(1)


@given(some.integers(0, 10_000), some.sampled_from(list(SIZES.values())))
def test_a_network_comes_back_from_its_text_as_it_was(seed, sizes):
    network = network_of(sizes, seed)
    back = parse_weights(format_weights(network), sizes, "Sigmoid")
    for one, other in zip(network.layers, back.layers, strict=True):
        np.testing.assert_allclose(one.weights, other.weights, atol=1e-12)
        np.testing.assert_allclose(one.bias, other.bias, atol=1e-12)


def test_what_a_text_can_not_hold_is_held_as_far_as_it_goes_and_other_texts_are_refused():
    far = Network((Neurons(np.array([[99.0], [-99.0]]), np.array([0.004])),), "Sigmoid")
    (layer,) = parse_weights(format_weights(far), (2, 1), "Sigmoid").layers
    assert layer.weights.ravel().tolist() == [MOST, -MOST]
    assert layer.bias[0] == 0
    for text in ("", "gA", "gAgAg!", "gAgAgAgA"):
        with pytest.raises(ValueError, match="not of this network, which has 3 numbers"):
            parse_weights(text, (2, 1), "Sigmoid")


def learned(kind, name, steps, rate=0.3):
    """How many drawings of a task are right, of how many, after so many steps from the first weights."""
    task = tasks()[name]
    network = first_network(sizes_of(kind, 64, len(task.classes)), "Sigmoid", np.random.default_rng(0))
    most = len(task.classes) if network.layers[-1].bias.size > 1 else 2
    targets = [min(target, most - 1) for target in task.targets]
    network = trained(network, task.drawings, targets, steps=steps, rate=rate)
    right = sum(is_right(answer(network, drawing), target) for drawing, target in zip(task.drawings, targets, strict=True))
    return right, len(targets)


@pytest.mark.parametrize(
    ("kind", "name", "steps"),
    [("One neuron", "strokes", 60), ("One neuron", "moods", 60), ("A layer", "moods", 100), ("Two layers", "one", 900)],
)
def test_what_can_be_learned_is_learned(kind, name, steps):
    right, count = learned(kind, name, steps)
    assert right == count


def test_what_one_neuron_can_not_do_follows_from_the_drawings():
    """One stroke: two drawings of each kind add up to the same picture. Anywhere: all of each kind do."""
    left, _, right, _, both, *_, none = (drawing for drawing in tasks()["one"].drawings)
    np.testing.assert_array_equal(left + right, both + none)
    anywhere = tasks()["anywhere"].drawings
    np.testing.assert_array_equal(sum(anywhere[:8]), sum(anywhere[8:]))
    assert learned("One neuron", "anywhere", 50) == (0, 16)  # from zero no turn helps
    assert learned("One neuron", "one", 300)[0] < 8


@pytest.mark.parametrize("kind", KINDS)
def test_first_weights_are_the_seeds(kind):
    sizes = sizes_of(kind, 64, 3)
    texts = [format_weights(first_network(sizes, bend, np.random.default_rng(seed))) for bend in BENDS for seed in (0, 0, 1)]
    assert texts[0] == texts[1] == texts[3]
    assert (texts[0] == texts[2]) == (kind != "Two layers")


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="activation must be one of"):
        bend(1, "ReLU")
    with pytest.raises(ValueError, match="kind must be one of"):
        sizes_of("Three layers", 64, 2)
