"""Maps that take little memory are the same maps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lessons.images.samples import SAMPLES
from lessons.nets.packed_maps import CompactMaps
from lessons.nets.probing import feature_maps
from lessons.nets.vgg16 import load_vgg16

VALUES = st.one_of(st.just(0.0), st.just(-0.0), st.just(1e-45), st.floats(width=32))  # NaN and infinity among them
MAPS = arrays.arrays(np.float32, arrays.array_shapes(min_dims=3, max_dims=3, max_side=9), elements=VALUES)


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), MAPS))
def test_every_bit_comes_back(maps):
    compact = CompactMaps(maps)
    before = {layer: values.copy() for layer, values in compact.items()}
    compact.pack()
    compact.pack()
    assert list(compact) == list(maps)
    for layer, values in maps.items():
        assert compact.shapes[layer] == compact[layer].shape == values.shape
        for found in (compact[layer], before[layer]):
            np.testing.assert_array_equal(found.view(np.uint32), values.view(np.uint32))


def test_what_is_unpacked_cannot_be_written_on():
    compact = CompactMaps({"a": np.ones((2, 2, 1), np.float32)})
    compact.pack()
    with pytest.raises(ValueError, match="read-only"):
        compact["a"][0, 0, 0] = 5
    with pytest.raises(KeyError):
        compact["b"]


def test_the_maps_of_vgg16_take_little_more_than_half():
    maps = feature_maps(load_vgg16(), SAMPLES["coffee"].load())
    compact = CompactMaps(maps)
    whole = compact.nbytes
    assert whole == sum(values.nbytes for values in maps.values())
    compact.pack()
    assert compact.nbytes < 0.6 * whole
    for layer, values in maps.items():
        np.testing.assert_array_equal(compact[layer], values)
