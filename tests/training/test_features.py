"""Features are kept within a bound for the whole process, and a run that needs too much memory is refused."""

import gc
from dataclasses import replace

import numpy as np
import pytest

from lessons.images.resizing import square
from lessons.nets.vgg16 import load_vgg16, random_vgg16
from lessons.training.features import Features, dataset_features, needed_bytes
from lessons.training.fit import fit
from lessons.training.settings import Augmentation, TrainingSettings
from lessons.training.split import hold_back
from lessons.work.byte_store import ByteStore
from tests.small_data import part_of

pytestmark = pytest.mark.slow


@pytest.fixture
def own(faces):
    """32 pictures, 16 of them to learn from, that no other test has features of."""
    return part_of(faces, 8)


def test_all_data_sets_share_the_bound(monkeypatch, own):
    """Runs on data set after data set keep no more than one bound in all."""
    store = ByteStore(200_000)
    monkeypatch.setattr("lessons.training.features.FEATURES", store)
    base, settings = random_vgg16(size=64, seed=0), TrainingSettings(network="vgg16", image_size=64)
    part = part_of(own, 4)
    sets = [replace(part, title=str(number)) for number in range(4)]
    silent = {"on_step": lambda step: None, "should_stop": lambda: False}
    for dataset in sets:
        (made,) = dataset_features(settings, dataset, base, ["block5_pool"], **silent).values()
        assert made.nbytes == 16 * 2 * 2 * 512 * 4
        assert 0 < store.nbytes <= store.most
    again = dataset_features(settings, sets[-1], base, ["block5_pool"], **silent)
    assert again["block5_pool"] is made
    del dataset, made, again, sets
    gc.collect()
    assert store.nbytes == 0


def test_features_are_what_keras_computes_whether_few_or_many_are_wanted(monkeypatch, own):
    """For many pictures a graph is made that holds the weights as constants."""
    base, settings = load_vgg16(size=64), TrainingSettings(network="vgg16", image_size=64)
    silent = {"on_step": lambda step: None, "should_stop": lambda: False}
    part = part_of(own, 2)
    pictures = np.stack([square(image, 64) for image in part.train.images]).astype(np.float32)
    expected = base.predict(pictures, verbose=0)
    for worth in (10**9, 0):
        monkeypatch.setattr("lessons.training.features._WORTH", worth)
        (made,) = dataset_features(settings, replace(part), base, ["block5_pool"], **silent).values()
        np.testing.assert_allclose(made.plain, expected, rtol=1e-3, atol=1e-3)


def test_pictures_that_are_their_own_variant_count_once():
    plain, test = np.zeros((5, 2, 2, 3), np.float32), np.zeros((2, 2, 2, 3), np.float32)
    assert Features(plain, (plain,), test).nbytes == plain.nbytes + test.nbytes


@pytest.mark.parametrize("augmentation", [Augmentation(), Augmentation(flip=True, variants=3)])
def test_what_a_run_needs_is_its_outputs_and_what_it_picks_out_and_twelve_batches(augmentation, own):
    settings = TrainingSettings(network="vgg16", image_size=64, batch_size=2, augmentation=augmentation)
    base, layers = random_vgg16(size=64, seed=0), ["block4_pool", "block5_pool"]
    made = dataset_features(settings, own, base, layers, on_step=lambda step: None, should_stop=lambda: False)
    learning, validation = hold_back(own.train, settings)
    largest = made["block4_pool"]
    picked = sum(variant[learning].nbytes for variant in largest.variants) + largest.plain[validation].nbytes
    batches = 12 * settings.batch_size * largest.plain[0].nbytes
    pictures = 3 * 64 * 64 * (len(largest.plain) + len(largest.test) + sum(map(len, largest.variants)))
    ready = 8 * sum(array.nbytes for array in base.get_weights())
    expected = sum(features.nbytes for features in made.values()) + picked + batches + pictures + ready
    assert needed_bytes(settings, own, base, layers) == pytest.approx(expected, rel=0.01)


def test_what_needs_too_much_memory_is_refused(monkeypatch, own):
    settings = TrainingSettings(network="vgg16", image_size=64, epochs=1)
    needed = needed_bytes(settings, own, random_vgg16(size=64, seed=0), ["block5_pool"])
    monkeypatch.setattr("lessons.training.features.MOST_BYTES", needed - 1)
    with pytest.raises(ValueError, match=r"32 pictures of 64 × 64.* are allowed\. Choose a smaller image size"):
        fit(settings, own)
    monkeypatch.setattr("lessons.training.features.MOST_BYTES", needed)
    assert fit(settings, own).history
