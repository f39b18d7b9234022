"""What each layer of a stack sees, on the whole picture."""

import numpy as np

from lessons.core.receptive_field import receptive_field
from lessons.figures.stack_fields import MAGNIFIED, stack_fields, window_picture


def test_the_window_is_as_bright_as_the_picture_and_the_rest_is_dimmed():
    picture = np.full((40, 60, 3), 200, np.uint8)
    for size in (3, 9, 99):
        seen = window_picture(picture, size)
        assert seen.shape == (40 * MAGNIFIED, 60 * MAGNIFIED, 3)
        bright = (seen == 200).all(axis=2).sum() / MAGNIFIED**2
        assert bright <= min(size, 40) * min(size, 60)
        assert bright > 0.25 * min(size, 40) * min(size, 60)  # the frame takes its rim
        assert (seen == 200).all(axis=2)[20 * MAGNIFIED, 30 * MAGNIFIED]


def test_every_layer_has_a_picture_and_says_how_far_it_sees():
    picture = np.zeros((40, 60, 3), np.uint8)
    for layers in (1, 2, 6):
        html, finding = stack_fields(picture, receptive_field([(3,)] * layers), pooled=False, name="A stack")
        assert html.count("<img") == layers
        assert f"Layer {layers} sees {2 * layers + 1} × {2 * layers + 1} pixels." in finding
