"""Networks that say where things are, and a classifier at every window: shapes by law, counts against Keras's own."""

import keras
import numpy as np
import pytest

from lessons.core.anchors import Grid
from lessons.core.boxes import iou
from lessons.finding.finders import build_detector, build_locator, detect, locate
from lessons.finding.sliding_windows import slide, windows
from lessons.nets.costs import multiply_adds
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("size", "step", "anchors", "classes"), [(64, 8, 2, 3), (48, 16, 1, 1), (64, 4, 3, 6)])
def test_a_detector_answers_for_every_anchor(rng, size, step, anchors, classes):
    grid = Grid(size, size // step, tuple(float(10 + 4 * number) for number in range(anchors)))
    model = build_detector(grid, classes, seed=0)
    said = model(rng.integers(0, 256, (2, size, size, 3)).astype(np.float32))
    shape = (2, grid.cells, grid.cells, anchors)
    assert said["objectness"].shape == shape
    assert said["class"].shape == (*shape, classes)
    if classes > 1:
        np.testing.assert_allclose(np.sum(said["class"], axis=-1), np.ones(shape), atol=1e-5)
    assert said["box"].shape == (*shape, 4)
    assert np.mean(said["objectness"]) < 0.3  # most anchors say no, before anything is learned


def test_a_grid_that_no_stride_makes_is_refused():
    with pytest.raises(ValueError, match="4, 8 or 16 pixels"):
        build_detector(Grid(60, 12, (9.0,)), 2, seed=0)


def test_detection_keeps_no_two_boxes_of_a_class_that_agree_too_much(rng):
    grid = Grid(64, 8, (16.0, 24.0))
    model, images = build_detector(grid, 2, seed=3), rng.integers(0, 256, (3, 64, 64, 3), dtype=np.uint8)
    everything = detect(model, grid, images, least_score=0.0, overlap=1.0)
    kept = detect(model, grid, images, least_score=0.0, overlap=0.3)
    for all_of_them, few in zip(everything, kept, strict=True):
        assert len(all_of_them.boxes) == 2 * 8 * 8 * 2
        assert 0 < len(few.boxes) < len(all_of_them.boxes)
        for target in range(2):
            boxes = few.boxes[few.targets == target]
            table = iou(boxes[:, None], boxes[None]) - np.eye(len(boxes))
            assert table.max() <= 0.3
        assert len(few.above(0.5).boxes) == (few.scores >= 0.5).sum()


def test_a_locator_says_boxes_within_the_picture(rng):
    model = build_locator(48, 4, seed=0)
    boxes, probabilities = locate(model, rng.integers(0, 256, (130, 48, 48, 3), dtype=np.uint8))
    assert boxes.shape == (130, 4)
    assert (boxes[:, :2] < boxes[:, 2:]).all()
    assert boxes.min() >= 0
    assert boxes.max() <= 48
    np.testing.assert_allclose(probabilities.sum(axis=1), np.ones(130), atol=1e-5)


def test_windows_cover_the_picture_and_stay_within():
    boxes = windows(60, 100, shares=(0.5, 0.25), step=0.5)
    covered = np.zeros((60, 100), bool)
    for left, top, right, bottom in boxes[boxes[:, 2] - boxes[:, 0] == 30]:
        assert bottom - top == 30
        covered[top:bottom, left:right] = True
    assert covered.all()
    assert boxes.min() >= 0
    assert boxes[:, 2].max() == 100
    assert boxes[:, 3].max() == 60
    assert len(np.unique(boxes, axis=0)) == len(boxes)
    assert len(windows(60, 60, shares=(1.0,), step=1.0)) == 1
    assert len(windows(60, 60, shares=(0.5,), step=1.0)) == 4


@pytest.mark.parametrize("wrong", [{"shares": ()}, {"shares": (0.0,)}, {"shares": (1.5,)}, {"step": 0}, {"step": 1.1}])
def test_windows_that_can_not_be_are_refused(wrong):
    with pytest.raises(ValueError, match="Received: "):
        windows(10, 10, **({"shares": (0.5,), "step": 0.5} | wrong))


def small_classifier():
    inputs = keras.Input((16, 16, 3), name="picture")
    maps = keras.layers.Conv2D(4, 3, name="conv")(inputs)
    maps = keras.layers.DepthwiseConv2D(3, name="depthwise")(maps)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    return keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="probabilities")(vector), name="small")


def test_multiply_adds_are_counted_as_by_hand():
    assert multiply_adds(small_classifier()) == 14 * 14 * 27 * 4 + 12 * 12 * 9 * 4 + 4 * 2


def test_every_window_gets_the_answer_that_it_would_get_alone(rng):
    model, image = small_classifier(), rng.integers(0, 256, (40, 50, 3), dtype=np.uint8)
    boxes, steps = windows(40, 50, shares=(0.4,), step=0.5), []
    search = slide(model, image, boxes, on_step=steps.append)
    for (left, top, right, bottom), said in zip(boxes, search.probabilities, strict=True):
        alone = model(image[top:bottom, left:right][None].astype(np.float32))
        np.testing.assert_allclose(said, alone[0], atol=1e-5)
    assert search.multiply_adds == len(boxes) * multiply_adds(model)
    assert steps[-1].done == steps[-1].total == len(boxes)
    best = search.found(0, least=0.0, overlap=0.2)
    assert best[0] == search.probabilities[:, 0].argmax()
    assert len(search.found(0, least=1.1, overlap=0.2)) == 0
    with pytest.raises(Stopped):
        slide(model, image, boxes, should_stop=lambda: True)
