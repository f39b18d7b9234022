"""Compiled networks answer with the weights that the model has now, whatever changed them."""

from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.nets.attribution import guided_backprop
from lessons.nets.gradients import class_gradient, class_logits
from lessons.nets.inference import fingerprint_function, keep_live, run_layers
from lessons.nets.sanity import randomisation_test

SIZE, CLASSES = 8, 4


def network(head, *, bias=True):
    """A convolution, and a head that ends with softmax as a layer of its own or as the activation of its dense layer."""
    inputs = keras.Input((SIZE, SIZE, 3), name="picture")
    maps = keras.layers.Conv2D(6, 3, activation="relu", name="maps")(inputs)
    vector = keras.layers.Flatten(name="vector")(maps)
    softmax = "softmax" if head == "in the dense layer" else None
    outputs = keras.layers.Dense(CLASSES, activation=softmax, use_bias=bias, name="dense")(vector)
    if softmax is None:
        outputs = keras.layers.Softmax(name="probabilities")(outputs)
    model = keras.Model(inputs, outputs, name="network")
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(scale=0.1, size=array.shape) for array in model.get_weights()])
    return model


def fresh_twin(model):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    return twin


def change(layer, rng):
    layer.set_weights([rng.normal(scale=0.1, size=array.shape) for array in layer.get_weights()])


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("head", ["in the dense layer", "a layer of its own"])
def test_logits_and_gradients_follow_the_weights_of_the_head(head, live, bias, rng, picture):
    model = network(head, bias=bias)
    if live:
        keep_live(model)
    for changed in (None, "dense", "maps", "dense"):
        if changed:
            change(model.get_layer(changed), rng)
        twin = fresh_twin(model)
        np.testing.assert_allclose(class_logits(model, picture[None]), class_logits(twin, picture[None]), rtol=1e-4, atol=1e-4)
        values = (np.asarray(each(picture[None].astype(np.float32))) for each in (model, twin))
        np.testing.assert_allclose(*values, rtol=1e-4, atol=1e-6)
        gradients = (class_gradient(each, picture[None], 1)[1] for each in (model, twin))
        np.testing.assert_allclose(*gradients, rtol=1e-4, atol=1e-6)
    softened = keras.ops.softmax(class_logits(model, picture[None]))
    np.testing.assert_allclose(softened, model(picture[None].astype(np.float32)), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("head", ["in the dense layer", "a layer of its own"])
def test_guided_backprop_follows_the_weights_of_the_head(head, rng, picture):
    model = network(head)
    before = guided_backprop(model, picture, 1)
    change(model.get_layer("dense"), rng)
    after = guided_backprop(model, picture, 1)
    assert np.abs(after - before).max() > 0.01
    np.testing.assert_allclose(after, guided_backprop(fresh_twin(model), picture, 1), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("head", ["in the dense layer", "a layer of its own"])
def test_the_first_stage_of_destruction_shuffles_the_head_that_is_asked(head, picture):
    """Replayed by hand: the same shuffles on a fresh twin give the same map at every stage."""
    model = network(head)
    stages = randomisation_test(model, picture, 1, methods=["saliency"], stages=2)
    twin, shuffles = fresh_twin(model), np.random.default_rng(0)
    for stage, name in zip(stages[1:], ("dense", "maps"), strict=True):
        layer = twin.get_layer(name)
        layer.set_weights([shuffles.permutation(array.ravel()).reshape(array.shape) for array in layer.get_weights()])
        _, gradients = class_gradient(fresh_twin(twin), picture[None], 1)
        expected = np.abs(gradients[0]).max(axis=-1)
        np.testing.assert_allclose(stage.maps["saliency"], expected / expected.max(), rtol=1e-3, atol=1e-4)
    assert stages[1].randomised == ("dense",)
    assert np.abs(stages[1].maps["saliency"] - stages[0].maps["saliency"]).max() > 0.01


# Few numbers, and such whose bits differ in few places: the shuffles that are the hardest to notice.
PLAIN = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, float(np.nextafter(np.float32(1), np.float32(2)))]
SHAPES = [(2,), (9,), (4, 3), (70, 2), (3, 3, 2, 4), (3, 3, 5, 1), (1, 1, 300, 2), (2, 2, 3, 64)]


@cache
def scale(shape):
    """A variable, and the function of its fingerprint."""
    variable = tf.Variable(np.zeros(shape, np.float32))
    return variable, fingerprint_function([variable])


def fingerprint(values):
    variable, function = scale(values.shape)
    variable.assign(values)
    return function().numpy().tobytes()


@st.composite
def weights(draw):
    shape = draw(st.sampled_from(SHAPES))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    plain = rng.choice(np.float32(PLAIN[: draw(st.integers(2, len(PLAIN)))]), shape)
    return draw(st.sampled_from([plain, rng.normal(size=shape).astype(np.float32)])), rng


@settings(deadline=None, max_examples=300)
@given(weights())
def test_any_two_weights_that_change_places_are_noticed(case):
    values, rng = case
    first, second = rng.choice(values.size, 2, replace=False)
    swapped = values.copy()
    swapped.ravel()[[first, second]] = values.ravel()[[second, first]]
    assert (fingerprint(swapped) != fingerprint(values)) == (swapped.tobytes() != values.tobytes())


@settings(deadline=None, max_examples=300)
@given(weights(), st.booleans(), st.data())
def test_shuffled_rows_columns_channels_and_classes_are_noticed(case, only_two, data):
    values, rng = case
    axis = data.draw(st.integers(0, values.ndim - 1))
    order = np.arange(values.shape[axis])
    if only_two and len(order) > 1:
        first, second = rng.choice(len(order), 2, replace=False)
        order[[first, second]] = order[[second, first]]
    else:
        order = rng.permutation(order)
    shuffled = np.take(values, order, axis=axis)
    assert (fingerprint(shuffled) != fingerprint(values)) == (shuffled.tobytes() != values.tobytes())


@settings(deadline=None, max_examples=100)
@given(weights(), st.integers(0, 31))
def test_a_single_bit_is_noticed(case, bit):
    values, rng = case
    bits = values.copy().view(np.uint32)
    bits.ravel()[rng.integers(bits.size)] ^= np.uint32(1 << bit)
    changed = bits.view(np.float32)
    assert fingerprint(changed) != fingerprint(values)


def test_filters_and_their_negatives_that_change_places_are_noticed():
    """Only the highest bit of each number differs."""
    kernel = np.float32([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])
    values = np.stack([kernel, -kernel], axis=-1)[:, :, np.newaxis]
    assert fingerprint(values[..., ::-1]) != fingerprint(values)


@pytest.mark.parametrize("shape", [(32768, 2), (2, 32768)])
def test_weights_far_from_each_other_are_noticed(shape):
    values = np.zeros(shape, np.float32)
    values.ravel()[0] = -0.0
    for place in (1, 2, 2**14, 2**15, 2**15 + 1, 2**16 - 1):
        swapped = values.copy()
        swapped.ravel()[[0, place]] = swapped.ravel()[[place, 0]]
        assert fingerprint(swapped) != fingerprint(values)


def test_two_classes_that_change_places_change_their_answers(picture):
    model = network("in the dense layer")
    first, before = class_logits(model, picture[None]), run_layers(model, picture[None], ["dense"])[0]
    order = [0, 1, 3, 2]
    kernel, bias = model.get_layer("dense").get_weights()
    model.get_layer("dense").set_weights([kernel[:, order], bias[order]])
    np.testing.assert_allclose(class_logits(model, picture[None]), first[:, order], rtol=1e-5)
    np.testing.assert_allclose(run_layers(model, picture[None], ["dense"])[0], before[:, order], rtol=1e-5)
