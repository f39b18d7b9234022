"""What a file of weights tells of its making, against the published figures and against weights changed on purpose."""

import keras
import numpy as np
import pytest

from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.brain_mri import load_brain_mri
from lessons.nets.inference import run_layers
from lessons.nets.provenance import (
    compare_figures,
    dead_units,
    layer_evidence,
    moved,
    same_bits,
    scaling_likeness,
    shuffled,
)
from lessons.nets.vgg16 import build_vgg16, load_vgg16
from lessons.nets.weights import brain_mri_head, vgg16_weights

pytestmark = pytest.mark.slow


def wrong(weights):
    return {(row["layer"], row["array"], row["figure"]) for row in compare_figures(weights) if not row["same"]}


def test_all_published_figures_agree_and_are_numpys():
    rows = compare_figures(vgg16_weights())
    assert len(rows) == 14
    assert wrong(vgg16_weights()) == set()
    how = {"mean": np.mean, "spread": np.std, "smallest": np.min, "largest": np.max}
    for row in rows:
        array = vgg16_weights()[row["layer"]][row["array"] == "bias"].astype(np.float64)
        assert row["here"] == pytest.approx(how[row["figure"]](array), rel=1e-9)


def test_a_step_of_training_is_noticed_and_a_shuffle_is_not():
    assert wrong(moved(0)) == set()
    assert wrong(moved(1e-9)) == set()
    assert ("block5_conv3", "kernel", "smallest") in wrong(moved(1e-6))
    assert len(wrong(moved(1e-4))) > len(wrong(moved(1e-6)))
    assert all(layer == "block5_conv3" for layer, *_ in wrong(moved(1e-3)))
    assert wrong(shuffled()) == set()
    assert not np.array_equal(shuffled()["block5_conv3"][0], vgg16_weights()["block5_conv3"][0])


@pytest.mark.parametrize("step", [-1e-6, float("nan"), float("inf")])
def test_a_step_that_is_none_is_refused(step):
    with pytest.raises(ValueError, match=r"step must be 0 or more\. Received: step="):
        moved(step)


def test_every_layer_with_weights_is_told_of():
    model = load_brain_mri()
    rows = {row["layer"]: row for row in layer_evidence()}
    with_weights = [layer for layer in model.layers if layer.weights]
    assert list(rows) == [layer.name for layer in with_weights]
    for layer in with_weights:
        moving = 2 * layer.moving_mean.shape[0] if isinstance(layer, keras.layers.BatchNormalization) else 0
        assert rows[layer.name]["parameters"] == layer.count_params() - moving
        assert rows[layer.name]["trained"] == (not layer.name.startswith("block"))


def test_a_fresh_dense_layer_stays_within_the_range_that_shows_training():
    """The evidence of training is a weight beyond Keras's own random start: no fresh layer has one."""
    for name in ("dense1", "dense2", "dense3", "probabilities"):
        shape = brain_mri_head()[name][0].shape
        fresh = np.abs(np.array(keras.initializers.GlorotUniform(seed=0)(shape)))
        limit = np.sqrt(6 / sum(shape))
        assert fresh.max() <= limit * 1.000001 < np.abs(brain_mri_head()[name][0]).max()


def test_dead_units_never_answer():
    """What batch normalisation left of them says that they never varied; so they answer to hardly any picture."""
    dead, units = dead_units()
    assert 0 < dead < units == 64
    scale = brain_mri_head()["norm1"][0]
    silent = np.abs(scale - 1e-3**-0.5) < 0.05 * 1e-3**-0.5
    assert silent.sum() == dead
    pictures = np.stack([square(SAMPLES[name].load(), 240) for name in ("chelsea", "coffee", "astronaut", "brick")])
    answers = run_layers(load_brain_mri(), pictures, ["dense1"])[0]
    assert np.median(answers[:, silent].max(axis=0)) < 0.2 * np.median(answers[:, ~silent].max(axis=0))


def test_wrong_scaling_makes_pictures_look_more_alike():
    right, divided = scaling_likeness()
    assert 0 <= right < divided - 0.3 <= 0.7


def test_the_same_bits_are_the_same_and_others_are_not():
    assert set(same_bits(load_vgg16(size=32)).values()) == {True}
    assert len(same_bits(load_brain_mri())) == 13
    changed = load_vgg16(size=32)  # by the last bit of one number
    kernel, bias = changed.get_layer("block3_conv2").get_weights()
    kernel[1, 1, 7, 9] = np.nextafter(kernel[1, 1, 7, 9], np.float32(1))
    changed.get_layer("block3_conv2").set_weights([kernel, bias])
    assert [name for name, same in same_bits(changed).items() if not same] == ["block3_conv2"]
    assert not any(same_bits(build_vgg16(size=32)).values())
    assert same_bits(keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="other")])) == {}


@pytest.mark.parametrize("name", list(OUTSIDERS))
def test_pictures_that_are_no_scan_are_pictures(name):
    image = OUTSIDERS[name]()
    assert image.dtype == np.uint8
    assert image.ndim == 3
    assert image.shape[2] == 3
    np.testing.assert_array_equal(image, OUTSIDERS[name]())
