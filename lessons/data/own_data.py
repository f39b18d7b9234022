"""A learner's own pictures as a data set: checked, split, and with near-duplicates kept on one side of the split."""

from pathlib import PurePosixPath

import cv2
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from lessons.core.scaling import luma
from lessons.data.archives import ArchiveError, open_zip, read_entry
from lessons.data.examples import Dataset, Examples
from lessons.data.grouped_split import grouped_split
from lessons.images.decoding import ImageError, decode_image
from lessons.images.resizing import fit_within, square

LEAST_CLASSES, MOST_CLASSES = 2, 20
LEAST_PICTURES, MOST_PICTURES = 5, 2000  # in each class; in all
TITLE = "Your pictures"
LONGEST = 256  # pixels: larger pictures are shrunk, so that 2,000 of them fit into memory
TEST_SHARE = 0.25  # of each class's pictures, as near as bursts and near-duplicates allow
_LONGEST_PATH = 120  # characters of a file's path that are shown
_FAR_OFF = 0.1  # from that share: worth a warning
_ALIKE = 6.0  # of 255: grey thumbnails that differ by less on average show the same
_THUMBNAIL = 16


class DataError(ValueError):
    """Pictures that are no data set. Its message is a sentence for learners."""


def from_pictures(pictures, *, seed=0, title=TITLE, notes=(), bursts=None):
    """Pictures by class as a data set, a quarter of them kept for the test.

    Pictures that are nearly the same, such as those of one burst, are kept on one side of the split: otherwise the test
    would ask for what was shown before.

    Parameters
    ----------
    pictures : dict of class name -> sequence of uint8 arrays of shape (rows, columns, 3)
    seed : int, of the split
    title : str
    notes : sequence of str, kept in the data set
    bursts : dict of class name -> sequence of numbers, one for each picture, or None
        Pictures with the same number were taken together, and stay on one side too; None instead of a number is alone.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        If there are fewer than 2 or more than 20 classes, fewer than 5 pictures in one, or more than 2,000 in all.
    """
    _check_counts({name: len(group) for name, group in pictures.items()})
    labels = tuple(pictures)
    images = [fit_within(np.asarray(image), LONGEST) for group in pictures.values() for image in group]
    for image in images:
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3:
            raise DataError(f"Every picture must be uint8 (rows, columns, 3). Received: {image.dtype} {image.shape}")
    targets = np.repeat(np.arange(len(labels)), [len(group) for group in pictures.values()]).astype(np.int64)
    groups = near_duplicates(images, [number for label in labels for number in bursts[label]] if bursts else None)
    for target, label in enumerate(labels):
        if len(set(groups[targets == target])) < 2:
            raise DataError(
                f"The pictures of {label!r} are nearly the same, or of one burst: none could be kept for the test. Add others, "
                "taken at another moment."
            )
    try:
        learning, testing = grouped_split(targets, groups, TEST_SHARE, seed=seed)
    except ValueError as error:
        raise DataError(
            "Too many pictures are nearly the same: they can't be split into training and test. Add other ones."
        ) from error
    return Dataset(
        title=title,
        description=f"{len(images)} pictures of your own, in {len(labels)} classes.",
        credit="Yours: they stay in this session's memory",
        labels=labels,
        train=Examples(tuple(images[index] for index in learning), targets[learning], groups[learning]),
        test=Examples(tuple(images[index] for index in testing), targets[testing], groups[testing]),
        notes=tuple(notes),
    )


def from_zip(data, *, seed=0):
    """A ZIP with one folder a class as a data set: `read_zip`, then `from_pictures`, with the same parameters and errors."""
    pictures, notes = read_zip(data)
    return from_pictures(pictures, seed=seed, title="Your ZIP", notes=notes)


def read_zip(data):
    """The pictures of a ZIP with one folder a class. Nothing is written to disk.

    Pictures that can't be read, files outside a class's folder, and folders without a picture are skipped and named in the
    notes.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    (pictures, notes) : dict of class name -> list of uint8 arrays, each side at most 256, classes in the order of the alphabet;
        list of sentences, each with the path in the ZIP, and each once

    Raises
    ------
    DataError
        If it is no ZIP, or is built to do harm (paths that climb out, links, archives within, far too much in it).
    """
    try:
        archive, entries = open_zip(data)
    except ArchiveError as error:
        advice = "Make one with the pictures themselves, in a plain folder for each class."
        raise DataError(str(error) if "Received" in str(error) else f"{error} {advice}") from error
    with archive:
        pictures, folders, notes = {}, {}, []
        for entry in entries:
            label, path = _label_of(entry.filename), PurePosixPath(entry.filename)
            if path.name.startswith(".") or "__MACOSX" in path.parts:
                continue
            shown = entry.filename[-_LONGEST_PATH:]
            if label is None:
                notes.append(f"{shown} lies in no folder, so it has no class: skipped.")
                continue
            folders[label] = None
            try:
                picture = fit_within(decode_image(read_entry(archive, entry)), LONGEST)
                pictures.setdefault(label, []).append(picture)
            except ImageError as error:
                notes.append(f"{shown} was skipped. {error}")
            except ArchiveError as error:
                notes.append(f"{error} It was skipped.")
    notes += [
        f"The folder {label!r} holds no picture that can be read, so it is no class."
        for label in folders
        if label not in pictures
    ]
    return {label: pictures[label] for label in sorted(pictures)}, list(dict.fromkeys(notes))


def far_off(dataset):
    """The classes whose test share is more than 10 points away from TEST_SHARE, while a picture is less: label -> share."""
    return {
        label: share
        for label, share in dataset.test_shares.items()
        if abs(share - TEST_SHARE) > max(_FAR_OFF, 1 / sum(dataset.counts[label]))
    }


def near_duplicates(images, bursts=None):
    """Groups of pictures that show nearly the same: int array, one number for each picture, equal within a group.

    Grey thumbnails of 16 × 16 are compared; chains count. Pictures with the same number in `bursts` are one group too.
    """
    if not images:
        return np.zeros(0, np.int32)
    thumbnails = np.stack(
        [cv2.resize(luma(square(image, 64)), (_THUMBNAIL,) * 2, interpolation=cv2.INTER_AREA) for image in images]
    )
    flat = thumbnails.reshape(len(images), -1).astype(np.float32)
    alike = np.zeros((len(flat), len(flat)), bool)
    for index, thumbnail in enumerate(flat):
        alike[index] = np.abs(flat - thumbnail).mean(axis=1) < _ALIKE
    for number in {number for number in bursts or () if number is not None}:
        together = [index for index, other in enumerate(bursts) if other == number]
        alike[together[0], together] = True
    return connected_components(csr_matrix(alike), directed=False)[1]


def _check_counts(counts):
    if not LEAST_CLASSES <= len(counts) <= MOST_CLASSES:
        raise DataError(f"There must be {LEAST_CLASSES} to {MOST_CLASSES} classes, a folder for each. Received: {len(counts)}")
    for label, count in counts.items():
        if count < LEAST_PICTURES:
            raise DataError(f"Every class needs {LEAST_PICTURES} pictures or more. Received: {count} for {label!r}")
    if sum(counts.values()) > MOST_PICTURES:
        raise DataError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {sum(counts.values()):,}")


def _label_of(name):
    """The class of a file: the folder that it lies in, or None for a file at the top."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return parts[-2][:60] if len(parts) > 1 else None
