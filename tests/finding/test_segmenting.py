"""Training to segment: what it learns at its small setting, its loss and figures, that it is repeatable, and stops."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from lessons.core.overlap import class_iou, pixel_confusion
from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scene_runs import WATCHED, test_scenes, watched_scenes
from lessons.finding.segmenting import (
    SegmentationSettings,
    arrays,
    cross_entropy_and_dice,
    fit_segmentation,
    masks_of,
)
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow

CAT = SAMPLES["chelsea"].load()
SMALL = SegmentationSettings(epochs=6, count=600, batch_size=8, tests=60)
TINY = SegmentationSettings(network="FCN", epochs=1, count=50, tests=20, schedule="constant")


@pytest.fixture(scope="module")
def trained():
    steps = []
    return fit_segmentation(SMALL, watched=[CAT], on_step=steps.append), steps


def test_it_learns_to_segment_at_its_small_setting(trained):
    result, _ = trained
    assert result.test_report.mean_iou >= 0.5
    assert result.history[-1].loss < result.history[0].loss / 2
    first, last = (result.history[place].figures["val_mean_iou"] for place in (0, -1))
    assert last > first + 0.1


def test_it_beats_calling_everything_background(trained):
    result, _ = trained
    nothing = result.test_report.confusion[0].sum() / result.test_report.confusion.sum()
    assert result.test_report.accuracy > nothing
    blind = pixel_confusion(*(np.stack([s.semantic * k for s in test_scenes(SMALL)]) for k in (1, 0)), 4)
    assert result.test_report.mean_iou > np.nanmean(class_iou(blind)) + 0.2


def test_the_report_is_that_of_the_test_scenes_in_keras_itself(trained):
    result, _ = trained
    pictures, truth = arrays(test_scenes(SMALL))
    masks = result.model.predict(pictures.astype(np.float32), verbose=0).argmax(axis=-1)
    metric = keras.metrics.MeanIoU(4)
    metric.update_state(truth, masks)
    assert result.test_report.mean_iou == pytest.approx(float(metric.result()), abs=1e-3)
    assert result.test_report.confusion.sum() == truth.size
    assert result.test_report.objects == sum(len(scene.targets) for scene in test_scenes(SMALL))
    assert 0 <= result.test_report.found <= min(result.test_report.objects, result.test_report.components)


def test_the_last_frame_is_the_trained_network_and_the_first_is_not(trained):
    result, _ = trained
    assert [record.epoch for record in result.records] == list(range(SMALL.epochs + 1))
    last = result.records[-1]
    assert last.masks.shape == (WATCHED + 1, 48, 48)
    np.testing.assert_array_equal(last.pictures[:-1], [scene.image for scene in watched_scenes(SMALL)])
    np.testing.assert_array_equal(last.pictures[-1], square(CAT, 48))
    assert np.mean(masks_of(result.model, last.pictures) == last.masks) > 0.999
    assert np.mean(result.records[0].masks == last.masks) < 0.9


def test_steps_tell_what_happens(trained):
    result, steps = trained
    assert list(dict.fromkeys(step.phase for step in steps)) == ["scenes", "training", "evaluation"]
    training = [step for step in steps if step.phase == "training"]
    assert training[-1].done == training[-1].total
    assert training[-1].history == result.history


def test_it_goes_on_from_where_it_was(trained):
    result, _ = trained
    before = [array.copy() for array in result.model.get_weights()]
    on = fit_segmentation(replace(SMALL, epochs=1, count=100), watched=[CAT], earlier=result)
    assert [epoch.number for epoch in on.history] == list(range(1, SMALL.epochs + 2))
    assert on.history[:-1] == result.history
    assert len(on.records) == SMALL.epochs + 2
    assert on.history[-1].loss < result.history[1].loss
    assert on.seconds > result.seconds
    for array, kept in zip(result.model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(array, kept)


@pytest.fixture(scope="module")
def tiny():
    return fit_segmentation(TINY)


def test_the_same_seed_gives_the_same_network(tiny):
    same = fit_segmentation(TINY)
    assert same.history == tiny.history
    for first, second in zip(tiny.model.get_weights(), same.model.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)


def test_it_stops_within_a_batch_and_another_seed_gives_another_network(tiny):
    """At a constant learning rate a run's first epoch does not depend on how many are to come: it could be the tiny run's."""
    steps = []
    result = fit_segmentation(
        replace(TINY, epochs=50, seed=1),
        on_step=steps.append,
        should_stop=lambda: sum(step.phase == "training" for step in steps) >= 6,
    )
    assert result.stopped
    assert 1 <= len(result.history) < 4
    assert steps[-1].phase == "evaluation"
    assert result.history[0] != tiny.history[0]
    for first, second in zip(tiny.model.trainable_variables, result.model.trainable_variables, strict=True):
        assert not np.array_equal(first, second)
    with pytest.raises(Stopped):
        fit_segmentation(TINY, should_stop=lambda: True)


@pytest.mark.parametrize("sure", [0.4, 0.9, 0.999])
def test_the_loss_is_that_of_numpy(rng, sure):
    targets = rng.integers(0, 4, (2, 5, 6))
    truth = np.eye(4)[targets]
    probabilities = truth * sure + (1 - truth) * (1 - sure) / 3
    entropy = -np.log(sure)
    shared, sizes = (truth * probabilities).sum((0, 1, 2)), (truth + probabilities).sum((0, 1, 2))
    expected = entropy + 1 - np.mean((2 * shared + 1) / (sizes + 1))
    found = cross_entropy_and_dice(targets.astype(np.uint8), keras.ops.convert_to_tensor(probabilities, "float32"))
    assert float(found) == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_the_loss_does_not_care_for_background_alone():
    """A mask that is all background has a small cross-entropy, but Dice sees that the object is missing."""
    targets = np.zeros((1, 20, 20), np.uint8)
    targets[0, :2, :2] = 1
    background = np.float32(np.eye(2))[np.zeros_like(targets)] * 0.98 + 0.01
    right = np.float32(np.eye(2))[targets] * 0.98 + 0.01
    entropy = -np.log(np.take_along_axis(background, targets[..., None].astype(int), -1)).mean()
    losses = [float(cross_entropy_and_dice(targets, keras.ops.convert_to_tensor(some))) for some in (background, right)]
    assert entropy < 0.1
    assert losses[0] - entropy > 0.25
    assert losses[1] < 0.2


def test_wrong_settings_are_refused():
    with pytest.raises(ValueError, match=r"network must be one of U-Net, .*\. Received: network='V-Net'"):
        SegmentationSettings(network="V-Net")
    with pytest.raises(ValueError, match=r"count must be a whole number between 50 and"):
        SegmentationSettings(count=1)
    assert SegmentationSettings().scenes == SCENES
