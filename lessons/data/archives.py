"""ZIP files of strangers, read in memory: what is built to do harm is refused before anything is unpacked."""

import copy
import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

MOST_BYTES = 1_000_000_000  # of a ZIP, unpacked
MOST_RATIO = 200  # of unpacked to packed bytes: photos hardly shrink, bombs shrink a thousand times
MOST_FILES = 5_000
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # Python unpacks the others whole, however large they are
_ARCHIVES = (".zip", ".tar", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tgz")


class ArchiveError(ValueError):
    """A ZIP that can't be read or is built to do harm. Its message is one sentence for learners."""


def open_zip(data):
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
        If it is no ZIP; or if it has more than 5,000 files, unpacks to more than 1 GB or to more than 200 times its size,
        has a path that climbs out of it, a link, an archive within, a password, or another compression than Deflate.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise ArchiveError("This is not a ZIP file that can be read.") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _refuse_harm(entries, len(data))
    return archive, entries


def read_entry(archive, entry):
    """The bytes of one file of a ZIP, never more of them unpacked than its header says.

    Raises ArchiveError where it is damaged, or longer or shorter than its header says.
    """
    name = entry.filename[-120:]
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


def _refuse_harm(entries, packed):
    """Raise ArchiveError for what no honest ZIP of pictures has."""
    if len(entries) > MOST_FILES:
        raise ArchiveError(f"The ZIP may hold up to {MOST_FILES:,} files. Received: {len(entries):,}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise ArchiveError(f"The ZIP unpacks to far too much, {unpacked / 1e6:,.0f} MB.")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise ArchiveError("The ZIP has a path that leads out of it.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveError("The ZIP has a link in it.")
        if path.suffix.lower() in _ARCHIVES:
            raise ArchiveError(f"The ZIP has another archive in it, {path.name[:60]!r}.")
        if entry.flag_bits & 1:
            raise ArchiveError("The ZIP is locked with a password.")
        if entry.compress_type not in _COMPRESSIONS:
            kind = zipfile.compressor_names.get(entry.compress_type, f"method {entry.compress_type}")
            raise ArchiveError(
                "The ZIP must be packed with the ordinary compression, Deflate, or with none. "
                f"Received: {kind} for {path.name[:60]}"
            )
