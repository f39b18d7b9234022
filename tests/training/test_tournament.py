"""A tournament says of each network and each test set what the networks themselves say, one picture at a time."""

import dataclasses

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lessons.data.datasets import DATASETS
from lessons.data.standings import Entries, Standings
from lessons.figures.pictures import jpeg
from lessons.images.decoding import decode_image
from lessons.images.resizing import square
from lessons.nets.bases import load_base
from lessons.training.fit import fit
from lessons.training.network_heads import NETWORK, SIZE, head_of, linear_head
from lessons.training.settings import TrainingSettings
from lessons.training.tournament import tournament
from lessons.work.progress import Stopped
from tests.small_data import part_of

THINGS = ("brick", "grass")


def textures(per_class):
    return part_of(DATASETS["textures"], per_class)


@pytest.fixture(scope="module")
def entries():
    """Three learners, each with six patches of two textures."""
    part = textures(9).train
    chosen = np.flatnonzero(part.targets < 2)
    learners = np.concatenate([np.repeat([1, 2, 5], 3)] * 2)
    return Entries(2, tuple(jpeg(part.images[place]) for place in chosen), part.targets[chosen], learners)


@pytest.fixture(scope="module")
def trained():
    """A network of the kind that “Train your own” makes."""
    return fit(TrainingSettings(epochs=2, seed=3), textures(5))


@pytest.mark.slow
def test_the_matrix_is_that_of_networks_that_are_asked_one_by_one(entries):
    steps = []
    found = tournament(entries, on_step=steps.append)
    assert found.networks == found.tests == (1, 2, 5)
    assert list(found.pictures) == [2, 2, 2]
    base = load_base(NETWORK, size=SIZE)
    vectors = np.concatenate(
        [
            base(square(decode_image(file), SIZE)[np.newaxis].astype(np.float32)).numpy().mean(axis=(1, 2))
            for file in entries.files
        ]
    )
    for row, who in enumerate(found.networks):
        mine = (entries.learners == who) & ~entries.testing
        reference = LogisticRegression(max_iter=1000).fit(vectors[mine], entries.targets[mine])
        for column, whose in enumerate(found.tests):
            test = (entries.learners == whose) & entries.testing
            assert found.right[row, column] == (reference.predict(vectors[test]) == entries.targets[test]).sum()
    assert steps[-1].done == steps[-1].total == len(entries.files)


def test_no_network_is_tested_on_what_it_learned_from(entries):
    for who in entries.networks:
        mine = entries.learners == who
        for thing in range(2):
            learned = mine & ~entries.testing & (entries.targets == thing)
            tested = mine & entries.testing & (entries.targets == thing)
            assert learned.sum() == 2
            assert tested.sum() == 1


@pytest.mark.slow
def test_a_network_that_is_handed_in_answers_as_it_does_whole(trained):
    part = textures(5)
    things = tuple(reversed(trained.labels))
    head = head_of(trained, things)
    images = np.stack([square(image, SIZE) for image in part.test.images[:12]]).astype(np.float32)
    vectors = load_base(NETWORK, size=SIZE)(images).numpy().mean(axis=(1, 2))
    logits = head.logits(vectors)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(shares[:, ::-1], trained.model(images).numpy(), atol=1e-4)
    with pytest.raises(ValueError, match="cup, glass"):
        head_of(trained, ("cup", "glass"))


def test_a_network_of_another_kind_is_refused_with_a_sentence(trained):
    for other in ({"image_size": 160}, {"arm": "fine_tuned"}, {"network": "vgg16"}, {"units": 65}, {"head": "flatten"}):
        run = dataclasses.replace(trained, settings=dataclasses.replace(trained.settings, **other))
        with pytest.raises(ValueError, match="Train your own"):
            head_of(run, trained.labels)


def test_who_has_one_thing_only_has_no_network_and_yet_tests_the_others(entries):
    lacking = (entries.learners != 5) | (entries.targets == 0)
    files = tuple(file for file, kept in zip(entries.files, lacking, strict=True) if kept)
    fewer = Entries(2, files, entries.targets[lacking], entries.learners[lacking])
    assert fewer.networks == (1, 2)
    assert fewer.tests == (1, 2, 5)
    assert fewer.is_enough


def test_a_class_without_pictures_is_never_the_answer():
    vectors = np.random.default_rng(0).normal(size=(30, 7)).astype(np.float32)
    targets = np.repeat([0, 2], 15)
    logits = linear_head(vectors, targets, 4).logits(vectors)
    reference = LogisticRegression(max_iter=1000).fit(vectors, targets)
    assert set(logits.argmax(axis=1)) <= {0, 2}
    np.testing.assert_array_equal(logits.argmax(axis=1), reference.predict(vectors))


def test_the_mean_over_others_leaves_out_ones_own():
    standings = Standings((1, 2, 9), (1, 2), np.array([[4, 1], [2, 2], [4, 2]]), np.array([4, 2]))
    np.testing.assert_allclose(standings.own, [1.0, 1.0, np.nan])
    np.testing.assert_allclose(standings.others, [0.5, 0.5, 1.0])
    assert list(standings.order) == [2, 0, 1]
    assert list(standings.columns) == [0, 1]
    turned = Standings((1, 2), (2, 3, 1), np.array([[4, 0, 1], [2, 0, 0]]), np.array([4, 1, 2]))
    assert [turned.tests[column] for column in turned.columns] == [turned.networks[row] for row in turned.order] + [3]


def test_it_stops_when_it_is_told_to(entries):
    with pytest.raises(Stopped):
        tournament(entries, should_stop=lambda: True)
