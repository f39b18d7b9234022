"""The columns of a network and the links between its maps, on the real VGG16: held against the sums of its cells."""

import keras
import numpy as np
import pytest

from lessons.nets.network_columns import layer_feeding, links_into, network_columns
from lessons.nets.probing import feature_maps
from lessons.nets.units import unit_sum


@pytest.fixture(scope="module")
def maps(vgg16, cat):
    return feature_maps(vgg16, cat)


def test_vgg16_has_eighteen_columns_in_five_blocks_with_all_its_maps(vgg16):
    columns = network_columns(vgg16)
    assert sum(column.maps for column in columns) == 5696
    assert sum(column.maps for column in columns if not column.is_pool) == 4224
    assert [column.title for column in columns if column.block == "block3"] == ["conv1", "conv2", "conv3", "pool"]
    assert len({column.block for column in columns}) == 5


def test_layers_without_names_of_blocks_stand_together_up_to_a_pool():
    layers = [keras.layers.Conv2D(2, 3, name="a"), keras.layers.MaxPooling2D(name="b"), keras.layers.Conv2D(3, 3, name="c")]
    model = keras.Sequential([keras.Input((16, 16, 1), name="picture"), *layers], name="small")
    assert [(column.block, column.title, column.maps) for column in network_columns(model)] == [
        ("block1", "a", 2), ("block1", "b", 2), ("block2", "c", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "layer", "channel"), [("block4_pool", "block5_conv1", 3), ("block4_conv1", "block4_conv2", 9)]
)
def test_what_feeds_a_map_is_the_sums_of_its_cells_that_are_on(vgg16, maps, before, layer, channel):
    kernel, bias = vgg16.get_layer(layer).get_weights()
    on = np.argwhere(maps[layer][..., channel] > 0)
    parts = sum(
        unit_sum(maps[before], kernel[..., channel], bias[channel], row, column).contributions.astype(np.float64)
        for row, column in on
    )
    found = layer_feeding(vgg16, layer, maps[before], maps[layer])
    np.testing.assert_allclose(found.parts[:, channel], parts, rtol=1e-3, atol=1e-3 * np.abs(parts).max())
    assert list(links_into(found).sources[channel]) == list(np.argsort(-np.abs(parts), kind="stable")[:5])


def test_links_to_both_sides_are_of_one_kind(vgg16, maps):
    """What map 7 feeds is what the next layer's maps say that they got from it."""
    pool = layer_feeding(vgg16, "block4_pool", maps["block4_conv3"], maps["block4_pool"])
    after = layer_feeding(vgg16, "block5_conv1", maps["block4_pool"], maps["block5_conv1"])
    channel = int(maps["block4_pool"].sum((0, 1)).argmax())
    links = links_into(pool)
    assert list(links.sources[channel]) == list(links.targets[channel]) == [channel, -1, -1, -1, -1]
    assert links.source_shares[channel, 0] == 1
    links = links_into(after)
    assert list(links.targets[channel]) == list(np.argsort(-np.abs(after.parts[channel]), kind="stable")[:5])
    np.testing.assert_allclose(links.target_shares[channel], after.shares[channel, links.targets[channel]])


def test_a_layer_that_is_no_plain_convolution_has_no_parts():
    inputs = keras.Input((8, 8, 4), name="picture")
    outputs = keras.layers.DepthwiseConv2D(3, padding="same", name="apart")(inputs)
    model = keras.Model(inputs, outputs, name="apart")
    assert layer_feeding(model, "apart", np.ones((8, 8, 4), np.float32), np.ones((8, 8, 4), np.float32)) is None
