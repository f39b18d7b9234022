"""Explanations against closed forms on hand-made networks, against central differences, and by their contract."""

import keras
import numpy as np
import pytest
import scipy.ndimage

from lessons.core.architecture import describe, parse_stack
from lessons.data.datasets import DATASETS
from lessons.figures.colours import magnitude_to_rgb
from lessons.figures.pictures import overlay
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import (
    ATTRIBUTIONS,
    grad_cam,
    guided_twin,
    has_relu,
    integrated_parts,
    last_maps,
    occlusion,
    saliency,
)
from lessons.nets.brain_mri import load_brain_mri
from lessons.nets.building import build_network
from lessons.nets.gradients import class_gradient, class_logits, unit_gradient
from lessons.nets.imagenet import classifier
from lessons.nets.probing import map_layers
from lessons.training.arms import assemble
from lessons.training.fit import fit
from lessons.training.settings import TrainingSettings
from tests.small_data import part_of

pytestmark = pytest.mark.slow

SIZE = 24
CAT = SAMPLES["chelsea"].load()


@pytest.fixture
def linear(rng):
    """No activation but softmax: the logits are weighted sums of the pixels."""
    inputs = keras.Input((SIZE, SIZE, 3))
    vector = keras.layers.Flatten(name="vector")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(4, activation="softmax", name="probabilities")(vector))
    model.get_layer("probabilities").set_weights([rng.normal(size=(SIZE * SIZE * 3, 4)) / 500, rng.normal(size=4)])
    return model


@pytest.fixture
def pooled(rng):
    """A convolution with ReLU, global average pooling and a dense layer: the class activation map has a formula."""
    inputs = keras.Input((SIZE, SIZE, 3))
    maps = keras.layers.Conv2D(5, 3, padding="same", activation="relu", name="maps")(inputs)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    model = keras.Model(inputs, keras.layers.Dense(4, activation="softmax", name="probabilities")(vector))
    model.get_layer("maps").set_weights([rng.normal(size=(3, 3, 3, 5)) / 100, rng.normal(size=5)])
    model.get_layer("probabilities").set_weights([rng.normal(size=(5, 4)), rng.normal(size=4)])
    return model


@pytest.fixture
def picture(rng):
    return rng.integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)


def test_the_gradient_of_a_linear_network_is_its_weights(linear, picture):
    weights = linear.get_layer("probabilities").get_weights()[0][:, 2].reshape(SIZE, SIZE, 3)
    _, gradients = class_gradient(linear, picture[None], 2)
    np.testing.assert_allclose(gradients[0], weights, rtol=1e-5)
    expected = np.abs(weights).max(axis=-1)
    np.testing.assert_allclose(saliency(linear, picture, 2), expected / expected.max(), rtol=1e-5)


def test_the_logits_are_what_softmax_is_given(linear, pooled, picture):
    for model in (linear, pooled):
        logits = class_logits(model, picture[None])
        np.testing.assert_allclose(keras.ops.softmax(logits), model(picture[None].astype(np.float32)), atol=1e-6)
        kernel, bias = model.get_layer("probabilities").get_weights()
        before = keras.Model(model.inputs, model.layers[-1].input)([picture[None].astype(np.float32)])
        np.testing.assert_allclose(logits, np.asarray(before) @ kernel + bias, rtol=1e-4, atol=1e-4)


def test_grad_cam_of_a_pooled_network_is_the_class_activation_map(pooled, picture):
    """With global average pooling, the weight of a map is its dense weight over the number of cells (Zhou et al., 2016)."""
    maps = keras.Model(pooled.inputs, pooled.get_layer("maps").output)([picture[None].astype(np.float32)])[0]
    for index in range(4):
        expected = np.maximum(np.asarray(maps) @ pooled.get_layer("probabilities").get_weights()[0][:, index], 0)
        result = grad_cam(pooled, picture, index)
        np.testing.assert_allclose(result, expected / (expected.max() or 1), rtol=1e-3, atol=1e-4)


def test_grad_cam_misses_the_only_cell_that_speaks_for_the_class_where_the_others_speak_against_it(picture):
    """Its weight is the mean of the slopes: here (575 x -1 + 100) / 576, below zero, though one cell alone decides."""
    inputs = keras.Input((SIZE, SIZE, 3))
    maps = keras.layers.Conv2D(1, 1, activation="relu", name="maps")(inputs)
    vector = keras.layers.Flatten(name="vector")(maps)
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector))
    against = np.full((SIZE, SIZE), -1.0)
    against[3, 5] = 100
    model.get_layer("maps").set_weights([np.full((1, 1, 3, 1), 1 / 3), np.zeros(1)])
    model.get_layer("probabilities").set_weights([np.stack([against.ravel(), np.zeros(SIZE**2)], axis=1), np.zeros(2)])
    one_bright_pixel = np.zeros_like(picture)
    one_bright_pixel[3, 5] = 255
    assert occlusion(model, one_bright_pixel, 0)[3, 5] == saliency(model, one_bright_pixel, 0)[3, 5] == 1
    assert not grad_cam(model, one_bright_pixel, 0).any()


def test_integrated_gradients_of_a_linear_network_are_weight_times_pixel(linear, picture):
    weights = linear.get_layer("probabilities").get_weights()[0][:, 1].reshape(SIZE, SIZE, 3)
    np.testing.assert_allclose(integrated_parts(linear, picture, 1), weights * picture, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("index", [0, 3])
def test_integrated_gradients_sum_to_the_difference_of_the_answers(pooled, picture, index):
    logits = class_logits(pooled, np.stack([picture, np.zeros_like(picture)]))[:, index]
    assert integrated_parts(pooled, picture, index).sum() == pytest.approx(logits[0] - logits[1], rel=0.01)


def test_integrated_gradients_of_the_real_classifier_sum_to_the_difference():
    from lessons.images.resizing import square

    picture = square(CAT, 224)
    logits = class_logits(classifier(), np.stack([picture, np.zeros_like(picture)]))[:, 285]
    assert integrated_parts(classifier(), CAT, 285).sum() == pytest.approx(logits[0] - logits[1], rel=0.05)


def test_gradients_are_central_differences(pooled, rng, picture):
    values = picture.astype(np.float32)
    _, gradients = class_gradient(pooled, values[None], 1)
    for row, column, colour in rng.integers(0, (SIZE, SIZE, 3), (12, 3)):
        up, down = values.copy(), values.copy()
        up[row, column, colour] += 0.5
        down[row, column, colour] -= 0.5
        logits = class_logits(pooled, np.stack([up, down]))[:, 1].astype(np.float64)
        assert gradients[0, row, column, colour] == pytest.approx(logits[0] - logits[1], rel=0.05, abs=2e-4)


def test_a_units_gradient_is_its_kernel_where_relu_lets_it_pass(pooled, picture):
    maps = keras.Model(pooled.inputs, pooled.get_layer("maps").output)([picture[None].astype(np.float32)])[0]
    kernel = pooled.get_layer("maps").get_weights()[0]
    for channel in range(5):
        value, gradient = unit_gradient(pooled, picture, "maps", 10, 7, channel)
        assert value == pytest.approx(float(maps[10, 7, channel]), rel=1e-5)
        expected = np.zeros((SIZE, SIZE, 3))
        if value > 0:
            expected[9:12, 6:9] = kernel[..., channel]
        np.testing.assert_allclose(gradient, expected, atol=1e-6)


def test_occlusion_finds_the_only_place_that_counts(rng):
    """A network that looks at one corner alone."""
    inputs = keras.Input((SIZE, SIZE, 3))
    corner = keras.layers.Cropping2D(((0, SIZE - 4), (0, SIZE - 4)), name="corner")(inputs)
    vector = keras.layers.Flatten(name="vector")(corner)
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector))
    weights = np.zeros((48, 2))
    weights[:, 0] = 0.01
    model.get_layer("probabilities").set_weights([weights, np.zeros(2)])
    picture = np.zeros((SIZE, SIZE, 3), np.uint8)
    picture[:4, :4] = 255
    heat = occlusion(model, picture, 0)
    assert heat[:4, :4].min() > 0
    assert np.unravel_index(heat.argmax(), heat.shape) < (4, 4)
    assert not heat[8:, 8:].any()
    assert not occlusion(model, picture, 1).any()  # nothing lowers the other logit


@pytest.mark.parametrize("name", list(ATTRIBUTIONS))
def test_the_contract_holds(name, pooled, rng):
    for picture in (rng.integers(0, 256, (40, 31, 3), dtype=np.uint8), np.zeros((8, 8, 3), np.uint8)):
        before = [array.copy() for array in pooled.get_weights()]
        heat = ATTRIBUTIONS[name](pooled, picture, 1)
        assert heat.shape == (SIZE, SIZE)
        assert heat.dtype == np.float32
        assert np.isfinite(heat).all()
        assert heat.min() >= 0
        assert heat.max() == 1 or not heat.any()
        np.testing.assert_array_equal(ATTRIBUTIONS[name](pooled, picture, 1), heat)
        for mine, its in zip(before, pooled.get_weights(), strict=True):
            np.testing.assert_array_equal(mine, its)
    with pytest.raises(ValueError, match=r"class_index must be from 0 to 3\. Received: class_index=4"):
        ATTRIBUTIONS[name](pooled, picture, 4)
    with pytest.raises(ValueError, match="layer must be one of the model's layers with maps"):
        ATTRIBUTIONS[name](pooled, picture, 1, layer="average")


def test_nothing_speaks_for_a_class_that_all_maps_speak_against(pooled, picture):
    weights = [-np.abs(pooled.get_layer("probabilities").get_weights()[0]), np.zeros(4)]
    pooled.get_layer("probabilities").set_weights(weights)
    assert not grad_cam(pooled, picture, 0).any()


def test_changed_weights_change_the_answer_of_the_same_model(pooled, picture):
    first = grad_cam(pooled, picture, 0)
    kernel, bias = pooled.get_layer("maps").get_weights()
    pooled.get_layer("maps").set_weights([kernel[:, :, ::-1], bias])
    assert np.abs(grad_cam(pooled, picture, 0) - first).max() > 0.01


def test_guided_backprop_stops_negative_gradients(rng):
    """Two layers, written out: only positive gradients pass the first ReLU on their way back."""
    inputs = keras.Input((SIZE, SIZE, 3))
    maps = keras.layers.Conv2D(4, 1, activation="relu", name="maps")(inputs)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector))
    kernel, dense = rng.normal(size=(1, 1, 3, 4)), rng.normal(size=(4, 2))
    model.get_layer("maps").set_weights([kernel, np.zeros(4)])
    model.get_layer("probabilities").set_weights([dense, np.zeros(2)])
    picture = rng.integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    active = picture.astype(np.float64) @ kernel[0, 0] > 0
    passed = np.maximum(dense[:, 1], 0) * active
    expected = np.abs(passed @ kernel[0, 0].T).max(axis=-1)
    result = ATTRIBUTIONS["guided_backprop"](model, picture, 1)
    np.testing.assert_allclose(result, expected / (expected.max() or 1), atol=1e-5)


RELUS = {
    "relu": lambda: keras.layers.Activation("relu"),
    "relu6": lambda: keras.layers.Activation("relu6"),
    "leaky_relu": lambda: keras.layers.Activation("leaky_relu"),
    "a layer as an activation": lambda: keras.layers.Activation(keras.layers.ReLU(max_value=0.5, negative_slope=0.1)),
    "ReLU": lambda: keras.layers.ReLU(),
    "max_value": lambda: keras.layers.ReLU(max_value=0.4),
    "negative_slope": lambda: keras.layers.ReLU(negative_slope=0.3),
    "threshold": lambda: keras.layers.ReLU(threshold=0.2),
    "all three": lambda: keras.layers.ReLU(max_value=0.6, negative_slope=0.2, threshold=0.1),
    "LeakyReLU": lambda: keras.layers.LeakyReLU(negative_slope=0.4),
    "PReLU": lambda: keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), shared_axes=(1, 2)),
}


@pytest.mark.parametrize("kind", RELUS)
def test_the_guided_network_answers_as_the_original_and_its_gradient_is_that_of_a_twin(kind, rng):
    """The twin is written out: each ReLU's slope from central differences, and on the way back no negative gradient."""
    inputs = keras.Input((SIZE, SIZE, 3))
    relus = [RELUS[kind](), RELUS[kind]()]
    maps = relus[0](keras.layers.Conv2D(4, 1, name="first")(inputs))
    maps = relus[1](keras.layers.Conv2D(4, 1, name="second")(maps))
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector))
    names = ("first", "second", "probabilities")
    kernels = [rng.normal(size=shape).astype(np.float32) for shape in ((1, 1, 3, 4), (1, 1, 4, 4), (4, 2))]
    kernels[0] /= 200
    for name, kernel in zip(names, kernels, strict=True):
        model.get_layer(name).set_weights([kernel, rng.normal(scale=0.1, size=kernel.shape[-1])])
    picture = rng.integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    batch = picture[np.newaxis].astype(np.float32)
    np.testing.assert_array_equal(guided_twin(model)([batch]), model(batch))

    tops = [np.asarray(keras.Model(inputs, layer.output)(batch))[0] for layer in (model.get_layer("first"), *relus[:1])]
    tops = [tops[0], np.asarray(keras.Model(inputs, model.get_layer("second").output)(batch))[0]]
    slopes, far = [], np.ones((SIZE, SIZE), bool)
    for relu, values in zip(relus, tops, strict=True):
        left, right = (np.asarray(relu(values[np.newaxis] + shift))[0].astype(np.float64) for shift in (-1e-3, 1e-3))
        slopes.append((right - left) / 2e-3)
        nearer = (np.asarray(relu(values[np.newaxis] + shift))[0].astype(np.float64) for shift in (-5e-4, 5e-4))
        near = -np.subtract(*nearer) / 1e-3
        far &= (np.abs(near - slopes[-1]) < 1e-2).all(axis=-1)  # cells at a kink have no one slope
    back = np.broadcast_to(kernels[2][:, 1] / SIZE**2, tops[1].shape)
    for slope, kernel in ((slopes[1], kernels[1]), (slopes[0], kernels[0])):
        back = (np.maximum(back, 0) * slope) @ kernel[0, 0].T
    _, gradients = class_gradient(guided_twin(model), batch, 1)
    assert far.mean() > 0.8
    np.testing.assert_allclose(gradients[0][far], back[far], rtol=0.02, atol=1e-2 * np.abs(back).max())


@pytest.mark.parametrize("kind", RELUS)
def test_a_relu_is_found_in_whatever_form_it_comes(kind):
    inputs = keras.Input((8, 8, 3))
    assert has_relu(keras.Model(inputs, RELUS[kind]()(inputs)))


def test_relus_are_found_behind_other_layers():
    inputs = keras.Input((8, 8, 3))
    for layer in (keras.layers.SeparableConv2D(2, 3, activation="relu6"), keras.layers.Dense(2, "leaky_relu")):
        assert has_relu(keras.Model(inputs, layer(inputs)))
    for layer in (keras.layers.Activation("tanh"), keras.layers.Dense(2), keras.layers.Flatten(), keras.layers.ELU()):
        assert not has_relu(keras.Model(inputs, layer(inputs)))
    assert has_relu(classifier())


@pytest.mark.parametrize("activation", ["gelu", "swish", "tanh", "linear", "relu"])
def test_without_a_relu_guided_backprop_is_saliency(activation, picture):
    inputs = keras.Input((SIZE, SIZE, 3))
    maps = keras.layers.Conv2D(4, 3, activation=activation, name="maps")(inputs)
    maps = keras.layers.Conv2D(4, 3, activation=activation, name="more")(maps)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector))
    seeds = np.random.default_rng(3)
    model.set_weights([seeds.normal(scale=0.05, size=array.shape) for array in model.get_weights()])
    same = np.allclose(ATTRIBUTIONS["guided_backprop"](model, picture, 1), saliency(model, picture, 1), atol=1e-5)
    assert has_relu(model) == (activation == "relu") == (not same)


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("resnet50", "conv5_block3_out"),
        ("inception_v3", "mixed10"),
        ("mobilenet_v2", "out_relu"),
        ("xception", "block14_sepconv2_act"),
        ("densenet121", "relu"),
        ("efficientnet_b0", "top_activation"),  # in every block, a small branch pools its maps too
        ("convnext_tiny", "add_18"),  # 18 blocks, each of which ends with a sum
    ],
)
def test_grad_cam_looks_at_what_the_head_of_a_fetched_network_is_given(name, layer, zoo_network):
    model = zoo_network(name)
    assert last_maps(model) == layer
    assert layer in map_layers(model)
    (pooling,) = (
        entry for entry in model.layers if not isinstance(entry.input, list) and entry.input is model.get_layer(layer).output
    )
    assert isinstance(pooling, keras.layers.GlobalAveragePooling2D)


def test_grad_cam_looks_at_what_the_head_of_our_own_networks_is_given():
    assert last_maps(classifier()) == "head_relu6"
    assert last_maps(load_brain_mri()) == "block5_conv3"  # before the pooling that VGG16 ends with
    assert last_maps(assemble(TrainingSettings(network="vgg16", image_size=64), 3).model) == "block5_conv3"


@pytest.mark.parametrize(
    ("stack", "layer"),
    [
        ("conv 8; max; conv 16; max; flatten; dense 32", "conv2"),
        ("conv 8; norm; activation; max; dropout 0.3; flatten", "activation1"),
        ("conv 8; max; conv 16; global", "conv2"),
        ("max 2; average 2; flatten", "max1"),
    ],
)
def test_grad_cam_looks_at_the_last_maps_of_a_stack_before_they_shrink(stack, layer):
    rows = describe(parse_stack(stack), (32, 32, 3), classes=2)
    model = build_network(rows, (32, 32, 3), seed=0)
    assert last_maps(model) == layer
    assert layer in map_layers(model)


def test_without_maps_there_is_nothing_to_look_at():
    flat = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Flatten()], name="flat")
    with pytest.raises(ValueError, match=r"must have a layer with maps\. Received: flat"):
        last_maps(flat)


def test_grad_cam_works_at_every_layer_of_a_fine_tuned_model_that_was_saved_and_loaded(tmp_path):
    result = fit(TrainingSettings(network="vgg16", image_size=64, epochs=2), part_of(DATASETS["faces"], 6))
    result.model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    face = DATASETS["faces"].test.images[0]
    for layer in ("block1_conv1", "block3_pool", "block5_conv3", None):
        heat = grad_cam(loaded, face, 0, layer=layer)
        assert heat.shape == (64, 64)
        np.testing.assert_allclose(heat, grad_cam(result.model, face, 0, layer=layer), atol=1e-4)
    _, gradients = class_gradient(loaded, np.zeros((1, 64, 64, 3)), 0, layer="block4_conv1")
    assert gradients.shape == (1, 8, 8, 512)


def test_the_hottest_point_is_drawn_in_the_legends_hottest_colour():
    heat = grad_cam(classifier(), CAT, 285)
    drawn = overlay(np.zeros((224, 224, 3), np.uint8), heat, opacity=1)
    hottest = np.unravel_index(heat.argmax(), heat.shape)
    np.testing.assert_array_equal(drawn[hottest], magnitude_to_rgb([0.0, 1.0])[1])


def test_the_cat_is_found_where_the_cat_is():
    """The photo with the cat moved to one side: the centre of the heat moves along."""
    wide = np.full((300, 900, 3), 128, np.uint8)
    centres = []
    for left in (0, 449):
        picture = wide.copy()
        picture[:, left : left + 451] = CAT
        centres.append(scipy.ndimage.center_of_mass(grad_cam(classifier(), picture, 285))[1])
    assert centres[1] - centres[0] > 50
