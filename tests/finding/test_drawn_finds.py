"""How finished boxes are drawn: none hides another."""

import numpy as np

from pages.beyond.parts.finished_detector import side_by_side


def test_a_box_that_lies_on_another_is_drawn_inside_it_and_all_others_as_they_are():
    boxes = np.array([[10, 10, 50, 50], [10, 10, 50, 50], [30, 30, 70, 70]], np.float32)
    drawn = side_by_side(boxes)
    assert drawn[0].tolist() == boxes[0].tolist()
    assert drawn[1].tolist() == [12, 12, 48, 48]
    assert drawn[2].tolist() == boxes[2].tolist()
