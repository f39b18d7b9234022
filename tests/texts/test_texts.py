"""The words: every snippet runs and gives what the screen shows."""

import itertools
from dataclasses import replace

import cv2
import keras
import numpy as np
import pytest
import tensorflow as tf
from PIL import Image

from lessons.advice.approach import ANSWERS, LIKENESS, Task
from lessons.catalog import CATALOG
from lessons.core.activation import ACTIVATIONS
from lessons.core.anchors import Grid
from lessons.core.architecture import PRESETS, describe, parse_stack
from lessons.core.backpropagation import descend, random_weights
from lessons.core.blocks import DROPOUT, NORM, PLAIN, POINT, SEPARABLE, STRIDED, pass_through
from lessons.core.calibration import confidence_bins, with_temperature
from lessons.core.convolution import BOUNDARIES, convolve2d
from lessons.core.dense import dense, softmax
from lessons.core.kernels import FILTERS, KERNELS
from lessons.core.learning import EFFECTS, learn_kernel
from lessons.core.network import BENDS, answer, first_network, format_weights, parse_weights, sizes_of, trained
from lessons.core.pooling import pool2d
from lessons.core.scaling import luma, min_max
from lessons.core.shapes import padding_amounts
from lessons.core.shortcut import CUES, SIDE, cue_place, times_its_area
from lessons.data.datasets import DATASETS
from lessons.data.examples import Examples
from lessons.data.picture_neighbours import flat, neighbours, same_class_share, scaled
from lessons.data.planted_cue import plant_in
from lessons.faces.embedding import embed
from lessons.faces.verification import SIZE as FACE_SIZE
from lessons.faces.verification import VECTORS as VECTORS_OF_FACES
from lessons.faces.verification import bundled_faces, distances
from lessons.finding.finders import build_detector, build_locator, detect
from lessons.finding.proposals import keep, propose
from lessons.finding.segmenters import build_segmenter, u_net
from lessons.images.erasing import FILLS, STARTS, cover
from lessons.images.letterbox import letterbox
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.images.small_drawings import tasks
from lessons.nets.attribution import grad_cam, saliency
from lessons.nets.bases import load_base
from lessons.nets.building import build_network
from lessons.nets.classification import answer as network_answer
from lessons.nets.fooling import aimed_noise
from lessons.nets.imagenet import classifier
from lessons.nets.preprocessing import vgg16_input
from lessons.nets.probing import feature_maps
from lessons.nets.provenance import same_bits
from lessons.nets.sanity import randomisation_test
from lessons.nets.units import slope_below_zero
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.yolov3_tiny import load_yolo
from lessons.nets.zoo import FETCHABLE, build
from lessons.texts import figure, parts, words
from lessons.texts.beyond_snippets import (
    approach_code,
    detector_code,
    faces_code,
    locator_code,
    same_bits_code,
    segmenter_code,
    yolo_code,
)
from lessons.texts.layer_snippets import (
    PIXELS_CODE,
    activation_code,
    backpropagation_code,
    convolution_code,
    dense_code,
    filter_code,
    learning_code,
    network_code,
    neurons_code,
    pooling_code,
)
from lessons.texts.network_snippets import (
    ERASE_CODE,
    NEIGHBOURS_CODE,
    block_code,
    destroy_code,
    explain_code,
    fool_code,
    maps_code,
    maximise_code,
    shortcut_code,
    transformer_code,
    unit_code,
    zoo_code,
)
from lessons.texts.network_words import targets_of
from lessons.texts.studio_snippets import (
    CALIBRATION_CODE,
    JUDGE_CODE,
    LOAD_CODE,
    OLD_AUGMENTATION_CODE,
    cue_code,
    train_code,
    transfer_code,
)
from lessons.training.arms import assemble
from lessons.training.attention_settings import SIDE as TRANSFORMER_SIDE
from lessons.training.depth_race import build_pair
from lessons.training.evaluation import evaluate, reliability
from lessons.training.head_size import head_inputs, head_parameters
from lessons.training.linear_head import VECTORS, picture_maps, texture_head
from lessons.training.overconfident import overconfident
from lessons.training.race_settings import LAYERS, RaceSettings
from lessons.training.recipes import make_optimiser
from lessons.training.scratch import build_stack
from lessons.training.settings import OLD_CODE_AUGMENTATION, OPTIMISERS, SCHEDULES, ScratchSettings, TrainingSettings
from lessons.training.shortcut_training import shortcut_reports, shortcut_settings
from lessons.training.split import hold_back
from lessons.training.temperature import fit_temperature
from lessons.training.transformer_race import HEADS, NUMBERS, PATCH, build_transformer

pytestmark = pytest.mark.slow


def run(code, picture):
    names = {"picture": picture}
    exec("import numpy as np\n" + code, names)
    return np.asarray(names["result"])


@pytest.fixture
def step_by_step():
    """Without graphs: snippets that train for a few steps take less time than it takes to make one."""
    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


def trains_briefly(test):
    told = "ignore:Even though the `tf.config.experimental_run_functions_eagerly`:UserWarning"
    return pytest.mark.usefixtures("step_by_step")(pytest.mark.filterwarnings(told)(test))


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, (23, 19)).astype(np.float32)


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "boundary"),
    list(itertools.product([1, 2], ["valid", "same", 3], [1, 2], list(BOUNDARIES))),
)
def test_convolution_code_gives_the_screens_map(picture, stride, padding, dilation, boundary):
    how = {"stride": stride, "padding": padding, "dilation": dilation}
    for name in ("sobel_x", "gaussian_blur_5"):
        kernel = KERNELS[name]
        amounts = [padding_amounts(length, kernel.shape[0], **how) for length in picture.shape]
        result = run(convolution_code(kernel, amounts, boundary=boundary, **how), picture)
        np.testing.assert_allclose(result, convolve2d(picture, kernel, boundary=boundary, **how), rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_activation_code_gives_the_screens_map(picture, name):
    values = picture / 50 - 2
    np.testing.assert_allclose(run(activation_code(name), values), ACTIVATIONS[name](values), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("size", "stride", "padding", "mode"), [(2, 2, "valid", "max"), (3, 2, "same", "average"), (3, 1, "same", "max")]
)
def test_pooling_code_gives_the_screens_map(picture, size, stride, padding, mode):
    how = {"stride": stride, "padding": padding, "mode": mode}
    np.testing.assert_allclose(run(pooling_code(size, **how), picture), pool2d(picture, size, **how), rtol=1e-5)


def test_pixels_code_gives_the_screens_numbers(rng):
    picture = rng.integers(0, 256, (6, 7, 3)).astype(np.float32)
    names = {"picture": picture}
    exec(PIXELS_CODE, names)
    np.testing.assert_allclose(names["grey"], luma(picture), rtol=1e-6)
    np.testing.assert_allclose(names["scaled"], min_max(luma(picture)), atol=1e-6)
    np.testing.assert_allclose(names["result"], vgg16_input(picture), atol=1e-4)


@pytest.mark.parametrize("name", list(FILTERS))
def test_filter_code_gives_the_screens_map(rng, name):
    picture = rng.integers(0, 256, (9, 11, 3)).astype(np.float32)
    expected = convolve2d(picture, FILTERS[name][..., None], bias=[-12.5])[..., 0]
    np.testing.assert_allclose(run(filter_code(FILTERS[name], -12.5), picture), expected, rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize("padding", ["valid", "same", 2])
def test_convolution_code_turns_the_kernel(picture, padding):
    how = {"stride": 1, "padding": padding, "dilation": 1}
    amounts = [padding_amounts(length, 3, **how) for length in picture.shape]
    code = convolution_code(KERNELS["sobel_x"], amounts, boundary="edge", flip=True, **how)
    expected = convolve2d(picture, KERNELS["sobel_x"], boundary="edge", flip=True, **how)
    np.testing.assert_allclose(run(code, picture), expected, rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize(("effect", "rate"), [("Sobel, vertical edges", 0.1), ("Edge strength", 0.03)])
def test_learning_code_gives_the_screens_kernel(rng, effect, rate):
    picture = rng.normal(size=(14, 15)).astype(np.float32)
    target = EFFECTS[effect](picture)
    names = {"picture": picture, "target": target}
    exec(learning_code(steps=60, rate=rate, seed=4), names)
    expected = learn_kernel(picture, target, 3, steps=60, learning_rate=rate, seed=4).kernels[-1]
    np.testing.assert_allclose(names["result"], expected, atol=1e-4)


@pytest.mark.parametrize("steps", [0, 7])
def test_the_code_of_the_way_back_gives_the_screens_slopes(rng, steps):
    picture, weights = rng.normal(size=(5, 5)), random_weights(rng)
    names = {"picture": picture, "kernel": weights.kernel, "bias": weights.bias}
    exec(
        backpropagation_code(steps=steps, rate=0.3, right=1),
        names := names | {"weights": weights.dense, "biases": weights.dense_bias},
    )
    slopes = descend(picture, weights, 1, steps=steps, rate=0.3)[-1][1].slopes
    for found, expected in zip(names["result"], (slopes.kernel, slopes.bias, slopes.dense, slopes.dense_bias), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-8)


@pytest.mark.parametrize("activation", BENDS)
@pytest.mark.parametrize("kind", ["One neuron", "A layer", "Two layers"])
def test_the_code_of_neurons_answers_and_learns_as_the_screen_does(rng, kind, activation):
    task, sizes = tasks()["moods"], sizes_of(kind, 64, 3)
    network = parse_weights(format_weights(first_network(sizes, activation, rng)), sizes, activation)
    network = trained(network, task.drawings, targets_of(task, network), steps=3, rate=0.3)
    right = np.array(targets_of(task, network))
    names = {
        "picture": rng.random((8, 8)),
        "weights": [array for layer in network.layers for array in (layer.weights, layer.bias)],
        "drawings": np.array(task.drawings).reshape(-1, 64),
        "targets": 1 - right if sizes[-1] == 1 else right,
    }
    names["code"] = neurons_code(sizes, activation, steps=4, rate=0.3)
    exec(names["code"], names)
    np.testing.assert_allclose(names["result"], answer(network, names["picture"]).outputs[-1], atol=1e-5)
    assert ("model.fit" in names["code"]) == (activation == "Sigmoid" or kind == "A layer")
    if "model.fit" in names["code"]:
        after = trained(network, task.drawings, right, steps=4, rate=0.3)
        wanted = [array for layer in after.layers for array in (layer.weights, layer.bias)]
        for ours, theirs in zip(wanted, names["model"].get_weights(), strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("vector", list(VECTORS))
def test_dense_code_gives_the_screens_probabilities(vector):
    maps, head = picture_maps(SAMPLES["coffee"].load()), texture_head(vector)
    names = {"maps": maps, "weights": head.weights, "bias": head.bias}
    exec(dense_code(maps.shape, len(head.labels), vector=vector, temperature=2, added=3), names)
    logits = dense(VECTORS[vector](maps), head.weights, head.bias)
    np.testing.assert_allclose(np.asarray(names["result"]), softmax(logits + 3, temperature=2), atol=1e-5)


@pytest.mark.parametrize("preset", list(PRESETS))
def test_network_code_builds_and_trains_the_screens_network(rng, preset):
    settings = ScratchSettings(stack=PRESETS[preset], epochs=1, batch_size=8)
    rows = describe(parse_stack(settings.stack), (32, 32, 3), 6)
    names = {"pictures": rng.integers(0, 256, (30, 32, 32, 3)).astype(np.float32), "targets": np.arange(30) % 6}
    exec(network_code(rows, settings), names)
    ours = build_network(rows, (32, 32, 3), seed=0)
    ours.set_weights(names["model"].get_weights())
    np.testing.assert_allclose(names["result"], ours(names["pictures"]), atol=1e-5)


def test_code_for_units_and_maps_gives_the_screens_numbers():
    model, picture = load_vgg16(), square(SAMPLES["coffee"].load(), 224).astype(np.float32)
    maps = feature_maps(model, SAMPLES["coffee"].load())
    names = {"vgg16": model, "picture": picture}
    exec(maps_code(224, own=False), names)
    for layer, values in maps.items():
        np.testing.assert_allclose(names["result"][layer][0], values, rtol=1e-3, atol=0.05)
    for layer, channel, row, column in (("block1_conv1", 5, 0, 0), ("block3_conv2", 77, 20, 55), ("block5_conv3", 500, 13, 3)):
        exec(unit_code(layer, channel, row, column, size=224, network="vgg16"), names)
        assert names["result"] == pytest.approx(float(maps[layer][row, column, channel]), rel=1e-3, abs=0.05)


def test_code_for_units_of_the_detector_gives_the_screens_numbers():
    model, picture = load_yolo(), letterbox(SAMPLES["coffee"].load(), 416).pixels
    maps = feature_maps(model, picture)
    names = {"model": model, "picture": picture.astype(np.float32)}
    for layer, channel, row, column in (("conv1", 5, 0, 0), ("conv8", 77, 5, 12), ("conv11", 200, 25, 3), ("fine", 254, 9, 9)):
        made = model.get_layer(layer)
        told = {"window": made.kernel_size[0], "slope": slope_below_zero(made)}
        exec(unit_code(layer, channel, row, column, size=416, network="yolo", **told), names)
        assert names["result"] == pytest.approx(float(maps[layer][row, column, channel]), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(("name", "least"), [("coffee", 0.3), ("camera", 0.1)])
def test_code_that_runs_yolo_finds_the_screens_boxes(name, least):
    model, picture = load_yolo(), letterbox(SAMPLES[name].load(), 416).pixels
    names = {"model": model, "picture": picture}
    exec(yolo_code(least, 0.45), names)
    proposals = propose(model, picture)
    kept = keep(proposals, least=least, overlap=0.45).kept
    result = np.array(sorted(names["result"], key=lambda found: -found[4]))
    np.testing.assert_allclose(result[:, :4], proposals.boxes[kept], atol=0.1)
    np.testing.assert_allclose(result[:, 4], proposals.scores[kept], atol=1e-4)
    assert result[:, 5].tolist() == proposals.targets[kept].tolist()


def test_code_that_explains_gives_the_screens_maps():
    model, image = classifier(), SAMPLES["chelsea"].load()
    to_logits = keras.Model(model.inputs, model.get_layer("logits").output)
    names = {"model": to_logits, "picture": square(image, 224).astype(np.float32)}
    exec(explain_code(224, "block10_add", 285), names)
    heat, expected = cv2.resize(names["result"], (224, 224)), grad_cam(model, image, 285, layer="block10_add")
    np.testing.assert_allclose(heat / heat.max(), expected, atol=2e-3)
    shown = names["saliency"] / names["saliency"].max()
    np.testing.assert_allclose(shown, saliency(model, image, 285), atol=2e-2)


def test_code_for_a_map_of_pictures_finds_the_screens_share(rng):
    maps, targets = rng.random((30, 4, 5, 6), dtype=np.float32), np.arange(30) % 3
    maps[..., 0] += 2 * targets[:, None, None]
    names = {"maps": maps, "targets": targets}
    exec(NEIGHBOURS_CODE, names)
    vectors = scaled(maps.mean(axis=(1, 2)))
    assert names["result"] == pytest.approx(same_class_share(neighbours(vectors), targets))
    np.testing.assert_allclose(abs(names["places"]), abs(flat(vectors, "PCA")), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("block", [PLAIN, POINT, STRIDED, SEPARABLE, NORM, DROPOUT])
def test_code_of_a_building_block_gives_as_many_numbers_as_the_screen_and_costs_as_much(rng, block):
    maps = rng.random((1, 8, 8, 4), dtype=np.float32)
    names = {"maps": maps}
    for learning in (True, False):
        exec(block_code(block, 4, learning=learning), names)
        shown = pass_through(block, maps[0], seed=0, learning=learning, batch=maps, running=(np.zeros(4), np.ones(4)))
        assert names["result"].shape == (1, *shown.maps.shape)
        if block == NORM:  # a new layer's running averages are 0 and 1
            np.testing.assert_allclose(names["result"][0], shown.maps, rtol=1e-3, atol=1e-3)
        if block == DROPOUT:
            assert bool((np.asarray(names["result"]) == 0).any()) == learning


@pytest.mark.parametrize("norm", [False, True])
def test_code_with_shortcuts_builds_the_network_that_was_trained(norm):
    names = {}
    exec(shortcut_code(6, norm=norm), names)
    pair, _ = build_pair(RaceSettings(norm=norm), 6)
    assert 2 * names["result"].count_params() == pair.count_params()
    kinds = [type(layer).__name__ for layer in names["result"].layers if layer.weights and "Norm" not in layer.name.title()]
    assert len([kind for kind in kinds if kind in ("Conv2D", "Dense")]) == LAYERS


def test_code_of_a_transformer_builds_the_one_that_was_trained():
    names = {}
    exec(transformer_code(TRANSFORMER_SIDE, PATCH, NUMBERS, HEADS, 6), names)
    mine, trained = names["result"], build_transformer(6, seed=0)
    assert [weight.shape for weight in mine.get_weights()] == [weight.shape for weight in trained.get_weights()]
    mine.set_weights(trained.get_weights())
    image = np.full((1, TRANSFORMER_SIDE, TRANSFORMER_SIDE, 3), 80, np.float32)
    np.testing.assert_allclose(mine(image), trained(image), atol=1e-5)


def test_code_that_covers_asks_what_the_page_asks():
    cat, mask = square(SAMPLES["chelsea"].load(), 224), STARTS["the middle"](224)
    names = {"model": classifier(), "picture": cat.astype(np.float32), "mask": mask}
    exec(ERASE_CODE, names)
    covered = cover(cat, mask, FILLS["its average colour"](cat, cat))
    np.testing.assert_allclose(names["result"], [network_answer(classifier(), each)[285] for each in (cat, covered)], atol=5e-3)


@pytest.mark.parametrize("towards", [True, False])
def test_code_that_fools_makes_the_screens_noise(towards):
    cat = square(SAMPLES["chelsea"].load(), 224)
    names = {"model": classifier(), "picture": cat.astype(np.float32)}
    exec(fool_code(224, 859 if towards else 285, 2, steps=2, towards=towards), names)
    way = {"towards": 859} if towards else {"away": 285}
    ours = aimed_noise(classifier(), cat, 2, steps=2, **way).picture
    assert np.mean(names["result"] == ours) > 0.99  # a slope of nearly zero may have either sign


def test_code_for_calibration_finds_the_screens_temperature_and_errors():
    found = overconfident(60, 2)
    names = {"logits": found.validation[300], "targets": found.validation_targets}
    names |= {"test_logits": found.test[300], "test_targets": found.test_targets}
    exec(CALIBRATION_CODE, names)
    temperature, before, after = names["result"]
    best = fit_temperature(found.validation[300], found.validation_targets)
    assert temperature == pytest.approx(best, rel=1e-3)
    for error, used in ((before, 1.0), (after, temperature)):
        bins = confidence_bins(with_temperature(found.test[300], used), found.test_targets)
        assert error == pytest.approx(bins.error)


@pytest.mark.parametrize("cue", CUES)
def test_code_for_the_shortcut_holds_the_screens_tests(rng, cue):
    planted = plant_in(DATASETS["drawings"], "heart", "circle", cue, strength=0.8)
    model = build_stack(shortcut_settings(3), 2)
    heat, place = rng.random((SIDE, SIDE)), cue_place(cue)
    pictures, targets = np.stack(planted.clean).astype(np.float32), planted.dataset.test.targets
    names = {"model": model, "pictures": pictures, "targets": targets, "heat": heat}
    exec(cue_code(cue, 0.8), names)
    assert list(names["result"].values()) == [report.accuracy for report in shortcut_reports(model, planted)]
    assert names["times"] == pytest.approx(times_its_area(heat, place))


@pytest.mark.parametrize("name", ["mobilenet_v2", "densenet121"])
def test_code_for_other_networks_gives_their_maps(rng, name):
    network = FETCHABLE[name]
    names = {"picture": rng.integers(0, 256, (network.size, network.size, 3)).astype(np.float32)}
    exec(zoo_code(network.function, network.size, weights=None), names)
    ours = build(name, weights=None)
    base = keras.Model(ours.inputs, ours.get_layer(names["base"].layers[-1].name).output)
    base.set_weights(
        [array for layer in base.layers if layer.name == "preprocessing" for array in layer.get_weights()]
        + names["base"].get_weights()
    )
    np.testing.assert_allclose(base([names["picture"][None]]), names["result"], atol=1e-3)


@trains_briefly
@pytest.mark.parametrize("size", [48, 64])
def test_code_for_a_box_regressor_builds_the_screens_network(rng, size):
    names = {
        "pictures": rng.integers(0, 256, (8, size, size, 3)).astype(np.float32),
        "classes": rng.integers(0, 3, 8),
        "boxes": rng.uniform(0.2, 0.8, (8, 4)).astype(np.float32),
    }
    exec(locator_code(size, 3), names)
    ours = build_locator(size, 3, seed=0)
    theirs = {tuple(weights.shape): weights for weights in names["model"].get_weights()}
    assert {tuple(weights.shape) for weights in ours.get_weights()} == set(theirs)
    assert ours.count_params() == names["model"].count_params()
    mapped = keras.Model(ours.inputs, [ours.get_layer("box").output, ours.get_layer("class").output])
    _copy_by_kind(names["model"], ours)
    np.testing.assert_allclose(mapped([names["pictures"]])[0], names["result"], atol=1e-5)


def _copy_by_kind(source, target):
    """Weights from one network to the other, layers of the same kind and shape in the order in which they come."""
    left = [layer for layer in source.layers if layer.weights]
    for layer in target.layers:
        if layer.weights:
            shapes = [weights.shape for weights in layer.get_weights()]
            twin = next(
                other
                for other in left
                if type(other) is type(layer) and [weights.shape for weights in other.get_weights()] == shapes
            )
            left.remove(twin)
            layer.set_weights(twin.get_weights())


def test_code_for_a_detector_finds_what_the_screen_does(rng):
    grid = Grid(64, 8, (16.0, 22.4))
    model, picture = build_detector(grid, 3, seed=1), rng.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    names = {"model": model, "picture": picture.astype(np.float32)}
    exec(detector_code(grid, 3, overlap=0.45, least=0.01), names)
    (found,) = detect(model, grid, picture[None], least_score=0.01, overlap=0.45)
    result = np.array(sorted(names["result"], key=lambda row: -row[4]))
    assert len(found.boxes) == len(result) > 3
    np.testing.assert_allclose(result[:, 4], found.scores, atol=1e-5)
    np.testing.assert_allclose(result[:, :4], found.boxes, atol=1e-2)
    np.testing.assert_array_equal(result[:, 5], found.targets)


def test_code_that_destroys_gives_the_screens_twin():
    model, image = classifier(), SAMPLES["chelsea"].load()
    stage = randomisation_test(model, image, 285, methods=("grad_cam",), stages=3, seed=5)[1]
    names = {"model": model}
    exec(destroy_code(len(stage.randomised), seed=5), names)
    np.testing.assert_allclose(grad_cam(names["result"], image, 285), stage.maps["grad_cam"], atol=1e-3)


def test_code_that_draws_excites_the_channel():
    model = load_vgg16(size=48)
    names = {"vgg16": model}
    exec(maximise_code("block2_conv1", 9, steps=10, seed=1), names)
    noise = np.random.default_rng(1).normal(118, 12, (48, 48, 3)).astype(np.uint8)
    drawn = np.asarray(names["result"]).astype(np.uint8)
    before, after = (
        feature_maps(model, image, layers=["block2_conv1"])["block2_conv1"][..., 9].mean() for image in (noise, drawn)
    )
    assert after > 3 * before


TINY = {"network": "vgg16", "image_size": 64, "epochs": 1, "fine_epochs": 1, "units": 16, "batch_size": 8}


@trains_briefly
@pytest.mark.parametrize(
    "choice",
    [
        {"arm": "frozen", "augmentation": OLD_CODE_AUGMENTATION, "patience": 2},
        {"arm": "random", "head": "flatten", "dropout": 0.5, "l2": 0.01, "optimiser": "sgd"},
        {"arm": "fine_tuned", "unfrozen": 2, "optimiser": "rmsprop"},
        {"arm": "scratch"},
        {"arm": "scratch", "image_size": 160},
    ],
    ids=lambda choice: f"{choice['arm']}{choice.get('image_size', '')}",
)
def test_transfer_code_builds_and_trains_the_screens_network(rng, choice):
    settings = TrainingSettings(**TINY | choice)
    side = settings.image_size
    names = {"pictures": rng.integers(0, 256, (16, side, side, 3)).astype(np.float32), "targets": np.arange(16) % 3}
    exec(transfer_code(settings).replace('weights="imagenet"', "weights=None"), names)
    ours = assemble(settings, 3).model
    fixed = [] if settings.arm == "scratch" else ours.get_layer("preprocessing").get_weights()
    layers = [layer for layer in names["model"].layers if not layer.name.startswith("random")]
    ours.set_weights(fixed + [array for layer in layers for array in layer.get_weights()])
    np.testing.assert_allclose(names["result"], ours.predict(names["pictures"], verbose=0), atol=1e-4)
    if settings.arm == "fine_tuned":
        trainable = [layer.name for layer in names["base"].layers if layer.trainable and layer.weights]
        assert trainable == ["block5_conv2", "block5_conv3"]


STACKED = ScratchSettings(stack="flatten", image_size=16)
TRANSFER = TrainingSettings(arm="scratch", image_size=64)


@trains_briefly
@pytest.mark.parametrize("settings", [STACKED, TRANSFER], ids=["stacked", "transfer"])
@pytest.mark.parametrize(("optimiser", "schedule"), list(itertools.product(OPTIMISERS, SCHEDULES)))
def test_copied_code_trains_as_the_screen_does(rng, settings, optimiser, schedule):
    """With the screen's optimiser, learning rate and patience, and on its pictures: also where they are sorted by class."""
    choice = {"optimiser": optimiser, "schedule": schedule, "epochs": 2, "batch_size": 8, "patience": 3, "seed": 4}
    settings = replace(settings, **choice)
    side, targets = settings.image_size, np.repeat(np.arange(3), (10, 15, 20))
    if isinstance(settings, ScratchSettings):
        code = network_code(describe(parse_stack(settings.stack), (side, side, 3), 3), settings)
    else:
        code = transfer_code(settings)
    names = {"pictures": rng.integers(0, 256, (45, side, side, 3)).astype(np.float32), "targets": targets}
    exec(code, names)
    steps = 2 * int(np.ceil(len(names["learning"]) / 8))
    ours = make_optimiser(settings, settings.learning_rate, steps)
    configs = [made.get_config() for made in (names["model"].optimizer, ours)]
    assert configs[0] | {"name": configs[1]["name"]} == configs[1]
    learning, validation = hold_back(Examples((), targets), settings)
    assert names["learning"] == learning.tolist()
    assert names["validation"] == validation.tolist()
    assert set(targets[learning]) == set(targets[validation]) == {0, 1, 2}
    assert "EarlyStopping(patience=3" in code


@trains_briefly
def test_training_code_learns_the_screens_head_on_features_that_are_computed_once(rng):
    settings = TrainingSettings(epochs=2, image_size=64)
    base, targets = load_base(settings.network, size=64, random_seed=1), np.arange(12) % 3
    pictures = rng.integers(0, 256, (12, 64, 64, 3)).astype(np.float32)
    names = {"base": base, "pictures": pictures, "targets": targets}
    exec(train_code(settings), names)
    assert names["head"].count_params() == head_parameters(settings, 3)
    assert names["features"].shape == (12, head_inputs(settings))
    np.testing.assert_allclose(names["result"], names["head"](names["features"][:1]), atol=1e-5)


def test_loading_code_finds_the_classes_of_a_folder(tmp_path, rng):
    for label in ("cup", "glass"):
        (tmp_path / label).mkdir()
        for index in range(5):
            Image.fromarray(rng.integers(0, 256, (20, 20, 3), dtype=np.uint8)).save(tmp_path / label / f"{index}.png")
    names = {"folder": tmp_path}
    exec(LOAD_CODE, names)
    assert names["result"] == ["cup", "glass"]


def test_judging_code_gives_the_screens_figures(rng):
    probabilities = softmax(rng.normal(0, 2, (60, 4)).astype(np.float32))
    targets = rng.integers(0, 4, 60)
    names = {"probabilities": probabilities, "targets": targets}
    exec(JUDGE_CODE, names)
    report = evaluate(probabilities, targets, tuple("abcd"))
    np.testing.assert_array_equal(names["result"], report.confusion)
    np.testing.assert_allclose(names["right"], reliability(report).right)


def test_old_code_shows_todays_layers():
    today = OLD_AUGMENTATION_CODE.split("# Today", 1)[1].split("\n", 1)[1]
    exec("import keras\n" + today)
    assert today.count("keras.layers.") == 5


@pytest.mark.parametrize("vector", VECTORS_OF_FACES)
def test_faces_code_gives_the_screens_distance(vector):
    network, faces = load_vgg16(size=FACE_SIZE), bundled_faces()[:2]
    shown = np.stack([square(face, FACE_SIZE) for face in faces]).astype(np.float32)
    names = {"vgg16": network, "faces": shown}
    exec(faces_code(vector, size=FACE_SIZE, threshold=0.5), names)
    vectors = embed(network, faces, vector)
    assert float(names["result"]) == pytest.approx(float(distances(vectors, vectors)[0, 1]), rel=1e-3)


def test_code_that_compares_bits_finds_the_layer_that_was_trained():
    mine, original = load_vgg16(size=32), load_vgg16(size=32)
    kernel, bias = mine.get_layer("block2_conv2").get_weights()
    mine.get_layer("block2_conv2").set_weights([kernel, bias + 1])
    names = {"mine": mine, "original": original}
    exec(same_bits_code(), names)
    assert {name: names["result"][name] for name in same_bits(mine)} == same_bits(mine)


# What is frozen follows from the first two alone, and the head from the answer alone: each of them once, at least.
TASKS = [
    (count, likeness, answer)
    for (count, likeness), answer in zip(itertools.product((10, 100, 9000), LIKENESS), itertools.cycle(ANSWERS), strict=False)
]


@pytest.mark.parametrize(("count", "likeness", "answer"), TASKS)
def test_code_that_begins_a_task_freezes_what_the_rules_say(rng, count, likeness, answer):
    task = Task(answer=answer, smallest=count, likeness=likeness)
    names = {}
    exec(approach_code(task, classes=3, size=96, weights=None), names)
    model, base = names["result"], names["base"]
    outputs = model(rng.integers(0, 256, (2, 96, 96, 3)).astype(np.float32))
    shapes = {"one class": (2, 3), "several labels": (2, 3), "pixels": (2, 96, 96, 3), "same or not": (2, 64)}
    assert outputs.shape == shapes.get(answer, (2, *outputs.shape[1:3], 8))
    frozen = [layer.name for layer in base.layers if layer.weights and not layer.trainable]
    with_weights = [layer.name for layer in base.layers if layer.weights]
    assert (frozen == with_weights) == (task.amount == "few")
    assert (frozen == []) == (task.amount == "many" and likeness == "of another kind")
    assert len(with_weights) < 60 or likeness == "like ImageNet's" or task.amount != "few"


@trains_briefly
def test_segmenter_code_builds_and_trains_the_screens_network(rng):
    shape = (4, 48, 48)
    names = {"pictures": rng.integers(0, 256, (*shape, 3)).astype(np.float32), "masks": rng.integers(0, 4, shape)}
    exec(segmenter_code(48, 4, epochs=1), names)
    ours = build_segmenter(u_net(), 48, seed=0)
    ours.set_weights(names["result"].get_weights())
    np.testing.assert_allclose(names["result"](names["pictures"]), ours(names["pictures"]), atol=1e-5)


@pytest.mark.parametrize("slug", [lesson.slug for lesson in CATALOG])
def test_every_lesson_has_a_question_and_a_summary(slug):
    assert {"question", "summary"} <= parts(slug).keys()


def test_numbers_are_filled_in_and_missing_ones_are_noticed():
    assert "from -3 to 4" in words("convolution", "reading", low=-3, high=4)
    with pytest.raises(KeyError):
        words("convolution", "reading", low=-3)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2998.2, "2,998"), (-1050.4, "−1,050"), (100.0, "100"), (41.012, "41"), (-0.0744, "−0.0744"), (0.00004, "0"), (-0.0, "0"),
     (0.00067, "0.0007")],
)  # fmt: skip
def test_a_figure_is_written_alike_everywhere(value, shown):
    assert figure(value) == shown
