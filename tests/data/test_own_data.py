"""A learner's own pictures: what is refused, and how it is split."""

import numpy as np
import pytest
from PIL import Image

from lessons.data.datasets import DATASETS, from_pictures
from lessons.data.own_data import DataError, far_off
from lessons.data.zip_layout import TEST, TRAIN, VALIDATION
from lessons.training.settings import TrainingSettings
from lessons.training.split import hold_back


def scene(rng, colour):
    """A picture unlike any other: coarse blobs around a colour."""
    coarse = rng.integers(0, 256, (6, 7, 3)).astype(np.float32) * 0.5 + np.array(colour) * 0.5
    return np.asarray(Image.fromarray(coarse.astype(np.uint8)).resize((56, 48), Image.Resampling.BICUBIC))


@pytest.fixture
def pictures(rng):
    return {"red": [scene(rng, (255, 0, 0)) for _ in range(8)], "blue": [scene(rng, (0, 0, 255)) for _ in range(12)]}


def key(image):
    return image.tobytes()


def test_pictures_are_split_by_class_and_nothing_is_lost(pictures):
    dataset = from_pictures(pictures)
    assert dataset.labels == ("red", "blue")
    assert dataset.counts == {"red": (6, 2), "blue": (9, 3)}
    for target, label in enumerate(dataset.labels):
        kept = [
            key(image)
            for part in (dataset.train, dataset.test)
            for image, its in zip(part.images, part.targets, strict=True)
            if its == target
        ]
        assert sorted(kept) == sorted(map(key, pictures[label]))


def test_the_seed_decides_the_split(pictures):
    one, same, other = (from_pictures(pictures, seed=seed) for seed in (0, 0, 3))
    assert list(map(key, one.test.images)) == list(map(key, same.test.images))
    assert list(map(key, one.test.images)) != list(map(key, other.test.images))


def test_near_duplicates_stay_on_one_side(rng, pictures):
    burst = [
        np.clip(pictures["red"][0].astype(int) + rng.integers(-3, 4, (48, 56, 3)), 0, 255).astype(np.uint8) for _ in range(6)
    ]
    pictures["red"] += burst
    alike = {key(pictures["red"][0]), *map(key, burst)}
    for seed in range(5):
        dataset = from_pictures(pictures, seed=seed)
        sides = [bool(alike & set(map(key, part.images))) for part in (dataset.train, dataset.test)]
        assert sorted(sides) == [False, True]


def test_given_groups_are_taken_instead_of_looking_for_them(rng, pictures):
    """A learner who says that pictures are different has them split freely."""
    pictures["red"] = [np.clip(pictures["red"][0].astype(int) + step, 0, 255).astype(np.uint8) for step in range(8)]
    with pytest.raises(DataError, match="nearly the same"):
        from_pictures(pictures)
    assert from_pictures(pictures, groups=np.arange(20)).counts == {"red": (6, 2), "blue": (9, 3)}


def own_split(pictures, red, blue):
    return {"red": red + [TRAIN] * (8 - len(red)), "blue": blue + [TRAIN] * (12 - len(blue))}


def test_a_split_of_ones_own_stays_as_it_is(pictures):
    parts = own_split(pictures, [TEST, VALIDATION], [TEST, TEST, VALIDATION, VALIDATION, None])
    dataset = from_pictures(pictures, parts=parts, seed=5)
    assert list(map(key, dataset.test.images)) == list(map(key, [pictures["red"][0], *pictures["blue"][:2]]))
    learning, validating = hold_back(dataset.train, TrainingSettings())
    assert sorted([*learning, *validating]) == list(range(17))
    held = [key(dataset.train.images[index]) for index in validating]
    assert held == list(map(key, [pictures["red"][1], *pictures["blue"][2:4]]))


def test_without_a_test_of_ones_own_it_is_drawn_from_what_is_not_to_validate_with(pictures):
    parts = own_split(pictures, [VALIDATION] * 2, [VALIDATION] * 4)
    dataset = from_pictures(pictures, parts=parts)
    assert dataset.counts == {"red": (6, 2), "blue": (10, 2)}
    validating = {key(image) for group, count in (("red", 2), ("blue", 4)) for image in pictures[group][:count]}
    assert not validating & set(map(key, dataset.test.images))
    _, held = hold_back(dataset.train, TrainingSettings())
    assert {key(dataset.train.images[index]) for index in held} == validating


def test_a_validation_set_that_lacks_a_class_is_drawn_as_usual(pictures):
    dataset = from_pictures(pictures, parts=own_split(pictures, [TEST, VALIDATION], [TEST]))
    learning, validating = hold_back(dataset.train, TrainingSettings())
    targets = dataset.train.targets
    assert set(targets[learning]) == set(targets[validating]) == {0, 1}


def test_a_split_of_ones_own_that_lacks_a_class_gets_a_sentence(pictures):
    with pytest.raises(DataError, match="Your own test set has no picture of 'blue'"):
        from_pictures(pictures, parts=own_split(pictures, [TEST], []))
    with pytest.raises(DataError, match="no picture of 'red' to learn from"):
        from_pictures(pictures, parts=own_split(pictures, [TEST] * 8, [TEST]))


def test_another_validation_set_makes_another_fingerprint(pictures):
    one, same, other = (
        from_pictures(pictures, parts=own_split(pictures, [TEST, *red], [TEST, VALIDATION]))
        for red in ([VALIDATION, TRAIN], [VALIDATION, TRAIN], [TRAIN, VALIDATION])
    )
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_limits_are_named(rng, pictures):
    with pytest.raises(DataError, match="2 to 20 classes"):
        from_pictures({"red": pictures["red"]})
    with pytest.raises(DataError, match="2 to 20 classes"):
        from_pictures({str(i): pictures["red"] for i in range(21)})
    with pytest.raises(DataError, match="5 pictures or more. Received: 4 for 'red'".replace(".", r"\.")):
        from_pictures(pictures | {"red": pictures["red"][:4]})
    with pytest.raises(DataError, match="up to 2,000 pictures"):
        from_pictures({"a": pictures["red"] * 200, "b": pictures["blue"] * 50})
    with pytest.raises(DataError, match="nearly the same"):
        from_pictures({"a": [pictures["red"][0]] * 6, "b": pictures["blue"]})


def test_bundled_pictures_can_be_taken_as_ones_own():
    part = DATASETS["textures"].train
    grouped = {label: [part.images[i] for i in np.flatnonzero(part.targets == t)] for t, label in enumerate(("brick", "coins"))}
    dataset = from_pictures(grouped)
    assert len(dataset.train) + len(dataset.test) == 80


@pytest.mark.parametrize("seed", range(5))
def test_pictures_of_one_burst_stay_on_one_side(rng, seed):
    """Bursts of pictures that look nothing alike: only their numbers say that they were taken together."""
    pictures = {label: [scene(rng, colour) for _ in range(20)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    bursts = {"a": [index // 4 for index in range(20)], "b": [10 + index // 4 for index in range(16)] + [None] * 4}
    dataset = from_pictures(pictures, seed=seed, bursts=bursts)
    side = {key(image): name for name in ("train", "test") for image in getattr(dataset, name).images}
    for label, numbers in bursts.items():
        for number in set(numbers) - {None}:
            together = {side[key(pictures[label][index])] for index in range(20) if numbers[index] == number}
            assert len(together) == 1
    assert all(test > 0 for _, test in dataset.counts.values())


def test_a_class_of_a_single_burst_is_refused_with_advice(rng):
    pictures = {"a": [scene(rng, (255, 0, 0)) for _ in range(8)], "b": [scene(rng, (0, 0, 255)) for _ in range(8)]}
    with pytest.raises(DataError, match=r"none could be kept for the test\. Add others, taken at another moment\."):
        from_pictures(pictures, bursts={"a": [1] * 8, "b": [None] * 8})


def test_a_large_burst_does_not_become_the_test(rng):
    """20 + 21 + 39 pictures, 19 of the 39 of one burst: a quarter of each class can be had without it."""
    sizes = {"a": 20, "b": 21, "c": 39}
    pictures = {label: [scene(rng, (90, 120, 60)) for _ in range(size)] for label, size in sizes.items()}
    bursts = {"a": [None] * 20, "b": [None] * 21, "c": [1] * 19 + [None] * 20}
    for seed in range(8):
        assert from_pictures(pictures, seed=seed, bursts=bursts).counts == {"a": (15, 5), "b": (16, 5), "c": (29, 10)}


def test_validation_keeps_bursts_together_too(rng):
    pictures = {label: [scene(rng, colour) for _ in range(24)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    bursts = {"a": [1] * 6 + [2] * 6 + [3] * 6 + [4] * 6, "b": [5] * 8 + [None] * 16}
    for seed in range(6):
        examples = from_pictures(pictures, bursts=bursts, seed=seed).train
        learning, validation = hold_back(examples, TrainingSettings(seed=seed))
        assert sorted([*learning, *validation]) == list(range(len(examples)))
        assert not set(examples.groups[learning]) & set(examples.groups[validation])
        assert set(examples.targets[learning]) == set(examples.targets[validation]) == {0, 1}


def test_a_class_that_learns_from_a_single_burst_is_named_and_still_validated(rng):
    pictures = {label: [scene(rng, colour) for _ in range(16)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    examples = from_pictures(pictures, bursts={"a": [1] * 12 + [2] * 4, "b": [None] * 16}).train
    assert examples.single_groups == [0]
    learning, validation = hold_back(examples, TrainingSettings())
    assert set(examples.targets[learning]) == set(examples.targets[validation]) == {0, 1}


def test_classes_that_can_not_be_shared_fairly_are_named(rng):
    pictures = {label: [scene(rng, (90, 120, 60)) for _ in range(20)] for label in "ab"}
    assert far_off(from_pictures(pictures)) == {}
    assert far_off(from_pictures(pictures, bursts={"a": [1] * 10 + [2] * 10, "b": [None] * 20})) == {"a": 0.5}


def test_a_class_of_a_single_burst_can_be_split_in_a_row_and_is_named(rng):
    """Only where that is wanted: the test of such a class is of the moment that was learned from."""
    pictures = {"a": [scene(rng, (255, 0, 0)) for _ in range(12)], "b": [scene(rng, (0, 0, 255)) for _ in range(12)]}
    bursts = {"a": [1] * 12, "b": [None] * 12}
    for seed in range(5):
        dataset = from_pictures(pictures, bursts=bursts, seed=seed, one_moment=True)
        assert dataset.counts == {"a": (9, 3), "b": (9, 3)}
        assert dataset.shared_moments == ("a",)
        places = [list(map(key, pictures["a"])).index(key(image)) for image in dataset.test.images[:3]]
        assert np.ptp(sorted(places)) == 2
    assert from_pictures(pictures, one_moment=True).shared_moments == ()


def test_two_classes_of_one_and_the_same_moment_can_be_split_too(rng):
    frame = scene(rng, (0, 255, 0)) // 2
    pictures = {label: [frame + step for step in range(first, first + 8)] for label, first in (("a", 0), ("b", 8))}
    dataset = from_pictures(pictures, groups=np.zeros(16, np.int32), one_moment=True)
    assert dataset.counts == {"a": (6, 2), "b": (6, 2)}
    assert dataset.shared_moments == ("a", "b")
    learning, validation = hold_back(dataset.train, TrainingSettings())
    assert set(dataset.train.targets[learning]) == set(dataset.train.targets[validation]) == {0, 1}


def test_copies_of_one_picture_are_no_test(rng, pictures):
    with pytest.raises(DataError, match="nearly the same"):
        from_pictures({"a": [pictures["red"][0]] * 6, "b": pictures["blue"]}, one_moment=True)
