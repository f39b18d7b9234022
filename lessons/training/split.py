"""Which pictures of a data set a training learns from, and which it holds back."""

import contextlib

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import train_test_split

from lessons.data.examples import Examples
from lessons.data.grouped_split import grouped_split
from lessons.training.settings import RunSettings, TrainingSettings


def hold_back(examples: Examples, settings: RunSettings) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Positions of the pictures to learn from, and of those held back to validate: the same share of each class.

    Pictures that came with a validation set of their own are split like that, where each class has some on both sides.
    Otherwise bursts and near-duplicates stay on one side, except those of a class that has no others.
    """
    targets, groups = examples.targets, examples.groups
    if examples.validating is not None:
        learning, validating = np.flatnonzero(~examples.validating), np.flatnonzero(examples.validating)
        if set(targets[learning]) == set(targets[validating]) == set(targets):
            return learning, validating
    if groups is not None:
        alone = np.isin(targets, examples.single_groups)
        groups = np.where(alone, groups.max() + 1 + np.arange(len(targets)), groups)
        with contextlib.suppress(ValueError):  # groups of several classes may leave no way: then every picture counts by itself
            return grouped_split(targets, groups, settings.validation_share, seed=settings.seed)
    return train_test_split(
        np.arange(len(targets)), test_size=settings.validation_share, stratify=targets, random_state=settings.seed
    )


def first_of_each_class(
    learning: npt.NDArray[np.int64], targets: npt.NDArray[np.int64], settings: TrainingSettings
) -> npt.NDArray[np.int64]:
    """The pictures to learn from: all, or the first few of each class in a random order that depends on the seed alone."""
    if not settings.pictures_per_class:
        return learning
    order = np.random.default_rng(settings.seed).permutation(learning)
    kept = [order[targets[order] == target][: settings.pictures_per_class] for target in np.unique(targets)]
    return np.sort(np.concatenate(kept))
