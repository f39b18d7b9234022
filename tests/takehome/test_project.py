"""A project survives its file exactly, and what it can't hold is not saved."""

import dataclasses
import json
import subprocess
import sys

import keras
import numpy as np
import pytest

from lessons.data.own_data import LONGEST, from_pictures
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from lessons.nets.vgg16 import random_vgg16
from lessons.takehome.project import Photo, Project, open_project, save_project
from lessons.takehome.project_layout import LARGEST_PHOTO, MOST_PHOTOS
from lessons.training.arms import assemble
from lessons.training.settings import BASES, Augmentation, ScratchSettings, TrainingSettings
from tests.takehome.project_files import NAMES, parts, version_1, zip_of

pytestmark = pytest.mark.slow


def same(one, other):
    assert list(one) == list(other)
    for name, group in one.items():
        assert len(group) == len(other[name])
        for left, right in zip(group, other[name], strict=True):
            assert left.dtype == right.dtype == np.uint8
            np.testing.assert_array_equal(left, right)


def test_everything_comes_back_exactly(pictures, model, rng):
    chosen = TrainingSettings(epochs=7, learning_rate=3e-4, seed=11, augmentation=Augmentation(flip=True, rotation=20))
    project = open_project(save_project(pictures, chosen, model, NAMES))
    same(project.pictures, pictures)
    assert project.settings == chosen
    assert project.labels == tuple(NAMES)
    batch = rng.uniform(0, 255, (5, 16, 16, 3)).astype(np.float32)
    np.testing.assert_array_equal(project.model(batch, training=False), model(batch, training=False))
    for left, right in zip(project.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


def test_the_same_data_set_is_made_of_it_again(rng):
    """Bursts are kept, so no picture that a network learned from turns up in its test set."""
    pictures = {name: tuple(rng.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(12)) for name in ("cup", "glass")}
    bursts = {"cup": [1] * 5 + [2] * 4 + [None] * 3, "glass": [3] * 6 + [4] * 6}
    project = open_project(save_project(pictures, bursts=bursts))
    assert project.bursts == {name: tuple(numbers) for name, numbers in bursts.items()}
    before, after = (from_pictures(p, bursts=b) for p, b in ((pictures, bursts), (project.pictures, project.bursts)))
    for part in ("train", "test"):
        for one, other in zip(getattr(before, part).images, getattr(after, part).images, strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_split_of_ones_own_survives(rng):
    pictures = {name: tuple(rng.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(12)) for name in ("cup", "glass")}
    parts = {"cup": ["train"] * 8 + ["validation"] * 2 + ["test"] * 2, "glass": [None] * 10 + ["test"] * 2}
    project = open_project(save_project(pictures, parts=parts))
    assert project.parts == {name: tuple(its) for name, its in parts.items()}
    before, after = (from_pictures(p, parts=b) for p, b in ((pictures, parts), (project.pictures, project.parts)))
    assert before.fingerprint == after.fingerprint
    assert open_project(save_project(pictures)).parts["cup"] == (None,) * 12


def test_photos_and_what_the_app_remembers_survive(rng):
    photos = tuple(
        Photo(rng.integers(0, 256, size, dtype=np.uint8), name, "A picture of mine", notes)
        for size, name, notes in [((300, 451, 3), "Größe 🐱.heic", ("It was turned.",)), ((1024, 7, 3), "", ())]
    )
    memory = {"controls": {"pooling": {"pooling_size": 5}}, "sample": "chelsea"}
    project = open_project(save_project({}, photos=photos, memory=memory))
    assert project.memory == memory
    for one, other in zip(project.photos, photos, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)
        assert (one.name, one.description, one.notes) == (other.name, other.description, other.notes)
    large = save_project({}, photos=[Photo(np.zeros((3000, 2000, 3), np.uint8), "large", "large")])
    assert open_project(large).photos[0].pixels.shape[0] == LARGEST_PHOTO


def test_more_than_a_project_can_hold_is_not_saved():
    photo = Photo(np.zeros((4, 4, 3), np.uint8), "one", "one")
    for photos in ([photo] * (MOST_PHOTOS + 1), [dataclasses.replace(photo, name="x" * 1001)]):
        with pytest.raises(ValueError):
            save_project({}, photos=photos)
    with pytest.raises(ValueError, match="memory must take up to"):
        save_project({}, memory={"long": "x" * 1_000_000})


def test_a_project_without_a_network_needs_no_tensorflow():
    code = """if True:
    import sys, numpy as np
    from lessons.takehome.project import Photo, open_project, save_project
    picture = np.zeros((8, 9, 3), np.uint8)
    project = open_project(save_project({"cup": [picture]}, photos=[Photo(picture, "a", "b")]))
    print(project.photos[0].pixels.shape, "tensorflow" in sys.modules, "keras" in sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(8, 9, 3) False False"


def test_projects_of_the_second_version_open(saved):
    files = parts(saved)
    manifest = json.loads(files["project.json"]) | {"version": 2}
    del manifest["photos"]
    project = open_project(zip_of(files | {"project.json": json.dumps(manifest)}))
    assert (project.photos, project.memory) == ((), {})
    same(project.pictures, open_project(saved).pictures)


def test_projects_from_before_bursts_open(saved):
    classes = json.loads(parts(saved)["project.json"])["classes"]
    assert "bursts" not in classes[0]
    assert set(open_project(saved).bursts["cup"]) == {None}


def test_projects_of_the_first_version_open(pictures, model):
    project = open_project(version_1(pictures, model, NAMES))
    same(project.pictures, pictures)
    assert project.labels == tuple(NAMES)
    for left, right in zip(project.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("network", BASES)
def test_what_comes_along_with_the_app_is_not_kept_in_a_project(network, rng):
    """42 photos and a network with a frozen base take less than 5 MB; the base of VGG16 alone would take 59."""
    photos = [fit_within(sample.load(), LONGEST) for sample in SAMPLES.values()]
    pictures = {name: [np.roll(photo, number) for photo in photos][:21] for number, name in enumerate(("cup", "glass"))}
    pictures = {name: (group * 3)[:21] for name, group in pictures.items()}
    model = assemble(TrainingSettings(network=network, image_size=64), 2).model
    data = save_project(pictures, TrainingSettings(network=network), model, ["cup", "glass"])
    assert sum(map(len, pictures.values())) == 42
    assert len(data) < 5_000_000
    for left, right in zip(open_project(data).model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


def test_a_network_on_vgg16_comes_back(rng):
    base = random_vgg16(size=64, seed=0)
    outputs = keras.layers.Dense(2, activation="softmax", name="probabilities")(
        keras.layers.GlobalAveragePooling2D(name="average")(base.outputs[0])
    )
    model = keras.Model(base.inputs, outputs, name="fine_tuned")
    opened = open_project(save_project({}, None, model, ["a", "b"])).model
    batch = rng.uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)
    np.testing.assert_array_equal(opened([batch], training=False), model([batch], training=False))


def test_a_network_that_was_trained_here_leaves_its_optimiser_behind(model, rng):
    trained = keras.models.clone_model(model)
    trained.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    batch = rng.uniform(0, 255, (6, 16, 16, 3)).astype(np.float32)
    trained.fit(batch, np.arange(6) % len(NAMES), verbose=0)
    opened = open_project(save_project({}, None, trained, NAMES)).model
    np.testing.assert_array_equal(opened(batch, training=False), trained(batch, training=False))
    assert not opened.compiled


def test_settings_with_numbers_of_numpy_are_kept():
    chosen = TrainingSettings(epochs=np.int64(7), dropout=np.float32(0.5), augmentation=Augmentation(variants=np.int32(3)))
    opened = open_project(save_project({}, chosen)).settings
    assert opened == chosen
    assert type(opened.epochs) is int


def test_an_unfinished_project_can_be_kept(pictures):
    project = open_project(save_project({"cup": pictures["cup"], "empty": ()}, ScratchSettings(stack="flatten")))
    same(project.pictures, {"cup": pictures["cup"], "empty": ()})
    assert project.settings == ScratchSettings(stack="flatten")
    assert project.model is project.labels is None
    assert open_project(save_project({})).pictures == Project().pictures


def test_large_pictures_are_shrunk_as_in_every_data_set(rng):
    (picture,) = open_project(save_project({"a": [rng.integers(0, 256, (300, 600, 3), dtype=np.uint8)]})).pictures["a"]
    assert picture.shape == (LONGEST // 2, LONGEST, 3)


def test_the_same_project_is_the_same_in_content(pictures):
    contents = [parts(save_project(pictures, TrainingSettings())) for _ in range(2)]
    assert contents[0] == contents[1]


@pytest.mark.parametrize("network", BASES)
@pytest.mark.parametrize("arm", ["scratch", "fine_tuned"])
def test_the_apps_own_networks_come_back(network, arm, rng):
    model = assemble(TrainingSettings(arm=arm, network=network, image_size=64, dropout=0.2, l2=0.01), 2).model
    opened = open_project(save_project({}, None, model, ["a", "b"])).model
    batch = rng.uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)
    np.testing.assert_array_equal(opened(batch, training=False), model(batch, training=False))


def test_what_a_project_cannot_hold_is_refused(pictures, model):
    tiny = np.zeros((1, 1, 3), np.uint8)
    for arguments, message in [
        (({str(i): () for i in range(21)},), "up to 20 classes. Received: 21"),
        (({"a": [tiny] * 2001},), "up to 2,000 pictures in all. Received: 2,001"),
        (({"": ()},), "1 to 60 characters"),
        (({"x" * 61: ()},), "1 to 60 characters"),
        (({"\ud800": ()},), "surrogates not allowed"),
        (({"a": [tiny[..., 0]]},), r"uint8 \(rows, columns, 3\). Received: uint8 \(1, 1\)"),
        (({}, {"epochs": 3}), "settings must be one of TrainingSettings, ScratchSettings. Received: dict"),
        (({}, None, model, ["a"]), "a label for each of the model's outputs"),
        (({}, None, model), "Received: none"),
    ]:
        with pytest.raises(ValueError, match=message):
            save_project(*arguments)


def test_nothing_stays_on_disk(pictures, model, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    open_project(save_project(pictures, TrainingSettings(), model, NAMES))
    assert list(tmp_path.iterdir()) == []
