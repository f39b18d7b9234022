"""Networks as the bytes of a .keras file, and back: a stranger's file is looked through before Keras may build anything."""

import io
import json
import tempfile
import threading
from pathlib import Path

import h5py
import keras
import numpy as np

from lessons.training.archives import open_zip, read_entry

MOST_PARAMETERS = 100_000_000
MOST_VALUES = 100_000_000  # that any layer may give out for one picture
_MOST_CONFIG = 5_000_000  # bytes
_MODELS = ("Functional", "Sequential")
_LAYERS = {
    "InputLayer",
    "Conv2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "Dense",
    "BatchNormalization",
    "MaxPooling2D",
    "AveragePooling2D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "Flatten",
    "Dropout",
    "Activation",
    "ReLU",
    "LeakyReLU",
    "ELU",
    "Softmax",
    "Rescaling",
    "Resizing",
    "Normalization",
    "ZeroPadding2D",
    "Add",
    "Multiply",
    "Reshape",
}
_HELPERS = {("keras", "DTypePolicy"), *(("keras.regularizers", name) for name in ("L1", "L2", "L1L2"))}
_HELPERS |= {("keras.initializers", name) for name in dir(keras.initializers) if name[0].isupper()}


class ModelError(ValueError):
    """A file that is no network of this course. Its message is one sentence for learners."""


def model_bytes(model):
    """A network as the bytes of a .keras file, without its optimiser. Keras saves to a path only: that file is gone at once."""
    if model.compiled:
        twin = type(model).from_config(model.get_config())
        twin.set_weights(model.get_weights())
        model = twin
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return path.read_bytes()


def model_from_bytes(data):
    """The network in a .keras file of a stranger.

    It is made of Keras's own arithmetic layers alone: whatever could run code, read files or look up other objects is not on
    the list. Its shapes are computed before anything is allocated, and its weights must be those that the shapes ask for.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    keras.Model, not compiled

    Raises
    ------
    ArchiveError, ModelError
        If it is no such file. No other exception leaves this function.
    """
    archive, entries = open_zip(data)
    with archive:
        parts = {entry.filename: entry for entry in entries}
        if sorted(parts) != ["config.json", "metadata.json", "model.weights.h5"] or len(entries) != 3:
            raise ModelError("The model has other parts than a network of this course.")
        if parts["config.json"].file_size > _MOST_CONFIG:
            raise ModelError("The model's description is far too long.")
        config = _parsed(read_entry(archive, parts["config.json"]))
        weights = read_entry(archive, parts["model.weights.h5"])
    _check_names(config)
    _check_weights(weights, *_check_sizes(config))
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            path.write_bytes(data)
            return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever its layers stumble over
        raise ModelError("The model's weights don't fit its layers.") from error


def _parsed(data):
    try:
        config = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ModelError("The model's description is damaged.") from error
    if not isinstance(config, dict) or not isinstance(config.get("config"), dict):
        raise ModelError("The model's description is damaged.")
    return config


def _no_constant(name):
    raise ValueError(f"numbers must be finite. Received: {name}")


def _check_names(config):
    """Every object that the description names is on the list, and none asks for anything registered elsewhere."""
    if config.get("class_name") not in _MODELS or not str(config.get("module")).startswith("keras."):
        raise _not_built_here(config.get("class_name"))
    layers = config["config"].get("layers")
    if not isinstance(layers, list) or not layers:
        raise ModelError("The model's description names no layers.")
    for layer in layers:
        if not isinstance(layer, dict) or layer.get("class_name") not in _LAYERS or layer.get("module") != "keras.layers":
            raise _not_built_here(layer.get("class_name") if isinstance(layer, dict) else layer)
        if layer.get("registered_name") is not None:
            raise _not_built_here(layer["registered_name"])
        for value in layer.values():
            _check_helpers(value)


def _check_helpers(value):
    """What a layer's own description names: initialisers, weight decay, number types, and tensors that come in."""
    if isinstance(value, list):
        for item in value:
            _check_helpers(item)
    if not isinstance(value, dict):
        return
    if "class_name" in value and value["class_name"] != "__keras_tensor__":
        if (value.get("module"), str(value["class_name"])) not in _HELPERS:
            raise _not_built_here(value["class_name"])
        if value.get("registered_name") is not None:
            raise _not_built_here(value["registered_name"])
    for item in value.values():
        _check_helpers(item)


def _not_built_here(name):
    return ModelError(f"The model holds something that no network of this course has: {str(name)[:40]!r}.")


def _check_sizes(config):
    """The least and the most numbers that its weights may have, from shapes alone: dropout's seeds are not always kept.

    In a stateless scope variables have a shape and no memory; a thread of its own forgets what the scope left open.
    """
    found = []

    def build():
        try:
            with keras.StatelessScope(initialize_variables=False):
                model = keras.saving.deserialize_keras_object(config | {"compile_config": None}, safe_mode=True)
                parameters, most = (
                    sum(int(np.prod(variable.shape, dtype=object)) for variable in variables)
                    for variables in (model.weights, model.variables)
                )
                shapes = [layer.output.shape for layer in model.layers]
                values = max(int(np.prod([side or 1 for side in shape], dtype=object)) for shape in shapes)
                found.append((parameters, most, values))
        except Exception as error:  # Keras raises whatever its layers stumble over
            found.append(error)

    thread = threading.Thread(target=build, name="model sizes")
    thread.start()
    thread.join()
    if isinstance(found[0], Exception):
        raise ModelError("The model's layers don't fit together.") from found[0]
    parameters, most, values = found[0]
    if parameters > MOST_PARAMETERS or values > MOST_VALUES:
        size = f"{parameters:,} parameters" if parameters > MOST_PARAMETERS else f"{values:,} values from one layer"
        raise ModelError(f"The model is far too large, with {size}.")
    return parameters, most


def _check_weights(data, least, most):
    """The file of weights holds plain arrays, as many numbers as there are parameters, all of them really there."""
    total = 0

    def visit(name, item):
        nonlocal total
        if isinstance(item, h5py.Dataset):
            plain = item.dtype.kind in "fiu" and item.chunks is None and item.external is None and not item.is_virtual
            if not plain or item.id.get_storage_size() != item.size * item.dtype.itemsize:
                raise ModelError("The model's weights are packed in a way that no network of this course uses.")
            total += item.size

    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            file.visititems(visit)
    except ModelError:
        raise
    except Exception as error:  # h5py raises whatever its parser stumbles over
        raise ModelError("The model's weights are damaged.") from error
    if not least <= total <= most:
        raise ModelError(f"The model's layers need {least:,} parameters. Received: {total:,}")
