"""Why a box? The scores of a detector as one network: against its proposals, TensorFlow and central differences."""

import numpy as np
import pytest
import tensorflow as tf

from lessons.core.yolo import GRIDS, SIZE
from lessons.finding.proposals import position_of, propose
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.letterbox import letterbox
from lessons.nets.attribution import ATTRIBUTIONS, grad_cam, has_relu, last_maps, occlusion, saliency
from lessons.nets.detector_scores import BEFORE_HEADS, box_scores, score_index
from lessons.nets.gradients import class_gradient, class_logits
from lessons.nets.travelling import PackedNetwork
from lessons.nets.weights import YOLO_SOURCE
from lessons.nets.yolov3_tiny import load_yolo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not YOLO_SOURCE.is_installed(), reason="the detector's package is not there"),
]
PICTURE = letterbox(DETECTOR_PICTURES["motorbike"].load(), SIZE).pixels


@pytest.fixture(scope="module")
def detector():
    return load_yolo()


@pytest.fixture(scope="module")
def scores(detector):
    return box_scores(detector)


@pytest.fixture(scope="module")
def proposals(detector):
    return propose(detector, PICTURE)


@pytest.fixture(scope="module")
def best(proposals):
    """(position, class) of the motorbike's box."""
    position = int(proposals.scores.argmax())
    return position, int(proposals.targets[position])


def test_every_score_stands_where_it_is_looked_for(rng, scores, proposals):
    found = class_logits(scores, PICTURE[None])[0]
    assert found.shape == (80 * (13 * 13 + 26 * 26) * 3,)
    for position in (0, 506, 507, 2534, *rng.integers(0, 2535, 40)):
        target = int(proposals.targets[position])
        assert np.exp(found[score_index(int(position), target)]) == pytest.approx(proposals.scores[position], rel=2e-3)
    with pytest.raises(ValueError, match="must be one of the proposals"):
        score_index(2535, 0)


def test_the_gradient_is_that_of_objectness_and_of_the_class_added_up(detector, scores, proposals, best):
    position, target = best
    row, column, anchor = np.unravel_index(position, (13, 13, 3))
    batch = tf.constant(PICTURE[None].astype(np.float32))
    with tf.GradientTape() as tape:
        tape.watch(batch)
        said = tf.reshape(detector(batch)["coarse"], (13, 13, 3, 85))[row, column, anchor]
        score = tf.math.log(tf.sigmoid(said[4])) + tf.math.log(tf.sigmoid(said[5 + target]))
    expected = tape.gradient(score, batch)
    _, found = class_gradient(scores, PICTURE[None].astype(np.float32), score_index(position, target))
    np.testing.assert_allclose(found, expected, rtol=1e-2, atol=1e-6 + 1e-4 * np.abs(expected).max())


def test_the_gradient_is_the_central_difference(scores, best):
    """A small step up and down along the slopes of a part of the picture moves the score by what they promise."""
    index, start = score_index(*best), PICTURE[None].astype(np.float32)
    _, slopes = class_gradient(scores, start, index)
    for part in (np.s_[:, 100:200], np.s_[:, 200:300], np.s_[:, :, :208], np.s_[:, :, 208:]):
        direction = np.zeros_like(slopes)
        direction[part] = slopes[part]
        length = 0.004 / np.square(direction).sum()
        up, down = class_logits(scores, np.concatenate([start + length * direction, start - length * direction]))[:, index]
        assert (up - down) / 2 == pytest.approx(0.004, rel=0.05)


def test_saliency_is_the_largest_of_three_colours(scores, best):
    _, slopes = class_gradient(scores, PICTURE[None].astype(np.float32), score_index(*best))
    largest = np.abs(slopes[0]).max(axis=-1)
    np.testing.assert_allclose(saliency(scores, PICTURE, score_index(*best)), largest / largest.max(), atol=1e-5)


def test_before_its_head_grad_cam_weighs_maps_by_what_the_cell_reads_of_them(detector, scores, best):
    """The heads are 1 × 1: the gradient there is the head's own weights, at the cell of the box alone."""
    position, target = best
    row, column, anchor = np.unravel_index(position, (13, 13, 3))
    maps, slopes = class_gradient(scores, PICTURE[None].astype(np.float32), score_index(position, target), layer="conv9")
    elsewhere = slopes[0].copy()
    elsewhere[row, column] = 0
    assert not elsewhere.any()
    said = np.asarray(detector(PICTURE[None].astype(np.float32))["coarse"])[0, row, column].reshape(3, 85)[anchor]
    kernel = detector.get_layer("coarse").get_weights()[0][0, 0].reshape(512, 3, 85)[:, anchor]
    left = 1 / (1 + np.exp(said))  # the slope of log sigmoid
    expected = kernel[:, 4] * left[4] + kernel[:, 5 + target] * left[5 + target]
    np.testing.assert_allclose(slopes[0, row, column], expected, rtol=1e-3, atol=1e-6)
    heat = np.maximum(maps[0] @ expected, 0)
    found = grad_cam(scores, PICTURE, score_index(position, target), layer="conv9")
    assert found.max() == 1
    assert np.unravel_index(heat.argmax(), heat.shape) == tuple(
        np.array(np.unravel_index(found.argmax(), found.shape)) * 13 // SIZE
    )


def test_covering_the_thing_costs_the_box_most_where_the_thing_is(scores, proposals, best):
    position, target = best
    heat = occlusion(scores, PICTURE, score_index(position, target))
    left, top, right, bottom = (int(min(max(edge, 0), SIZE)) for edge in proposals.boxes[position])
    inside = np.zeros((SIZE, SIZE), bool)
    inside[top:bottom, left:right] = True
    assert heat[inside].mean() > 2 * heat[~inside].mean()


@pytest.mark.parametrize("method", ATTRIBUTIONS)
def test_every_method_explains_a_box_of_each_grid(scores, proposals, method):
    if method in ("smoothgrad", "integrated_gradients", "occlusion"):
        pytest.skip("many passes; tested with classifiers")
    for grid, layer in enumerate(BEFORE_HEADS):
        cells = GRIDS[grid].cells // 2
        position = position_of(grid, cells, cells, 1)
        heat = ATTRIBUTIONS[method](scores, PICTURE, score_index(position, int(proposals.targets[position])), layer=layer)
        assert heat.shape == (SIZE, SIZE)
        assert heat.max() in (0, 1)


def test_it_can_be_sent_and_built_again(scores):
    assert has_relu(scores)
    assert last_maps(scores) in ("coarse", "fine", *BEFORE_HEADS)
    twin = PackedNetwork.of(scores).build()
    np.testing.assert_allclose(class_logits(twin, PICTURE[None]), class_logits(scores, PICTURE[None]), atol=2e-3)
