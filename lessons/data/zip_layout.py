"""Which class each file of a ZIP belongs to, by the folders it lies in, and whether it came with a split of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lessons.data.class_names import class_name, known_as
from lessons.images.decoding import ENDINGS

TRAIN, VALIDATION, TEST = "train", "validation", "test"
PARTS = {
    "train": TRAIN,
    "training": TRAIN,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
}
"""Name of a folder, in small letters -> the part of a split that it stands for."""

_NOISE = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"})  # what systems leave in folders


@dataclass(frozen=True)
class Place:
    """Where a file belongs."""

    label: str
    part: str | None  # TRAIN, VALIDATION or TEST of a split that the folders make, or None


@dataclass(frozen=True, eq=False)
class Way:
    """One way to take the files of a ZIP."""

    title: str  # what tells it from other ways, for a learner
    places: dict[int, Place]  # position of a file -> where it belongs; other files are not taken

    @property
    def counts(self) -> dict[str, int]:
        """Class -> how many files it has, in the order of the alphabet."""
        labels = [place.label for place in self.places.values()]
        return {label: labels.count(label) for label in sorted(set(labels))}


def path_parts(name: str) -> tuple[str, ...]:
    """Folders and name of a file in a ZIP; it may have been packed with backslashes, or from the root of a disk."""
    return PurePosixPath(name.replace("\\", "/").lstrip("/")).parts


def is_noise(parts: Sequence[str]) -> bool:
    """Whether a file was left by a system, and never meant as a picture: .DS_Store, __MACOSX, Thumbs.db and the like."""
    return any(part.startswith(".") or part.lower() in _NOISE for part in parts)


def ways_to_take(paths: Sequence[tuple[str, ...]]) -> tuple[Way, ...]:
    """The ways in which the files of a ZIP can be meant; more than one only where its folders leave it open.

    The class of a file is the name of its folder at the depth where the paths first differ. Folders named train, val,
    validation or test at that depth are a split, and the classes are below them; they may also lie inside of the classes.
    Names are compared without capitals and spaces, so "Cats" and "cats " are one class.

    Where folders below those of the classes repeat (cats/indoor and dogs/indoor, benign/masks and malignant/masks), the ways
    are: all of each class; for each name that repeats, what lies in folders of that name alone; and the inner folders as the
    classes.

    Parameters
    ----------
    paths : sequence of tuples of str, as `path_parts` makes them
        Those that end like pictures decide; without any, all do.

    Returns
    -------
    tuple of one Way or more; the first is the likeliest. One that has no file means that no file lies in a class's folder.

    Raises
    ------
    ValueError
        If the name of a class has no letter or digit.
    """
    endings = tuple(f".{ending}" for ending in ENDINGS)
    deciding = [parts for parts in paths if parts[-1].lower().endswith(endings)] or list(paths)
    base = _depth_of_classes(deciding, 0)
    inside = [parts for parts in deciding if len(parts) > base + 1]
    above = inside[0][:base] if inside else ()
    split = _is_split({parts[base] for parts in inside})
    depth = base + 1 + _depth_of_classes([parts[base + 1 :] for parts in inside], 0) if split else base
    names = _Names()
    found: dict[int, tuple[Place, tuple[str, ...]]] = {}  # and the folders between that of the class and the file
    for number, parts in enumerate(paths):
        if len(parts) > depth + 1 and parts[:base] == above:
            found[number] = (Place(names[parts[depth]], _part(parts[base]) if split else None), parts[depth + 1 : -1])
    if not split and all(rest for _, rest in found.values()) and _is_split({rest[0] for _, rest in found.values()}):
        found = {number: (Place(place.label, _part(rest[0])), rest[1:]) for number, (place, rest) in found.items()}
    whole = Way("Each outer folder is a class", {number: place for number, (place, _) in found.items()})
    inner = _Names()
    below = {number: inner[rest[0]] for number, (_, rest) in found.items() if rest}
    repeated = _repeated(below, whole)
    if not repeated:
        return (whole,)
    of_one_name = (
        Way(
            f"Each outer folder is a class, but only what lies in its folder {name}",
            {number: whole.places[number] for number, its in below.items() if its == name},
        )
        for name in repeated
    )
    places = {number: Place(name, whole.places[number].part) for number, name in below.items()}
    return (whole, *of_one_name, Way("Each inner folder is a class", places))


class _Names(dict[str, str]):
    """Folder -> class, which is one for all folders whose names mean the same; a folder is looked up by reading it here."""

    def __missing__(self, folder: str) -> str:
        self[folder] = known_as(class_name(folder), self.values())
        return self[folder]


def _depth_of_classes(paths: Sequence[tuple[str, ...]], depth: int) -> int:
    """The first depth at which there are several folders, or below which there are none."""
    inside = [parts for parts in paths if len(parts) > depth + 1]
    folders = {parts[depth] for parts in inside}
    if len(folders) == 1 and any(len(parts) > depth + 2 for parts in inside):
        return _depth_of_classes(inside, depth + 1)
    return depth


def _part(folder: str) -> str | None:
    return PARTS.get(folder.strip().lower())


def _is_split(folders: set[str]) -> bool:
    """Whether folders stand for the parts of a split: two or more of them, with one to learn from."""
    parts = set(map(_part, folders))
    return None not in parts and TRAIN in parts and len(parts) > 1


def _repeated(below: dict[int, str], whole: Way) -> list[str]:
    """The names of folders directly below those of two classes or more, in the order of the alphabet."""
    classes: dict[str, set[str]] = {}
    for number, name in below.items():
        classes.setdefault(name, set()).add(whole.places[number].label)
    return sorted(name for name, its in classes.items() if len(its) > 1)
