"""Networks that segment: what their tables say is what is built, and what skip connections are joined to."""

import keras
import numpy as np
import pytest

from lessons.finding.segmenters import KINDS, SEGMENTERS, build_segmenter, fcn, table_rows, u_net
from lessons.nets.inference import run_layers
from lessons.nets.probing import feature_maps, map_layers

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", list(SEGMENTERS))
def test_the_table_says_what_was_built(name):
    parts, model = SEGMENTERS[name], build_segmenter(SEGMENTERS[name], 48, seed=0)
    rows = table_rows(parts, model)
    assert sum(row["parameters"] for row in rows) == model.count_params()
    assert [row["part"] for row in rows] == [part.name for part in parts]
    assert {part.kind for part in parts} <= KINDS.keys()
    before = {"picture"}
    for part in parts:  # read from top to bottom: nothing is used before it is there
        assert set(part.of) <= before
        before.add(part.name)
    for row, part in zip(rows, parts, strict=True):
        maps = model.get_layer(part.name).output.shape
        assert row["output"] == f"{maps[1]} × {maps[2]} × {maps[3]}"
        assert part.filters in (0, maps[3])


@pytest.mark.parametrize("name", list(SEGMENTERS))
def test_every_pixel_gets_probabilities(name, rng):
    model = build_segmenter(SEGMENTERS[name], 48, seed=0)
    pictures = rng.integers(0, 256, (3, 48, 48, 3))
    (probabilities,) = run_layers(model, pictures, ["probabilities"])
    assert probabilities.shape == (3, 48, 48, 4)
    np.testing.assert_allclose(probabilities.sum(axis=-1), 1, atol=1e-5)
    assert np.ptp(probabilities) > 0.1


def test_the_three_networks_have_about_the_same_size():
    sizes = {name: build_segmenter(parts, 48, seed=0).count_params() for name, parts in SEGMENTERS.items()}
    assert max(sizes.values()) < 1.15 * min(sizes.values())


def test_a_skip_connection_hands_over_the_maps_of_the_way_down():
    model = build_segmenter(u_net(), 48, seed=0)
    picture = np.random.default_rng(0).integers(0, 256, (48, 48, 3), dtype=np.uint8)
    maps = feature_maps(model, picture)
    for level in (1, 2, 3):
        down, joined = maps[f"down{level}"], maps[f"join{level}"]
        np.testing.assert_array_equal(joined[..., -down.shape[2] :], down)
    assert not any(name.startswith("join") for name in map_layers(build_segmenter(u_net(skips=False), 48, seed=0)))


def test_enlarging_repeats_every_value():
    model = build_segmenter(u_net(), 48, seed=0)
    picture = np.random.default_rng(0).integers(0, 256, (48, 48, 3), dtype=np.uint8)
    maps = feature_maps(model, picture, layers=["bottom", "larger3"])
    np.testing.assert_array_equal(maps["larger3"], maps["bottom"].repeat(2, axis=0).repeat(2, axis=1))


def test_the_same_seed_gives_the_same_weights():
    one, same, other = (build_segmenter(fcn(), 48, seed=seed).get_weights() for seed in (0, 0, 1))
    assert all(np.array_equal(*pair) for pair in zip(one, same, strict=True))
    assert not all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


def test_every_layer_has_weights_of_its_own():
    kernels = [
        layer.get_weights()[0] for layer in build_segmenter(u_net(), 48, seed=0).layers if type(layer) is keras.layers.Conv2D
    ]
    assert len({kernel.tobytes() for kernel in kernels}) == len(kernels) == 15


@pytest.mark.parametrize("size", [0, 7, 44, -8])
def test_a_size_that_can_not_be_halved_three_times_is_refused(size):
    with pytest.raises(ValueError, match=f"size must be a multiple of 8, .* Received: size={size}"):
        build_segmenter(u_net(), size, seed=0)
