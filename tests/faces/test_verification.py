"""Faces as vectors: distances against SciPy, error rates against counting, the curve's laws, and what was measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from sklearn.metrics import roc_curve

from lessons.faces.embedding import embed, embed_in_every_way
from lessons.faces.verification import (
    CHANGES,
    SIZE,
    VECTORS,
    Pairs,
    bundled_faces,
    changed,
    changed_faces,
    distances,
    equal_error,
    error_curve,
    error_rates,
)
from lessons.nets.vgg16 import load_vgg16

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def network():
    return load_vgg16(size=SIZE)


def test_distances_are_scipys(rng):
    first, second = rng.normal(size=(5, 7)), rng.normal(size=(4, 7))
    np.testing.assert_allclose(distances(first, second), cdist(first, second), rtol=1e-5)


def random_pairs(seed, faces):
    rng = np.random.default_rng(seed)
    table = rng.uniform(0.2, 1.4, (faces, faces)).astype(np.float32)
    table[np.diag_indices(faces)] = rng.uniform(0, 0.9, faces)
    return Pairs(table)


@given(st.integers(0, 10_000), st.integers(2, 12), st.floats(0, 1.5))
def test_error_rates_are_counted(seed, faces, threshold):
    pairs = random_pairs(seed, faces)
    accepted, rejected = 0, 0
    for row in range(faces):
        for column in range(faces):
            same = pairs.table[row, column] <= threshold
            accepted += row != column and same
            rejected += row == column and not same
    assert error_rates(pairs, threshold) == pytest.approx((accepted / (faces * (faces - 1)), rejected / faces))


@given(st.integers(0, 10_000), st.integers(2, 12))
def test_the_curve_is_made_of_error_rates_and_one_falls_while_the_other_rises(seed, faces):
    pairs = random_pairs(seed, faces)
    accepts, rejects, thresholds = error_curve(pairs)
    for place in zip(accepts, rejects, thresholds, strict=True):
        assert place[:2] == pytest.approx(error_rates(pairs, place[2]))
    assert (np.diff(accepts) <= 0).all()
    assert (np.diff(rejects) >= 0).all()


def test_the_equal_error_rate_is_that_of_the_roc_curve():
    """The same number from scikit-learn's other curve: where the true positives are one minus the false ones."""
    for seed in range(5):
        pairs = random_pairs(seed, 30)
        truth = np.repeat([1, 0], [pairs.same.size, pairs.different.size])
        accepts, hits, _ = roc_curve(truth, -np.concatenate([pairs.same, pairs.different]), drop_intermediate=False)
        best = np.argmin(np.abs(accepts - (1 - hits)))
        rate, threshold = equal_error(pairs)
        assert rate == pytest.approx((accepts[best] + 1 - hits[best]) / 2, abs=1e-2)
        assert sum(error_rates(pairs, threshold)) / 2 == pytest.approx(rate)


def test_perfectly_apart_means_no_errors():
    pairs = Pairs(np.float32(1 - 0.9 * np.eye(6)))
    assert equal_error(pairs)[0] == 0
    assert error_rates(pairs, 0.5) == (0, 0)
    assert error_rates(pairs, 0.05) == (0, 1)
    assert error_rates(pairs, 1.2) == (1, 0)


def test_pairs_within_a_group_are_those_of_its_members(rng):
    pairs = random_pairs(3, 8)
    part = pairs.within([1, 4, 6])
    np.testing.assert_array_equal(part.same, pairs.same[[1, 4, 6]])
    assert part.different.size == 6
    assert set(part.different) <= set(pairs.different)


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_have_length_one_and_know_a_picture_again(network, vector):
    faces = bundled_faces()[:6]
    vectors = embed(network, faces, vector)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    table = distances(vectors, embed(network, faces[::-1], vector)[::-1])
    assert np.diagonal(table).max() < 1e-2 < table[~np.eye(6, dtype=bool)].min()


def test_all_kinds_of_vectors_in_one_pass_are_those_of_a_pass_for_each(network):
    faces = bundled_faces()[:3]
    every = embed_in_every_way(network, faces)
    assert tuple(every) == VECTORS
    for vector, values in every.items():
        np.testing.assert_allclose(values, embed(network, faces, vector), atol=1e-5)


def test_the_means_of_maps_are_kerass(network):
    faces = np.stack([np.repeat(np.repeat(face, 3, axis=0), 3, axis=1)[:SIZE, :SIZE] for face in bundled_faces()[:3]])
    import keras

    pool = keras.Model(network.inputs, keras.layers.GlobalAveragePooling2D()(network.get_layer("block3_pool").output))
    expected = keras.ops.normalize(pool([faces.astype(np.float32)]))
    np.testing.assert_allclose(embed(network, faces, "block3_pool"), expected, atol=1e-5)


def test_an_empty_picture_has_a_vector_of_zeros(network):
    assert not embed(network, [np.full((25, 25, 3), 7, np.uint8)], "pixels").any()


def test_wrong_arguments_are_refused(network):
    with pytest.raises(ValueError, match=r"vector must be one of pixels, .* Received: vector='eyes'"):
        embed(network, bundled_faces()[:1], "eyes")
    with pytest.raises(ValueError, match=r"images must hold at least one picture\. Received: none"):
        embed(network, [], "pixels")
    with pytest.raises(ValueError, match=r"strength must be between 1 and 5\. Received: strength=6"):
        changed(bundled_faces()[0], ["shift"], strength=6, rng=np.random.default_rng(0))


def test_there_are_a_hundred_faces():
    faces = bundled_faces()
    assert len(faces) == 100
    assert len({face.tobytes() for face in faces}) == 100


def test_changes_do_what_they_say(rng):
    face = bundled_faces()[3]
    np.testing.assert_array_equal(changed(face, ["mirror"], strength=1, rng=rng)[:, ::-1], face)
    np.testing.assert_array_equal(changed(face, ["mirror", "mirror"], strength=1, rng=rng), face)
    np.testing.assert_array_equal(changed(face, [], strength=3, rng=rng), face)
    shifted = changed(face, ["shift"], strength=2, rng=rng)
    moves = [np.array_equal(np.roll(face, (down, right), (0, 1))[3:-3, 3:-3], shifted[3:-3, 3:-3]) for down, right in SIDES]
    assert moves.count(True) == 1
    for name in CHANGES:
        one, five = (changed(face, [name], strength=strength, rng=np.random.default_rng(1)) for strength in (1, 5))
        assert one.shape == five.shape == face.shape
        if name != "mirror":
            assert 0 < np.abs(one.astype(int) - face).mean() < np.abs(five.astype(int) - face).mean()


SIDES = ((2, 0), (-2, 0), (0, 2), (0, -2))


def test_the_same_seed_changes_the_faces_in_the_same_way():
    one, same, other = (changed_faces(("shift", "noise"), strength=2, seed=seed) for seed in (0, 0, 1))
    assert all(np.array_equal(*pair) for pair in zip(one, same, strict=True))
    assert not all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def rates(network):
    """Change -> vector -> equal error rate, of every other face as the page changes it at first."""
    plain, faces = embed_in_every_way(network, bundled_faces()[::2]), {}
    for change in ("mirror", "shift", "light", "noise"):
        moved = embed_in_every_way(network, changed_faces((change,), strength=3, seed=0)[::2])
        faces[change] = {vector: equal_error(Pairs(distances(plain[vector], moved[vector])))[0] for vector in VECTORS}
    return faces


def test_deep_vectors_see_through_a_mirror_and_pixels_do_not(rates):
    """What the page says of early and deep layers, measured."""
    assert rates["mirror"]["block5_pool"] < 0.05
    assert rates["mirror"]["pixels"] > 0.25


@pytest.mark.parametrize(
    ("change", "fooled", "other"),
    [("shift", "pixels", "block2_pool"), ("light", "block2_pool", "pixels"), ("noise", "block2_pool", "pixels")],
)
def test_means_forget_the_place_and_pixels_the_light(rates, change, fooled, other):
    """What the page says of means over early maps, measured."""
    assert rates[change][other] < 0.05
    assert rates[change][fooled] > 0.1


def test_a_shift_and_noise_change_the_last_map_more_than_the_one_before(rates):
    for change in ("shift", "noise"):
        assert rates[change]["block5_pool"] > rates[change]["block4_pool"] + 0.05


def test_the_last_map_has_two_rows_and_columns(network):
    assert network.get_layer("block5_pool").output.shape[1:3] == (2, 2)
