"""A trained network to take home: the model, what it should answer, and a script that checks that it does."""

import io
import json
import zipfile
from dataclasses import asdict

import keras
import numpy as np

from lessons.figures.pictures import png
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.inference import run_layers
from lessons.training.model_file import model_bytes

GOLDEN = 5  # pictures whose answers travel along
TOLERANCE = 1e-5

_CHECK = '''\
"""Checks that the model answers here as it did where it was trained. It needs TensorFlow and Pillow."""

import json
import sys
from pathlib import Path

import keras
import numpy as np
from PIL import Image

here = Path(__file__).parent
labels = json.loads((here / "labels.json").read_text("utf-8"))
golden = json.loads((here / "golden.json").read_text("utf-8"))
model = keras.saving.load_model(here / "model.keras")
worst = 0.0
for name, expected in golden["outputs"].items():
    picture = np.asarray(Image.open(here / "golden" / name).convert("RGB"), "float32")
    answer = model.predict(picture[None], verbose=0)[0]
    worst = max(worst, float(np.abs(answer - np.array(expected)).max()))
    print(f"{name}: {labels[int(answer.argmax())]} ({answer.max():.1%})")
print(f"largest difference: {worst:.2e}")
sys.exit(0 if worst <= golden["tolerance"] else 1)
'''

_CARD = """\
# Model card

A network with {parameters:,} parameters that tells apart: {labels}. It was trained with *Pixels to Predictions*.

| | |
| --- | --- |
| pictures | {size} × {size}, RGB; any size goes in and is resized |
| test accuracy | {accuracy:.1%} of {tests} pictures that it never saw |
| macro F1 | {f1:.3f} |
| epochs | {epochs} |
| seed | {seed} |
| device | {device} |

Use it with raw numbers from 0 to 255: the scaling is its first layers.

```python
import keras, numpy as np
from PIL import Image
model = keras.saving.load_model("model.keras")
picture = np.asarray(Image.open("photo.jpg").convert("RGB"), "float32")
print(model.predict(picture[None]))
```

It knows these classes and nothing else: for a picture of something else it still names one of them. `python check.py` compares
its answers with those that it gave when it was exported.
"""


def export_model(model):
    """The same network with a resizing layer in front, so that raw 0-255 RGB pictures of any size go in.

    Parameters
    ----------
    model : keras.Model that is one row of layers, such as those of `lessons.training`

    Returns
    -------
    keras.Model, flat, of built-in layers that load in Keras's safe mode. Its weights are copies.
    """
    size = model.inputs[0].shape[1]
    inputs = keras.Input((None, None, 3), name="any_picture")
    outputs = keras.layers.Resizing(size, size, interpolation="bicubic", antialias=True, name="resize")(inputs)
    for layer in model.layers[1:]:
        twin = type(layer).from_config(layer.get_config())
        outputs = twin(outputs)
        twin.set_weights(layer.get_weights())
    return keras.Model(inputs, outputs, name="exported")


def export_zip(result):
    """A trained network as a ZIP: model, labels, golden pictures and answers, a script that checks them, settings, model card.

    Parameters
    ----------
    result : lessons.training.progress.FitResult

    Returns
    -------
    bytes
    """
    size = result.model.inputs[0].shape[1]
    samples = list(SAMPLES.items())[:GOLDEN]
    pictures = {f"{name}.png": square(sample.load(), size) for name, sample in samples}
    (answers,) = run_layers(result.model, np.stack(list(pictures.values())), [result.model.layers[-1].name])
    golden = {"tolerance": TOLERANCE, "outputs": {name: row.tolist() for name, row in zip(pictures, answers, strict=True)}}
    card = _CARD.format(
        parameters=result.model.count_params(),
        labels=", ".join(result.labels),
        size=size,
        accuracy=result.test_report.accuracy,
        tests=len(result.test_report.probabilities),
        f1=result.test_report.macro_f1,
        epochs=len(result.history),
        seed=result.settings.seed,
        device=result.device,
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.keras", model_bytes(export_model(result.model)), zipfile.ZIP_STORED)
        archive.writestr("labels.json", json.dumps(list(result.labels), ensure_ascii=False, indent=1))
        archive.writestr("settings.json", json.dumps(asdict(result.settings), indent=1))
        archive.writestr("golden.json", json.dumps(golden, indent=1))
        for name, picture in pictures.items():
            archive.writestr(f"golden/{name}", png(picture))
        archive.writestr("check.py", _CHECK)
        archive.writestr("README.md", card)
    return file.getvalue()
