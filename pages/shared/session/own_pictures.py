"""The pictures that a session brought to learn from: by class, with undo, and the data set that they make."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.data.own_data import LONGEST, MOST_CLASSES, MOST_PICTURES, TITLE, from_pictures
from lessons.images.resizing import fit_within
from pages.shared.lesson.plain_text import cleaned

LONGEST_NAME = 60
_UNDO = 10  # steps

_CLASSES, _EARLIER, _DATASET = (f"state_own_{name}" for name in ("classes", "earlier", "dataset"))
_NOTES = "state_own_notes"


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture to learn from."""

    pixels: np.ndarray  # uint8 (rows, columns, 3), each side at most LONGEST
    burst: int | None = None  # number of the burst that it was taken in


def own_classes():
    """Class name -> tuple of Shot: what this session has brought so far."""
    return st.session_state.get(_CLASSES, {})


def own_notes():
    """What was skipped of the files that came last, a sentence each."""
    return st.session_state.get(_NOTES, ())


def add_pictures(name, pictures, *, burst=False, notes=()):
    """Add pictures to a class, which may be new.

    Parameters
    ----------
    name : str
    pictures : sequence of uint8 arrays of shape (rows, columns, 3)
    burst : bool, whether they were taken together
    notes : sequence of str, a sentence for each picture that was skipped

    Raises
    ------
    ValueError
        If the class has no name, or there would be too many classes or pictures. Nothing is added then.
    """
    add_classes({name: pictures}, burst=burst, notes=notes)


def add_classes(pictures, *, burst=False, notes=()):
    """Add pictures to several classes at once; parameters and errors as in `add_pictures`."""
    earlier = (shot.burst or 0 for shots in own_classes().values() for shot in shots)
    number = 1 + max(earlier, default=0) if burst else None
    classes = dict(own_classes())
    for name, group in pictures.items():
        name = cleaned(name)
        if not name or len(name) > LONGEST_NAME:
            raise ValueError(f"Give the class a name of up to {LONGEST_NAME} letters")
        shots = tuple(Shot(fit_within(image, LONGEST), number) for image in group)
        classes[name] = classes.get(name, ()) + shots
    total = sum(map(len, classes.values()))
    if len(classes) > MOST_CLASSES:
        raise ValueError(f"There may be up to {MOST_CLASSES} classes. Received: {len(classes)}. Nothing was added")
    if total > MOST_PICTURES:
        raise ValueError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {total:,}. Nothing was added")
    replace_classes(classes, notes=notes)


def replace_classes(classes, *, notes=()):
    """Make these the session's pictures: class name -> tuple of Shot. Empty classes disappear; `undo` takes it back."""
    st.session_state[_EARLIER] = [*st.session_state.get(_EARLIER, []), own_classes()][-_UNDO:]
    st.session_state[_CLASSES] = {name: tuple(shots) for name, shots in classes.items() if shots}
    st.session_state[_NOTES] = tuple(notes)


def remove(name, numbers):
    """Take some pictures out of a class."""
    classes = dict(own_classes())
    classes[name] = tuple(shot for number, shot in enumerate(classes[name]) if number not in numbers)
    replace_classes(classes)


def move(name, numbers, target):
    """Give some pictures of a class another label."""
    classes = dict(own_classes())
    moved = tuple(classes[name][number] for number in numbers)
    classes[name] = tuple(shot for number, shot in enumerate(classes[name]) if number not in numbers)
    classes[target] = classes.get(target, ()) + moved
    replace_classes(classes)


def can_undo():
    """Whether there is a change to take back."""
    return bool(st.session_state.get(_EARLIER))


def undo():
    """Take the last change back."""
    st.session_state[_CLASSES] = st.session_state[_EARLIER].pop()
    st.session_state[_NOTES] = ()


def own_dataset():
    """The data set that the session's pictures make; the same object for as long as they do not change.

    Returns
    -------
    (lessons.data.datasets.Dataset, "") or (None, sentence) : the sentence says what is missing
    """
    classes = own_classes()
    if not classes:
        return None, "No pictures yet."
    kept = st.session_state.get(_DATASET)
    if kept is None or kept[0] is not classes:
        st.session_state[_DATASET] = kept = (classes, *_made(classes))
    return kept[1:]


def is_of_earlier_pictures(run):
    """Whether a run learned from pictures of one's own that have been removed, moved or joined by others since then."""
    if run.data != TITLE:
        return False
    dataset, _ = own_dataset()
    return dataset is None or dataset.fingerprint != run.fingerprint


def _made(classes):
    pictures = {name: [shot.pixels for shot in shots] for name, shots in classes.items()}
    bursts = {name: [shot.burst for shot in shots] for name, shots in classes.items()}
    try:
        return from_pictures(pictures, bursts=bursts, notes=own_notes()), ""
    except ValueError as error:
        return None, f"{error}"
