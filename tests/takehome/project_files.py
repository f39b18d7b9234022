"""Project files as a stranger may change them, and what the app must say to them."""

import io
import json
import zipfile

import pytest
from PIL import Image

from lessons.takehome.model_file import model_bytes
from lessons.takehome.project import ProjectError, open_project, save_project

NAMES = ["cup", "../../etc/passwd", "Größe 🐱 / \\ :", "<b>bold</b>"]


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(data, **fields):
    """A project whose description says other things."""
    files = parts(data)
    manifest = json.loads(files["project.json"]) | fields
    return zip_of(files | {"project.json": json.dumps(manifest)})


def refused(data, message):
    with pytest.raises(ProjectError, match=message) as caught:
        open_project(data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def version_1(pictures, model=None, labels=None):
    """A project as the first version of the app saved it: pictures as PNG, the network whole."""
    files = {}
    for place, group in enumerate(pictures.values()):
        for index, picture in enumerate(group):
            file = io.BytesIO()
            Image.fromarray(picture).save(file, "PNG")
            files[f"pictures/{place:02d}/{index:04d}.png"] = file.getvalue()
    manifest = json.loads(parts(save_project(dict.fromkeys(pictures, ())))["project.json"])
    for group, images in zip(manifest["classes"], pictures.values(), strict=True):
        group["pictures"] = len(images)
    manifest |= {"version": 1, "model": model is not None, "labels": labels}
    network = {} if model is None else {"model.keras": model_bytes(model)}
    return zip_of({"project.json": json.dumps(manifest)} | files | network)


def with_model(data, labels=NAMES):
    """A project of the first version with this as its model."""
    files = parts(save_project({}))
    manifest = json.loads(files["project.json"]) | {"version": 1, "model": True, "labels": labels}
    return zip_of({"project.json": json.dumps(manifest), "model.keras": data})
