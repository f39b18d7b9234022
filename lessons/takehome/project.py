"""A project as one file: pictures, their classes, the settings and the trained network, to go on with later or elsewhere.

TensorFlow is needed only where there is a network in it.
"""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lessons.data.archives import ArchiveError, open_zip, read_entry
from lessons.data.own_data import LONGEST
from lessons.images.resizing import fit_within
from lessons.takehome.project_checks import bursts_of, check_classes, check_labels, check_photos, parts_of
from lessons.takehome.project_layout import (
    DESCRIPTION,
    FORMAT,
    LARGEST_PHOTO,
    MANIFEST,
    MEMORY,
    MODEL,
    MOST_RECORD,
    MOST_RUNS,
    MOST_TEXT,
    SETTINGS,
    VERSION,
    WEIGHTS,
    photo_name,
    picture_name,
    run_names,
)
from lessons.takehome.project_reading import (
    ProjectError,
    checked_runs,
    manifest_in,
    network_in,
    object_in,
    picture_in,
    settings_of,
)
from lessons.training.settings import RunSettings

if TYPE_CHECKING:
    import keras

    from lessons.takehome.network_parts import NetworkParts
    from lessons.training.results import ClassifierRun


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture of the learner's own that goes through the course."""

    pixels: npt.NDArray[np.uint8]  # (rows, columns, 3)
    name: str
    description: str
    notes: tuple[str, ...] = ()  # what there is to know of how its file was read, a sentence each


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A network that was trained, and what is known of that."""

    page: str  # where it was trained
    model: keras.Model
    labels: tuple[str, ...]
    settings: RunSettings
    record: dict[str, Any]  # as `lessons.takehome.run_record.run_of` reads and checks it


@dataclass(frozen=True, eq=False)
class Project:
    """What a project file holds."""

    pictures: dict = field(default_factory=dict)  # class name -> tuple of uint8 arrays of shape (rows, columns, 3)
    settings: RunSettings | None = None
    model: keras.Model | None = None
    labels: tuple[str, ...] | None = None  # what the model's outputs stand for
    bursts: dict = field(default_factory=dict)  # class name -> tuple of the number of each picture's burst, or None
    parts: dict = field(default_factory=dict)  # class name -> tuple of "train", "validation", "test" or None, likewise
    photos: tuple[Photo, ...] = ()
    memory: dict[str, Any] = field(default_factory=dict)  # a JSON object of the app's own, which is to be checked by the app
    runs: tuple[KeptRun, ...] = ()


def save_project(
    pictures: Mapping[str, Sequence[npt.NDArray[np.uint8]]],
    settings: RunSettings | None = None,
    model: keras.Model | None = None,
    labels: Sequence[str] | None = None,
    *,
    bursts: Mapping[str, Sequence[int | None]] | None = None,
    parts: Mapping[str, Sequence[str | None]] | None = None,
    photos: Sequence[Photo] = (),
    memory: Mapping[str, Any] | None = None,
    runs: Sequence[tuple[str, ClassifierRun]] = (),
) -> bytes:
    """Everything of a project as the bytes of one ZIP file.

    Pictures are packed as lossless WebP; those that are larger than 256 pixels are shrunk to that first, as every data set of
    one's own does, and photos to 1,024. Of a network, the layers that come along with the app are not kept, but which ones they
    are.

    Parameters
    ----------
    pictures : dict of class name -> sequence of uint8 arrays of shape (rows, columns, 3); up to 20 classes, 2,000 pictures
    settings : TrainingSettings, ScratchSettings or None
    model : keras.Model as `lessons.takehome.model_file.check_network` wants it, or None
    labels : sequence of str, one for each of the model's outputs; needed with a model
    bursts : dict of class name -> sequence of a number or None for each picture, or None
        Which pictures were taken together: a data set keeps them on one side of its split, also when it is made again.
    parts : dict of class name -> sequence of "train", "validation", "test" or None for each picture, or None
        The split that the pictures came with.
    photos : sequence of Photo, up to 10
    memory : dict that JSON can hold, or None
        Whatever else the app wants to find again, such as where its controls stood.
    runs : sequence of (page, lessons.training.results.ClassifierRun), up to 10
        Trainings with all their figures, and where they took place. Networks like `model`.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If there is more than a project can hold, or something that it can't.
    """
    if settings is not None and type(settings).__name__ not in SETTINGS:
        raise ValueError(f"settings must be one of {', '.join(SETTINGS)}. Received: {type(settings).__name__}")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "classes": [
            {"name": name, "pictures": len(group)}
            | ({"bursts": list(bursts[name])} if bursts else {})
            | ({"parts": list(parts[name])} if parts and any(parts[name]) else {})
            for name, group in pictures.items()
        ],
        "settings": settings and {"kind": type(settings).__name__, "values": dataclasses.asdict(settings)},
        "labels": None if labels is None else list(labels),
        "model": model is not None,
        "runs": [_run_out(page, run) for page, run in runs],
        "photos": [{"name": one.name, "description": one.description, "notes": list(one.notes)} for one in photos],
    }
    check_classes(manifest["classes"])
    check_photos(manifest["photos"])
    if len(manifest["runs"]) > MOST_RUNS:
        raise ValueError(f"There may be up to {MOST_RUNS} runs. Received: {len(manifest['runs'])}")
    remembered = json.dumps(memory or {}, ensure_ascii=False, allow_nan=False).encode()
    if len(remembered) > MOST_TEXT:
        raise ValueError(f"memory must take up to {MOST_TEXT:,} bytes. Received: {len(remembered):,}")
    network = None
    if model is not None:
        network = _checked_parts(model)
        manifest["known"] = dict(network.known)
    check_labels(manifest["labels"], model)
    trained = []
    for told, (_, run) in zip(manifest["runs"], runs, strict=True):
        trained.append((_checked_parts(run.model), json.dumps(told.pop("record"), allow_nan=False)))
        told["known"] = dict(trained[-1][0].known)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False))
        for place, group in enumerate(pictures.values()):
            for index, picture in enumerate(group):
                archive.writestr(picture_name(place, index, VERSION), _webp(fit_within(np.asarray(picture), LONGEST)))
        for index, photo in enumerate(photos):
            archive.writestr(photo_name(index), _webp(fit_within(np.asarray(photo.pixels), LARGEST_PHOTO)))
        if memory:
            archive.writestr(MEMORY, remembered, zipfile.ZIP_DEFLATED)
        if network is not None:
            archive.writestr(DESCRIPTION, network.description, zipfile.ZIP_DEFLATED)
            archive.writestr(WEIGHTS, network.weights)
        for index, (its, record) in enumerate(trained):
            description, weights, about = run_names(index)
            archive.writestr(description, its.description, zipfile.ZIP_DEFLATED)
            archive.writestr(weights, its.weights)
            archive.writestr(about, record, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def open_project(data: bytes) -> Project:
    """The project in a file. Nothing of it is written to disk but the model, for the moment in which Keras reads it.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Project
        Settings that an older version did not know have their defaults.

    Raises
    ------
    ProjectError
        If the file is no project, is damaged, was made by a newer version, or is built to do harm: see
        `lessons.data.archives.open_zip` and `lessons.takehome.model_file.model_from_bytes`. No other exception leaves
        this function.
    """
    try:
        archive, entries = open_zip(data)
        with archive:
            return _read(archive, {entry.filename: entry for entry in entries}, len(entries))
    except ArchiveError as error:
        raise ProjectError(f"This project can't be opened. {error}") from error


def _checked_parts(model: keras.Model) -> NetworkParts:
    from lessons.takehome.model_file import check_network
    from lessons.takehome.network_parts import network_parts

    check_network(model)
    return network_parts(model)


def _run_out(page: str, run: ClassifierRun) -> dict[str, Any]:
    from lessons.takehome.run_record import run_record

    kind, values = type(run.settings).__name__, dataclasses.asdict(run.settings)
    return {"page": page, "labels": list(run.labels), "settings": {"kind": kind, "values": values}, "record": run_record(run)}


def _webp(picture: npt.NDArray[np.uint8]) -> bytes:
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError(f"Every picture must be uint8 (rows, columns, 3). Received: {picture.dtype} {picture.shape}")
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "WEBP", lossless=True, method=0)
    return file.getvalue()


def _read(archive: zipfile.ZipFile, parts: Any, count: int) -> Project:
    manifest = manifest_in(archive, parts)
    classes: Any = manifest.get("classes")
    try:
        check_classes(classes)
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(f"This project's list of classes is damaged. {error}") from error
    version, photos = manifest["version"], manifest.get("photos", [])
    try:
        check_photos(photos)
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(f"This project's list of photos is damaged. {error}") from error
    names = [[picture_name(place, index, version) for index in range(group["pictures"])] for place, group in enumerate(classes)]
    of_network = ((MODEL,) if version == 1 else (DESCRIPTION, WEIGHTS)) if manifest.get("model") is True else ()
    of_photos = [photo_name(index) for index in range(len(photos))]
    remembered = (MEMORY,) if version > 2 and MEMORY in parts else ()
    runs = checked_runs(manifest.get("runs", []))
    of_runs = [name for index in range(len(runs)) for name in run_names(index)]
    expected = {MANIFEST, *(name for group in names for name in group), *of_network, *of_photos, *remembered, *of_runs}
    if set(parts) != expected or count != len(expected):
        lost = sorted(expected - set(parts))
        raise ProjectError(f"This project lacks {lost[0]}." if lost else "This project has parts that don't belong to it.")
    pictures = {
        group["name"]: tuple(picture_in(archive, parts[name]) for name in files)
        for group, files in zip(classes, names, strict=True)
    }
    own = tuple(
        Photo(picture_in(archive, parts[name], LARGEST_PHOTO), photo["name"], photo["description"], tuple(photo["notes"]))
        for photo, name in zip(photos, of_photos, strict=True)
    )
    memory = object_in(archive, parts[MEMORY], MOST_TEXT) if remembered else {}
    settings = settings_of(manifest.get("settings"))
    model = network_in(manifest, {name: read_entry(archive, parts[name]) for name in of_network})
    trained = tuple(_run_in(told, archive, [parts[name] for name in run_names(index)]) for index, told in enumerate(runs))
    labels = manifest.get("labels")
    try:
        check_labels(labels, model)
    except ValueError as error:
        raise ProjectError(f"This project's labels are damaged. {error}") from error
    bursts = {group["name"]: tuple(bursts_of(group)) for group in classes}
    parts = {group["name"]: tuple(parts_of(group)) for group in classes}
    return Project(pictures, settings, model, None if labels is None else tuple(labels), bursts, parts, own, memory, trained)


def _run_in(told: dict[str, Any], archive: zipfile.ZipFile, entries: list[Any]) -> KeptRun:
    description, weights, about = entries
    files = {DESCRIPTION: read_entry(archive, description), WEIGHTS: read_entry(archive, weights)}
    model, settings = network_in(told, files), settings_of(told["settings"])
    if model is None or settings is None:
        raise ProjectError("This project's list of runs is damaged.")
    try:
        check_labels(told["labels"], model)
    except ValueError as error:
        raise ProjectError(f"This project's labels are damaged. {error}") from error
    return KeptRun(told["page"], model, tuple(told["labels"]), settings, object_in(archive, about, MOST_RECORD))
