import numpy as np

from lessons.figures.pictures import at_own_contrast


def test_a_map_at_its_own_contrast_keeps_its_order_and_its_zeros_and_a_single_pixel_hides_nothing(rng):
    values = rng.random((40, 50), dtype=np.float32) * (rng.random((40, 50)) > 0.5)
    values[3, 4] = 100
    shown = at_own_contrast(values)
    assert shown.max() == 1
    np.testing.assert_array_equal(shown == 0, values == 0)
    assert np.mean(shown > 0.4) > 0.25  # against the largest value, one place would be
    below = shown < 1
    np.testing.assert_array_equal(np.argsort(shown[below], kind="stable"), np.argsort(values[below], kind="stable"))


def test_where_fewer_places_count_than_that_they_are_the_strongest():
    for few in (np.zeros((30, 30), np.float32), np.pad(np.full((1, 2), 5, np.float32), 20)):
        np.testing.assert_array_equal(at_own_contrast(few), few > 0)
