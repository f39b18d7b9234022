"""A loss from above: the ground and the walk as they were given, and a sentence that says which way it went."""

import numpy as np
import pytest

from lessons.figures.landscape import landscape


@pytest.mark.parametrize(("ends", "moved"), [((2.0, 1.0), "falls"), ((1.0, 2.0), "rises"), ((1.0, 1.0), "stays")])
def test_it_shows_the_ground_and_the_walk(rng, ends, moved):
    across, up, path = np.linspace(-1, 1, 5), np.linspace(0, 3, 4), rng.normal(size=(7, 2))
    losses = rng.random((4, 5))
    figure, told = landscape(across, up, losses, path, names=("a", "b"), ends=ends)
    ground, walk = figure.data
    np.testing.assert_array_equal(ground.z, losses)
    np.testing.assert_array_equal(np.stack([walk.x, walk.y], axis=1), path)
    assert len(walk.marker.size) == len(path)
    assert told == f"In 6 steps the loss {moved} from {ends[0]:.3g} to {ends[1]:.3g}."
