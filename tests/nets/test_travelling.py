"""Networks that travel as data are the same networks, to the last bit."""

import gc
import pickle
import weakref

import keras
import numpy as np
import pytest

from lessons.core.architecture import describe, parse_stack
from lessons.nets.bases import load_base
from lessons.nets.building import build_network
from lessons.nets.classifiers import CLASSIFIERS
from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.inference import run_layers
from lessons.nets.travelling import TravellingNetwork
from lessons.nets.vgg16 import begins_with_vgg16
from lessons.nets.zoo import FETCHABLE, build


def stacked():
    rows = describe(parse_stack("conv 4; norm; dropout 0.2; max; flatten; dense 8"), (16, 16, 3), 3)
    return build_network(rows, (16, 16, 3), seed=1)


def partly_frozen():
    base = load_base("vgg16", size=32)
    outputs = keras.layers.Dense(2, name="probabilities")(keras.layers.Flatten(name="flatten")(base.outputs[0]))
    model = keras.Model(base.inputs[0], outputs, name="fine_tuned")
    last = model.get_layer("block5_conv3")
    last.trainable = True
    last.set_weights([array + np.float32(0.01) for array in last.get_weights()])
    return model


NETWORKS = {
    "stacked": stacked,
    "partly frozen": partly_frozen,
    "random VGG16": lambda: load_base("vgg16", size=32, random_seed=3),
    "EfficientNet-Lite0": lambda: load_base("efficientnet_lite0", size=64),
    "ImageNet": load_efficientnet_lite0,
    "brain MRI": lambda: CLASSIFIERS["brain_mri"]().model,
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_that_travelled_answers_as_before(name, rng):
    model = NETWORKS[name]()
    travelled = pickle.loads(pickle.dumps(TravellingNetwork(model))).model
    pictures = rng.integers(0, 256, (2, *model.inputs[0].shape[1:])).astype(np.float32)
    (before,), (after,) = (run_layers(each, pictures, [model.layers[-1].name]) for each in (model, travelled))
    np.testing.assert_array_equal(before, after)
    assert [layer.name for layer in travelled.layers] == [layer.name for layer in model.layers]
    assert [weight.path for weight in travelled.trainable_weights] == [weight.path for weight in model.trainable_weights]
    assert begins_with_vgg16(travelled) == begins_with_vgg16(model)
    for one, other in zip(model.get_weights(), travelled.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mobilenet_v2", "densenet121", "convnext_tiny"])
def test_a_fetched_network_travels_too(name, rng):
    model = build(name, weights=None)
    travelled = pickle.loads(pickle.dumps(TravellingNetwork(model))).model
    pictures = rng.integers(0, 256, (1, FETCHABLE[name].size, FETCHABLE[name].size, 3)).astype(np.float32)
    np.testing.assert_array_equal(*(each(pictures, training=False) for each in (model, travelled)))


def test_what_comes_along_does_not_travel():
    whole = partly_frozen()
    trained = sum(array.nbytes for layer in ("block5_conv3", "probabilities") for array in whole.get_layer(layer).get_weights())
    sent = len(pickle.dumps(TravellingNetwork(whole)))
    assert trained < sent < trained + 50_000
    assert len(pickle.dumps(TravellingNetwork(load_efficientnet_lite0()))) < 200_000


def test_a_network_that_rests_takes_less_and_answers_as_before(rng):
    network = TravellingNetwork(partly_frozen())
    whole = network.own_bytes
    assert whole == sum(array.nbytes for array in network.model.get_weights())
    pictures = rng.integers(0, 256, (2, 32, 32, 3)).astype(np.float32)
    before = network.model(pictures, training=False)
    gone = weakref.ref(network.model)
    network.rest()
    network.rest()
    gc.collect()
    assert gone() is None
    assert 0 < network.own_bytes < whole / 4
    np.testing.assert_array_equal(network.model(pictures, training=False), before)
    assert network.own_bytes == whole


def test_a_network_is_built_only_when_it_is_asked_for_and_sent_on_without():
    packed = pickle.dumps(TravellingNetwork(stacked()))
    arrived = pickle.loads(packed)
    assert "model" not in vars(arrived)
    again = pickle.loads(pickle.dumps(arrived))
    assert "model" not in vars(arrived)
    np.testing.assert_array_equal(again.model.get_weights()[0], arrived.model.get_weights()[0])
    assert arrived.model is arrived.model
    with pytest.raises(AttributeError, match="no attribute 'labels'"):
        _ = arrived.labels
