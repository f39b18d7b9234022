"""Compiled networks answer with the weights that the model has now, whatever changed them."""

import threading

import keras
import numpy as np
import pytest
import tensorflow as tf

from lessons.nets.attribution import guided_backprop
from lessons.nets.gradients import class_gradient, class_logits
from lessons.nets.inference import compiled, constant_weights, hold_constant, often_asked, run_layers
from lessons.nets.probing import feature_maps
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
@pytest.mark.parametrize("head", ["in the dense layer", "a layer of its own"])
def test_logits_and_gradients_follow_the_weights_of_the_head(head, bias, rng, picture):
    model = network(head, bias=bias)
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


def test_two_classes_that_change_places_change_their_answers(picture):
    model = network("in the dense layer")
    first, before = class_logits(model, picture[None]), run_layers(model, picture[None], ["dense"])[0]
    order = [0, 1, 3, 2]
    kernel, bias = model.get_layer("dense").get_weights()
    model.get_layer("dense").set_weights([kernel[:, order], bias[order]])
    np.testing.assert_allclose(class_logits(model, picture[None]), first[:, order], rtol=1e-5)
    np.testing.assert_allclose(run_layers(model, picture[None], ["dense"])[0], before[:, order], rtol=1e-5)


def test_weights_as_constants_give_the_same_answers_and_are_read_anew_after_the_context(rng, picture):
    model = network("in the dense layer")
    (before,) = run_layers(model, picture[None], ["dense"])
    with constant_weights(model):
        np.testing.assert_allclose(run_layers(model, picture[None], ["dense"])[0], before, rtol=1e-4, atol=1e-6)
    change(model.get_layer("dense"), rng)
    (after,) = run_layers(model, picture[None], ["dense"])
    np.testing.assert_allclose(after, fresh_twin(model)(picture[None].astype(np.float32)), rtol=1e-4, atol=1e-6)
    assert np.abs(after - before).max() > 0.01


def test_a_model_that_is_held_constant_answers_the_same_for_every_layer(picture):
    model = network("a layer of its own")
    layers = ["maps", "vector", "probabilities"]
    expected = run_layers(model, picture[None], layers)
    for held, own in zip(run_layers(hold_constant(fresh_twin(model)), picture[None], layers), expected, strict=True):
        np.testing.assert_allclose(held, own, rtol=1e-4, atol=1e-5)


LIMIT = 20  # seconds that anything here may take before the test gives up


def test_other_networks_answer_while_one_is_traced(picture):
    """The tracing of one network is held up in its middle; everything that is asked of others is answered meanwhile."""
    slow, ready, fresh = (network("a layer of its own") for _ in range(3))
    run_layers(ready, picture[None], ["maps"])
    tracing, may_end = threading.Event(), threading.Event()

    def make():
        tracing.set()
        assert may_end.wait(LIMIT)
        return "made"

    made = []
    threads = [threading.Thread(target=lambda: made.append(compiled(slow, "test", make)), daemon=True) for _ in range(2)]
    threads[0].start()
    assert tracing.wait(LIMIT)
    tracing.clear()
    threads[1].start()
    answers = []

    def ask():
        answers.extend(run_layers(model, picture[None], ["maps"])[0] for model in (ready, fresh))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(LIMIT)
    assert len(answers) == 2
    may_end.set()
    for thread in threads:
        thread.join(LIMIT)
    assert made == ["made", "made"]
    assert not tracing.is_set(), "two sessions that want the same traced it twice"


CHANGES = {
    "set_weights": lambda model, new: model.set_weights(new),
    "assign to one": lambda model, new: model.get_layer("maps").kernel.assign(new[0]),
    "add in place": lambda model, new: model.get_layer("maps").bias.value.assign_add(new[1]),
    "a graph": lambda model, new: tf.function(lambda: model.get_layer("maps").kernel.value.assign(new[0]))(),
    "an optimiser": lambda model, new: keras.optimizers.SGD(1.0).apply([tf.constant(new[0])], [model.get_layer("maps").kernel]),
    "one number": lambda model, new: model.get_layer("maps").kernel.value.scatter_nd_add([[0, 0, 0, 0]], [7.0]),
}


@pytest.mark.parametrize("how", CHANGES)
def test_maps_that_are_asked_for_often_follow_the_weights(how, rng, picture):
    model = network("a layer of its own")
    model.trainable = False
    often_asked(model)
    for _ in range(2):
        maps = [feature_maps(model, picture)["maps"] for _ in range(4)]
        expected = fresh_twin(model).get_layer("maps")(picture[None].astype(np.float32))[0]
        for found in maps:
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
        CHANGES[how](model, [rng.normal(size=array.shape).astype(np.float32) for array in model.get_weights()])
        changed = fresh_twin(model).get_layer("maps")(picture[None].astype(np.float32))[0]
        assert np.abs(changed - expected).max() > 0.1
        np.testing.assert_allclose(feature_maps(model, picture)["maps"], changed, rtol=1e-4, atol=1e-4)
