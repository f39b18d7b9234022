import gc
import threading
import weakref

import keras
import numpy as np
import pytest

from lessons.nets.classification import rank
from lessons.nets.inference import run_layers
from lessons.nets.probing import feature_maps, map_layers, network_input
from lessons.nets.vgg16 import MAP_LAYERS


@pytest.fixture
def small():
    """A network by hand, small enough to compute with NumPy."""
    inputs = keras.Input((6, 6, 3), name="picture")
    maps = keras.layers.Rescaling(1 / 255, name="preprocessing")(inputs)
    maps = keras.layers.Conv2D(2, 1, name="mix", kernel_initializer=keras.initializers.RandomNormal(seed=1))(maps)
    maps = keras.layers.BatchNormalization(name="norm")(maps)
    maps = keras.layers.Dropout(0.5, name="dropout")(maps)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    return keras.Model(inputs, keras.layers.Dense(2, name="logits")(vector))


def test_a_layer_answers_with_its_arithmetic(small, rng):
    picture = rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)
    kernel, bias = small.get_layer("mix").get_weights()
    maps = feature_maps(small, picture)
    assert list(maps) == ["mix", "norm", "dropout"]
    np.testing.assert_allclose(maps["mix"], picture / 255 @ kernel[0, 0] + bias, rtol=1e-5, atol=1e-6)
    # In inference mode dropout passes on what it gets, and a new batch normalisation divides by sqrt(1 + epsilon).
    np.testing.assert_allclose(maps["norm"], maps["mix"] / np.sqrt(1 + 1e-3), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(maps["dropout"], maps["norm"])


def test_changed_weights_change_the_answer_at_once(small, rng):
    picture = rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)
    before = feature_maps(small, picture, layers=["mix"])["mix"]
    kernel, bias = small.get_layer("mix").get_weights()
    small.get_layer("mix").set_weights([kernel, bias + 1])
    np.testing.assert_allclose(feature_maps(small, picture, layers=["mix"])["mix"], before + 1, rtol=1e-5)
    small.get_layer("mix").set_weights([kernel[..., ::-1], bias])  # the same numbers in another order
    np.testing.assert_allclose(feature_maps(small, picture, layers=["mix"])["mix"], before[..., ::-1], rtol=1e-5)


def test_asking_changes_no_weight(vgg16, cat):
    before = [weight.copy() for weight in vgg16.get_weights()]
    feature_maps(vgg16, cat)
    assert all(np.array_equal(a, b) for a, b in zip(before, vgg16.get_weights(), strict=True))


def test_chosen_layers_come_in_the_order_of_asking(vgg16, cat):
    everything = feature_maps(vgg16, cat)
    chosen = feature_maps(vgg16, cat, layers=["block5_pool", "block2_conv1"])
    assert list(chosen) == ["block5_pool", "block2_conv1"]
    for layer, maps in chosen.items():
        np.testing.assert_allclose(maps, everything[layer], rtol=1e-4, atol=1e-4 * maps.max())
    assert list(everything) == MAP_LAYERS
    assert all(maps.dtype == np.float32 and maps.min() >= 0 for maps in everything.values())


def test_sessions_asking_at_once_get_their_own_answers(vgg16, rng):
    pictures = [rng.integers(0, 256, (50, 60, 3), dtype=np.uint8) for _ in range(4)]
    alone = [feature_maps(vgg16, picture, layers=["block3_pool"])["block3_pool"].copy() for picture in pictures]
    together = [None] * len(pictures)

    def ask(index):
        together[index] = feature_maps(vgg16, pictures[index], layers=["block3_pool"])["block3_pool"].copy()

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(pictures))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for first, second in zip(alone, together, strict=True):
        np.testing.assert_allclose(second, first, rtol=1e-5, atol=1e-5 * first.max())


def test_a_model_that_nobody_needs_is_let_go(rng):
    inputs = keras.Input((4, 4, 3), name="picture")
    model = keras.Model(inputs, keras.layers.Conv2D(1, 3, name="only")(inputs))
    feature_maps(model, rng.integers(0, 256, (4, 4, 3), dtype=np.uint8))
    gone = weakref.ref(model)
    del model, inputs
    gc.collect()
    assert gone() is None


def test_single_layers_and_unknown_names(vgg16, small):
    assert len(run_layers(small, np.zeros((3, 6, 6, 3)), ["logits"])[0]) == 3
    with pytest.raises(ValueError, match="No such layer"):
        feature_maps(vgg16, np.zeros((9, 9, 3), np.uint8), layers=["block9_conv9"])


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 1), (4, 4, 4), (1, 4, 4, 3)])
def test_other_shapes_are_no_picture(vgg16, shape):
    with pytest.raises(ValueError, match="must be an RGB picture"):
        feature_maps(vgg16, np.zeros(shape, np.uint8))


@pytest.mark.parametrize("size", [6, 9])  # the network's own, and another
@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64, np.uint16, bool])
def test_numbers_other_than_bytes_are_no_picture(small, size, kind):
    """A picture from 0 to 1 would be black to a network that takes 0 to 255."""
    sentence = rf"image must be an RGB picture, uint8 of shape \(rows, columns, 3\)\. Received: {np.dtype(kind)} of shape"
    for ask in (feature_maps, network_input):
        with pytest.raises(ValueError, match=sentence):
            ask(small, np.ones((size, size, 3), kind))
    with pytest.raises(ValueError, match=sentence):
        rank(small, ("first", "second"), np.ones((size, size, 3), kind), top=1)


@pytest.mark.parametrize("shape", [(0, 4, 3), (4, 0, 3)])
def test_a_picture_without_pixels_is_no_picture(small, shape):
    with pytest.raises(ValueError, match="image must be an RGB picture"):
        feature_maps(small, np.zeros(shape, np.uint8))


def test_the_network_is_shown_the_picture_at_its_size(vgg16, small, cat):
    assert network_input(vgg16, cat).shape == (224, 224, 3)
    assert network_input(small, cat).shape == (6, 6, 3)
    assert map_layers(small) == ["mix", "norm", "dropout"]
