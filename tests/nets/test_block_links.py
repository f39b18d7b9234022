"""What feeds a map through a whole block, and what speaks for a class: held against networks that can be worked out by hand."""

import keras
import numpy as np
import pytest

from lessons.core.map_links import feeding
from lessons.nets.block_links import block_feeds, block_links, fed_through_block
from lessons.nets.class_links import class_links
from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.network_columns import network_columns
from lessons.nets.probing import feature_maps


@pytest.fixture(scope="module")
def efficientnet():
    return load_efficientnet_lite0()


@pytest.fixture(scope="module")
def maps(efficientnet, cat):
    return feature_maps(efficientnet, cat, layers=[column.layer for column in network_columns(efficientnet)])


def test_a_network_of_many_layers_is_shown_by_the_ends_of_its_blocks(efficientnet):
    columns = network_columns(efficientnet)
    assert [column.title for column in columns] == ["stem", *(f"block{number}" for number in range(16)), "head"]
    assert [column.rows for column in columns] == sorted((column.rows for column in columns), reverse=True)
    assert len({column.block for column in columns}) == 5
    assert columns[-1].maps == 1280


def test_where_one_convolution_lies_between_the_parts_are_its_products(vgg16, cat):
    maps = feature_maps(vgg16, cat, layers=["block4_conv1", "block4_conv2"])
    kernel, bias = vgg16.get_layer("block4_conv2").get_weights()
    expected = feeding(maps["block4_conv1"], kernel, bias, maps["block4_conv2"])
    parts, rest = block_feeds(vgg16, "block4_conv1", "block4_conv2", maps["block4_conv1"], 7)
    np.testing.assert_allclose(parts, expected.parts[:, 7], rtol=1e-3, atol=1e-3 * np.abs(parts).max())
    assert rest == pytest.approx(float(expected.biases[7]), rel=1e-2, abs=1e-3 * float(np.abs(parts).sum()))
    fed = fed_through_block(vgg16, "block4_conv1", "block4_conv2", maps["block4_conv1"], 7)
    np.testing.assert_allclose(fed, expected.parts[7], rtol=1e-3, atol=1e-3 * np.abs(expected.parts[7]).max())


@pytest.mark.parametrize("place", [1, 5, 17])
def test_through_a_block_both_ways_tell_the_same_and_shares_are_of_all(efficientnet, maps, place):
    names = list(maps)
    before, layer = names[place - 1], names[place]
    channel = int(np.abs(maps[layer]).sum((0, 1)).argmax())
    parts, rest = block_feeds(efficientnet, before, layer, maps[before], channel)
    assert parts.sum() + rest == pytest.approx(float(maps[layer][..., channel].sum()), rel=1e-3, abs=1e-2)
    source = int(np.abs(parts).argmax())
    fed = fed_through_block(efficientnet, before, layer, maps[before], source)
    assert fed[channel] == pytest.approx(parts[source], rel=1e-3)
    links = block_links(efficientnet, (before, layer, None), maps, channel)
    assert links["fed"] == []
    assert links["feeds"][0][0] == source
    assert sum(abs(share) for _, share in links["feeds"]) <= 1


def test_what_speaks_for_a_class_is_its_weight_times_the_mean_of_the_map(efficientnet, maps):
    weights, _ = efficientnet.get_layer("logits").get_weights()
    parts = maps["head_relu6"].mean((0, 1)) * weights[:, 285]
    links = class_links(efficientnet, "head_relu6", maps["head_relu6"], 285)
    assert [index for index, _ in links] == list(np.argsort(-np.abs(parts), kind="stable")[:5])
    for index, share in links:
        assert share == pytest.approx(float(parts[index] / np.abs(parts).sum()), rel=1e-3)


def test_a_network_without_names_of_blocks_is_thinned_out():
    inputs = maps = keras.Input((32, 32, 3), name="picture")
    for number in range(60):
        maps = keras.layers.Conv2D(4, 3, padding="same", name=f"layer{number}")(maps)
    columns = network_columns(keras.Model(inputs, maps, name="deep"))
    assert len(columns) == 24
    assert (columns[0].layer, columns[-1].layer) == ("layer0", "layer59")
