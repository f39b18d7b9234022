"""A learner's own pictures as a data set: checked, split, and with near-duplicates kept on one side of the split."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from lessons.data.examples import Dataset, Examples
from lessons.data.grouped_split import grouped_split
from lessons.data.near_duplicates import joined, near_duplicates, thumbnail
from lessons.data.zip_layout import TEST, VALIDATION
from lessons.images.resizing import fit_within

LEAST_CLASSES, MOST_CLASSES = 2, 20
LEAST_PICTURES, MOST_PICTURES = 5, 2000  # in each class; in all
TITLE = "Your pictures"
LONGEST = 256  # pixels: larger pictures are shrunk, so that 2,000 of them fit into memory
TEST_SHARE = 0.25  # of each class's pictures, as near as bursts and near-duplicates allow
_IN_A_ROW = round(1 / TEST_SHARE)  # parts of a class that was taken in one moment, of which one is its test
_FAR_OFF = 0.1  # from that share: worth a warning


class DataError(ValueError):
    """Pictures that are no data set. Its message is a sentence for learners."""


def from_pictures(
    pictures: Mapping[str, Sequence[npt.NDArray[np.uint8]]],
    *,
    seed: int = 0,
    title: str = TITLE,
    notes: Sequence[str] = (),
    bursts: Mapping[str, Sequence[int | None]] | None = None,
    parts: Mapping[str, Sequence[str | None]] | None = None,
    groups: npt.NDArray[np.int32] | None = None,
    one_moment: bool = False,
) -> Dataset:
    """Pictures by class as a data set, a quarter of them kept for the test.

    Pictures that are nearly the same, such as those of one burst, are kept on one side of the split: otherwise the test
    would ask for what was shown before. A split that the pictures came with stays as it is.

    Parameters
    ----------
    pictures : dict of class name -> sequence of uint8 arrays of shape (rows, columns, 3)
    seed : int, of the split
    title : str
    notes : sequence of str, kept in the data set
    bursts : dict of class name -> sequence of numbers, one for each picture, or None
        Pictures with the same number were taken together, and stay on one side too; None instead of a number is alone.
    parts : dict of class name -> sequence of "train", "validation", "test" or None, one for each picture; or None
        A split of one's own. With any "test" those are the test, and all others are learned from; without, the test is drawn
        from those that are not "validation". "validation" is what training validates with, as long as each class has some.
    groups : int array of shape (pictures,), or None
        The same number for pictures that show nearly the same, in the order of `pictures`. None: they are looked for.
    one_moment : bool
        Whether a class may be split whose pictures are all nearly the same, or of one burst: then a quarter in a row, as they
        were taken, is its test, and `Dataset.shared_moments` names it. False: such a class is refused.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        If there are fewer than 2 or more than 20 classes, fewer than 5 pictures in one, or more than 2,000 in all; or if a
        class has nothing for the test, or nothing to learn from.
    """
    _check_counts({name: len(group) for name, group in pictures.items()})
    labels = tuple(pictures)
    images = [fit_within(np.asarray(image), LONGEST) for group in pictures.values() for image in group]
    for image in images:
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3:
            raise DataError(f"Every picture must be uint8 (rows, columns, 3). Received: {image.dtype} {image.shape}")
    targets = np.repeat(np.arange(len(labels)), [len(group) for group in pictures.values()]).astype(np.int64)
    if groups is None:
        groups = near_duplicates([thumbnail(image) for image in images], targets).groups
    if bursts:
        groups = joined(groups, [number for label in labels for number in bursts[label]])
    own = np.array([part for label in labels for part in parts[label]] if parts else [None] * len(images), object)
    if (own == TEST).any():
        learning, testing = _own_split(targets, own, labels)
    else:
        learning, testing = _split(targets, _apart(targets, groups, images) if one_moment else groups, own, labels, seed)
    return Dataset(
        title=title,
        description=f"{len(images)} pictures of your own, in {len(labels)} classes.",
        credit="Yours: they stay in this session's memory",
        labels=labels,
        train=_examples(images, targets, groups, own, learning),
        test=_examples(images, targets, groups, own, testing),
        notes=tuple(notes),
    )


def _examples(
    images: list[npt.NDArray[np.uint8]],
    targets: npt.NDArray[np.int64],
    groups: npt.NDArray[np.int32],
    own: npt.NDArray[np.object_],
    chosen: npt.NDArray[np.intp],
) -> Examples:
    validating = own[chosen] == VALIDATION
    return Examples(
        tuple(images[index] for index in chosen), targets[chosen], groups[chosen], validating if validating.any() else None
    )


def _own_split(
    targets: npt.NDArray[np.int64], own: npt.NDArray[np.object_], labels: tuple[str, ...]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Positions of what is learned from, and of the test that the pictures came with."""
    learning, testing = np.flatnonzero(own != TEST), np.flatnonzero(own == TEST)
    for target, label in enumerate(labels):
        if target not in targets[testing]:
            raise DataError(f"Your own test set has no picture of {label!r}. Add some, or leave the folder of the test out.")
        if not (own[(targets == target) & (own != TEST)] != VALIDATION).any():
            raise DataError(f"Your own split has no picture of {label!r} to learn from. Add some.")
    return learning, testing


def _apart(
    targets: npt.NDArray[np.int64], groups: npt.NDArray[np.int32], images: list[npt.NDArray[np.uint8]]
) -> npt.NDArray[np.int64]:
    """The groups, but a class that has only one, of pictures that are not all equal, has some in a row each."""
    apart, free = groups.astype(np.int64), int(groups.max()) + 1
    for target in np.unique(targets):
        places = np.flatnonzero(targets == target)
        is_several = len(set(groups[places])) > 1
        if not is_several and any(not np.array_equal(images[places[0]], images[place]) for place in places[1:]):
            apart[places] = free + np.arange(len(places)) * _IN_A_ROW // len(places)
            free += _IN_A_ROW
    return apart


def _split(
    targets: npt.NDArray[np.int64],
    groups: npt.NDArray[np.integer],
    own: npt.NDArray[np.object_],
    labels: tuple[str, ...],
    seed: int,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Positions of what is learned from and of the test, which is drawn. Pictures to validate with are never drawn."""
    free = np.flatnonzero(own != VALIDATION)
    for target, label in enumerate(labels):
        if len(set(groups[free][targets[free] == target])) < 2:
            raise DataError(
                f"The pictures of {label!r} are nearly the same, or of one burst: none could be kept for the test. Add others, "
                "taken at another moment."
            )
    try:
        testing = free[grouped_split(targets[free], groups[free], TEST_SHARE, seed=seed)[1]]
    except ValueError as error:
        raise DataError(
            "Too many pictures are nearly the same: they can't be split into training and test. Add other ones."
        ) from error
    return np.setdiff1d(np.arange(len(targets)), testing), testing


def far_off(dataset: Dataset) -> dict[str, float]:
    """The classes whose test share is more than 10 points away from TEST_SHARE, while a picture is less: label -> share."""
    return {
        label: share
        for label, share in dataset.test_shares.items()
        if abs(share - TEST_SHARE) > max(_FAR_OFF, 1 / sum(dataset.counts[label]))
    }


def _check_counts(counts: Mapping[str, int]) -> None:
    if not LEAST_CLASSES <= len(counts) <= MOST_CLASSES:
        raise DataError(f"There must be {LEAST_CLASSES} to {MOST_CLASSES} classes, a folder for each. Received: {len(counts)}")
    for label, count in counts.items():
        if count < LEAST_PICTURES:
            raise DataError(f"Every class needs {LEAST_PICTURES} pictures or more. Received: {count} for {label!r}")
    if sum(counts.values()) > MOST_PICTURES:
        raise DataError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {sum(counts.values()):,}")
