"""Data sets from the net, fetched when they are asked for: checked against their SHA-256, and never written to disk."""

import hashlib
import http.client
import io
import tarfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from lessons.core.checks import whole
from lessons.data.examples import Dataset
from lessons.data.own_data import LEAST_PICTURES, LONGEST, MOST_PICTURES, DataError, from_pictures
from lessons.images.decoding import ImageError, decode_image
from lessons.images.resizing import fit_within
from lessons.work.progress import Phase, Step, Stopped, never, silent

_CHUNK = 256 * 1024
_TIMEOUT = 15  # seconds without a byte
_SPARE = 0.1  # more than asked for are read, in case some are broken
_OTHERWISE = "Try again, or take a data set that comes with the course."


@dataclass(frozen=True)
class NetDataset:
    """A data set on the net: where it lies, how to know it, and what is in it."""

    title: str
    url: str  # of a ZIP, or of a TAR packed with gzip
    size: int  # bytes of that file
    sha256: str  # of that file, as published
    labels: tuple[str, ...]
    folders: tuple[str, ...]  # for each label, the folder of its pictures, wherever that lies in the archive
    credit: str
    licence: str  # one sentence for learners


NET_DATASETS = {
    "flowers": NetDataset(
        title="Flower photos",
        url="https://storage.googleapis.com/download.tensorflow.org/example_images/flower_photos.tgz",
        size=228_813_984,
        sha256="4c54ace7911aaffe13a365c34f650e71dd5bf1be0a58b464e5a7183e3e595d9c",
        labels=("daisy", "dandelion", "rose", "sunflower", "tulip"),
        folders=("daisy", "dandelion", "roses", "sunflowers", "tulips"),
        credit="The TensorFlow team's flower photos (2019)",
        licence="Creative Commons Attribution 2.0; LICENSE.txt in the archive names the photographer of every picture.",
    ),
    "cats_dogs": NetDataset(
        title="Cats and dogs",
        url=("https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/kagglecatsanddogs_5340.zip"),
        size=824_887_076,
        sha256="b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9",
        labels=("cat", "dog"),
        folders=("Cat", "Dog"),
        credit="Asirra: Microsoft Research and Petfinder.com (Elson, Douceur, Howell and Saul, 2007)",
        licence="No licence is stated: Microsoft offers it for research, so don't pass its pictures on.",
    ),
}
"""Name -> data set. The sizes and SHA-256 are those that TensorFlow Datasets (tf_flowers) and Hugging Face's datasets
(cats_vs_dogs) publish for these files."""


def fetch_dataset(
    name: str | NetDataset,
    *,
    per_class: int = 100,
    seed: int = 0,
    on_step: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Dataset:
    """Fetch a data set and take some pictures of each class from it. Synchronous.

    The archive is held in memory while pictures are read from it, and nothing else is kept of it. Pictures are shrunk to at
    most 256 pixels, and split as `lessons.data.own_data.from_pictures` does.

    Parameters
    ----------
    name : a key of NET_DATASETS, or a NetDataset
    per_class : int
        Pictures of each class, 5 or more, and at most 2,000 in all. They are drawn at random; a class that has fewer gives
        all that it has.
    seed : int, of what is drawn and of the split
    on_step : function of a Step, or None
        Called after every piece, in phase "fetching" with megabytes (of 10**6 bytes) done, then in phase "reading" with
        pictures done.
    should_stop : function without arguments, or None
        Asked before every piece and every picture.

    Returns
    -------
    Dataset
        The same arguments give the same one.

    Raises
    ------
    DataError
        If there is no internet, the file is not there, breaks off, is not the one that is known, or can't be read.
    Stopped
        If it was stopped.
    ValueError
        If `per_class` is out of range.
    """
    record = name if isinstance(name, NetDataset) else NET_DATASETS[name]
    most = MOST_PICTURES // len(record.labels)
    whole("per_class", per_class, LEAST_PICTURES, most)
    on_step, should_stop = on_step or silent, should_stop or never
    archive = _download(record, on_step, should_stop)
    try:
        pictures, notes = _sample(record, archive, per_class, seed, on_step, should_stop)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DataError(f"The archive of {record.title!r} is damaged and can't be read. {_OTHERWISE}") from error
    dataset = from_pictures(pictures, seed=seed, title=record.title, notes=notes)
    taken = sum(map(len, pictures.values()))
    description = f"{taken} photos in {len(record.labels)} classes, drawn at random from a larger set on the net."
    return replace(dataset, description=description, credit=f"{record.credit}. {record.licence}")


def _download(record: NetDataset, on_step: Callable[[Step], None], should_stop: Callable[[], bool]) -> io.BytesIO:
    """The archive as a file in memory: complete, and the one that is known."""
    host, megabytes = urlsplit(record.url).hostname, record.size / 1e6
    phase = Phase("fetching", int(np.ceil(megabytes)), on_step)
    file, digest = io.BytesIO(), hashlib.sha256()
    try:
        with urllib.request.urlopen(record.url, timeout=_TIMEOUT) as answer:
            while not should_stop():
                chunk = answer.read1(_CHUNK)
                if not chunk:
                    break
                file.write(chunk)
                digest.update(chunk)
                if file.tell() > record.size:
                    break
                phase.report(file.tell() / 1e6)
    except urllib.error.HTTPError as error:
        error.close()
        raise DataError(f"{host} does not give {record.title!r} any more (it answered {error.code}). {_OTHERWISE}") from error
    except (OSError, http.client.HTTPException) as error:
        if file.tell():
            raise DataError(_broken_off(file.tell(), megabytes)) from error
        raise DataError(f"{host} can't be reached: is this computer on the internet? {_OTHERWISE}") from error
    if should_stop():
        raise Stopped
    if file.tell() < record.size:
        raise DataError(_broken_off(file.tell(), megabytes))
    if file.tell() > record.size or digest.hexdigest() != record.sha256:
        raise DataError(f"{host} sent another file than the one that is known as {record.title!r}: it was not opened.")
    return file


def _broken_off(received: int, megabytes: float) -> str:
    return f"The download broke off after {received / 1e6:.1f} of {megabytes:.1f} MB. {_OTHERWISE}"


def _sample(
    record: NetDataset,
    archive: io.BytesIO,
    per_class: int,
    seed: int,
    on_step: Callable[[Step], None],
    should_stop: Callable[[], bool],
) -> tuple[dict[str, list[npt.NDArray[np.uint8]]], list[str]]:
    """Label -> pictures, drawn at random, and a note for each that can't be read."""
    labels = dict(zip(record.folders, record.labels, strict=True))
    groups: dict[str, list[str]] = {label: [] for label in record.labels}
    for name in _names(archive):
        parts = PurePosixPath(name).parts
        if len(parts) > 1 and parts[-2] in labels and not parts[-1].startswith("."):
            groups[labels[parts[-2]]].append(name)
    rng = np.random.default_rng(seed)
    ranks = {}  # name -> (label, place in the order in which pictures are drawn)
    for label, names in groups.items():
        in_order = sorted(names)
        for place, index in enumerate(rng.permutation(len(names))[: round(per_class * (1 + _SPARE)) + 5]):
            ranks[in_order[index]] = (label, place)
    found: dict[str, dict[int, npt.NDArray[np.uint8]]] = {label: {} for label in record.labels}
    notes: list[str] = []
    phase = Phase("reading", len(ranks), on_step)
    for done, (name, data) in enumerate(_contents(archive, ranks), start=1):
        if should_stop():
            raise Stopped
        label, place = ranks[name]
        try:
            found[label][place] = fit_within(decode_image(data), LONGEST)
        except ImageError as error:
            notes.append(f"{'/'.join(PurePosixPath(name).parts[-2:])} was skipped. {error}")
        phase.report(done)
    return {label: [by_place[place] for place in sorted(by_place)[:per_class]] for label, by_place in found.items()}, notes


def _is_zip(archive: io.BytesIO) -> bool:
    archive.seek(0)
    return archive.read(2) == b"PK"


def _names(archive: io.BytesIO) -> list[str]:
    """Names of the archive's plain files."""
    if _is_zip(archive):
        with zipfile.ZipFile(archive) as files:
            return [entry.filename for entry in files.infolist() if not entry.is_dir()]
    archive.seek(0)
    with tarfile.open(fileobj=archive, mode="r:gz") as files:
        return [member.name for member in files if member.isfile()]


def _contents(archive: io.BytesIO, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the wanted files, in the order in which they lie in the archive."""
    if _is_zip(archive):
        with zipfile.ZipFile(archive) as files:
            for entry in files.infolist():
                if entry.filename in wanted:
                    yield entry.filename, files.read(entry)
        return
    archive.seek(0)
    with tarfile.open(fileobj=archive, mode="r:gz") as files:
        for member in files:
            if member.isfile() and member.name in wanted:
                file = files.extractfile(member)
                if file is not None:
                    yield member.name, file.read()
