"""Vectors on a flat map, against plain NumPy; and the figures that the lesson claims."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from lessons.data.datasets import DATASETS
from lessons.data.examples import Examples
from lessons.data.picture_neighbours import (
    are_on_white,
    flat,
    neighbours,
    same_class_share,
    scaled,
    some_of_each,
    spread_out,
    turned_alike,
)
from lessons.nets.representations import LAYERS, represent
from lessons.nets.vgg16 import load_vgg16


def test_neighbours_are_the_nearest_others_by_the_distance_of_their_vectors(rng):
    vectors = rng.normal(size=(40, 7)).astype(np.float32)
    distances = cdist(vectors, vectors)
    np.fill_diagonal(distances, np.inf)
    np.testing.assert_array_equal(neighbours(vectors, 5), np.argsort(distances, axis=1)[:, :5])


def test_a_picture_is_no_neighbour_of_itself_even_among_its_twins():
    found = neighbours(np.ones((9, 3), np.float32), 4)
    assert all(number not in row and len(set(row)) == 4 for number, row in enumerate(found.tolist()))


def test_pca_keeps_the_distances_of_what_lies_in_a_plane_and_a_guest_changes_nothing_for_the_others(rng):
    plane = rng.normal(size=(30, 2)) @ rng.normal(size=(2, 9))
    np.testing.assert_allclose(cdist(*2 * [flat(plane, "PCA")]), cdist(plane, plane), rtol=1e-4, atol=1e-4)
    vectors = rng.normal(size=(30, 9))
    with_guest = flat(np.vstack([vectors, 1000 * np.ones(9)]), "PCA", guests=1)
    np.testing.assert_allclose(with_guest[:-1], flat(vectors, "PCA"), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(
        scaled(np.vstack([vectors, 99 * np.ones(9)]), guests=1)[:-1], scaled(vectors), rtol=1e-4, atol=1e-6
    )


def test_maps_that_are_turned_or_mirrored_lie_as_before(rng):
    first = rng.normal(size=(20, 2)).astype(np.float32)
    turned = first @ np.array([[0.6, -0.8], [0.8, 0.6]]) * [1, -1]
    _, second = turned_alike([first, turned.astype(np.float32)])
    np.testing.assert_allclose(second, first, atol=1e-5)


@pytest.mark.slow
def test_tsne_keeps_groups_together_and_its_seed_makes_it_repeatable(rng):
    groups = np.repeat(np.arange(3), 12)
    vectors = (rng.normal(size=(36, 8)) + 12 * np.eye(3, 8)[groups]).astype(np.float32)
    found = flat(vectors, "t-SNE", seed=1)
    assert same_class_share(neighbours(found, 5), groups) == 1
    np.testing.assert_array_equal(found, flat(vectors, "t-SNE", seed=1))


def test_a_map_fills_its_paper_and_hides_nobody(rng):
    places = spread_out(np.vstack([rng.normal(size=(99, 2)) * [1, 50], [[1e6, 0]]]))
    assert abs(places).max() == 1
    assert (np.quantile(places[:99], 0.9, axis=0) > 0.4).all()
    assert (np.quantile(places[:99], 0.1, axis=0) < -0.4).all()
    np.testing.assert_array_equal(spread_out(np.zeros((4, 2))), 0)
    heap = np.vstack([rng.normal(size=(90, 2)) * 0.01, rng.normal(size=(10, 2))])
    for before, after in zip(heap.T, spread_out(heap).T, strict=True):
        assert (np.diff(after[np.argsort(before)]) >= 0).all()  # who lies left of whom stays
        assert np.quantile(after, 0.8) - np.quantile(after, 0.2) > 0.5  # and the heap is drawn wider


def test_an_unknown_way_is_refused():
    with pytest.raises(ValueError, match="PCA, t-SNE"):
        flat(np.eye(5), "UMAP")


def test_some_of_each_class_are_taken_evenly_and_pictures_without_a_class_do_not_ask():
    examples = Examples(tuple(np.zeros((1, 1, 3), np.uint8) for _ in range(16)), np.array([0] * 10 + [1] * 4 + [2] * 2))
    taken = examples.targets[some_of_each(examples, 8)]
    np.testing.assert_array_equal(np.bincount(taken), [3, 3, 2])
    assert same_class_share(np.array([[1], [0], [0]]), np.array([5, 5, -1])) == 1


@pytest.mark.slow
def test_a_deep_layer_finds_drawings_alike_that_pixels_do_not():
    examples = DATASETS["drawings"].train
    chosen = examples.subset(some_of_each(examples, 90))
    vectors = represent(load_vgg16(size=96), chosen.images)
    shares = {name: same_class_share(neighbours(scaled(each)), chosen.targets) for name, each in vectors.items()}
    assert shares["pixels"] < 0.5
    assert shares["block4_pool"] > 0.65 > shares["block1_pool"]
    assert [vectors[name].shape[1] for name in LAYERS] == [64, 128, 256, 512, 512]


def test_drawings_are_on_white_and_photos_are_not(rng):
    drawing = np.full((9, 9, 3), 255, np.uint8)
    drawing[3:6, 3:6] = 0
    photo = rng.integers(0, 200, (9, 9, 3)).astype(np.uint8)
    assert are_on_white([drawing, drawing, photo])
    assert not are_on_white([drawing, photo, photo])
