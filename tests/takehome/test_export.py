"""What is taken home answers as the app does: in a process of its own, with nothing but TensorFlow and Pillow."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import keras
import nbformat
import numpy as np
import pytest
import tensorflow as tf
from PIL import ExifTags, Image

from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import grad_cam
from lessons.takehome.export import GOLDEN, TURNED, export_model, export_zip, to_tflite
from lessons.takehome.loading_code import LOADING
from lessons.takehome.model_file import LAYERS, LEAST_KERAS, model_bytes
from lessons.takehome.notebook import retraining_notebook
from lessons.training.arms import assemble
from lessons.training.fit import fit
from lessons.training.scratch import fit_scratch
from lessons.training.settings import Augmentation, ScratchSettings, TrainingSettings
from tests.small_data import part_of
from tests.takehome.test_loading_code import load_as_exported

pytestmark = pytest.mark.slow

CAT = SAMPLES["chelsea"].load()


FEW_FACES = part_of(DATASETS["faces"], 10)
RUNS = {
    "frozen": lambda: fit(TrainingSettings(network="vgg16", image_size=64, epochs=1), FEW_FACES),
    "fine-tuned": lambda: fit(
        TrainingSettings(
            arm="fine_tuned",
            network="efficientnet_lite0",
            image_size=64,
            epochs=1,
            unfrozen=3,
            fine_epochs=1,
            fine_rate=1e-3,
            dropout=0.2,
            patience=5,
            optimiser="sgd",
            augmentation=Augmentation(flip=True, rotation=10.0, shift=0.1, shear=0.1, zoom=0.1, brightness=0.1, variants=1),
        ),
        FEW_FACES,
    ),
    "stacked": lambda: fit_scratch(
        ScratchSettings(epochs=1, stack="conv 4; norm; max; dropout; flatten"), DATASETS["digits"], watched=CAT
    ),
}


@pytest.fixture(scope="module")
def results():
    return {name: run() for name, run in RUNS.items()}


@pytest.fixture(scope="module")
def folders(results, tmp_path_factory):
    made = {name: tmp_path_factory.mktemp("export") for name in results}
    for name, result in results.items():
        zipfile.ZipFile(io.BytesIO(export_zip(result))).extractall(made[name])
    return made


@pytest.fixture(scope="module")
def opened(folders):
    return {name: keras.saving.load_model(folder / "model.keras") for name, folder in folders.items()}


@pytest.fixture(params=list(RUNS))
def name(request):
    return request.param


@pytest.fixture
def result(results, name):
    return results[name]


@pytest.fixture
def folder(folders, name):
    return folders[name]


@pytest.fixture
def loaded(opened, name):
    return opened[name]


def other_modules():
    """The modules of what the app needs beside Keras, TensorFlow, Pillow, and what comes with these."""
    lines = (Path(__file__).parents[2] / "requirements.txt").read_text().splitlines()
    needed = {re.match(r"[\w-]+", line)[0] for line in lines if line and not line.startswith("#")}
    others = needed - {"tensorflow", "keras", "pillow", "numpy", "h5py"}
    return [module for module, owners in packages_distributions().items() if others & {owner.lower() for owner in owners}]


CHECK_EACH = """
import os, runpy, sys
modules, folders = sys.argv[1].split(","), sys.argv[2:]
sys.modules.update(dict.fromkeys(modules))  # whoever imports one of them fails
for folder in folders:
    os.chdir(folder)
    try:
        runpy.run_path("check.py", run_name="__main__")
    except SystemExit as end:
        print("ended with", end.code)
print("Keras", sys.modules["keras"].__version__)
"""


def check_each(folders, **environment):
    """Run the folders' scripts in one process of their own, with nothing but what the card asks for.

    Keras's version there, and of each script the largest difference that it tells and the code that it ends with.
    """
    command = [sys.executable, "-c", CHECK_EACH, ",".join(other_modules()), *map(str, folders)]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.split("ended with ")
    assert len(said) == len(folders) + 1
    scripts = [(float(before.rsplit(": ", 1)[1]), int(after.split()[0])) for before, after in pairwise(said)]
    return said[-1].split()[-1], scripts


def with_other_answers(folder, copy):
    """A copy of a folder whose golden answers are others."""
    shutil.copytree(folder, copy)
    golden = json.loads((folder / "golden.json").read_text())
    first = next(iter(golden["outputs"]))
    golden["outputs"][first][0] += 0.01
    (copy / "golden.json").write_text(json.dumps(golden))
    return copy


def test_the_scripts_agree_and_notice_other_answers_in_a_process_of_their_own(folders, tmp_path):
    """All of them have the same script: so one of them is given other answers."""
    assert len({(folder / "check.py").read_text() for folder in folders.values()}) == 1
    version, [*checked, noticed] = check_each([*folders.values(), with_other_answers(folders["stacked"], tmp_path / "others")])
    assert version == keras.__version__
    for worst, code in checked:
        assert worst <= 1e-5
        assert code == 0
    assert noticed[0] > 5e-3
    assert noticed[1] == 1


def test_the_golden_pictures_are_test_pictures_where_there_are_some(result, folder):
    about = json.loads((folder / "golden.json").read_text())["about"]
    with Image.open(folder / "golden" / TURNED) as picture:
        assert picture.getexif()[ExifTags.Base.Orientation] == 6
        assert picture.width % 2 == picture.height % 2 == 1
        assert picture.width != picture.height
    names = sorted(file.name for file in (folder / "golden").iterdir())
    if not result.test_images:
        assert "chelsea.png" in names
        assert "may never have learned" in about
        return
    assert "own test set" in about
    names.remove(TURNED)
    for name in names:
        place = int(name.removesuffix(".png").removeprefix("test_")) - 1
        assert np.array_equal(Image.open(folder / "golden" / name), result.test_images[place])


def notebook_code(folder):
    cells = json.loads((folder / "retrain.ipynb").read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_calling_a_model_on_an_array_predicts_and_warns_of_nothing(result, folder, rng):
    """Warnings are errors here. Batch normalisation and dropout must not behave as in training, nor learn."""
    loaded, size = keras.saving.load_model(folder / "model.keras"), result.model.inputs[0].shape[1]
    before = loaded.get_weights()
    for kind in (np.uint8, np.float32):
        array = rng.integers(0, 256, (2, size, size, 3)).astype(kind)
        expected = result.model.predict(array, verbose=0)
        for model in (loaded, result.model):
            np.testing.assert_allclose(model(array), expected, atol=1e-5)
    for old, new in zip(before, loaded.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    drops = any(isinstance(layer, keras.layers.Dropout) for layer in loaded.layers)
    assert np.allclose(loaded(array, training=True), expected, atol=1e-5) != drops


KNOWN = json.loads((Path(__file__).parent / "keras_3_10.json").read_text())
"""What Keras 3.10.0 has -> the words that its constructor takes, by `inspect.signature` along its base classes."""


def described(config):
    """(class, words) of all objects in a description."""
    if isinstance(config, dict):
        if config.get("class_name") in KNOWN:
            yield config["class_name"], set(config["config"])
        for value in config.values():
            yield from described(value)
    elif isinstance(config, list):
        for value in config:
            yield from described(value)


def test_keras_3_10_knows_every_word_of_the_description(folder):
    with zipfile.ZipFile(folder / "model.keras") as archive:
        config = json.loads(archive.read("config.json"))
    for name, words in described(config):
        assert words <= set(KNOWN[name]), name


def test_keras_3_10_knows_every_layer_that_a_network_may_have():
    """Each kind as it is by default."""
    options = {"Conv2D": (2, 3), "SeparableConv2D": (2, 3), "DepthwiseConv2D": (3,), "Dense": (2,), "Activation": ("relu",)}
    options |= {"Dropout": (0.5,), "Rescaling": (0.5,), "Resizing": (8, 8), "Reshape": ((8, 8, 3),)}
    options |= {"AveragePooling2D": (2,), "MaxPooling2D": (2,), "Normalization": (-1, 0.0, 1.0)}
    inputs = keras.Input((8, 8, 3))
    seen = set()
    for kind in sorted(LAYERS - {"InputLayer"}):
        layer = getattr(keras.layers, kind)(*options.get(kind, ()))
        outputs = layer([inputs, inputs] if kind in ("Add", "Multiply") else inputs)
        with zipfile.ZipFile(io.BytesIO(model_bytes(keras.Model(inputs, outputs)))) as archive:
            for name, words in described(json.loads(archive.read("config.json"))):
                assert words <= set(KNOWN[name]), name
                seen.add(name)
    assert seen >= LAYERS


def test_what_is_younger_and_not_at_its_default_stays():
    inputs = keras.Input((8, 8, 3))
    norm = keras.layers.BatchNormalization(renorm=True, renorm_momentum=0.99, name="norm")
    with zipfile.ZipFile(io.BytesIO(model_bytes(keras.Model(inputs, norm(inputs))))) as archive:
        (layer,) = (layer for layer in json.loads(archive.read("config.json"))["config"]["layers"] if layer["name"] == "norm")
    assert layer["config"]["renorm"] is True
    assert "renorm_momentum" not in layer["config"]


def test_the_scripts_agree_in_keras_3_10(folders, tmp_path):
    """With the least Keras that the card asks for, in the place of the app's own."""
    wanted = f"keras=={LEAST_KERAS}.*"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--retries", "1", "--no-deps", "--target", tmp_path, wanted]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"Keras {LEAST_KERAS} can't be installed here: {done.stderr[-300:]}")
    version, checked = check_each(folders.values(), PYTHONPATH=str(tmp_path))
    assert version.startswith(f"{LEAST_KERAS}.")
    for worst, code in checked:
        assert worst <= 1e-5
        assert code == 0


def test_pictures_of_any_size_go_in(result, loaded):
    """Keras resizes in float32, Pillow to whole numbers: the answers are close, not the same."""
    size = result.model.inputs[0].shape[1]
    np.testing.assert_allclose(loaded(CAT[None]), result.model(square(CAT, size)[None]), atol=0.02)


def test_shortcuts_survive_the_export(rng):
    """EfficientNet adds a block's input to its output: a network that is no single row of layers."""
    model = assemble(TrainingSettings(network="efficientnet_lite0", image_size=64), 3).model
    exported, batch = export_model(model), rng.uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)
    np.testing.assert_allclose(exported(batch, training=False), model(batch, training=False), atol=1e-6)


def test_the_exported_network_is_flat_and_can_be_explained(result, loaded):
    assert not any(isinstance(layer, keras.Model) for layer in loaded.layers)
    names = [layer.name for layer in result.model.layers[1:]]
    assert [layer.name for layer in loaded.layers[2:]] == names
    heat = grad_cam(result.model, CAT, 0)
    assert np.isfinite(heat).all()


def test_everything_is_in_it(result, folder):
    assert json.loads((folder / "labels.json").read_text()) == list(result.labels)
    assert json.loads((folder / "settings.json").read_text())["seed"] == result.settings.seed
    card = (folder / "README.md").read_text()
    assert f"{result.test_report.accuracy:.1%}" in card
    assert f"(Wilson) | {result.test_report.interval_text} |" in card
    assert len(list((folder / "golden").glob("*.png"))) == GOLDEN + 1
    assert "Keras 3.10 or later" in card
    for code in (card, (folder / "check.py").read_text(), "".join(notebook_code(folder))):
        assert LOADING in code


RUN_NOTEBOOKS = """
import json, os, sys
for folder in sys.argv[1:]:
    os.chdir(folder)
    names = {"__name__": "__main__"}
    for cell in json.load(open("retrain.ipynb", encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    print("end of", folder)
"""
JUNK = [".DS_Store", "Thumbs.db", "._1.png", "IMG_1.HEIC", "notes.txt"]


def put_pictures(folder, result):
    """Puts 6 pictures of each class where the notebook looks for them, and things that are no pictures."""
    examples = DATASETS["digits" if isinstance(result.settings, ScratchSettings) else "faces"].train
    for target, label in enumerate(result.labels):
        (folder / "pictures" / label).mkdir(parents=True, exist_ok=True)
        for index in np.flatnonzero(examples.targets == target)[:6]:
            Image.fromarray(examples.images[index]).save(folder / "pictures" / label / f"{index}.png")
    for name in JUNK:
        (folder / "pictures" / result.labels[0] / name).write_bytes(b"\x00\x05\x16\x07 no picture")
    (folder / "pictures" / result.labels[0] / "folder").mkdir()


@pytest.fixture(scope="module")
def retrained(folders, results):
    """What the notebooks print: their code cells run in order, in a process of their own."""
    for name, folder in folders.items():
        put_pictures(folder, results[name])
    command = [sys.executable, "-c", RUN_NOTEBOOKS, *map(str, folders.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return dict(zip(folders, done.stdout.split("end of "), strict=False))


def test_the_notebook_trains_the_same_network_again(result, folder, loaded, name, retrained):
    nbformat.validate(nbformat.read(folder / "retrain.ipynb", as_version=4))
    classes = len(result.labels)
    assert f"{5 * classes} pictures to learn from, {classes} to validate on" in retrained[name]
    for junk in [*JUNK, "folder"]:
        assert f"{Path('pictures') / result.labels[0] / junk} is left out: " in retrained[name]
    again = keras.saving.load_model(folder / "retrained.keras")
    changed = {
        layer.name
        for layer in loaded.layers
        for old, new in zip(layer.get_weights(), again.get_layer(layer.name).get_weights(), strict=True)
        if not np.array_equal(old, new)
    }
    assert changed == learned_layers(result)


def learned_layers(result):
    """What learns in each of the runs above."""
    if isinstance(result.settings, ScratchSettings):
        return {layer.name for layer in result.model.layers if layer.weights}
    if result.settings.arm == "frozen":
        return {"hidden", "probabilities"}
    convolutions = [
        layer.name for layer in result.model.layers if isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D)
    ]
    return {*convolutions[-3:], "hidden", "probabilities"}


def test_the_notebook_of_a_fine_tuned_vgg16_takes_its_weights_from_imagenet(results):
    """What was fine-tuned is in the model already, so the first weights are asked for elsewhere."""
    run = results["frozen"]
    for arm, weights in [("frozen", "model.keras"), ("fine_tuned", "imagenet"), ("random", "model.keras")]:
        cells = json.loads(retraining_notebook(replace(run, settings=replace(run.settings, arm=arm))))["cells"]
        assert f'WEIGHTS = "{weights}"' in "".join(cells[1]["source"])


@pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter is deprecated:UserWarning")
def test_tensorflow_lite_answers_as_keras_does(result, folder):
    data = to_tflite(result)
    network = tf.lite.Interpreter(model_content=data)
    network.allocate_tensors()
    (into,), (out,) = network.get_input_details(), network.get_output_details()
    size = result.model.inputs[0].shape[1]
    assert into["shape"].tolist() == [1, size, size, 3]
    assert into["dtype"] is out["dtype"] is np.float32
    golden = json.loads((folder / "golden.json").read_text())["outputs"]
    for name, expected in golden.items():
        network.set_tensor(into["index"], load_as_exported(folder / "golden" / name, size)[None])
        network.invoke()
        np.testing.assert_allclose(network.get_tensor(out["index"])[0], expected, atol=1e-4)
    with zipfile.ZipFile(io.BytesIO(export_zip(result, tflite=data))) as archive:
        assert archive.read("model.tflite") == data
        assert f"(1, {size}, {size}, 3)" in archive.read("README.md").decode()
