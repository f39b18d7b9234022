"""A notebook that trains the same network again with plain Keras, from a folder of pictures."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pprint import pformat
from textwrap import indent
from typing import Any

import keras

from lessons.nets.splitting import last_convolutions
from lessons.takehome.loading_code import LOADING, LOADING_IMPORTS
from lessons.takehome.model_file import LEAST_KERAS
from lessons.training.recipes import Written, augmentation_calls, early_stopping, optimiser_code
from lessons.training.results import ClassifierRun, OpenedNetwork
from lessons.training.settings import TrainingSettings

_HEAD = ("average", "flatten", "hidden", "dropout", "probabilities")

_INTRODUCTION = """\
# Train it again

This notebook trains the network of `model.keras` anew, with plain Keras: {what}. Put your pictures into a folder
`pictures`, with a folder for each class: {labels}. It needs Keras {least} or later, TensorFlow and Pillow,
and pi-heif where there are HEIC photos.

The settings and the seed are those of *Pixels to Predictions*. The figures come out alike, not the same: the pictures are
split and mixed in another order, and here every batch runs through the whole network, which takes longer. Files do not say
which pictures were taken in one go: such pictures may be learned from and validated on, and then the figure below flatters.
"""

_SETTINGS = """\
from pathlib import Path

import keras
import tensorflow as tf
{imports}

PICTURES = "pictures"  # a folder with a folder for each class
WEIGHTS = "{weights}"  # of the layers that are not trained from the start: {choices}
LABELS = {labels}
SETTINGS = {settings}
SIZE, SEED = {size}, {seed}
keras.utils.set_random_seed(SEED)"""

_LOADING = (
    f'''\
{LOADING}

def load_folder(folder):
    """All pictures of a folder. What can't be read is left out, and named: .DS_Store, Thumbs.db, other files, broken ones."""
    pictures = []
    for path in sorted(folder.iterdir()):
        try:
            if not path.name.startswith("."):
                pictures.append(load(path, SIZE))
                continue
            problem = "hidden"
        except Exception as error:  # Pillow raises whatever it stumbles over
            problem = error
        print(f"{{path}} is left out: {{problem}}")
    if len(pictures) < 2:
        raise SystemExit(f"{{folder}} must hold 2 pictures or more. Received: {{len(pictures)}}")
    return pictures


groups = [load_folder(Path(PICTURES) / label) for label in LABELS]
pictures = np.stack([picture for group in groups for picture in group])
targets = np.repeat(np.arange(len(LABELS)), [len(group) for group in groups])

'''
    + """\
# The same share of each class is held back, to watch for overfitting.
rng = np.random.default_rng(SEED)
learning, validation = [], []
for target in range(len(LABELS)):
    places = rng.permutation(np.flatnonzero(targets == target))
    held = max(1, round(SETTINGS["validation_share"] * len(places)))
    validation.extend(places[:held])
    learning.extend(places[held:][: SETTINGS.get("pictures_per_class") or None])
print(f"{len(learning)} pictures to learn from, {len(validation)} to validate on")"""
)

_NETWORK = """\
trained = keras.saving.load_model("model.keras")
network = keras.models.clone_model(trained)  # the same layers, with the first weights that their seeds give
if WEIGHTS == "imagenet":
    source = keras.applications.VGG16(weights="imagenet", include_top=False)  # downloads 59 MB
else:
    source = keras.saving.load_model(WEIGHTS)
KEPT = {kept}
for name in KEPT:
    origin = source if name in [layer.name for layer in source.layers] else trained
    network.get_layer(name).set_weights(origin.get_layer(name).get_weights())
network.summary()"""

_TRAINING = '''\
augment = keras.Sequential({augment})
batches = tf.data.Dataset.from_tensor_slices((pictures[learning], targets[learning]))
batches = batches.shuffle(len(learning), seed=SEED).batch(SETTINGS["batch_size"])
if augment.layers:
    batches = batches.map(lambda some, answers: (augment(some, training=True), answers))


def train(learned, epochs, rate):
    """Let exactly these layers learn."""
    for layer in network.layers:
        layer.trainable = layer.name in learned
{before}    network.compile(optimizer={optimiser}, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    callbacks = []
    if SETTINGS["patience"]:
        callbacks.append({stopping})
    held_back = (pictures[validation], targets[validation])
    network.fit(batches, validation_data=held_back, epochs=epochs, shuffle=False, callbacks=callbacks, verbose=2)  # mixed above


train({learned}, SETTINGS["epochs"], SETTINGS["learning_rate"])'''

_FINE_TUNING = """\
# The last convolutions learn too, in smaller steps.
train({learned}, SETTINGS["fine_epochs"], SETTINGS["fine_rate"])"""

_JUDGING = """\
answers = network.predict(pictures[validation], verbose=0)
right = answers.argmax(axis=1) == targets[validation]
print(f"{right.mean():.1%} of {len(right)} validation pictures are right")
network.save("retrained.keras")"""


def retraining_notebook(result: ClassifierRun | OpenedNetwork) -> str:
    """A notebook for what a run did: its settings, its seed, and the layers that it trained.

    It starts from the ``model.keras`` that is exported beside it; `lessons.takehome.export.export_zip` packs both.

    Parameters
    ----------
    result : lessons.training.results.ClassifierRun or OpenedNetwork, with settings

    Returns
    -------
    str, JSON of Jupyter's notebook format 4.5

    Raises
    ------
    ValueError
        If it has no settings, as a network that was opened without any.
    """
    settings = result.settings
    if settings is None:
        raise ValueError("result must have the settings that it was trained with. Received: settings=None")
    names = [layer.name for layer in result.model.layers if layer.weights]
    kept, stages = _stages(result.model, settings)
    downloads = (
        isinstance(settings, TrainingSettings) and settings.network == "vgg16" and settings.arm in ("frozen", "fine_tuned")
    )
    changed = isinstance(settings, TrainingSettings) and settings.arm == "fine_tuned"
    batch_size = Written('SETTINGS["batch_size"]')
    before, optimiser = optimiser_code(settings, Written("rate"), epochs=Written("epochs"), batch_size=batch_size)
    cells = [
        (
            "markdown",
            _INTRODUCTION.format(
                least=LEAST_KERAS, what=_what(settings), labels=", ".join(f"`{label}`" for label in result.labels)
            ),
        ),
        (
            "code",
            _SETTINGS.format(
                imports=LOADING_IMPORTS,
                weights="imagenet" if downloads and changed else "model.keras",
                choices='"imagenet" downloads them, "model.keras" has them' + (" as fine-tuned already" if changed else "")
                if downloads
                else '"model.keras" has them',
                labels=json.dumps(list(result.labels), ensure_ascii=False),
                settings=pformat(asdict(settings), width=110, sort_dicts=False),
                size=result.model.inputs[0].shape[1],
                seed=settings.seed,
            ),
        ),
        ("markdown", "## The pictures"),
        ("code", _LOADING),
        ("markdown", "## The network"),
        ("code", _NETWORK.format(kept=_listed([name for name in names if name in kept]))),
        ("markdown", "## Training"),
        (
            "code",
            _TRAINING.format(
                augment=_augmentation(settings),
                before=indent(before, "    "),
                optimiser=optimiser,
                stopping=early_stopping(Written('SETTINGS["patience"]')).code,
                learned=_listed(stages[0]),
            ),
        ),
        *[("code", _FINE_TUNING.format(learned=_listed(learned))) for learned in stages[1:]],
        ("markdown", "## How good is it?"),
        ("code", _JUDGING),
    ]
    notebook = {
        "cells": [_cell(number, *cell) for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1)


def _cell(number: int, kind: str, source: str) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    lines = source.strip("\n").splitlines(keepends=True)
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": lines} | code


def _stages(model: keras.Model, settings: Any) -> Any:
    """Names of the layers whose weights are taken over, and of those that learn, in each stage of the training."""
    names = [layer.name for layer in model.layers if layer.weights]
    if not isinstance(settings, TrainingSettings) or settings.arm == "scratch":
        return ["preprocessing"], [[name for name in names if name != "preprocessing"]]
    head = [name for name in names if name in _HEAD]
    base = [name for name in names if name not in _HEAD]
    kept = ["preprocessing"] if settings.arm == "random" else base
    if settings.arm != "fine_tuned":
        return kept, [head]
    first = base.index(last_convolutions(model, settings.unfrozen)[0])
    frozen = set() if settings.batch_norm == "trained" else {keras.layers.BatchNormalization}
    unfrozen = [name for name in base[first:] if type(model.get_layer(name)) not in frozen]
    return kept, [head, unfrozen + head]


def _what(settings: Any) -> str:
    if not isinstance(settings, TrainingSettings) or settings.arm == "scratch":
        return "a small CNN, from scratch"
    ways = {
        "random": "a new head on a base of random weights that stays as it is",
        "frozen": "a new head on a pretrained base that stays as it is",
        "fine_tuned": "a new head on a pretrained base, and then its last convolutions too",
    }
    return ways[settings.arm]


def _listed(names: Iterable[str]) -> str:
    return pformat(list(names), width=110, compact=True)


def _augmentation(settings: Any) -> str:
    """The layers that change the pictures at random, as code."""
    chosen = getattr(settings, "augmentation", None)
    layers = [f"    {call.code},\n" for call in augmentation_calls(chosen).values()] if chosen else []
    return f"[\n{''.join(layers)}]" if layers else "[]"
