"""Whatever else comes as a project is answered with one sentence."""

import contextlib
import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.takehome.project import Photo, ProjectError, _webp, open_project, save_project
from lessons.takehome.project_layout import VERSION
from lessons.training.settings import Augmentation, TrainingSettings
from tests.takehome.project_files import NAMES, changed, parts, refused, zip_of

pytestmark = pytest.mark.slow


def test_other_files_and_cut_files_are_refused(saved):
    refused(b"", "not a ZIP file")
    refused(b"Dear Sir", "not a ZIP file")
    refused(zip_of({"a/1.png": b"x"}), "no project of this app")
    for keep in (len(saved) - 30, len(saved) // 2, 100):
        refused(saved[:keep], "not a ZIP file")


def test_a_flipped_bit_in_a_picture_is_noticed(saved):
    data = bytearray(saved)
    data[data.index(b"VP8L") + 60] ^= 1
    refused(bytes(data), "0000.webp is damaged")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), value=st.integers(0, 255))
def test_no_other_error_leaves_a_damaged_file(saved, place, value):
    data = bytearray(saved)
    data[int(place * (len(data) - 1))] = value
    with contextlib.suppress(ProjectError):
        assert len(open_project(bytes(data)).pictures) == len(NAMES)


def test_paths_links_bombs_and_archives_are_refused_as_in_every_zip(saved):
    files = parts(saved)
    refused(zip_of(files | {"../x": b""}), "a path that leads out of it")
    refused(zip_of(files | {"x.zip": b""}), "another archive in it")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * 50_000_000)
    refused(bomb.getvalue(), "unpacks to far too much")


def test_descriptions_that_are_damaged_or_bombs_are_refused(saved):
    files = parts(saved)
    for content, message in [
        (b"", "description is damaged"),
        (b"\xff", "description is damaged"),
        (b"[" * 200_000, "description is damaged"),
        (b'{"a":' * 150_000, "description is damaged"),
        (b" " * 1_000_001, "description is far too long"),
        (b'{"version": ' + b"9" * 9999 + b"}", "description is damaged"),
        (b"[]", "no project of this app"),
        (b"{}", "no project of this app"),
    ]:
        refused(zip_of(files | {"project.json": content}), message)


def test_versions(saved):
    refused(changed(saved, version=VERSION + 1), f"made by a newer app. This one reads up to {VERSION}")
    for version in (0, True, "1", None, 1.0):
        refused(changed(saved, version=version), "description is damaged")


def test_classes_that_are_damaged_are_refused(saved):
    good = json.loads(parts(saved)["project.json"])["classes"]
    for classes in [
        None,
        5,
        "abc",
        {},
        [1],
        [{}],
        [{"name": 1, "pictures": 3}],
        [{"name": "a", "pictures": -1}],
        [*good, good[0]],
        *(
            [good[0] | {"bursts": bursts}, *good[1:]]
            for bursts in (None, 3, [], [1, 2], [0] * 3, [True] * 3, ["a"] * 3, [2**31] * 3)
        ),
        *([good[0] | {"parts": its}, *good[1:]] for its in (None, 3, ["test"], ["exam"] * 3, [[]] * 3, [1] * 3)),
        [good[0] | {"name": "<<>>"}, *good[1:]],
    ]:
        refused(changed(saved, classes=classes), "list of classes is damaged")
    refused(changed(saved, classes=[{"name": "a", "pictures": 10**9}]), "up to 2,000 pictures")
    refused(changed(saved, classes=[{"name": "\ud800", "pictures": 3}]), "list of classes is damaged")


def test_photos_and_memories_that_are_damaged_are_refused():
    photo = Photo(np.zeros((4, 5, 3), np.uint8), "a", "b")
    data = save_project({}, photos=[photo], memory={"one": 1})
    files, good = parts(data), {"name": "a", "description": "b", "notes": []}
    for photos in (
        None,
        5,
        "a",
        [1],
        [{}],
        [good | {"name": 1}],
        [good | {"notes": [1]}],
        [good | {"name": "\ud800"}],
        [good] * 11,
    ):
        refused(changed(data, photos=photos), "list of photos is damaged")
    refused(changed(data, photos=[good, good]), "lacks photos/01.webp")
    refused(zip_of(files | {"photos/00.webp": b"none"}), "is no picture")
    refused(zip_of(files | {"photos/00.webp": _webp(np.zeros((1025, 5, 3), np.uint8))}), "too large, 5 × 1025: 1024")
    for content in (b"", b"[]", b"{", b'{"a": NaN}', b"\xff", b"[" * 200_000):
        refused(zip_of(files | {"memory.json": content}), "memory is damaged")
    refused(zip_of(files | {"memory.json": b" " * 1_000_001}), "memory is far too long")


def test_parts_that_are_missing_or_too_many_are_refused(saved):
    files = parts(saved)
    refused(zip_of({name: content for name, content in files.items() if "01/0002" not in name}), "lacks pictures/01/0002.webp")
    refused(changed(saved, model=True), "lacks network.json")
    refused(zip_of(files | {"run.py": b"print(1)"}), "parts that don't belong to it")
    twice = io.BytesIO(saved)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("project.json", files["project.json"])
    refused(twice.getvalue(), "parts that don't belong to it")


def test_pictures_that_are_none_are_refused(saved):
    files, name = parts(saved), "pictures/00/0000.webp"
    picture = files[name]
    large = picture[:21] + (16_382 << 14 | 16_382).to_bytes(4, "little") + picture[25:]
    for content, message in [
        (b"Dear Sir", "is no picture"),
        (b"", "is no picture"),
        (picture[:40], "can't be read"),
        (large, "too large, 16383 × 16383: 256 pixels is the limit"),
    ]:
        refused(zip_of(files | {name: content}), message)


def test_settings_that_are_missing_take_their_defaults_and_unknown_ones_are_refused(saved):
    kept = {"kind": "TrainingSettings", "values": {"epochs": 3}}
    assert open_project(changed(saved, settings=kept)).settings == TrainingSettings(epochs=3)
    for stored, message in [
        (5, "of a kind that this app does not know"),
        ({"kind": "os.system", "values": {}}, "of a kind that this app does not know"),
        ({"kind": ["TrainingSettings"], "values": {}}, "of a kind that this app does not know"),
        ({"kind": "TrainingSettings"}, "settings are damaged"),
        ({"kind": "TrainingSettings", "values": {"colour": 3}}, "does not know, 'colour'"),
        ({"kind": "TrainingSettings", "values": {"epochs": 10**6}}, "epochs must be a whole number between 1 and 200"),
        (
            {"kind": "TrainingSettings", "values": {"epochs": 3.5}},
            "a whole number between 1 and 200. Received: epochs=3.5",
        ),
        ({"kind": "TrainingSettings", "values": {"epochs": "3"}}, "Received: epochs='3'"),
        ({"kind": "TrainingSettings", "values": {"epochs": True}}, "Received: epochs=True"),
        ({"kind": "TrainingSettings", "values": {"learning_rate": [1]}}, r"Received: learning_rate=\[1\]"),
        ({"kind": "TrainingSettings", "values": {"image_size": 96.0}}, "Received: image_size=96.0"),
        ({"kind": "TrainingSettings", "values": {"arm": ["frozen"]}}, r"Received: arm=\['frozen'\]"),
        ({"kind": "TrainingSettings", "values": {"mixed_precision": 0}}, "Received: mixed_precision=0"),
        ({"kind": "ScratchSettings", "values": {"stack": "bomb 9"}}, "settings can't be used"),
        ({"kind": "ScratchSettings", "values": {"stack": 9}}, "stack must be a text. Received: stack=9"),
    ]:
        refused(changed(saved, settings=stored), message)
    for number in ("NaN", "Infinity", "1e999"):
        files = parts(saved)
        manifest = files["project.json"].replace(b'"learning_rate": 0.001', f'"learning_rate": {number}'.encode())
        assert manifest != files["project.json"]
        refused(zip_of(files | {"project.json": manifest}), r"damaged|learning_rate=inf")


def test_settings_within_settings_are_checked_too(saved):
    inner = TrainingSettings(augmentation=Augmentation(flip=True))
    kept = {"kind": "TrainingSettings", "values": {"augmentation": {"flip": True}}}
    assert open_project(changed(saved, settings=kept)).settings == inner
    for augmentation, message in [
        (5, "settings are damaged"),
        ({"flip": 1}, "flip must be one of False, True. Received: flip=1"),
        ({"rotation": 500}, "rotation must be between 0 and 180"),
        ({"colour": 1}, "does not know, 'colour'"),
    ]:
        refused(changed(saved, settings={"kind": "TrainingSettings", "values": {"augmentation": augmentation}}), message)


def test_labels_that_do_not_fit_the_model_are_refused(pictures, model):
    data = save_project({}, None, model, NAMES)
    refused(changed(data, labels=NAMES[:3]), "labels are damaged")
    refused(changed(data, labels=None), "labels are damaged")
    refused(changed(data, labels=[1, 2, 3, 4]), "labels are damaged")
    refused(changed(data, labels="abcd"), "labels are damaged")
