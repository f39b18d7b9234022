"""What a head learns, counted without building it, against the network that is built."""

import keras
import pytest

from lessons.nets.bases import load_base
from lessons.training.arms import assemble
from lessons.training.head_size import CONVOLUTIONS, head_parameters
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
