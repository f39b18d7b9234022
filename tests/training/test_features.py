"""Features are kept within a bound for the whole process, and a run that needs too much memory is refused."""

import gc
from dataclasses import replace

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.nets.vgg16 import random_vgg16
from lessons.training.features import Features, dataset_features, needed_bytes
from lessons.training.fit import fit
from lessons.training.loop import hold_back
from lessons.training.settings import Augmentation, TrainingSettings
from lessons.work.byte_store import ByteStore

pytestmark = pytest.mark.slow


def test_all_data_sets_share_the_bound(monkeypatch):
    """Runs on data set after data set keep no more than one bound in all."""
    store = ByteStore(200_000)
    monkeypatch.setattr("lessons.training.features.FEATURES", store)
    base, settings = random_vgg16(size=64, seed=0), TrainingSettings(network="vgg16", image_size=64)
    faces = DATASETS["faces"]
    part = replace(faces, train=faces.train.subset(np.r_[0:6, 60:66]), test=faces.test.subset(np.r_[0:2, 40:42]))
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


def test_pictures_that_are_their_own_variant_count_once():
    plain, test = np.zeros((5, 2, 2, 3), np.float32), np.zeros((2, 2, 2, 3), np.float32)
    assert Features(plain, (plain,), test).nbytes == plain.nbytes + test.nbytes


@pytest.mark.parametrize("augmentation", [Augmentation(), Augmentation(flip=True, variants=3)])
def test_what_a_run_needs_is_its_outputs_and_what_it_picks_out_and_twelve_batches(augmentation):
    settings = TrainingSettings(network="vgg16", image_size=64, augmentation=augmentation)
    own, base, layers = replace(DATASETS["faces"], title="own"), random_vgg16(size=64, seed=0), ["block4_pool", "block5_pool"]
    made = dataset_features(settings, own, base, layers, on_step=lambda step: None, should_stop=lambda: False)
    learning, validation = hold_back(own.train, settings)
    largest = made["block4_pool"]
    picked = sum(variant[learning].nbytes for variant in largest.variants) + largest.plain[validation].nbytes
    batches = 12 * settings.batch_size * largest.plain[0].nbytes
    expected = sum(features.nbytes for features in made.values()) + picked + batches
    assert needed_bytes(settings, own, base, layers) == pytest.approx(expected, rel=0.01)


def test_what_needs_too_much_memory_is_refused(monkeypatch):
    settings, own = TrainingSettings(network="vgg16", image_size=64, epochs=1), replace(DATASETS["faces"], title="own")
    needed = needed_bytes(settings, own, random_vgg16(size=64, seed=0), ["block5_pool"])
    monkeypatch.setattr("lessons.training.features.MOST_BYTES", needed - 1)
    with pytest.raises(ValueError, match=r"200 pictures of 64 × 64.* are allowed\. Choose a smaller image size"):
        fit(settings, own)
    monkeypatch.setattr("lessons.training.features.MOST_BYTES", needed)
    assert fit(settings, own).history
