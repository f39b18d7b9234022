"""Generated scenes: what is said about them agrees with their pixels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from lessons.data.generated_shapes import SHAPES
from lessons.finding.scenes import SCENE_SIZES, SPACINGS, SceneSettings, draw_scene, draw_scenes

wishes = st.builds(
    SceneSettings,
    size=st.sampled_from(SCENE_SIZES[:3]),
    fewest=st.integers(1, 3),
    most=st.integers(3, 8),
    classes=st.lists(st.sampled_from(list(SHAPES)), min_size=1, max_size=4, unique=True).map(tuple),
    smallest=st.floats(0.06, 0.15),
    largest=st.floats(0.15, 0.35),
    spacing=st.sampled_from(list(SPACINGS)),
    sketches=st.sampled_from([0.0, 0.5, 1.0]),
)


@settings(max_examples=60, deadline=None)
@given(wishes, st.integers(0, 10_000))
def test_boxes_classes_and_masks_tell_the_same(wish, seed):
    scene = draw_scene(wish, np.random.default_rng(seed))
    count = len(scene.boxes)
    assert wish.fewest <= count <= wish.most
    assert set(np.unique(scene.instances)) == set(range(count + 1))
    np.testing.assert_array_equal(np.concatenate([[0], scene.targets + 1])[scene.instances], scene.semantic)
    slices = ndimage.find_objects(scene.instances)
    expected = [(columns.start, rows.start, columns.stop, rows.stop) for rows, columns in slices]
    np.testing.assert_array_equal(scene.boxes, expected)
    assert scene.image.shape == (wish.size, wish.size, 3)
    assert set(scene.targets) <= set(range(len(wish.classes)))


@settings(max_examples=30, deadline=None)
@given(wishes, st.integers(0, 10_000))
def test_objects_lie_as_they_were_asked_to(wish, seed):
    scene = draw_scene(wish, np.random.default_rng(seed))
    pieces = ndimage.label(scene.instances > 0, np.ones((3, 3)))[1]
    if wish.spacing == "apart":
        assert pieces == len(scene.boxes)
    elif wish.spacing == "touching":
        assert pieces == 1


def test_the_size_of_a_thing_does_not_tell_its_class():
    """Else a network would call every large thing a circle, also a square that somebody draws."""
    wish = SceneSettings(most=1, classes=tuple(SHAPES), spacing="apart", sketches=0.0)
    scenes = draw_scenes(wish, 1200, 0)
    sides = np.array([(scene.boxes[0, 2:] - scene.boxes[0, :2]).max() for scene in scenes])
    targets = np.array([scene.targets[0] for scene in scenes])
    middles = np.array([np.median(sides[targets == target]) for target in range(len(SHAPES))])
    assert np.ptp(middles) <= 1.5
    assert sides.min() >= 2 * wish.smallest * wish.size - 1
    assert sides.max() <= 2 * wish.largest * wish.size + 2


def _stretch(boxes):
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return np.maximum(width / height, height / width)


def test_overlapping_objects_hide_parts_of_others():
    wish = SceneSettings(fewest=6, most=6, largest=0.25, spacing="overlapping", classes=("circle",))
    boxes = np.concatenate([scene.boxes for scene in draw_scenes(wish, 20, 0)])
    apart = np.concatenate([scene.boxes for scene in draw_scenes(SceneSettings(classes=("circle",)), 40, 0)])
    assert (_stretch(boxes) > 1.4).any()  # a part is hidden, so the box of what is visible is no longer about square
    assert (_stretch(apart) < 1.4).all()


@pytest.mark.parametrize("sketches", [0.0, 1.0])
def test_objects_stand_out_from_their_background(sketches):
    for scene in draw_scenes(SceneSettings(texture=0.0, noise=0.0, sketches=sketches), 20, 3):
        edges = ndimage.binary_dilation(scene.instances > 0, iterations=1) & (scene.instances == 0)
        paper = np.median(scene.image[~edges & (scene.instances == 0)].astype(float), axis=0)
        for number in range(1, len(scene.boxes) + 1):
            assert np.abs(scene.image[scene.instances == number] - paper).max() >= 60


def test_a_seed_gives_the_same_scenes_wherever_one_begins():
    whole, tail = draw_scenes(SceneSettings(), 6, 5), draw_scenes(SceneSettings(), 2, 5, first=4)
    for scene, again in zip(whole[4:], tail, strict=True):
        np.testing.assert_array_equal(scene.image, again.image)
        np.testing.assert_array_equal(scene.boxes, again.boxes)
    other = draw_scenes(SceneSettings(), 6, 6)
    assert not any(np.array_equal(a.image, b.image) for a in whole for b in other)


def test_noise_is_as_strong_as_asked():
    quiet, loud = (SceneSettings(noise=noise, texture=0.0, sketches=0.0) for noise in (0.0, 10.0))
    for still, noisy in zip(draw_scenes(quiet, 10, 0), draw_scenes(loud, 10, 0), strict=True):
        plain = noisy.image[noisy.instances == 0].astype(float)
        middle = plain[:, (plain.mean(axis=0) > 50) & (plain.mean(axis=0) < 205)]
        if middle.size:
            assert middle.std(axis=0) == pytest.approx(np.full(middle.shape[1], 10.0), rel=0.2)
        assert (np.ptp(still.image[ndimage.binary_dilation(still.instances > 0, iterations=4) == 0], axis=0) == 0).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 50},
        {"fewest": 0},
        {"fewest": 3, "most": 2},
        {"most": 9},
        {"classes": ()},
        {"classes": ("circle", "circle")},
        {"classes": ("banana",)},
        {"smallest": 0.3, "largest": 0.2},
        {"noise": -1},
        {"texture": 1.5},
        {"rotation": 181},
        {"spacing": "far"},
        {"sketches": float("nan")},
    ],
)
def test_what_can_not_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match="Received: "):
        SceneSettings(**wrong)
