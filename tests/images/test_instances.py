"""Objects by connected components: against SciPy's labels, and on scenes whose objects are known."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import label

from lessons.finding.pixel_scenes import SCENES, separation
from lessons.finding.scenes import draw_scenes
from lessons.images.instances import connected_objects, numbered_like, objects_found

MASKS = arrays(np.uint8, (8, 9), elements=st.sampled_from([0, 0, 0, 1, 2]))


@given(MASKS)
def test_components_are_scipys(semantic):
    instances, classes = connected_objects(semantic, least=1)
    expected = 0
    for kind in (1, 2):
        theirs, count = label(semantic == kind, structure=np.ones((3, 3)))
        expected += count
        for number in range(1, count + 1):
            assert len(np.unique(instances[theirs == number])) == 1
    assert len(classes) == expected == len(np.unique(instances[instances > 0]))
    np.testing.assert_array_equal(instances > 0, semantic > 0)
    for number, kind in enumerate(classes, start=1):
        assert (semantic[instances == number] == kind).all()


@given(MASKS, st.integers(1, 20))
def test_specks_are_left_out(semantic, least):
    instances, classes = connected_objects(semantic, least=least)
    sizes = np.bincount(instances.ravel(), minlength=len(classes) + 1)[1:]
    assert (sizes >= least).all()


@given(MASKS, MASKS)
def test_pieces_that_are_numbered_like_the_objects_stay_the_same_pieces(truth, semantic):
    pieces, _ = connected_objects(semantic, least=1)
    shown = numbered_like(truth, pieces)
    pairs = set(zip(pieces.ravel().tolist(), shown.ravel().tolist(), strict=True))
    assert len(pairs) == len({piece for piece, _ in pairs}) == len({number for _, number in pairs})
    np.testing.assert_array_equal(shown > 0, pieces > 0)


def test_pieces_that_are_the_objects_get_their_numbers():
    for scene in draw_scenes(replace(SCENES, spacing="apart", most=8), 10, 0):
        np.testing.assert_array_equal(numbered_like(scene.instances, connected_objects(scene.semantic)[0]), scene.instances)


def test_objects_are_matched_one_to_one_by_more_than_half_their_union():
    truth = np.zeros((10, 20), int)
    truth[1:5, 1:5], truth[1:5, 8:12] = 1, 2
    assert objects_found(truth, truth) == (2, 2, 2)
    assert objects_found(truth, truth * 0) == (0, 2, 0)
    assert objects_found(truth, (truth > 0) * 7) == (0, 2, 1)  # half of the union of both is not more than half
    shifted = np.roll(truth, 1, axis=1)
    assert objects_found(truth, shifted) == (2, 2, 2)  # 12 of 20 pixels
    assert objects_found(truth, np.roll(truth, 2, axis=1)) == (0, 2, 2)  # 8 of 24
    assert objects_found(truth, np.where(truth == 1, 1, 0)) == (1, 2, 1)


@given(arrays(np.uint8, (6, 7), elements=st.integers(0, 3)), arrays(np.uint8, (6, 7), elements=st.integers(0, 3)))
def test_no_more_is_found_than_there_is(truth, instances):
    found, objects, components = objects_found(truth, instances)
    assert 0 <= found <= min(objects, components)
    assert objects_found(instances, truth) == (found, components, objects)


def test_objects_that_lie_apart_are_all_found_and_those_that_touch_are_not():
    shares = separation(SCENES, 40)
    assert shares["apart"] == 1
    assert shares["touching"] < 0.95
    assert shares["overlapping"] < shares["touching"] + 0.1


def test_the_components_of_objects_that_lie_apart_are_the_objects():
    for scene in draw_scenes(replace(SCENES, spacing="apart"), 20, 3):
        instances, classes = connected_objects(scene.semantic)
        assert sorted(classes) == sorted(scene.targets + 1)
        assert objects_found(scene.instances, instances)[0] == len(scene.targets)
