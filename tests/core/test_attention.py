"""Patches and attention by hand, against the layers of Keras."""

import keras
import numpy as np
import pytest

from lessons.core.attention import Attention, arrays_of, attend, layer_norm, look, multi_head, of_keras, patches
from lessons.training.attention_settings import SIDE
from lessons.training.transformer_race import BLOCKS, HEADS, PATCH, build_transformer


def test_patches_are_squares_of_the_picture_row_by_row():
    image = np.arange(4 * 6 * 2).reshape(4, 6, 2)
    found = patches(image, 2)
    assert found.shape == (6, 8)
    np.testing.assert_array_equal(found[1].reshape(2, 2, 2), image[:2, 2:4])
    np.testing.assert_array_equal(found[3].reshape(2, 2, 2), image[2:, :2])
    with pytest.raises(ValueError, match="side must divide 4 and 6"):
        patches(image, 4)


def test_attention_to_one_key_alone_takes_its_value(rng):
    keys = 40 * np.eye(4, dtype=np.float32)
    values = rng.normal(size=(4, 3)).astype(np.float32)
    mixed, shares = attend(keys, keys, values)
    np.testing.assert_allclose(mixed, values, atol=1e-5)
    np.testing.assert_allclose(shares, np.eye(4), atol=1e-5)
    equal, _ = attend(np.zeros((1, 4), np.float32), keys, values)
    np.testing.assert_allclose(equal[0], values.mean(axis=0), atol=1e-5)


def test_its_arrays_are_the_weights_that_it_was_made_of():
    weights = build_transformer(6, seed=0).get_weights()
    found = arrays_of(of_keras(weights, PATCH, BLOCKS))
    assert len(found) == len(weights)
    for mine, theirs in zip(found, weights, strict=True):
        np.testing.assert_array_equal(mine.ravel(), theirs.ravel())


def test_several_heads_are_those_of_keras(rng):
    tokens = rng.normal(size=(9, 12)).astype(np.float32)
    layer = keras.layers.MultiHeadAttention(3, 4)
    layer.build((1, 9, 12), (1, 9, 12))
    weights = [rng.normal(size=weight.shape).astype(np.float32) for weight in layer.weights]
    layer.set_weights(weights)
    expected, shares = layer(tokens[None], tokens[None], return_attention_scores=True)
    pairs = [(weights[at], weights[at + 1]) for at in range(0, 8, 2)]
    found, mine = multi_head(tokens, Attention(*pairs))
    np.testing.assert_allclose(found, expected[0], rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(mine, shares[0], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(mine.sum(axis=-1), 1, rtol=1e-5)


def test_layer_normalisation_is_that_of_keras(rng):
    tokens = rng.normal(3, 2, (5, 8)).astype(np.float32)
    scale, shift = rng.normal(size=(2, 8)).astype(np.float32)
    layer = keras.layers.LayerNormalization()
    layer.build((None, 8))
    layer.set_weights([scale, shift])
    np.testing.assert_allclose(layer_norm(tokens, (scale, shift)), layer(tokens), rtol=1e-4, atol=1e-4)


def test_the_whole_way_is_that_of_the_network_in_keras(rng):
    model = build_transformer(6, seed=2)
    model.set_weights([weight + 0.1 * rng.normal(size=weight.shape) for weight in model.get_weights()])
    image = rng.integers(0, 256, (SIDE, SIDE, 3))
    seen = look(of_keras(model.get_weights(), PATCH, BLOCKS), image)
    np.testing.assert_allclose(seen.probabilities, model(image[None].astype(np.float32))[0], rtol=1e-3, atol=1e-5)
    assert len(seen.attention) == BLOCKS
    ready = keras.Model(model.inputs, model.get_layer("before_attention2").output)([image[None].astype(np.float32)])
    _, shares = model.get_layer("attention2")(ready, ready, return_attention_scores=True)
    assert seen.attention[1].shape == (HEADS, 64, 64)
    np.testing.assert_allclose(seen.attention[1], shares[0], rtol=1e-2, atol=1e-4)
