"""A trained network to take home: the model, what it should answer, and a script that checks that it does."""

import io
import json
import zipfile
from dataclasses import asdict
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from PIL import ExifTags, Image

from lessons.figures.pictures import png
from lessons.images.resizing import fit_within, square
from lessons.images.samples import SAMPLES
from lessons.nets.inference import run_layers
from lessons.takehome.loading_code import LOADING, LOADING_IMPORTS
from lessons.takehome.model_file import LEAST_KERAS, model_bytes
from lessons.takehome.notebook import retraining_notebook
from lessons.training.results import ClassifierRun, LabelledNetwork, OpenedNetwork

GOLDEN = 12  # pictures whose answers travel along, beside the one that lies on its side
TURNED = "on_its_side.png"
TOLERANCE = 1e-5

_CHECK = f'''\
"""Checks that the model answers here as it did where it was trained.

It needs Keras {LEAST_KERAS} or later, TensorFlow and Pillow.
"""

import json
import sys
from pathlib import Path

import keras
{LOADING_IMPORTS}


{LOADING}

here = Path(__file__).parent
labels = json.loads((here / "labels.json").read_text("utf-8"))
golden = json.loads((here / "golden.json").read_text("utf-8"))
model = keras.saving.load_model(here / "model.keras")
print(golden["about"])
worst = 0.0
for name, expected in golden["outputs"].items():
    picture = load(here / "golden" / name, golden["size"])
    answer = model.predict(picture[None], verbose=0)[0]
    worst = max(worst, float(np.abs(answer - np.array(expected)).max()))
    print(f"{{name}}: {{labels[int(answer.argmax())]}} ({{answer.max():.1%}})")
print(f"largest difference: {{worst:.2e}}")
sys.exit(0 if worst <= golden["tolerance"] else 1)
'''

_OWN = "Pictures of the network's own test set, which it never learned from{turned}:"
_SOME = "Pictures of the network's own test set, which it never learned from, and sample photos{turned}:"
_SAMPLES = (
    "Sample photos of things that the network may never have learned{turned}. It names one of its classes for each all the "
    "same; what counts is that it gives the same answer here:"
)
_AND_TURNED = ", and a sample photo that lies on its side, with a note in its file of which side is up"

_CARD = """\
# Model card

A network with {parameters:,} parameters that tells apart: {labels}. It was trained with *Pixels to Predictions*.

| | |
| --- | --- |
| pictures | {size} × {size}, RGB; any size goes in and is resized |
{figures}
| seed | {seed} |
| needs | Keras {least} or later, with TensorFlow; Pillow; pi-heif for HEIC photos |

Use it with raw numbers from 0 to 255: the scaling is its first layers. It resizes pictures by itself, a little differently than
the app; `load` does it as the app does.

```python
import keras
{imports}

{loading}
model = keras.saving.load_model("model.keras")
print(model.predict(load("photo.jpg", {size})[None]))
```

It knows these classes and nothing else: for a picture of something else it still names one of them. `python check.py` compares
its answers for the {golden} in the folder `golden` with those that it gave when it was exported.
`retrain.ipynb` trains it again, from a folder of pictures.
{tflite}"""

_TFLITE = """\

## TensorFlow Lite

`model.tflite` is the same network for phones and small computers. It does not resize: its input `picture` is float32 of shape
(1, {size}, {size}, 3), raw RGB from 0 to 255, and its output are the probabilities.

```python
import tensorflow as tf
{imports}

{loading}
network = tf.lite.Interpreter("model.tflite")  # ai_edge_litert.interpreter has the same one, without TensorFlow
network.allocate_tensors()
network.set_tensor(network.get_input_details()[0]["index"], load("photo.jpg", {size})[None])
network.invoke()
print(network.get_tensor(network.get_output_details()[0]["index"]))
```
"""


def export_model(model: keras.Model) -> keras.Model:
    """The same network with a resizing layer in front, so that raw 0-255 RGB pictures of any size go in.

    Parameters
    ----------
    model : keras.Model with one input of a fixed size, such as those of `lessons.training`; shortcuts are kept

    Returns
    -------
    keras.Model, flat, of built-in layers that load in Keras's safe mode. Its weights are copies.
    """
    size, config = model.inputs[0].shape[1], model.get_config()
    inputs = keras.Input((None, None, 3), name="any_picture")
    resize = keras.layers.Resizing(size, size, interpolation="bicubic", antialias=True, name="resize")
    # Without training=False the layer's own default, True, would hold for all layers behind it when the model is just called.
    front = keras.Model(inputs, resize(inputs, training=False)).get_config()
    old = [layer["name"] for layer in config["layers"] if layer["class_name"] == "InputLayer"]
    rest = [_redirected(layer, old[0]) for layer in config["layers"] if layer["name"] != old[0]]
    config |= {"name": "exported", "layers": front["layers"] + rest, "input_layers": front["input_layers"]}
    exported = keras.Model.from_config(config)
    for layer in model.layers:
        if layer.weights:
            exported.get_layer(layer.name).set_weights(layer.get_weights())
    return exported


def _redirected(config: Any, old: str) -> Any:
    """A layer's description in which what came from the old input comes from the resizing layer."""
    if isinstance(config, dict):
        return {
            key: ["resize", 0, 0] if key == "keras_history" and value[0] == old else _redirected(value, old)
            for key, value in config.items()
        }
    return type(config)(_redirected(item, old) for item in config) if isinstance(config, list | tuple) else config


def to_tflite(result: LabelledNetwork) -> bytes:
    """A trained network for phones and small computers, as TensorFlow Lite. It takes some seconds.

    The resizing layer stays behind, since TensorFlow Lite can't compute it: pictures must come in the network's size.

    Parameters
    ----------
    result : lessons.training.results.LabelledNetwork

    Returns
    -------
    bytes
        Its input ``picture`` is float32 (1, size, size, 3), raw RGB from 0 to 255; its output are the probabilities,
        float32 (1, classes), in the order of the labels. Weights are float32, not quantised.
    """
    model = keras.Model(result.model.inputs, result.model.outputs[0])
    weights = [(variable, variable.numpy()) for variable in model.variables]

    def answer(picture: Any) -> Any:
        with keras.StatelessScope(weights):  # as constants: the converter leaves variables empty
            return model([picture], training=False)

    signature = [tf.TensorSpec((1, *model.inputs[0].shape[1:]), tf.float32, name="picture")]
    graph = tf.function(answer, input_signature=signature).get_concrete_function()
    return tf.lite.TFLiteConverter.from_concrete_functions([graph]).convert()


def export_zip(result: ClassifierRun | OpenedNetwork, *, tflite: bytes | None = None) -> bytes:
    """A trained network as a ZIP: model, labels, golden pictures and answers, a script that checks them, a notebook that trains
    it again, settings, model card.

    Parameters
    ----------
    result : lessons.training.results.ClassifierRun, or an OpenedNetwork with settings, whose accuracy is not known
    tflite : bytes of `to_tflite`, to be packed too; or None

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If it has no settings, as a network that was opened without any.
    """
    settings = result.settings
    if settings is None:
        raise ValueError("result must have the settings that it was trained with. Received: settings=None")
    size = result.model.inputs[0].shape[1]
    about, pictures = golden_pictures(result)
    shown = np.stack([square(picture, size) for picture in (*pictures.values(), _turned_picture())])
    (answers,) = run_layers(result.model, shown, [result.model.layers[-1].name])
    golden = {
        "about": about.format(turned=_AND_TURNED),
        "tolerance": TOLERANCE,
        "size": size,
        "outputs": {name: row.tolist() for name, row in zip((*pictures, TURNED), answers, strict=True)},
    }
    own = {
        _OWN: "pictures of its own test set",
        _SOME: "pictures of its own test set, some sample photos",
        _SAMPLES: "sample photos, of things that it may never have learned,",
    }[about]
    code = {"size": size, "imports": LOADING_IMPORTS, "loading": LOADING}
    card = _CARD.format(
        parameters=result.model.count_params(),
        labels=", ".join(result.labels),
        figures=_figures(result),
        seed=settings.seed,
        least=LEAST_KERAS,
        golden=f"{own} and the photo that lies on its side",
        tflite="" if tflite is None else _TFLITE.format(**code),
        **code,
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.keras", model_bytes(export_model(result.model)), zipfile.ZIP_STORED)
        archive.writestr("labels.json", json.dumps(list(result.labels), ensure_ascii=False, indent=1))
        archive.writestr("settings.json", json.dumps(asdict(settings), indent=1))
        archive.writestr("golden.json", json.dumps(golden, indent=1))
        for name, picture in pictures.items():
            archive.writestr(f"golden/{name}", png(picture))
        archive.writestr(f"golden/{TURNED}", _on_its_side(_turned_picture()))
        archive.writestr("check.py", _CHECK)
        archive.writestr("retrain.ipynb", retraining_notebook(result))
        if tflite is not None:
            archive.writestr("model.tflite", tflite, zipfile.ZIP_STORED)
        archive.writestr("README.md", card)
    return file.getvalue()


def golden_pictures(result: ClassifierRun | OpenedNetwork) -> tuple[str, dict[str, npt.NDArray[np.uint8]]]:
    """(what they are, name -> picture): some of the run's own test pictures, and sample photos where it has too few."""
    images = () if isinstance(result, OpenedNetwork) else result.test_images
    places = _golden_places(len(images))
    pictures = {_golden_name(place): images[place] for place in places}
    pictures |= {f"{name}.png": sample.load() for name, sample in list(SAMPLES.items())[: GOLDEN - len(pictures)]}
    return _OWN if len(places) == GOLDEN else _SOME if len(places) else _SAMPLES, pictures


def golden_targets(result: ClassifierRun | OpenedNetwork) -> dict[str, int]:
    """What is on those golden pictures that are of the run's own test: name -> number of the class."""
    if isinstance(result, OpenedNetwork):
        return {}
    targets = result.test_report.targets
    return {_golden_name(place): int(targets[place]) for place in _golden_places(len(result.test_images))}


def _golden_places(count: int) -> list[int]:
    """Which of so many test pictures travel."""
    return np.unique(np.linspace(0, count - 1, min(GOLDEN, count)).astype(int)).tolist() if count else []


def _golden_name(place: int) -> str:
    return f"test_{place + 1}.png"


def _turned_picture() -> npt.NDArray[np.uint8]:
    """A photo of odd sides, upright."""
    return fit_within(next(iter(SAMPLES.values())).load(), 301)[:199]


def _on_its_side(picture: npt.NDArray[np.uint8]) -> bytes:
    """A PNG whose pixels lie on their side, and whose EXIF note says so: what phones do."""
    note, file = Image.Exif(), io.BytesIO()
    note[ExifTags.Base.Orientation] = 6  # to be turned a quarter to the right
    Image.fromarray(np.rot90(picture)).save(file, "PNG", exif=note)
    return file.getvalue()


def _figures(result: ClassifierRun | OpenedNetwork) -> str:
    """The rows of the card that say how good the network is, and how long it learned."""
    if isinstance(result, OpenedNetwork):
        return "| test accuracy | not known: it comes from a project file, which keeps no test answers |"
    report = result.test_report
    kept = f"; early stopping kept the network after epoch {result.kept.number}" if result.kept_earlier else ""
    return (
        f"| test accuracy | {report.accuracy:.1%} of {len(report.targets)} pictures that it never saw |\n"
        f"| 95% interval of it (Wilson) | {report.interval_text} |\n"
        f"| macro F1 | {report.macro_f1:.3f} |\n"
        f"| epochs | {len(result.history)}{kept} |\n"
        f"| device | {result.device} |"
    )
