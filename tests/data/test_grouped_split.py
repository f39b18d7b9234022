"""The split of pictures that belong together: whole groups, seeded, and as fair as they allow."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons.data.grouped_split import grouped_split


def off(targets, second, share):
    """How far the shares of the classes are off in all, or None where a class lacks on one side."""
    sides = [(np.sum(second[targets == target]), np.sum(targets == target)) for target in np.unique(targets)]
    if any(not 0 < taken < total for taken, total in sides):
        return None
    return sum(abs(taken / total - share) for taken, total in sides)


@st.composite
def labelled_groups(draw, classes=3, most=9):
    """(targets, groups): up to `most` groups of up to six pictures, of one class or of several, every class in use."""
    groups = draw(st.lists(st.lists(st.integers(0, classes - 1), min_size=1, max_size=6), min_size=classes, max_size=most))
    targets = np.array([target for group in groups for target in group])
    assume(len(set(targets)) == classes)
    return targets, np.repeat(np.arange(len(groups)), [len(group) for group in groups])


@given(labelled_groups(), st.sampled_from([0.2, 0.25, 0.5]), st.integers(0, 1000))
def test_it_is_as_fair_as_the_best_of_all_splits(data, share, seed):
    """Against every way to put the groups on two sides."""
    targets, groups = data
    ways = (np.array(way, bool)[groups] for way in product((False, True), repeat=groups.max() + 1))
    best = min((cost for way in ways if (cost := off(targets, way, share)) is not None), default=None)
    if best is None:
        with pytest.raises(ValueError, match="both sides"):
            grouped_split(targets, groups, share, seed=seed)
        return
    first, second = grouped_split(targets, groups, share, seed=seed)
    assert sorted([*first, *second]) == list(range(len(targets)))
    assert not set(groups[first]) & set(groups[second])
    if sum(len(set(targets[groups == group])) > 1 for group in set(groups)) <= 8:
        assert off(targets, np.isin(np.arange(len(targets)), second), share) == pytest.approx(best)


@given(st.lists(st.lists(st.integers(1, 30), min_size=2, max_size=40), min_size=2, max_size=5), st.integers(0, 1000))
def test_every_class_is_within_its_largest_group_of_its_share(sizes, seed):
    """Where a group has one class, adding groups one by one passes the share in steps of a group."""
    targets = np.concatenate([np.full(sum(each), target) for target, each in enumerate(sizes)])
    flat = [size for each in sizes for size in each]
    groups = np.repeat(np.arange(len(flat)), flat)
    _, second = grouped_split(targets, groups, 0.25, seed=seed)
    for target, each in enumerate(sizes):
        taken = np.sum(targets[second] == target)
        assert 0 < taken < sum(each)
        assert abs(taken - sum(each) / 4) <= max(each)


def test_the_seed_decides_and_every_picture_may_be_chosen():
    targets, groups = np.repeat([0, 1], 12), np.arange(24)
    chosen = [tuple(grouped_split(targets, groups, 0.25, seed=seed)[1]) for seed in range(60)]
    assert chosen == [tuple(grouped_split(targets, groups, 0.25, seed=seed)[1]) for seed in range(60)]
    assert {place for one in chosen for place in one} == set(range(24))
    assert len(set(chosen)) > 30


@pytest.mark.parametrize("seed", range(3))
def test_many_groups_of_several_classes_are_shared_fairly(seed):
    """Sixty pairs of look-alikes across two classes: no picture is free to make up for them."""
    targets, groups = np.tile([0, 1], 60), np.repeat(np.arange(60), 2)
    _, second = grouped_split(targets, groups, 0.25, seed=seed)
    assert np.bincount(targets[second]).tolist() == [15, 15]
