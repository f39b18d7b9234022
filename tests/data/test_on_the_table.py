"""A collection on a table: who is on which side, what a split by chance tears apart, and the example."""

import numpy as np
import pytest

from lessons.data.example_collection import example_collection
from lessons.data.grouped_split import grouped_split
from lessons.data.near_duplicates import near_duplicates, thumbnail
from lessons.data.on_the_table import seen_before, tabled, whole_test
from lessons.data.own_data import TEST_SHARE, from_pictures


def noise(count, rng):
    return [rng.integers(0, 256, (24, 24, 3), np.uint8) for _ in range(count)]


def test_each_picture_lies_on_the_side_that_the_data_set_has_it_on(rng):
    pictures = {"a": noise(9, rng), "b": noise(7, rng)}
    dataset = from_pictures(pictures)
    images = [image for group in pictures.values() for image in group]
    targets = [0] * 9 + [1] * 7
    table = tabled(list(pictures), images, targets, np.arange(16), dataset)
    for image, target, locked in zip(images, targets, table.testing, strict=True):
        part = dataset.test if locked else dataset.train
        assert any(
            np.array_equal(image, other) and target == kind for other, kind in zip(part.images, part.targets, strict=True)
        )
    assert not table.seen_before.size
    assert table.missing == {}


def test_as_long_as_nothing_is_split_chance_splits_nothing_and_small_classes_are_named(rng):
    table = tabled(["a", "b"], noise(6, rng), [0] * 4 + [1] * 2, np.zeros(6), None)
    assert table.testing is None
    assert table.by_chance() is table
    assert table.missing == {"a": 1, "b": 3}
    assert not table.seen_before.size


def test_seen_before_is_what_a_search_through_all_pairs_finds(rng):
    for _ in range(50):
        groups, testing = rng.integers(0, 6, 20), rng.random(20) < 0.3
        pairs = {
            one for one in range(20) for two in range(20) if testing[one] and not testing[two] and groups[one] == groups[two]
        }
        assert set(seen_before(groups, testing).tolist()) == pairs


def test_the_example_holds_its_moments_together_and_chance_tears_some_of_them():
    images, table = example_collection()
    assert len(images) == len(table.targets) == len(table.groups)
    assert not table.seen_before.size
    chance = table.by_chance()
    assert chance.seen_before.size
    for split in (table, chance):
        shares = [split.testing[table.targets == target].mean() for target in range(len(table.labels))]
        assert shares == pytest.approx([TEST_SHARE] * len(table.labels), abs=0.1)
    assert (chance.testing == table.by_chance().testing).all()


def test_what_looks_nearly_the_same_is_of_one_moment_in_the_example():
    images, table = example_collection()
    found = near_duplicates([thumbnail(image) for image in images], table.targets).groups
    for group in np.unique(found):
        assert len({*table.groups[found == group]}) == 1


def test_whole_tests_are_what_a_split_of_single_moments_takes():
    for pictures in range(5, 60):
        targets = np.repeat([0, 1], pictures)
        testing = grouped_split(targets, np.arange(2 * pictures), TEST_SHARE)[1]
        assert np.bincount(targets[testing]).tolist() == [whole_test(pictures)] * 2
