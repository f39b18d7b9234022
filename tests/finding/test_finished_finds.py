"""What the kept detector found: nothing at first, and in the end nearly each thing of today's scenes, and what it is."""

import numpy as np

from lessons.core.boxes import iou
from lessons.finding.detecting import DetectorSettings
from lessons.finding.finished_finds import LEAST, SHOWN, finished_finds
from lessons.finding.scene_runs import watched_scenes


def test_the_kept_boxes_fit_todays_scenes():
    run, settings = finished_finds(), DetectorSettings()
    assert len(run.values) == settings.epochs + 1
    assert run.scores.min() >= LEAST
    things, hit = 0, 0
    for number, scene in enumerate(watched_scenes(settings)[:SHOWN]):
        assert not run.found(0, number).any()
        mine = run.found(settings.epochs, number)
        for box, target in zip(scene.boxes, scene.targets, strict=True):
            near = np.array([iou(box, other) for other in run.boxes[mine]]) >= 0.5
            things, hit = things + 1, hit + bool((near & (run.targets[mine] == target)).any())
    assert hit > 0.5 * things
    assert run.values[0] < 0.1 < 0.5 < run.values[-1]
    assert abs(run.values[-1] - run.value) < 0.1
