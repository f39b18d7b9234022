"""What is taken home answers as the app does: in a process of its own, with nothing but TensorFlow and Pillow."""

import io
import json
import subprocess
import sys
import zipfile

import keras
import numpy as np
import pytest
from PIL import Image

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import grad_cam
from lessons.training.datasets import DATASETS
from lessons.training.export import export_zip
from lessons.training.fit import fit
from lessons.training.scratch import fit_scratch
from lessons.training.settings import ScratchSettings, TrainingSettings

CAT = SAMPLES["chelsea"].load()


@pytest.fixture(scope="module", params=["fine-tuned", "stacked"])
def result(request):
    if request.param == "fine-tuned":
        return fit(TrainingSettings(image_size=64, epochs=2), DATASETS["faces"])
    return fit_scratch(ScratchSettings(epochs=1, stack="conv 4; norm; max; dropout; flatten"), DATASETS["digits"], watched=CAT)


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    path = tmp_path_factory.mktemp("export")
    zipfile.ZipFile(io.BytesIO(export_zip(result))).extractall(path)
    return path


def test_the_script_agrees_in_a_process_of_its_own(folder):
    done = subprocess.run([sys.executable, "check.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    worst = float(done.stdout.rsplit(": ", 1)[1])
    assert worst <= 1e-5


def test_the_script_notices_other_answers(folder, tmp_path):
    golden = json.loads((folder / "golden.json").read_text())
    first = next(iter(golden["outputs"]))
    golden["outputs"][first][0] += 0.01
    for file in folder.rglob("*"):
        if file.is_file():
            target = tmp_path / file.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    (tmp_path / "golden.json").write_text(json.dumps(golden))
    assert subprocess.run([sys.executable, "check.py"], cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_pictures_of_any_size_go_in(result, folder):
    """Keras resizes in float32, Pillow to whole numbers: the answers are close, not the same."""
    loaded = keras.saving.load_model(folder / "model.keras")
    size = result.model.inputs[0].shape[1]
    expected = result.model.predict(square(CAT, size)[None].astype(np.float32), verbose=0)
    np.testing.assert_allclose(loaded.predict(CAT[None].astype(np.float32), verbose=0), expected, atol=0.02)


def test_the_exported_network_is_flat_and_can_be_explained(result, folder):
    loaded = keras.saving.load_model(folder / "model.keras")
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
    assert len(list((folder / "golden").glob("*.png"))) == 5
    size = result.model.inputs[0].shape[1]
    for file in (folder / "golden").glob("*.png"):
        with Image.open(file) as picture:
            assert picture.size == (size, size)
