"""Crowds of boxes: around the objects, inside the scene, and surer where they are better."""

import numpy as np

from lessons.core.boxes import check_inside, iou
from lessons.finding.mock_detections import crowd
from lessons.finding.scenes import SceneSettings, draw_scenes


def test_crowds_stand_around_the_objects_and_better_boxes_tend_to_be_surer():
    agreements, scores = [], []
    for number, scene in enumerate(draw_scenes(SceneSettings(fewest=2), 40, 0)):
        boxes, sure = crowd(scene, np.random.default_rng(number), each=5)
        assert boxes.shape == (5 * len(scene.boxes), 4)
        check_inside(boxes, rows=64, columns=64)
        assert sure.min() >= 0.05
        assert sure.max() <= 0.99
        agreements += iou(boxes, np.repeat(scene.boxes, 5, axis=0)).tolist()
        scores += sure.tolist()
    assert np.mean(agreements) > 0.5
    assert np.corrcoef(agreements, scores)[0, 1] > 0.7


def test_the_same_chance_gives_the_same_crowd():
    (scene,) = draw_scenes(SceneSettings(), 1, 0)
    first, second = (crowd(scene, np.random.default_rng(5)) for _ in range(2))
    for one, same in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, same)
