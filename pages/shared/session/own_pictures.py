"""The pictures that a learner brought to learn from: by class, with undo, and the data set that they make."""

from dataclasses import dataclass
from functools import cached_property, wraps

import numpy as np

from lessons.data.class_names import LONGEST_NAME, class_name, known_as
from lessons.data.near_duplicates import copies, joined, near_duplicates, thumbnail
from lessons.data.own_data import LONGEST, MOST_CLASSES, MOST_PICTURES, TITLE, from_pictures
from lessons.data.zip_layout import TEST
from lessons.images.resizing import fit_within
from pages.shared.session.controls import note_change
from pages.shared.session.desk import desk
from pages.shared.session.desk_bytes import count, has_room, pixels_bytes, refuse_where_full

_UNDO = 10  # steps
MOST_BYTES = 600_000_000  # of all pictures that lie here or come back with `undo`: those of 2,000 take up to 393 MB
_KIND = "pictures to learn from"
_NO_UNDO = "To make room, older changes can't be taken back any more."

_CLASSES, _EARLIER, _DATASET = (f"state_own_{name}" for name in ("classes", "earlier", "dataset"))
_NOTES, _SUMMARY, _VERSION, _ALIKE, _APART = (f"state_own_{name}" for name in ("notes", "summary", "version", "alike", "apart"))


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture to learn from."""

    pixels: np.ndarray  # uint8 (rows, columns, 3), each side at most LONGEST
    burst: int | None = None  # number of the burst that it was taken in
    part: str | None = None  # "train", "validation" or "test" of a split that it came with

    @cached_property
    def thumbnail(self):
        """What tells whether it is nearly the same as another one."""
        return thumbnail(self.pixels)


def _in_one_step(change):
    """A change of what lies on the desk that no other tab comes between."""

    @wraps(change)
    def changed(*arguments, **named):
        with desk().lock:
            return change(*arguments, **named)

    return changed


def own_classes():
    """Class name -> tuple of Shot: what this session has brought so far."""
    return desk().get(_CLASSES, {})


def own_notes():
    """What was skipped of the files that came last, a sentence each."""
    return desk().get(_NOTES, ())


def own_summary():
    """What was taken and skipped of what came last, in a sentence or two, with names that are cleaned; or nothing."""
    return desk().get(_SUMMARY, "")


def version():
    """A number that is another one after every change to the session's pictures."""
    return desk().get(_VERSION, 0)


def add_pictures(name, pictures, *, burst=False, notes=(), summary=""):
    """Add pictures to a class, which may be new.

    Parameters
    ----------
    name : str
    pictures : sequence of uint8 arrays of shape (rows, columns, 3)
    burst : bool, whether they were taken together
    notes : sequence of str, a sentence for each picture that was skipped, or of which there is something to know
    summary : str, what was taken and skipped

    Raises
    ------
    ValueError
        If nothing is left of the class's name once it is cleaned, there would be too many classes or pictures, or the
        server's memory is full. Nothing is added then.
    """
    add_classes({name: pictures}, burst=burst, notes=notes, summary=summary)


@_in_one_step
def add_classes(pictures, *, burst=False, notes=(), parts=None, summary=""):
    """Add pictures to several classes at once; parameters and errors as in `add_pictures`.

    A class that means the same as one that is there, such as "cats " and "Cats", is that one. `parts` is as
    `lessons.data.own_data.from_pictures` takes it.
    """
    earlier = (shot.burst or 0 for shots in own_classes().values() for shot in shots)
    number = 1 + max(earlier, default=0) if burst else None
    classes = dict(own_classes())
    for name, group in pictures.items():
        its_parts = parts[name] if parts else [None] * len(group)
        if len(name) > LONGEST_NAME:
            raise ValueError(f"Give the class a name of up to {LONGEST_NAME} letters")
        label = known_as(class_name(name), classes)
        shots = tuple(Shot(fit_within(image, LONGEST), number, part) for image, part in zip(group, its_parts, strict=True))
        classes[label] = classes.get(label, ()) + shots
    total = sum(map(len, classes.values()))
    if len(classes) > MOST_CLASSES:
        raise ValueError(f"There may be up to {MOST_CLASSES} classes. Received: {len(classes)}. Nothing was added")
    if total > MOST_PICTURES:
        raise ValueError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {total:,}. Nothing was added")
    replace_classes(classes, notes=notes, summary=summary)


@_in_one_step
def replace_classes(classes, *, notes=(), summary=""):
    """Make these the session's pictures: class name -> tuple of Shot. Empty classes disappear; `undo` takes it back."""
    classes = {name: tuple(shots) for name, shots in classes.items() if shots}
    refuse_where_full(_KIND, _bytes_of([classes]))
    earlier = [*desk().get(_EARLIER, []), own_classes()][-_UNDO:]
    while earlier and not _fits(_bytes_of([*earlier, classes])):
        earlier, notes = earlier[1:], (*(note for note in notes if note != _NO_UNDO), _NO_UNDO)
    desk()[_EARLIER] = earlier
    _set(classes, notes, summary)


def _fits(size):
    """Whether so many bytes are no more than a learner may have, and than there is room for."""
    return size <= MOST_BYTES and has_room(_KIND, size)


def _bytes_of(several):
    """Bytes of the pictures in several states of the classes, each picture counted once."""
    return pixels_bytes(shot for classes in several for group in classes.values() for shot in group)


def _set(classes, notes=(), summary=""):
    count(_KIND, _bytes_of([*desk().get(_EARLIER, []), classes]))
    desk()[_CLASSES], desk()[_VERSION] = classes, version() + 1
    desk()[_NOTES], desk()[_SUMMARY] = tuple(notes), summary
    note_change()


@_in_one_step
def remove(name, numbers):
    """Take some pictures out of a class."""
    classes = dict(own_classes())
    classes[name] = tuple(shot for number, shot in enumerate(classes[name]) if number not in numbers)
    replace_classes(classes)


@_in_one_step
def move(name, numbers, target):
    """Give some pictures of a class another label."""
    classes = dict(own_classes())
    moved = tuple(classes[name][number] for number in numbers)
    classes[name] = tuple(shot for number, shot in enumerate(classes[name]) if number not in numbers)
    classes[target] = classes.get(target, ()) + moved
    replace_classes(classes)


@_in_one_step
def remove_class(name):
    """Take a class with all its pictures away, if there is one of that name."""
    if name in own_classes():
        replace_classes({other: shots for other, shots in own_classes().items() if other != name})


@_in_one_step
def rename(name, other):
    """Give a class another name; its pictures keep their order. One that another class has gets these pictures as well."""
    label = known_as(class_name(other), [each for each in own_classes() if each != name])
    classes = {}
    for each, shots in own_classes().items():
        known = label if each == name else each
        classes[known] = classes.get(known, ()) + shots
    replace_classes(classes)
    return label


def can_undo():
    """Whether there is a change to take back."""
    return bool(desk().get(_EARLIER))


@_in_one_step
def undo():
    """Take the last change back."""
    _set(desk()[_EARLIER].pop())


def own_alike():
    """Which of the session's pictures show nearly the same, class after class: `lessons.data.near_duplicates.Alike`.

    Looked for once after each change.
    """
    classes = own_classes()
    kept = desk().get(_ALIKE)
    if kept is None or kept[0] is not classes:
        shots = [shot for group in classes.values() for shot in group]
        targets = np.repeat(np.arange(len(classes)), [len(group) for group in classes.values()])
        desk()[_ALIKE] = kept = (classes, near_duplicates([shot.thumbnail for shot in shots], targets))
    return kept[1]


def are_told_apart():
    """Whether the learner said that pictures which look nearly the same are different ones."""
    return desk().get(_APART, False)


def tell_apart(different):
    """Say whether pictures that look nearly the same are different ones: only copies stay together then, and bursts."""
    desk()[_APART] = bool(different)


def own_groups():
    """For each of the session's pictures, class after class, a number: the same for those of one burst, and nearly the same."""
    shots = [shot for group in own_classes().values() for shot in group]
    groups = copies([shot.pixels for shot in shots]) if are_told_apart() else own_alike().groups
    return joined(groups, [shot.burst for shot in shots])


def come_split():
    """Whether some of the session's pictures came with a test set of their own."""
    return any(shot.part == TEST for shots in own_classes().values() for shot in shots)


def own_dataset():
    """The data set that the session's pictures make; the same object for as long as they do not change.

    Returns
    -------
    (lessons.data.datasets.Dataset, "") or (None, sentence) : the sentence says what is missing
    """
    classes = own_classes()
    if not classes:
        return None, "No pictures yet."
    kept = desk().get(_DATASET)
    if kept is None or kept[0] is not classes or kept[1] != are_told_apart():
        desk()[_DATASET] = kept = (classes, are_told_apart(), *_made(classes))
    return kept[2:]


def is_of_earlier_pictures(run):
    """Whether a run learned from pictures of one's own that have been removed, moved or joined by others since then."""
    if run.data != TITLE:
        return False
    dataset, _ = own_dataset()
    return dataset is None or dataset.fingerprint != run.fingerprint


def _made(classes):
    pictures = {name: [shot.pixels for shot in shots] for name, shots in classes.items()}
    bursts = {name: [shot.burst for shot in shots] for name, shots in classes.items()}
    parts = {name: [shot.part for shot in shots] for name, shots in classes.items()}
    images = [image for group in pictures.values() for image in group]
    groups = copies(images) if are_told_apart() else own_alike().groups
    try:
        return from_pictures(pictures, bursts=bursts, parts=parts, groups=groups, notes=own_notes(), one_moment=True), ""
    except ValueError as error:
        return None, f"{error}"
