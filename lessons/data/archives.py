"""ZIP files of strangers, read in memory: what is built to do harm is refused before anything is unpacked."""

import copy
import io
import itertools
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

MOST_BYTES = 1_000_000_000  # of a ZIP, unpacked
MOST_RATIO = 200  # of unpacked to packed bytes: photos hardly shrink, bombs shrink a thousand times
MOST_FILES = 5_000
MOST_ENTRIES = 10_000  # files and folders
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # Python unpacks the others whole, however large they are
_ENTRY = b"PK\x01\x02"  # begins an entry in the list at the end of a ZIP
_HEADER = 30  # bytes in front of a file in a ZIP, at least, without its name
_UTF8 = 0x800  # flag of a name that is written in it
_METHODS = {9: "Deflate64", zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "lzma", 93: "Zstandard"}
_ARCHIVES = (".zip", ".tar", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tgz")


class ArchiveError(ValueError):
    """A ZIP that can't be read or is built to do harm. Its message is one sentence for learners."""


def open_zip(data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """A ZIP in memory and the files in it, checked but not unpacked.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    (zipfile.ZipFile, list of zipfile.ZipInfo), without folders

    Raises
    ------
    ArchiveError
        If it is no ZIP; or if it has more than 5,000 files, or 10,000 with its folders, unpacks to more than 1 GB or to more
        than 200 times its size, has files that share bytes, a path that climbs out of it, a link, an archive within, a
        password, or another compression than Deflate.
    """
    if data.count(_ENTRY) > MOST_ENTRIES:  # before Python makes an object of each
        raise ArchiveError(f"The ZIP may hold up to {MOST_ENTRIES:,} files and folders. Received: {data.count(_ENTRY):,}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise ArchiveError("This is not a ZIP file that can be read.") from error
    _refuse_overlap(archive.infolist())
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith(("/", "\\"))]
    _refuse_harm(entries, len(data))
    return archive, entries


def entry_path(entry: zipfile.ZipInfo) -> str:
    """The path of a file in a ZIP as it was meant.

    A name without the flag for UTF-8 is taken by Python for one of the first PCs' letters; many programs, those of a Mac among
    them, write UTF-8 without the flag. Other letters than ASCII are hardly ever valid UTF-8 by chance.
    """
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one file of a ZIP, never more of them unpacked than its header says.

    Raises ArchiveError where it is damaged, or longer or shorter than its header says.
    """
    name = entry_path(entry)[-120:]
    longer = copy.copy(entry)
    longer.file_size += 1  # zipfile cuts off what is beyond the size: this shows whether there was more
    try:
        with archive.open(longer) as file:
            data = file.read(longer.file_size)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise ArchiveError(f"{name} is damaged, or packed in a way that can't be read.") from error
    if len(data) != entry.file_size:
        raise ArchiveError(f"{name} is damaged: it is not as long as the ZIP says.")
    return data


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Raise ArchiveError where files share bytes: a small ZIP could be unpacked to any number of files that way."""
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in itertools.pairwise(in_order):
        if entry.header_offset + _HEADER + len(entry.orig_filename) + entry.compress_size > following.header_offset:
            raise ArchiveError("The ZIP has files that share the same bytes.")


def _refuse_harm(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Raise ArchiveError for what no honest ZIP of pictures has."""
    if len(entries) > MOST_FILES:
        raise ArchiveError(f"The ZIP may hold up to {MOST_FILES:,} files. Received: {len(entries):,}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise ArchiveError(f"The ZIP unpacks to far too much, {unpacked / 1e6:,.0f} MB.")
    for entry in entries:
        path = PurePosixPath(entry_path(entry).replace("\\", "/"))
        if ".." in path.parts:
            raise ArchiveError("The ZIP has a path that leads out of it.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveError("The ZIP has a link in it.")
        if path.suffix.lower() in _ARCHIVES:
            raise ArchiveError(f"The ZIP has another archive in it, {path.name[:60]!r}.")
        if entry.flag_bits & 1:
            raise ArchiveError("The ZIP is locked with a password.")
        if entry.compress_type not in _COMPRESSIONS:
            kind = _METHODS.get(entry.compress_type, f"method {entry.compress_type}")
            raise ArchiveError(
                "The ZIP must be packed with the ordinary compression, Deflate, or with none. "
                f"Received: {kind} for {path.name[:60]}"
            )
