"""A poster of a network: as wide as it says, with the picture and every map in its place."""

import numpy as np

from lessons.figures.colours import MAGNITUDE_SCALE, colour_table
from lessons.figures.network_poster import WIDTH, network_poster


def test_a_poster_is_as_wide_as_asked_and_every_layer_stands_in_its_column(rng):
    picture = rng.integers(0, 256, (224, 224, 3), dtype=np.uint8)
    maps = {f"block{place // 3}_conv{place % 3}": rng.random((56, 56, 64), np.float32) for place in range(18)}
    maps["block0_conv0"][:] = 0
    poster = network_poster(picture, maps, "A network", "It says cat", [name[:6] for name in maps])
    assert poster.shape[1] == WIDTH == 6000
    paper = colour_table(MAGNITUDE_SCALE)[0]
    inked = (poster != paper).any(axis=2)
    assert inked[700:1100, 130:700].mean() > 0.9  # the picture
    columns = np.flatnonzero(np.diff(inked[1400:1700, 800:].any(axis=0).astype(int)) == 1)
    assert len(columns) >= 17  # the first layer is empty: nothing is paper
    assert not inked[1400:1700, 860:1000].any()
