"""ZIP files that lie about what is in them: refused or skipped, without unpacking more than they admit to."""

import io
import struct
import time
import tracemalloc
import zipfile

import keras
import pytest

from lessons.data.archives import ArchiveError, open_zip, read_entry
from lessons.data.own_data import DataError
from lessons.data.zip_pictures import read_zip
from lessons.takehome.project import ProjectError, open_project
from tests.takehome.project_files import version_1

BOMB = 20_000_000  # bytes that really come out
SAID = 1_000  # that the headers admit to
MOST = 6_000_000  # that reading may take


def packed(name, content, kind=zipfile.ZIP_DEFLATED, others=()):
    """A ZIP with this file, and others that are stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for other, data in others:
            archive.writestr(other, data)
        archive.writestr(name, content, kind)
    return file.getvalue()


def lying(data, size, checksum=None):
    """The same ZIP, whose last file says in both of its headers that it unpacks to `size` bytes."""
    data = bytearray(data)
    for signature, place in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        start = data.rindex(signature)
        _, compressed, _ = struct.unpack_from("<III", data, start + place)
        kept = struct.unpack_from("<I", data, start + place)[0] if checksum is None else checksum
        struct.pack_into("<III", data, start + place, kept, compressed, size)
    return bytes(data)


def peak(function):
    """The most bytes that were taken while a function ran."""
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read_first(data):
    archive, (entry, *_) = open_zip(data)
    return read_entry(archive, entry)


KINDS = {"deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}


@pytest.mark.parametrize("kind", KINDS)
def test_a_lying_header_unpacks_no_more_than_it_says(kind):
    data = lying(packed("a/x.png", bytes(BOMB), KINDS[kind]), SAID)

    def read():
        with pytest.raises(ArchiveError, match=r"is damaged|Deflate"):
            read_first(data)

    assert peak(read) < MOST


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_and_projects_survive_a_lying_header(kind):
    pictures = lying(packed("a/x.png", bytes(BOMB), KINDS[kind]), SAID)
    project = lying(packed("project.json", bytes(BOMB), KINDS[kind]), SAID)

    def read():
        if kind == "deflate":
            with pytest.raises(DataError, match=r"No picture of this ZIP could be read\. a/x\.png is damaged"):
                read_zip(pictures)
        else:
            with pytest.raises(DataError, match=rf"Deflate.*Received: {kind} for x\.png"):
                read_zip(pictures)
        with pytest.raises(ProjectError, match=r"damaged|Deflate"):
            open_project(project)

    assert peak(read) < MOST


@pytest.mark.parametrize("name", ["metadata.json", "config.json", "model.weights.h5"])
def test_a_lying_header_within_a_projects_model_unpacks_nothing(name):
    """Keras must not unpack anything that was not measured before, the parts that we have no use for included."""
    inputs = keras.Input((4, 4, 3), name="picture")
    outputs = keras.layers.Dense(2, name="probabilities")(keras.layers.Flatten(name="flatten")(inputs))
    project = io.BytesIO(version_1({}, keras.Model(inputs, outputs, name="tiny"), ["a", "b"]))
    with zipfile.ZipFile(project) as archive:
        manifest, whole = archive.read("project.json"), io.BytesIO(archive.read("model.keras"))
    with zipfile.ZipFile(whole) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist() if entry.filename != name]
    model = lying(packed(name, bytes(BOMB), others=parts), SAID)
    bad = packed("model.keras", model, zipfile.ZIP_STORED, [("project.json", manifest)])

    def read():
        with pytest.raises(ProjectError, match="is damaged"):
            open_project(bad)

    assert peak(read) < MOST


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [1, 9, 11, 100])
def test_a_file_that_is_longer_or_shorter_than_it_says_is_damaged(kind, size):
    """Also where the checksum is that of what it admits to."""
    content = b"0123456789"
    data = lying(packed("a/x.png", content, kind), size, zipfile.crc32(content[:size]))
    with pytest.raises(ArchiveError, match=r"a/x\.png is damaged"):
        read_first(data)


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("content", [b"", b"0", b"0123456789" * 9_999])
def test_honest_files_come_back(kind, content):
    archive, entries = open_zip(packed("a/x.png", content, kind, [("b/pad", bytes(range(256)) * 9)]))
    assert read_entry(archive, entries[-1]) == content


def test_files_that_share_bytes_are_refused():
    """A list at the end that names one file thirty times: a few bytes would be unpacked thirty times."""
    data = packed("a/x.png", bytes(range(256)) * 99)
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    one = data[start:end]
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 30, 30, 30 * len(one))
    with pytest.raises(ArchiveError, match="share the same bytes"):
        open_zip(data[:start] + one * 30 + bytes(tail))


def test_folders_count_too_and_before_they_are_listed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}/", b"")
    began = time.thread_time()
    with pytest.raises(ArchiveError, match="up to 10,000 files and folders"):
        open_zip(file.getvalue())
    assert time.thread_time() - began < 0.05
