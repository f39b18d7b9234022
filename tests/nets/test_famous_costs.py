"""What famous networks cost, against what Keras's documentation and the networks themselves say."""

import keras
import pytest

from lessons.nets.famous_costs import famous_networks
from lessons.nets.zoo import FETCHABLE

pytestmark = pytest.mark.slow


def test_they_cost_what_the_papers_and_the_table_say():
    found = {network.title: network for network in famous_networks()}
    assert {name: network.parameters for name, network in found.items()} == {
        "VGG16": 138_357_544,
        "ResNet50": 25_636_712,
        "InceptionV3": 23_851_784,
        "MobileNet": 4_253_864,
    }  # as keras.applications told them when it was written down, and keras.io rounds them
    for told in FETCHABLE.values():
        if told.function in found:
            mine = found[told.function]
            assert mine.top_1 == told.top_1
            assert mine.parameters / 1e6 == pytest.approx(told.parameters, abs=0.06)
            assert mine.multiply_adds / 1e9 == pytest.approx(told.multiply_adds, rel=0.02)
    assert found["MobileNet"].multiply_adds == pytest.approx(569e6, rel=0.01)  # Howard et al., 2017, table 4


def test_counting_leaves_keras_as_it_was():
    famous_networks()
    layer = keras.layers.Dense(3)
    layer.build((None, 2))
    assert layer.get_weights()[0].shape == (2, 3)
