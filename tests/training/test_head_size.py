"""What a head learns, counted without building it, against the network that is built."""

from dataclasses import replace

import keras
import pytest

from lessons.nets.bases import load_base
from lessons.nets.costs import multiply_adds
from lessons.training.arms import assemble
from lessons.training.head_size import CONVOLUTIONS, base_products, head_parameters, head_products
from lessons.training.settings import TrainingSettings


@pytest.mark.parametrize("network", CONVOLUTIONS)
@pytest.mark.parametrize("head", ["average", "flatten"])
def test_a_head_has_as_many_numbers_as_its_layers(network, head):
    settings = TrainingSettings(network=network, head=head, image_size=96, units=32)
    built = assemble(settings, 5)
    (stage,) = built.stages
    assert head_parameters(settings, 5) == sum(layer.count_params() for layer in stage.learned)


@pytest.mark.parametrize("network", CONVOLUTIONS)
def test_a_base_has_as_many_convolutions_as_are_drawn(network):
    kinds = keras.layers.Conv2D | keras.layers.DepthwiseConv2D
    layers = [layer for layer in load_base(network, size=96).layers if layer.name != "preprocessing"]
    assert sum(isinstance(layer, kinds) for layer in layers) == CONVOLUTIONS[network]


@pytest.mark.parametrize("network", CONVOLUTIONS)
@pytest.mark.parametrize("size", [64, 160, 224])
def test_a_base_and_its_head_are_as_much_work_as_is_counted_in_the_network(network, size):
    settings = TrainingSettings(network=network, image_size=size, units=16)
    assert base_products(settings) == multiply_adds(load_base(network, size=size, random_seed=0))
    whole = assemble(replace(settings, arm="random"), 4).model
    assert base_products(settings) + head_products(settings, 4) == multiply_adds(whole)
