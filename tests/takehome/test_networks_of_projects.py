"""A stranger's network is opened only if it is one of this course, and then without surprises."""

import io
import json

import h5py
import keras
import numpy as np
import pytest

from lessons.takehome.export import export_model
from lessons.takehome.model_file import ModelError, model_bytes
from lessons.takehome.project import save_project
from tests.takehome.project_files import NAMES, parts, refused, with_model, zip_of

pytestmark = pytest.mark.slow


def ends(*shapes, units=(2,)):
    """A network with inputs of these shapes and outputs of so many units."""
    inputs = [keras.Input(shape, name=f"picture{number}") for number, shape in enumerate(shapes)]
    pooled = [keras.layers.GlobalAveragePooling2D(name=f"average{number}")(tensor) for number, tensor in enumerate(inputs)]
    vector = keras.layers.Add(name="add")(pooled) if len(pooled) > 1 else pooled[0]
    outputs = [keras.layers.Dense(count, name=f"dense{number}")(vector) for number, count in enumerate(units)]
    return keras.Model(inputs, outputs if len(outputs) > 1 else outputs[0], name="ends")


def sequential():
    return keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(name="flat"), keras.layers.Dense(2, name="dense")])


def with_noise():
    inputs = keras.Input((8, 8, 3), name="picture")
    noisy = keras.layers.GaussianNoise(0.1, name="noise")(inputs)
    return keras.Model(inputs, keras.layers.Dense(2, name="dense")(keras.layers.Flatten(name="flat")(noisy)), name="noisy")


def without_units():
    inputs = keras.Input((8, 8, 3), name="picture")
    return keras.Model(inputs, keras.layers.Conv2D(2, 3, name="conv")(inputs), name="maps")


UNUSABLE = {
    "any size": (
        lambda: ends((None, None, 3)),
        "takes pictures of any size, as those do that were packed to be used elsewhere",
    ),
    "exported": (lambda: export_model(ends((16, 16, 3))), "takes pictures of any size"),
    "grey": (lambda: ends((16, 16, 1)), r"square colour pictures of one size, .*Received: \(None, 16, 16, 1\)"),
    "not square": (lambda: ends((16, 24, 3)), r"square colour pictures of one size, .*Received: \(None, 16, 24, 3\)"),
    "half open": (lambda: ends((16, None, 3)), r"square colour pictures of one size"),
    "two inputs": (lambda: ends((16, 16, 3), (16, 16, 3)), "one input and one output. Received: 2 and 1"),
    "two outputs": (lambda: ends((16, 16, 3), units=(2, 2)), "one input and one output. Received: 1 and 2"),
    "maps": (without_units, "one number for each class"),
    "sequential": (sequential, "no network of this course has: 'Sequential'"),
    "other layers": (with_noise, "no network of this course has: 'GaussianNoise'"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_networks_that_the_app_cannot_use_are_neither_saved_nor_opened(kind):
    make, message = UNUSABLE[kind]
    with pytest.raises(ValueError, match=message):
        save_project({}, None, make(), ["a", "b"])
    refused(with_model(model_bytes(make()), ["a", "b"]), message)


def test_too_large_networks_are_not_saved(monkeypatch):
    monkeypatch.setattr("lessons.takehome.model_file.MOST_PARAMETERS", 7)  # of 8
    with pytest.raises(ValueError, match="far too large, with 8 parameters: the limit is 7"):
        save_project({}, None, ends((16, 16, 3)), ["a", "b"])


def test_an_exported_network_given_as_a_project_is_named():
    exported = model_bytes(export_model(ends((16, 16, 3))))
    for data in (exported, zip_of({"model.keras": exported, "labels.json": b"[]", "README.md": b"# Model card"})):
        refused(data, "was packed to be used elsewhere, not a project. Make a project with the button 'Save as a project'")


def edited(model, edit):
    """The model's file with an edit of its description."""
    files = parts(model_bytes(model))
    config = json.loads(files["config.json"])
    edit(config)
    return zip_of(files | {"config.json": json.dumps(config)})


def layer_of(config, name):
    return next(layer for layer in config["config"]["layers"] if layer["config"]["name"] == name)


def test_a_lambda_is_refused():
    inputs = keras.Input((4,), name="picture")
    outputs = keras.layers.Lambda(lambda x: x, name="evil")(keras.layers.Dense(4, name="dense")(inputs))
    refused(with_model(model_bytes(keras.Model(inputs, outputs, name="bad"))), "no network of this course has: 'Lambda'")


def registered(config):
    layer_of(config, "relu")["registered_name"] = "Custom>Evil"


def other_module(config):
    layer_of(config, "relu").update(module="os", class_name="system", config={"name": "relu", "command": "id"})


def other_module_of_a_known_layer(config):
    layer_of(config, "relu")["module"] = "subprocess"


def function(config):
    call = {"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "function"}
    layer_of(config, "probabilities")["config"]["activation"] = call


def lambda_within(config):
    layer_of(config, "probabilities")["config"]["activation"] = {"class_name": "__lambda__", "config": {"value": "4wA="}}


def numpy_within(config):
    layer_of(config, "probabilities")["config"]["kernel_initializer"] = {"class_name": "__numpy__", "config": {"value": [1]}}


def model_within(config):
    layer_of(config, "relu").update(module="keras", class_name="Functional")


def file_reader(config):
    layer_of(config, "relu").update(class_name="StringLookup", config={"name": "relu", "vocabulary": "/etc/passwd"})


def other_top(config):
    config.update(class_name="TFSMLayer", module="keras.layers")


@pytest.mark.parametrize(
    "edit",
    [
        registered,
        other_module,
        other_module_of_a_known_layer,
        function,
        lambda_within,
        numpy_within,
        model_within,
        file_reader,
        other_top,
    ],
    ids=lambda edit: edit.__name__,
)
def test_descriptions_that_name_anything_else_are_refused(model, edit):
    refused(with_model(edited(model, edit)), "no network of this course has")


def huge_dense(config):
    layer_of(config, "probabilities")["config"]["units"] = 10**12


def huge_kernel(config):
    layer_of(config, "conv")["config"]["kernel_size"] = [50_000, 50_000]


def huge_picture(config):
    config["config"]["layers"][0]["config"]["batch_shape"] = [None, 10**6, 10**6, 3]


@pytest.mark.parametrize("edit", [huge_dense, huge_kernel, huge_picture], ids=lambda edit: edit.__name__)
def test_sizes_are_known_before_anything_is_allocated(model, edit):
    refused(with_model(edited(model, edit)), "far too large, with [0-9,]{12,}|don't fit together")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_weights_that_are_no_numbers_are_neither_saved_nor_opened(model, number):
    broken = keras.models.clone_model(model)
    weights = model.get_weights()
    weights[-1][1] = number
    broken.set_weights(weights)
    refused(with_model(model_bytes(broken)), "weights are not all finite numbers")
    with pytest.raises(ModelError, match="weights are not all finite numbers"):
        save_project({}, None, broken, NAMES)


def of_size(side, *layers):
    """The file of a network that takes pictures of this size, made without memory for its weights."""
    inputs = outputs = keras.Input((side, side, 3), name="picture")
    for layer in (*layers, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(len(NAMES))):
        outputs = layer(outputs)
    return model_bytes(keras.Model(inputs, outputs))


@pytest.mark.parametrize(
    ("side", "layers", "message"),
    [
        (5000, [keras.layers.ReLU()], "far too large, with 75,000,000 values from one layer: the limit is 10,000,000"),
        (1000, [], "must take pictures of up to 512 × 512 pixels"),
        (224, [keras.layers.Conv2D(256, 1)], "far too large, with 12,845,056 values from one layer"),
        (224, [keras.layers.Conv2D(128, 91)], r"far too large, with 57,[0-9,]* multiply-adds for one picture"),
    ],
)
def test_networks_that_would_take_too_long_or_too_much_memory_are_refused(side, layers, message):
    refused(with_model(of_size(side, *layers)), message)


def weights_of(edit):
    """The model's weights after an edit of their file."""

    def changed_model(model):
        files = parts(model_bytes(model))
        file = io.BytesIO(files["model.weights.h5"])
        with h5py.File(file, "r+") as weights:
            edit(weights)
        return zip_of(files | {"model.weights.h5": file.getvalue()})

    return changed_model


def declared_but_not_there(weights):
    weights.create_dataset("bomb", shape=(10**12,), dtype="f4", chunks=(10**6,))


def packed_bomb(weights):
    weights.create_dataset("bomb", data=np.zeros(10**6, "f4"), compression="gzip")


def too_many(weights):
    weights.create_dataset("more", data=np.zeros(7, "f4"))


def too_few(weights):
    del weights["layers"]["dense"]


def of_objects(weights):
    weights.create_dataset("names", data=["a", "b"], dtype=h5py.string_dtype())


def other_shape(weights):
    bias = weights["layers/dense/vars/1"]
    values = bias[()]
    del weights["layers/dense/vars/1"]
    weights["layers/dense/vars/1"] = values.reshape(2, 2)


def link_outside(weights):
    del weights["layers/dense/vars/1"]
    weights["layers/dense/vars/1"] = h5py.ExternalLink("/etc/passwd", "x")


@pytest.mark.parametrize(
    "edit",
    [declared_but_not_there, packed_bomb, too_many, too_few, of_objects, other_shape, link_outside],
    ids=lambda edit: edit.__name__,
)
def test_weights_that_are_not_those_of_the_layers_are_refused(model, edit):
    message = "packed in a way|parameters. Received|don't fit its layers"
    refused(with_model(weights_of(edit)(model)), f"can't be opened. The model's .*({message})")


def test_model_files_that_are_damaged_are_refused(model):
    files = parts(model_bytes(model))
    for data, message in [
        (b"x", "not a ZIP file"),
        (zip_of(files | {"assets/x": b""}), "other parts"),
        (zip_of({name: content for name, content in files.items() if name != "config.json"}), "other parts"),
        (zip_of(files | {"config.json": b"[" * 100_000}), "description is damaged"),
        (zip_of(files | {"config.json": b"{}"}), "description is damaged"),
        (
            zip_of(files | {"config.json": b'{"module": "keras.models", "class_name": "Functional", "config": {}}'}),
            "names no layers",
        ),
        (zip_of(files | {"model.weights.h5": files["model.weights.h5"][:500]}), "weights are damaged"),
        (zip_of(files | {"model.weights.h5": b""}), "weights are damaged"),
        (
            zip_of(files | {"config.json": files["config.json"].replace(b'"axis": -1', b'"axis": NaN')}),
            "description is damaged",
        ),
    ]:
        refused(with_model(data), message)
