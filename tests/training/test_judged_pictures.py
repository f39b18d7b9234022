"""The pictures that a page shows beside a run's answers are those that it answered."""

import pytest

from lessons.data.datasets import DATASETS
from lessons.nets.classification import rank
from lessons.training.fit import fit
from lessons.training.judged_pictures import validation_images
from lessons.training.settings import TrainingSettings

pytestmark = pytest.mark.slow


def test_asked_again_the_network_answers_to_each_picture_as_the_report_says():
    dataset = DATASETS["faces"]
    run = fit(TrainingSettings(arm="scratch", image_size=64, epochs=2, seed=3), dataset)
    images = validation_images(run, dataset)
    assert len(images) == len(run.validation_report.targets)
    for image, said, shares in zip(images, run.validation_report.answers, run.validation_report.probabilities, strict=True):
        best = rank(run.model, run.labels, image, top=1)[0]
        assert best.index == said
        assert best.probability == pytest.approx(float(shares[said]), abs=1e-4)
    shown = {image.tobytes() for image in images}
    assert not shown & {image.tobytes() for image in run.test_images}
    with pytest.raises(ValueError, match="the one that the run learned from"):
        validation_images(run, DATASETS["digits"])
