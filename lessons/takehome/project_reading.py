"""The parts of a project file, which anybody may have made: read from its archive, and checked. Each raises ProjectError."""

from __future__ import annotations

import dataclasses
import json
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lessons.data.archives import read_entry
from lessons.data.own_data import LONGEST
from lessons.images.decoding import ImageError, decode_image
from lessons.takehome.project_layout import (
    DESCRIPTION,
    FORMAT,
    MANIFEST,
    MODEL,
    MOST_RUNS,
    MOST_TEXT,
    SETTINGS,
    VERSION,
    WEIGHTS,
)
from lessons.training.settings import RunSettings

if TYPE_CHECKING:
    import keras


class ProjectError(ValueError):
    """A file that is no project, or one that is damaged or built to do harm. Its message is a sentence for learners."""


def manifest_in(archive: zipfile.ZipFile, parts: Any) -> dict[str, Any]:
    """What the file says of itself: it is a project, of a version that this app reads. What it lists is not checked."""
    if MANIFEST not in parts:
        if set(parts) & {MODEL, "model.weights.h5"}:
            raise ProjectError(
                "This file holds a network that was packed to be used elsewhere, not a project. Make a project with the button "
                "'Save as a project', and open that."
            )
        raise ProjectError("This is no project of this app: save one on the page, and open that.")
    if parts[MANIFEST].file_size > MOST_TEXT:
        raise ProjectError("This project's description is far too long.")
    try:
        manifest = json.loads(read_entry(archive, parts[MANIFEST]).decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ProjectError("This project's description is damaged.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ProjectError("This is no project of this app: save one on the page, and open that.")
    version = manifest.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ProjectError("This project's description is damaged.")
    if version > VERSION:
        raise ProjectError(f"This project is of version {version}, made by a newer app. This one reads up to {VERSION}.")
    return manifest


def object_in(archive: zipfile.ZipFile, entry: Any, most: int) -> dict[str, Any]:
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


def picture_in(archive: zipfile.ZipFile, entry: Any, longest: int = LONGEST) -> npt.NDArray[np.uint8]:
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


def network_in(manifest: dict[str, Any], files: dict[str, bytes]) -> keras.Model | None:
    """The network of these files, with the weights that the app brings along; None where there are no files."""
    if not files:
        return None
    from lessons.takehome.model_file import ModelError, model_from_bytes
    from lessons.takehome.network_parts import NetworkParts, network_of

    known = manifest.get("known", {})
    if not isinstance(known, dict) or not all(isinstance(digest, str) for digest in known.values()):
        raise ProjectError("This project's list of known weights is damaged.")
    try:
        if MODEL in files:
            return model_from_bytes(files[MODEL])
        return network_of(NetworkParts(files[DESCRIPTION], files[WEIGHTS], known))
    except ModelError as error:
        raise ProjectError(f"This project can't be opened. {error}") from error


def checked_runs(runs: Any) -> list[dict[str, Any]]:
    """The list of runs, if it is one."""
    if not isinstance(runs, list) or len(runs) > MOST_RUNS or not all(isinstance(told, dict) for told in runs):
        raise ProjectError("This project's list of runs is damaged.")
    if not all(isinstance(told.get("page"), str) and {"labels", "settings"} <= told.keys() for told in runs):
        raise ProjectError("This project's list of runs is damaged.")
    return runs


def settings_of(stored: Any) -> RunSettings | None:
    """The settings of a training; what an older version did not know has its default."""
    if stored is None:
        return None
    if not isinstance(stored, dict) or str(stored.get("kind")) not in SETTINGS:
        raise ProjectError("This project's settings are of a kind that this app does not know.")
    return _rebuilt(SETTINGS[stored["kind"]], stored.get("values"))


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


def _no_constant(name: str) -> None:
    raise ValueError(f"numbers must be finite. Received: {name}")
