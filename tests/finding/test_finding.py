"""A box regressor and a one-stage detector: what they learn in a short run, that it is repeatable, and that they go on."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from lessons.core.boxes import iou
from lessons.core.detection import mean_average_precision, precision_recall
from lessons.finding.detecting import DetectorSettings, class_loss, detector_targets, fit_detector, objectness_loss
from lessons.finding.detecting import box_loss as offsets_loss
from lessons.finding.finders import box_as_shares, box_in_pixels, detect, locate
from lessons.finding.locating import LocatorSettings, box_loss, fit_locator, mean_iou
from lessons.finding.scene_runs import draw_parts, test_scenes, watched_scenes
from lessons.finding.scenes import SceneSettings, draw_scenes
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow

EASY = SceneSettings(most=1, smallest=0.2, largest=0.3, size=48, texture=0.2, sketches=0.0, classes=("circle", "triangle"))
LOCATOR = LocatorSettings(scenes=EASY, count=1200, tests=100, epochs=5, batch_size=16)
CROWD = SceneSettings(
    size=48, fewest=1, most=2, smallest=0.14, largest=0.2, texture=0.2, sketches=0.0, classes=("circle", "star")
)
DETECTOR = DetectorSettings(scenes=CROWD, count=1000, tests=100, epochs=5, batch_size=8)
TINY_LOCATOR, TINY_DETECTOR = (
    replace(settings, count=60, tests=20, epochs=1, schedule="constant") for settings in (LOCATOR, DETECTOR)
)


@pytest.fixture(scope="module")
def locator():
    return fit_locator(LOCATOR)


@pytest.fixture(scope="module")
def detector():
    return fit_detector(DETECTOR)


@pytest.fixture(
    scope="module", params=[(fit_locator, TINY_LOCATOR), (fit_detector, TINY_DETECTOR)], ids=["locator", "detector"]
)
def tiny(request):
    """What fits, a setting with which that takes little, and what it came to."""
    fit, settings = request.param
    return fit, settings, fit(settings)


def test_a_short_run_finds_the_thing(locator):
    assert locator.test_report.mean_iou > 0.6
    assert [epoch.number for epoch in locator.history] == [1, 2, 3, 4, 5]
    first, last = locator.history[0], locator.history[-1]
    assert last.loss == pytest.approx(last.figures["class_loss"] + last.figures["box_loss"], abs=1e-3)
    assert last.figures["val_box_mean_iou"] > first.figures["val_box_mean_iou"] + 0.1


def test_the_report_of_a_locator_is_about_scenes_it_never_saw(locator):
    scenes = test_scenes(LOCATOR)
    boxes, probabilities = locate(locator.model, np.stack([scene.image for scene in scenes]))
    expected = [float(iou(box, scene.boxes[0])) for box, scene in zip(boxes, scenes, strict=True)]
    np.testing.assert_allclose(locator.test_report.ious, expected, atol=1e-5)
    right = [said.argmax() == scene.targets[0] for said, scene in zip(probabilities, scenes, strict=True)]
    assert locator.test_report.accuracy == np.mean(right)
    learned, held_back = draw_parts(LOCATOR, 0, lambda step: None, lambda: False)
    seen = {scene.image.tobytes() for scene in (*learned, *held_back)}
    assert len(seen) == LOCATOR.count + LOCATOR.tests
    assert not any(scene.image.tobytes() in seen for scene in scenes)


def test_the_only_class_of_a_locator_is_certain():
    only = replace(TINY_LOCATOR, scenes=replace(EASY, classes=("circle",)))
    result = fit_locator(only)
    assert (result.test_report.probabilities == 1).all()
    assert result.test_report.accuracy == 1
    assert result.history[-1].figures["val_class_sparse_categorical_accuracy"] == 1


def test_the_frames_of_a_locator_are_what_it_said_of_the_watched_scenes(locator):
    assert [record.epoch for record in locator.records] == list(range(6))
    boxes, probabilities = locate(locator.model, np.stack([scene.image for scene in watched_scenes(LOCATOR)]))
    np.testing.assert_allclose(locator.records[-1].boxes, boxes, atol=1e-3)
    np.testing.assert_allclose(locator.records[-1].probabilities, probabilities, atol=1e-4)
    assert np.abs(locator.records[0].boxes - boxes).max() > 3


def test_a_short_run_finds_several_things(detector):
    assert detector.test_report.mean_average_precision > 0.4
    records = detector.records
    assert [record.epoch for record in records] == list(range(6))
    assert records[-1].mean_average_precision > records[0].mean_average_precision + 0.3
    assert set(detector.test_report.curves) == {"circle", "star"}


def test_the_map_of_a_detector_is_that_of_its_boxes(detector):
    scenes = test_scenes(DETECTOR)
    found = detect(detector.model, DETECTOR.grid, np.stack([scene.image for scene in scenes]))
    curves = []
    for target in range(2):
        pictures = [
            (one.boxes[one.targets == target], one.scores[one.targets == target], scene.boxes[scene.targets == target])
            for one, scene in zip(found, scenes, strict=True)
        ]
        curves.append(precision_recall(pictures))
    assert detector.test_report.mean_average_precision == pytest.approx(mean_average_precision(curves), abs=1e-5)
    for one in found:
        assert (np.diff(one.scores) <= 0).all()
        assert (one.boxes[:, :2] < one.boxes[:, 2:]).all()


def test_the_same_seed_gives_the_same_network(tiny):
    fit, settings, one = tiny
    same = fit(settings)
    for first, second in zip(one.model.get_weights(), same.model.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)
    assert one.history == same.history


def test_going_on_begins_with_what_was_learned_and_leaves_it_as_it_is(tiny):
    fit, settings, earlier = tiny
    before = [weights.copy() for weights in earlier.model.get_weights()]
    longer = fit(replace(settings, learning_rate=1e-7), earlier=earlier)
    assert [epoch.number for epoch in longer.history] == [1, 2]
    assert longer.seconds > earlier.seconds
    assert longer.history[0] == earlier.history[0]
    assert [record.epoch for record in longer.records] == [0, 1, 2]
    for kept, now in zip(before, earlier.model.get_weights(), strict=True):
        np.testing.assert_array_equal(kept, now)
    trained = {variable.path for variable in longer.model.trainable_variables}
    for variable, kept in zip(longer.model.weights, before, strict=True):
        if variable.path in trained:
            np.testing.assert_allclose(variable.numpy(), kept, atol=1e-5)


def test_it_stops_when_it_is_told_to_and_another_seed_gives_another_network(tiny):
    """At a constant learning rate a run's first epoch does not depend on how many are to come: it could be the tiny run's."""
    fit, settings, one = tiny
    with pytest.raises(Stopped):
        fit(settings, should_stop=lambda: True)
    steps = []
    result = fit(
        replace(settings, epochs=50, seed=1),
        on_step=steps.append,
        should_stop=lambda: bool(steps) and steps[-1].phase == "training" and steps[-1].done > 70,
    )
    assert result.stopped
    assert len(result.history) <= 3
    assert {step.phase for step in steps} == {"scenes", "training", "evaluation"}
    assert result.history[0] != one.history[0]
    for first, second in zip(one.model.trainable_variables, result.model.trainable_variables, strict=True):
        assert not np.array_equal(first, second)


def test_the_box_loss_and_its_iou_are_those_of_numpy(rng):
    middles, sides = rng.uniform(0.3, 0.7, (50, 2)), rng.uniform(0.05, 0.5, (50, 2))
    truth = np.concatenate([middles, sides], axis=1).astype(np.float32)
    said = (truth + rng.normal(0, 0.02, truth.shape)).astype(np.float32)
    corners = [np.concatenate([box[:, :2] - box[:, 2:] / 2, box[:, :2] + box[:, 2:] / 2], axis=1) for box in (truth, said)]
    expected = iou(*corners)
    np.testing.assert_allclose(mean_iou(truth, said), expected, atol=1e-4)
    np.testing.assert_allclose(box_loss(truth, said), 1 - expected + 5 * np.abs(truth - said).mean(axis=1), atol=1e-4)


def test_the_detectors_losses_are_keras_cross_entropies(rng):
    scenes = draw_scenes(CROWD, 4, 0)
    _, targets = detector_targets(DETECTOR.grid, 2, scenes)
    said = rng.uniform(0.01, 0.99, targets["objectness"].shape).astype(np.float32)
    expected = keras.losses.binary_crossentropy(targets["objectness"][..., None], said[..., None]).numpy().sum(axis=(1, 2, 3))
    np.testing.assert_allclose(objectness_loss(targets["objectness"], said), expected, rtol=1e-4)
    classes = rng.dirichlet((1, 1), targets["class"].shape[:-1]).astype(np.float32)
    each = keras.losses.categorical_crossentropy(targets["class"], classes).numpy() * targets["objectness"]
    np.testing.assert_allclose(class_loss(targets["class"], classes), each.sum(axis=(1, 2, 3)), rtol=1e-4, atol=1e-5)
    assert float(np.max(offsets_loss(targets["box"], targets["box"][..., :4]))) == 0
    moved = targets["box"][..., :4] + np.float32([0.1, 0, 0, 0])
    objects = targets["objectness"].sum(axis=(1, 2, 3))
    np.testing.assert_allclose(offsets_loss(targets["box"], moved), 2 * 0.1 * objects, rtol=1e-4)


def test_what_is_encoded_for_a_detector_is_the_scenes_truth():
    scenes = draw_scenes(CROWD, 20, 1)
    images, targets = detector_targets(DETECTOR.grid, 2, scenes)
    for scene, image, objectness, classes in zip(scenes, images, targets["objectness"], targets["class"], strict=True):
        np.testing.assert_array_equal(image, scene.image)
        np.testing.assert_array_equal(classes.sum(axis=-1), objectness)
        assert 1 <= objectness.sum() <= len(scene.boxes)
        if objectness.sum() == len(scene.boxes):
            np.testing.assert_array_equal(classes.sum(axis=(0, 1, 2)), np.bincount(scene.targets, minlength=2))


def test_boxes_go_to_shares_and_back():
    scene = draw_scenes(EASY, 1, 0)[0]
    np.testing.assert_allclose(box_in_pixels(box_as_shares(scene.boxes, 48), 48), scene.boxes, atol=1e-4)
    wild = box_in_pixels(np.float32([[0, 0, 0, 0], [1, 1, 1, 1]]), 48)
    assert (wild[:, :2] < wild[:, 2:]).all()
    assert wild.min() >= 0
    assert wild.max() <= 48


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (LocatorSettings, {"scenes": SceneSettings(most=2)}),
        (LocatorSettings, {"count": 10}),
        (DetectorSettings, {"step": 5}),
        (DetectorSettings, {"anchors": 4}),
        (DetectorSettings, {"tests": 0}),
    ],
)
def test_settings_that_can_not_be_are_refused(make, wrong):
    with pytest.raises(ValueError, match="Received: "):
        make(**wrong)
