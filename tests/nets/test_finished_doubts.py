"""The destruction that is kept is what comes of destroying the network that comes along."""

import numpy as np
import pytest

from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
from lessons.nets.attribution import last_maps
from lessons.nets.finished_doubts import CLASS, METHODS, PICTURE, SEED, finished_doubts
from lessons.nets.imagenet import classifier
from lessons.nets.sanity import coarse, randomisation_test

pytestmark = pytest.mark.slow


def test_what_is_kept_is_what_the_page_would_compute():
    assert PICTURE == DEFAULT_SAMPLE
    how = {"methods": METHODS, "layer": last_maps(classifier()), "seed": SEED}
    made = randomisation_test(classifier(), SAMPLES[PICTURE].load(), CLASS, **how)
    assert [stage.randomised for stage in finished_doubts()] == [stage.randomised for stage in made]
    for kept, stage in zip(finished_doubts(), made, strict=True):
        for method in METHODS:
            assert kept.likeness[method] == pytest.approx(stage.likeness[method], abs=0.05)
            assert kept.structure[method] == pytest.approx(stage.structure[method], abs=0.05)
            assert np.abs(kept.maps[method] - coarse(stage.maps[method])).mean() < 0.02
        assert max(kept.said, key=kept.said.get) == max(stage.said, key=stage.said.get)
    assert max(finished_doubts()[0].said, key=finished_doubts()[0].said.get) == CLASS
