"""A project as one file: pictures, their classes, the settings and the trained network, to go on with later or elsewhere.

TensorFlow is needed only where there is a network in it.
"""

from __future__ import annotations

import dataclasses
import io
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lessons.data.archives import ArchiveError, open_zip, read_entry
from lessons.data.class_names import LONGEST_NAME, class_name
from lessons.data.own_data import LONGEST, MOST_CLASSES, MOST_PICTURES
from lessons.data.zip_layout import TEST, TRAIN, VALIDATION
from lessons.images.decoding import ImageError, decode_image
from lessons.images.resizing import fit_within
from lessons.training.settings import RunSettings, ScratchSettings, TrainingSettings

if TYPE_CHECKING:
    import keras

    from lessons.takehome.network_parts import NetworkParts
    from lessons.training.results import ClassifierRun

VERSION = 3  # 2 had no photos and no memory; 1 its pictures as PNG, and its network whole, as a .keras file
LARGEST_PHOTO = 1024  # pixels of its longer side
MOST_PHOTOS = 10
_FORMAT = "Pixels to Predictions project"
_SETTINGS = {kind.__name__: kind for kind in (TrainingSettings, ScratchSettings)}
_PARTS = (None, TRAIN, VALIDATION, TEST)
_MANIFEST, _DESCRIPTION, _WEIGHTS, _MODEL = "project.json", "network.json", "weights.bin", "model.keras"
_MEMORY, _RUN = "memory.json", "run.json"
MOST_RUNS = 10
_MOST_RECORD = 20_000_000  # bytes of what is known of a run
_MOST_TEXT = 1_000_000  # bytes of the manifest, and of the memory
_LONGEST_TEXT = 1000  # letters of what is said of a photo


class ProjectError(ValueError):
    """A file that is no project, or one that is damaged or built to do harm. Its message is a sentence for learners."""


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
    if settings is not None and type(settings).__name__ not in _SETTINGS:
        raise ValueError(f"settings must be one of {', '.join(_SETTINGS)}. Received: {type(settings).__name__}")
    manifest: dict[str, Any] = {
        "format": _FORMAT,
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
    _check_classes(manifest["classes"])
    _check_photos(manifest["photos"])
    if len(manifest["runs"]) > MOST_RUNS:
        raise ValueError(f"There may be up to {MOST_RUNS} runs. Received: {len(manifest['runs'])}")
    remembered = json.dumps(memory or {}, ensure_ascii=False, allow_nan=False).encode()
    if len(remembered) > _MOST_TEXT:
        raise ValueError(f"memory must take up to {_MOST_TEXT:,} bytes. Received: {len(remembered):,}")
    network = None
    if model is not None:
        network = _checked_parts(model)
        manifest["known"] = dict(network.known)
    _check_labels(manifest["labels"], model)
    trained = []
    for told, (_, run) in zip(manifest["runs"], runs, strict=True):
        trained.append((_checked_parts(run.model), json.dumps(told.pop("record"), allow_nan=False)))
        told["known"] = dict(trained[-1][0].known)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False))
        for place, group in enumerate(pictures.values()):
            for index, picture in enumerate(group):
                archive.writestr(_picture_name(place, index, VERSION), _webp(fit_within(np.asarray(picture), LONGEST)))
        for index, photo in enumerate(photos):
            archive.writestr(_photo_name(index), _webp(fit_within(np.asarray(photo.pixels), LARGEST_PHOTO)))
        if memory:
            archive.writestr(_MEMORY, remembered, zipfile.ZIP_DEFLATED)
        if network is not None:
            archive.writestr(_DESCRIPTION, network.description, zipfile.ZIP_DEFLATED)
            archive.writestr(_WEIGHTS, network.weights)
        for index, (its, record) in enumerate(trained):
            description, weights, about = _run_names(index)
            archive.writestr(description, its.description, zipfile.ZIP_DEFLATED)
            archive.writestr(weights, its.weights)
            archive.writestr(about, record, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _checked_parts(model: keras.Model) -> NetworkParts:
    from lessons.takehome.model_file import check_network
    from lessons.takehome.network_parts import network_parts

    check_network(model)
    return network_parts(model)


def _run_out(page: str, run: ClassifierRun) -> dict[str, Any]:
    from lessons.takehome.run_record import run_record

    kind, values = type(run.settings).__name__, dataclasses.asdict(run.settings)
    return {"page": page, "labels": list(run.labels), "settings": {"kind": kind, "values": values}, "record": run_record(run)}


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


def _read(archive: zipfile.ZipFile, parts: Any, count: int) -> Project:
    manifest = _manifest(archive, parts)
    classes: Any = manifest.get("classes")
    try:
        _check_classes(classes)
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(f"This project's list of classes is damaged. {error}") from error
    version, photos = manifest["version"], manifest.get("photos", [])
    try:
        _check_photos(photos)
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(f"This project's list of photos is damaged. {error}") from error
    names = [
        [_picture_name(place, index, version) for index in range(group["pictures"])] for place, group in enumerate(classes)
    ]
    of_network = ((_MODEL,) if version == 1 else (_DESCRIPTION, _WEIGHTS)) if manifest.get("model") is True else ()
    of_photos = [_photo_name(index) for index in range(len(photos))]
    remembered = (_MEMORY,) if version > 2 and _MEMORY in parts else ()
    runs = _checked_runs(manifest.get("runs", []))
    of_runs = [name for index in range(len(runs)) for name in _run_names(index)]
    expected = {_MANIFEST, *(name for group in names for name in group), *of_network, *of_photos, *remembered, *of_runs}
    if set(parts) != expected or count != len(expected):
        lost = sorted(expected - set(parts))
        raise ProjectError(f"This project lacks {lost[0]}." if lost else "This project has parts that don't belong to it.")
    pictures = {
        group["name"]: tuple(_picture(archive, parts[name]) for name in files)
        for group, files in zip(classes, names, strict=True)
    }
    own = tuple(
        Photo(_picture(archive, parts[name], LARGEST_PHOTO), photo["name"], photo["description"], tuple(photo["notes"]))
        for photo, name in zip(photos, of_photos, strict=True)
    )
    memory = _object(archive, parts[_MEMORY], _MOST_TEXT) if remembered else {}
    settings = _settings(manifest.get("settings"))
    model = _network(manifest, {name: read_entry(archive, parts[name]) for name in of_network})
    trained = tuple(_run_in(told, archive, [parts[name] for name in _run_names(index)]) for index, told in enumerate(runs))
    labels = manifest.get("labels")
    try:
        _check_labels(labels, model)
    except ValueError as error:
        raise ProjectError(f"This project's labels are damaged. {error}") from error
    bursts = {group["name"]: tuple(_bursts(group)) for group in classes}
    parts = {group["name"]: tuple(_parts(group)) for group in classes}
    return Project(pictures, settings, model, None if labels is None else tuple(labels), bursts, parts, own, memory, trained)


def _network(manifest: dict[str, Any], files: dict[str, bytes]) -> keras.Model | None:
    if not files:
        return None
    from lessons.takehome.model_file import ModelError, model_from_bytes
    from lessons.takehome.network_parts import NetworkParts, network_of

    known = manifest.get("known", {})
    if not isinstance(known, dict) or not all(isinstance(digest, str) for digest in known.values()):
        raise ProjectError("This project's list of known weights is damaged.")
    try:
        if _MODEL in files:
            return model_from_bytes(files[_MODEL])
        return network_of(NetworkParts(files[_DESCRIPTION], files[_WEIGHTS], known))
    except ModelError as error:
        raise ProjectError(f"This project can't be opened. {error}") from error


def _run_in(told: dict[str, Any], archive: zipfile.ZipFile, entries: list[Any]) -> KeptRun:
    description, weights, about = entries
    files = {_DESCRIPTION: read_entry(archive, description), _WEIGHTS: read_entry(archive, weights)}
    model, settings = _network(told, files), _settings(told["settings"])
    if model is None or settings is None:
        raise ProjectError("This project's list of runs is damaged.")
    try:
        _check_labels(told["labels"], model)
    except ValueError as error:
        raise ProjectError(f"This project's labels are damaged. {error}") from error
    return KeptRun(told["page"], model, tuple(told["labels"]), settings, _object(archive, about, _MOST_RECORD))


def _checked_runs(runs: Any) -> list[dict[str, Any]]:
    if not isinstance(runs, list) or len(runs) > MOST_RUNS or not all(isinstance(told, dict) for told in runs):
        raise ProjectError("This project's list of runs is damaged.")
    if not all(isinstance(told.get("page"), str) and {"labels", "settings"} <= told.keys() for told in runs):
        raise ProjectError("This project's list of runs is damaged.")
    return runs


def _object(archive: zipfile.ZipFile, entry: Any, most: int) -> dict[str, Any]:
    """A JSON object in a file of a project, whatever is in it."""
    what = entry.filename.rpartition("/")[2].removesuffix(".json")
    if entry.file_size > most:
        raise ProjectError(f"This project's {what} is far too long.")
    try:
        told = json.loads(read_entry(archive, entry).decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ProjectError(f"This project's {what} is damaged.") from error
    if not isinstance(told, dict):
        raise ProjectError(f"This project's {what} is damaged.")
    return told


def _manifest(archive: zipfile.ZipFile, parts: Any) -> dict[str, Any]:
    if _MANIFEST not in parts:
        if set(parts) & {_MODEL, "model.weights.h5"}:
            raise ProjectError(
                "This file holds a network that was packed to be used elsewhere, not a project. Make a project with the button "
                "'Save as a project', and open that."
            )
        raise ProjectError("This is no project of this app: save one on the page, and open that.")
    if parts[_MANIFEST].file_size > _MOST_TEXT:
        raise ProjectError("This project's description is far too long.")
    try:
        manifest = json.loads(read_entry(archive, parts[_MANIFEST]).decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ProjectError("This project's description is damaged.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        raise ProjectError("This is no project of this app: save one on the page, and open that.")
    version = manifest.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ProjectError("This project's description is damaged.")
    if version > VERSION:
        raise ProjectError(f"This project is of version {version}, made by a newer app. This one reads up to {VERSION}.")
    return manifest


def _no_constant(name: str) -> None:
    raise ValueError(f"numbers must be finite. Received: {name}")


def _check_classes(classes: Any) -> None:
    """Raise ValueError unless these are the names and sizes of classes that a project can hold."""
    if not isinstance(classes, list) or len(classes) > MOST_CLASSES:
        raise ValueError(f"There may be up to {MOST_CLASSES} classes. Received: {len(classes)}")
    for group in classes:
        name, count = group["name"], group["pictures"]
        _check_name(name)
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(f"A class must have 0 pictures or more. Received: {count!r}")
    if len({group["name"] for group in classes}) < len(classes):
        raise ValueError("Every class must have a name of its own.")
    if sum(group["pictures"] for group in classes) > MOST_PICTURES:
        total = sum(group["pictures"] for group in classes)
        raise ValueError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {total:,}")
    for group in classes:
        bursts = _bursts(group)
        if not isinstance(bursts, list) or len(bursts) != group["pictures"] or not all(map(_is_burst, bursts)):
            raise ValueError(f"Every picture of {group['name']!r} must have the number of its burst, or none.")
        parts = _parts(group)
        if not isinstance(parts, list) or len(parts) != group["pictures"] or not all(part in _PARTS for part in parts):
            raise ValueError(f"Every picture of {group['name']!r} must have its part of the split, or none.")


def _check_photos(photos: Any) -> None:
    """Raise ValueError unless this is what can be said of a project's photos."""
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS:
        raise ValueError(f"There may be up to {MOST_PHOTOS} photos. Received: {len(photos)}")
    for photo in photos:
        for text in (photo["name"], photo["description"], *photo["notes"]):
            if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
                raise ValueError(f"What is said of a photo must be texts of up to {_LONGEST_TEXT} letters.")
            text.encode("utf-8")  # half a character, as JSON can hold it, raises a ValueError too


def _bursts(group: dict[str, Any]) -> list[Any]:
    """The bursts of a class's pictures; projects that were saved before bursts were have none."""
    return group.get("bursts", [None] * group["pictures"])


def _parts(group: dict[str, Any]) -> list[Any]:
    """The part of a split that each of a class's pictures came in; projects that know of none have none."""
    return group.get("parts", [None] * group["pictures"])


def _is_burst(number: Any) -> bool:
    return number is None or (isinstance(number, int) and not isinstance(number, bool) and 1 <= number < 2**31)


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"A class's name must have 1 to {LONGEST_NAME} characters. Received: {str(name)[:LONGEST_NAME]!r}")
    name.encode("utf-8")  # half a character, as JSON can hold it, raises a ValueError too
    class_name(name)


def _check_labels(labels: Any, model: keras.Model) -> None:
    if labels is not None:
        if not isinstance(labels, list):
            raise ValueError(f"labels must be a list. Received: {type(labels).__name__}")
        for label in labels:
            _check_name(label)
    if model is not None and (labels is None or model.output_shape != (None, len(labels))):
        received = "none" if labels is None else len(labels)
        raise ValueError(f"There must be a label for each of the model's outputs, {model.output_shape}. Received: {received}")


def _picture_name(place: int, index: int, version: int) -> str:
    return f"pictures/{place:02d}/{index:04d}.{'png' if version == 1 else 'webp'}"


def _run_names(index: int) -> tuple[str, str, str]:
    """The files of a run: the description of its network, its weights, and its record."""
    return (f"runs/{index:02d}/{_DESCRIPTION}", f"runs/{index:02d}/{_WEIGHTS}", f"runs/{index:02d}/{_RUN}")


def _photo_name(index: int) -> str:
    return f"photos/{index:02d}.webp"


def _webp(picture: npt.NDArray[np.uint8]) -> bytes:
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError(f"Every picture must be uint8 (rows, columns, 3). Received: {picture.dtype} {picture.shape}")
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "WEBP", lossless=True, method=0)
    return file.getvalue()


def _picture(archive: zipfile.ZipFile, entry: Any, longest: int = LONGEST) -> npt.NDArray[np.uint8]:
    """A picture that `save_project` packed: its size is read from the header before it is unpacked."""
    data = read_entry(archive, entry)
    if len(data) >= 25 and data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        columns, rows = struct.unpack(">II", data[16:24])
    elif len(data) >= 25 and data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8L":
        sizes = int.from_bytes(data[21:25], "little")  # 14 bits each, one less than the size
        columns, rows = (sizes & 0x3FFF) + 1, (sizes >> 14 & 0x3FFF) + 1
    else:
        raise ProjectError(f"This project's {entry.filename} is no picture.")
    if max(rows, columns) > longest:
        raise ProjectError(f"This project's {entry.filename} is too large, {columns} × {rows}: {longest} pixels is the limit.")
    try:
        return decode_image(data)
    except ImageError as error:
        raise ProjectError(f"This project's {entry.filename} can't be read. {error}") from error


def _settings(stored: Any) -> RunSettings | None:
    if stored is None:
        return None
    if not isinstance(stored, dict) or str(stored.get("kind")) not in _SETTINGS:
        raise ProjectError("This project's settings are of a kind that this app does not know.")
    return _rebuilt(_SETTINGS[stored["kind"]], stored.get("values"))


def _rebuilt(kind: Any, values: Any) -> RunSettings:
    """A settings dataclass from what JSON keeps of it. What is missing takes its default; its own checks refuse the rest."""
    fields = {item.name: item for item in dataclasses.fields(kind)}
    if not isinstance(values, dict):
        raise ProjectError("This project's settings are damaged.")
    unknown = sorted(set(values) - set(fields))
    if unknown:
        raise ProjectError(
            f"This project has a setting that this app does not know, {unknown[0][:40]!r}: is it of a newer app?"
        )
    arguments = {}
    for name, value in values.items():
        wanted = fields[name].type
        arguments[name] = _rebuilt(wanted, value) if dataclasses.is_dataclass(wanted) else value
    try:
        return kind(**arguments)
    except (ValueError, TypeError) as error:
        raise ProjectError(f"This project's settings can't be used: {error}") from error
