"""The masks that are kept: of today's scenes, and better with every few epochs."""

import numpy as np

from lessons.core.overlap import class_iou, pixel_confusion
from lessons.finding.finished_masks import LEARNED_FROM, finished_masks
from lessons.finding.scene_runs import watched_scenes
from lessons.finding.segmenting import SegmentationSettings


def test_the_kept_masks_fit_todays_scenes_as_well_as_they_are_told_to():
    run, settings = finished_masks(), SegmentationSettings(scenes=LEARNED_FROM)
    assert run.network == settings.network
    assert len(run.masks) == settings.epochs + 1
    truth = np.stack([scene.semantic for scene in watched_scenes(settings)[: run.masks.shape[1]]])
    classes = len(LEARNED_FROM.classes) + 1
    reached = [np.nanmean(class_iou(pixel_confusion(truth, masks, classes))) for masks in run.masks]
    assert reached[0] < 0.3
    assert reached[-1] > 0.8
    assert abs(reached[-1] - run.mean_iou) < 0.12
    assert 0.8 < run.mean_iou < 1


def test_after_the_first_epoch_things_are_told_from_the_background_but_their_kinds_are_not():
    """As the last step to try says."""
    run = finished_masks()
    truth = np.stack(
        [scene.semantic for scene in watched_scenes(SegmentationSettings(scenes=run.scenes))[: run.masks.shape[1]]]
    )
    first, classes = run.masks[1], len(run.scenes.classes) + 1
    places = ((first > 0) & (truth > 0)).sum() / ((first > 0) | (truth > 0)).sum()
    kinds = np.nanmean(class_iou(pixel_confusion(truth, first, classes))[1:])
    assert places > 0.6
    assert kinds < places / 2
