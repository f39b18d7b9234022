"""Project files as a stranger may change them, and what the app must say to them."""

import io
import json
import zipfile

import pytest

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


def with_model(data, labels=NAMES):
    """A project with this as its model."""
    files = parts(save_project({}))
    manifest = json.loads(files["project.json"]) | {"model": True, "labels": labels}
    return zip_of({"project.json": json.dumps(manifest), "model.keras": data})
