"""Networks as the bytes of a .keras file, and back: a stranger's file is looked through before Keras may build anything."""

import io
import json
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
from keras import tree

from lessons.data.archives import open_zip, read_entry
from lessons.nets.costs import multiply_adds

MOST_PARAMETERS = 100_000_000
MOST_VALUES = 10_000_000  # that any layer may give out for one picture: VGG16 at 224 has 3 million
LARGEST_SIDE = 512  # of the pictures that go in
MOST_WORK = 50_000_000_000  # multiply-adds for one picture: VGG16 at 224 has 15 billion
MOST_CONFIG = 5_000_000  # bytes
LEAST_KERAS = "3.10"  # that opens what is saved here
_YOUNGER = {
    "input_axes": None,
    "output_axes": None,
    "quantization_config": None,
    "renorm": False,
    "renorm_clipping": None,
    "renorm_momentum": 0.99,
}
"""What Keras writes of its layers and initialisers and 3.10 does not know -> its default."""

_PARTS = ["config.json", "metadata.json", "model.weights.h5"]
LAYERS = {
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


def model_bytes(model: keras.Model) -> bytes:
    """A network as the bytes of a .keras file, without its optimiser, for Keras `LEAST_KERAS` and every later one.

    An older Keras refuses a description with a word that it does not know: what is younger, and as it is by default anyway, is
    left out. Keras saves to a path only: that file is gone at once.
    """
    if model.compiled:
        twin = type(model).from_config(model.get_config())
        twin.set_weights(model.get_weights())
        model = twin
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        saved = path.read_bytes()
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as portable:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "config.json":
                content = json.dumps(without_younger(json.loads(content))).encode()
            portable.writestr(name, content)
    return file.getvalue()


def without_younger(config: Any) -> Any:
    """A network's description without what is in `_YOUNGER` and at its default."""
    if isinstance(config, dict):
        return {
            key: without_younger(value)
            for key, value in config.items()
            if not (key in _YOUNGER and value == _YOUNGER[key] and type(value) is type(_YOUNGER[key]))
        }
    return [without_younger(item) for item in config] if isinstance(config, list) else config


def check_network(model: keras.Model) -> None:
    """Raise ModelError unless `model_from_bytes` would take this network's file, so that nothing is saved in vain.

    It must be made as ``keras.Model(inputs, outputs)`` of the layers that this course uses, take square colour pictures of one
    size, (None, n, n, 3), and give one number for each class, (None, classes). It must not be larger than `MOST_PARAMETERS`,
    `MOST_VALUES`, `LARGEST_SIDE` and `MOST_WORK` say, and its weights must be finite.
    """
    _check_names(json.loads(model.to_json()))
    _check_measures(_measures(model))
    if not all(np.isfinite(weights).all() for weights in model.get_weights()):
        raise _not_finite()


def model_from_bytes(data: bytes) -> keras.Model:
    """The network in a .keras file of a stranger, as `check_network` wants it.

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
        if sorted(entry.filename for entry in entries) != _PARTS:
            raise ModelError("The model has other parts than a network of this course.")
        if any(entry.file_size > MOST_CONFIG for entry in entries if entry.filename.endswith(".json")):
            raise ModelError("The model's description is far too long.")
        parts = {entry.filename: read_entry(archive, entry) for entry in entries}
    measures = _measured(_described(parts["config.json"]))
    _check_weights(parts["model.weights.h5"], measures.parameters, measures.most)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            with zipfile.ZipFile(path, "w") as measured:  # Keras unpacks without a limit: it gets what was unpacked here
                for name, content in parts.items():
                    measured.writestr(name, content)
            return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever its layers stumble over
        raise ModelError("The model's weights don't fit its layers.") from error


def checked_description(data: bytes) -> dict[str, Any]:
    """The description of a network, JSON as Keras writes it, as `check_network` wants it. Nothing was allocated for it yet.

    Raises
    ------
    ModelError
        If it describes no network of this course.
    """
    _measured(_described(data))
    return _described(data)  # Keras takes away from a description what it has read


def _described(data: bytes) -> dict[str, Any]:
    config = _parsed(data)
    _check_names(config)
    return config


def _measured(config: dict[str, Any]) -> Any:
    measures = _built_without_memory(config)
    _check_measures(measures)
    return measures


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        config = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ModelError("The model's description is damaged.") from error
    if not isinstance(config, dict) or not isinstance(config.get("config"), dict):
        raise ModelError("The model's description is damaged.")
    return config


def _no_constant(name: str) -> None:
    raise ValueError(f"numbers must be finite. Received: {name}")


def _check_names(config: Any) -> None:
    """Every object that the description names is on the list, and none asks for anything registered elsewhere."""
    if config.get("class_name") != "Functional" or not str(config.get("module")).startswith("keras."):
        raise _not_built_here(config.get("class_name"))
    layers = config["config"].get("layers")
    if not isinstance(layers, list) or not layers:
        raise ModelError("The model's description names no layers.")
    for layer in layers:
        if not isinstance(layer, dict) or layer.get("class_name") not in LAYERS or layer.get("module") != "keras.layers":
            raise _not_built_here(layer.get("class_name") if isinstance(layer, dict) else layer)
        if layer.get("registered_name") is not None:
            raise _not_built_here(layer["registered_name"])
        for value in layer.values():
            _check_helpers(value)


def _check_helpers(value: Any) -> None:
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


def _not_built_here(name: Any) -> ModelError:
    return ModelError(f"The model holds something that no network of this course has: {str(name)[:40]!r}.")


def _not_finite() -> ModelError:
    return ModelError(
        "The model's weights are not all finite numbers, as happens where a learning rate was far too large. Train it again."
    )


@dataclass(frozen=True)
class _Measures:
    """How large a network is, and what goes in and out."""

    parameters: int
    most: int  # numbers in its file, the seeds of dropout included: they are not always kept
    values: int  # that its largest layer gives out for one picture
    work: int  # multiply-adds for one picture; 0 where its inputs have no size
    inputs: list  # shapes
    outputs: list


def _measures(model: keras.Model) -> _Measures:
    parameters, most = (
        sum(int(np.prod(variable.shape, dtype=object)) for variable in variables)
        for variables in (model.weights, model.variables)
    )
    tensors = [tensor for layer in model.layers for tensor in tree.flatten(layer.output)]
    values = max(int(np.prod([side or 1 for side in tensor.shape], dtype=object)) for tensor in tensors)
    work = 0 if any(None in tensor.shape[1:] for tensor in tensors) else multiply_adds(model)
    return _Measures(
        parameters, most, values, work, *([tensor.shape for tensor in ends] for ends in (model.inputs, model.outputs))
    )


def _built_without_memory(config: Any) -> keras.Model:
    """The measures of a described network, from shapes alone.

    In a stateless scope variables have a shape and no memory; a thread of its own forgets what the scope left open.
    """
    found: list[Any] = []

    def build() -> None:
        try:
            with keras.StatelessScope(initialize_variables=False):
                found.append(
                    _measures(keras.saving.deserialize_keras_object(config | {"compile_config": None}, safe_mode=True))
                )
        except Exception as error:  # Keras raises whatever its layers stumble over
            found.append(error)

    thread = threading.Thread(target=build, name="model sizes")
    thread.start()
    thread.join()
    if isinstance(found[0], Exception):
        raise ModelError("The model's layers don't fit together.") from found[0]
    return found[0]


def _check_measures(measures: _Measures) -> None:
    for size, most, of_what in (
        (measures.parameters, MOST_PARAMETERS, "parameters"),
        (measures.values, MOST_VALUES, "values from one layer"),
        (measures.work, MOST_WORK, "multiply-adds for one picture"),
    ):
        if size > most:
            raise ModelError(f"The model is far too large, with {size:,} {of_what}: the limit is {most:,}.")
    if len(measures.inputs) != 1 or len(measures.outputs) != 1:
        raise ModelError(
            f"The model must have one input and one output. Received: {len(measures.inputs)} and {len(measures.outputs)}"
        )
    (shape,), (answer,) = measures.inputs, measures.outputs
    if shape == (None, None, None, 3):
        raise ModelError(
            "The model takes pictures of any size, as those do that were packed to be used elsewhere. A project holds the "
            "network as it was trained: save it with the button 'Save as a project'."
        )
    if len(shape) != 4 or shape[1] is None or shape != (None, shape[1], shape[1], 3):
        raise ModelError(f"The model must take square colour pictures of one size, (None, n, n, 3). Received: {shape}")
    if not 1 <= shape[1] <= LARGEST_SIDE:
        raise ModelError(f"The model must take pictures of up to {LARGEST_SIDE} × {LARGEST_SIDE} pixels. Received: {shape}")
    if len(answer) != 2 or answer[0] is not None or answer[1] is None:
        raise ModelError(f"The model must give one number for each class, (None, classes). Received: {answer}")


def _check_weights(data: bytes, least: int, most: int) -> None:
    """The file of weights holds plain arrays, as many numbers as there are parameters, all of them really there and finite."""
    total = 0

    def visit(name: str, item: Any) -> None:
        nonlocal total
        if isinstance(item, h5py.Dataset):
            plain = item.dtype.kind in "fiu" and item.chunks is None and item.external is None and not item.is_virtual
            if not plain or item.id.get_storage_size() != item.size * item.dtype.itemsize:
                raise ModelError("The model's weights are packed in a way that no network of this course uses.")
            total += item.size
            if total <= most and item.dtype.kind == "f" and not np.isfinite(item[()]).all():
                raise _not_finite()

    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            file.visititems(visit)
    except ModelError:
        raise
    except Exception as error:  # h5py raises whatever its parser stumbles over
        raise ModelError("The model's weights are damaged.") from error
    if not least <= total <= most:
        raise ModelError(f"The model's layers need {least:,} parameters. Received: {total:,}")
