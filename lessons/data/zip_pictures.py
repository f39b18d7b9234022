"""The pictures of a ZIP with one folder a class: looked through first, then read, and summed up in one sentence."""

import time
import zipfile
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.data.archives import ArchiveError, entry_path, open_zip, read_entry
from lessons.data.examples import Dataset
from lessons.data.own_data import LONGEST, MOST_CLASSES, MOST_PICTURES, DataError, from_pictures
from lessons.data.zip_layout import TEST, TRAIN, VALIDATION, Way, is_noise, path_parts, ways_to_take
from lessons.images.decoding import ImageError, decode_picture
from lessons.images.resizing import fit_within

MOST_DECODED = 2_000_000_000  # pixels of one ZIP, after JPEGs were decoded at a fraction of their size
MOST_SECONDS = 90.0  # of a processor, to decode the pictures of one ZIP
_LONGEST_PATH = 120  # characters of a file's path that are shown
_NO_CLASS, _NO_PICTURE, _DAMAGED, _NOISE = (
    "in no folder of a class",
    "no picture that can be read",
    "damaged in the ZIP",
    "left by the system, like .DS_Store",
)


@dataclass(frozen=True, eq=False)
class ZipSurvey:
    """What is in a ZIP, before anything is unpacked."""

    archive: zipfile.ZipFile
    entries: tuple[zipfile.ZipInfo, ...]  # those that may be pictures
    ways: tuple[Way, ...]  # how they can be taken: with several, ask
    noise: int  # files that systems leave behind


@dataclass(frozen=True, eq=False)
class ZipPictures:
    """What was taken of a ZIP."""

    pictures: dict[str, tuple[npt.NDArray[np.uint8], ...]]  # by class, in the order of the alphabet; each side at most 256
    parts: dict[str, tuple[str | None, ...]]  # for each picture "train", "validation", "test", or None
    summary: str  # one sentence or two: what was taken, and what was skipped for which reason
    notes: tuple[str, ...]  # a sentence for each file that was skipped, or of which there is something to know


def from_zip(data: bytes, *, seed: int = 0) -> Dataset:
    """A ZIP with one folder a class as a data set: `read_zip`, then `from_pictures`, with the same parameters and errors."""
    found = read_zip(data)
    return from_pictures(found.pictures, seed=seed, title="Your ZIP", notes=found.notes, parts=found.parts)


def survey_zip(data: bytes) -> ZipSurvey:
    """Look through a ZIP: its paths and sizes, nothing is unpacked.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    ZipSurvey

    Raises
    ------
    DataError
        If it is no ZIP, or is built to do harm (paths that climb out, links, archives within, far too much in it); or if it
        has no file in a folder, or more pictures or classes than a data set may have.
    """
    try:
        archive, entries = open_zip(data)
    except ArchiveError as error:
        advice = "Make one with the pictures themselves, in a plain folder for each class."
        raise DataError(str(error) if "Received" in str(error) else f"{error} {advice}") from error
    paths = {number: path_parts(entry_path(entry)) for number, entry in enumerate(entries)}
    meant = [number for number, parts in paths.items() if parts and not is_noise(parts)]
    try:
        ways = ways_to_take([paths[number] for number in meant])
    except ValueError as error:
        raise DataError(str(error)) from error
    if not ways[0].places:
        what = "This ZIP holds no pictures" if not meant else "The pictures of this ZIP lie in no folder, so they have no class"
        raise DataError(
            f'{what}. Make a folder for each class; pictures of one class can be brought with "Files", without a ZIP.'
        )
    if all(max(len(way.places) - MOST_PICTURES, len(way.counts) - MOST_CLASSES) > 0 for way in ways):
        raise DataError(
            f"There may be up to {MOST_PICTURES:,} pictures in {MOST_CLASSES} classes. "
            f"Received: {len(ways[0].places):,} files in {len(ways[0].counts):,} folders"
        )
    return ZipSurvey(archive, tuple(entries[number] for number in meant), ways, len(entries) - len(meant))


def read_zip(data: bytes, way: Way | None = None) -> ZipPictures:
    """The pictures of a ZIP with one folder a class. Nothing is written to disk.

    Pictures that can't be read, files outside a class's folder, and folders without a picture are skipped and named in the
    notes; files that systems leave behind are only counted.

    Parameters
    ----------
    data : bytes
    way : one of the ways of `survey_zip`, or None for the first

    Returns
    -------
    ZipPictures

    Raises
    ------
    DataError
        As `survey_zip`; or if no file is a picture, or to decode them takes more than 90 seconds or 2,000 megapixels.
    """
    survey = survey_zip(data)
    way = way or survey.ways[0]
    if len(way.places) > MOST_PICTURES:
        raise DataError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {len(way.places):,} files")
    if len(way.counts) > MOST_CLASSES:
        raise DataError(f"There may be up to {MOST_CLASSES} classes, a folder for each. Received: {len(way.counts):,}")
    pictures: dict[str, list[npt.NDArray[np.uint8]]] = {label: [] for label in way.counts}
    parts: dict[str, list[str | None]] = {label: [] for label in way.counts}
    skipped, notes = Counter({_NOISE: survey.noise}), []
    began, decoded = time.thread_time(), 0
    with survey.archive:
        for number, entry in enumerate(survey.entries):
            shown, place = entry_path(entry)[-_LONGEST_PATH:], way.places.get(number)
            if place is None:
                skipped[_NO_CLASS] += 1
                notes.append(f"{shown} lies in no folder of a class: skipped.")
                continue
            if decoded > MOST_DECODED or time.thread_time() - began > MOST_SECONDS:
                raise DataError(
                    "The pictures of this ZIP are too large to be read in one go. Save them smaller, or bring fewer."
                )
            try:
                picture = decode_picture(read_entry(survey.archive, entry))
            except ImageError as error:
                skipped[_NO_PICTURE] += 1
                notes.append(f"{shown} was skipped. {error}")
            except ArchiveError as error:
                skipped[_DAMAGED] += 1
                notes.append(f"{error} It was skipped.")
            else:
                decoded += picture.pixels.size // 3
                pictures[place.label].append(fit_within(picture.pixels, LONGEST))
                parts[place.label].append(place.part)
                notes += [f"{shown}: {note}" for note in picture.notes]
    notes += [
        f"The folder {label!r} holds no picture that can be read, so it is no class."
        for label in pictures
        if not pictures[label]
    ]
    taken = {label: tuple(group) for label, group in pictures.items() if group}
    if not taken:
        raise DataError(f"No picture of this ZIP could be read. {notes[0] if notes else ''}".strip())
    its_parts = {label: tuple(parts[label]) for label in taken}
    return ZipPictures(taken, its_parts, _summary(taken, its_parts, skipped, survey, way), tuple(dict.fromkeys(notes)))


def _summary(
    taken: dict[str, tuple[npt.NDArray[np.uint8], ...]],
    parts: dict[str, tuple[str | None, ...]],
    skipped: Counter[str],
    survey: ZipSurvey,
    way: Way,
) -> str:
    classes = ", ".join(f"{label} ({len(group)})" for label, group in taken.items())
    sentences = [
        f"Taken: {_counted(sum(map(len, taken.values())), 'picture')} of {_counted(len(taken), 'class', 'classes')}, {classes}."
    ]
    reasons = [f"{count:,} {reason}" for reason, count in skipped.items() if count]
    if reasons:
        sentences.append(f"Skipped: {', '.join(reasons)}.")
    its = Counter(part for group in parts.values() for part in group if part)
    if its:
        named = {TRAIN: "to learn from", VALIDATION: "to validate with", TEST: "locked for the test"}
        counts = ", ".join(f"{its[part]:,} {words}" for part, words in named.items() if its[part])
        sentences.append(f"Its folders were taken as your own split: {counts}.")
    if len(survey.ways) > 1:
        sentences.append(f"{way.title}: the same names of folders repeat below different ones.")
    return " ".join(sentences)


def _counted(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
