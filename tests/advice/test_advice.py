import dataclasses

import numpy as np
import pytest

from lessons.advice.advice import ALIKE, advise, likeness
from lessons.advice.freezing import FEW, MANY
from lessons.data.datasets import DATASETS
from lessons.data.examples import Examples
from lessons.images.samples import SAMPLES
from lessons.training.settings import ARMS, MOST_UNFROZEN


def test_few_pictures_freeze_and_more_of_them_free_more_layers():
    for alike in (True, False):
        few, some, many = (advise(count, alike) for count in (FEW - 1, MANY - 1, MANY))
        assert few.arm == "frozen"
        assert few.unfrozen == 0 < some.unfrozen <= many.unfrozen <= MOST_UNFROZEN
    for count in (FEW - 1, MANY - 1, MANY):
        assert advise(count, True).unfrozen <= advise(count, False).unfrozen


def test_every_advice_names_two_ways_to_compare():
    for count in (1, FEW, MANY):
        for alike in (True, False):
            advice = advise(count, alike)
            assert {advice.arm, advice.rival} <= ARMS.keys()
            assert advice.arm != advice.rival
            assert advice.reason.endswith(".")
            assert ("augment" in advice.reason) == advice.augmentation.active


def test_no_picture_needs_no_advice():
    with pytest.raises(ValueError, match="Received: pictures_per_class=0"):
        advise(0, True)


def test_photos_look_more_like_imagenet_than_digits_and_noise():
    digits = DATASETS["digits"]
    photos = tuple(sample.load() for sample in SAMPLES.values())
    noise = tuple(np.random.default_rng(0).integers(0, 256, (20, 64, 64, 3), dtype=np.uint8))
    known, unknown = (
        likeness(dataclasses.replace(digits, train=Examples(images, np.zeros(len(images), np.int64))))
        for images in (photos, noise)
    )
    assert known > ALIKE > max(likeness(digits), unknown)
