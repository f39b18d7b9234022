"""The boxes that are kept: of today's scenes, alike at first, and better with the epochs."""

import numpy as np

from lessons.core.boxes import iou
from lessons.finding.finished_boxes import finished_boxes
from lessons.finding.locating import LocatorSettings
from lessons.finding.scene_runs import watched_scenes


def test_the_kept_boxes_fit_todays_scenes_as_well_as_they_are_told_to():
    run, settings = finished_boxes(), LocatorSettings()
    scenes = watched_scenes(settings)[: run.boxes.shape[1]]
    assert len(run.boxes) == len(run.probabilities) == settings.epochs + 1
    assert run.probabilities.shape[2] == len(settings.scenes.classes)
    truth = np.stack([scene.boxes[0] for scene in scenes])
    reached = [iou(boxes, truth) for boxes in run.boxes]
    assert np.ptp(run.boxes[0], axis=0).max() < 0.1 * settings.scenes.size  # one box, whatever the scene
    assert np.abs(run.boxes[0].reshape(-1, 2, 2).mean(axis=1) - settings.scenes.size / 2).max() < 0.1 * settings.scenes.size
    assert reached[0].mean() < 0.4
    assert reached[-1].mean() > 0.55
    assert 0.6 < run.mean_iou < 1
    right = run.probabilities.argmax(axis=2) == [scene.targets[0] for scene in scenes]
    assert right[-1].sum() > right[0].sum()
