"""Picture files that a learner brings: one kind of uploader for all pages, and every file is decoded once."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.images.decoding import ENDINGS, MAX_BYTES, ImageError, decode_picture
from lessons.images.resizing import fit_within
from pages.shared.lesson.plain_text import plain
from pages.shared.session.picture import LONGEST_SIDE

MEGABYTES = MAX_BYTES // 1024**2
_REFUSED = ("jxl", "jp2", "psd", "svg", "ico", "dcm", "dng", "cr2", "nef", "arw", "pdf")
TYPES = ["image", *(f".{ending}" for ending in (*ENDINGS, *_REFUSED))]
"""What an uploader takes. A browser goes by the type that its system knows for a file, and many know none for the newer
formats; it would show a red mark without a word. With their endings, `decode_picture` reads them or says why it can't."""

_READ = "state_picture_files"


@dataclass(frozen=True, eq=False)
class PictureFile:
    """A file that was brought: a picture, or the sentence that says why it is none."""

    name: str  # as the learner's system calls it: show it with `plain`
    file_id: str  # another one for each time that a file is brought
    pixels: np.ndarray | None = None  # uint8 (rows, columns, 3)
    notes: tuple[str, ...] = ()
    refusal: str = ""


def picture_files(label, *, key, several=False, disabled=False, longest=LONGEST_SIDE):
    """An uploader for pictures, and the files in it.

    Parameters
    ----------
    label : str
    key : str
    several : bool, whether it takes more than one
    disabled : bool
    longest : int, pixels: larger pictures are shrunk

    Returns
    -------
    list of PictureFile
    """
    files = st.file_uploader(
        label, type=TYPES, max_upload_size=MEGABYTES, accept_multiple_files=several, key=key, disabled=disabled
    )
    return read_files(files if several else [file for file in (files,) if file is not None], key=key, longest=longest)


def read_files(files, *, key, longest=LONGEST_SIDE):
    """The pictures of the files that a widget holds. What was read is kept for as long as the widget holds the file."""
    kept = st.session_state.setdefault(_READ, {})
    for other in [other for other in kept if other not in st.session_state]:
        del kept[other]  # of a page that was left
    earlier = kept.get(key, {})
    kept[key] = {file.file_id: earlier.get(file.file_id) or _read(file, longest) for file in files}
    return list(kept[key].values())


def said_of(file):
    """What there is to say of a file, a sentence each, with its name."""
    if file.refusal:
        return [f"{plain(file.name)} was skipped. {file.refusal}"]
    return [f"{plain(file.name)}: {note}" for note in file.notes]


def _read(file, longest):
    try:
        picture = decode_picture(file.getvalue())
    except ImageError as error:
        return PictureFile(file.name, file.file_id, refusal=str(error))
    return PictureFile(file.name, file.file_id, fit_within(picture.pixels, longest), picture.notes)
