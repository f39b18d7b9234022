"""Drawings on a line: each where its number puts it, framed by whether it is right, and the finding in words."""

import re

import numpy as np

from lessons.figures.on_a_line import on_a_line


def drawn(values, rights, finding="found <it>"):
    drawings = [np.eye(8)] * len(values)
    ends = ("quiet", "fires")
    return on_a_line(drawings, values, rights, limits=(-4, 4), border=0, ends=ends, finding=finding)


def test_drawings_lie_in_the_order_of_their_numbers_and_what_is_alike_lies_above_each_other():
    html = drawn([3.0, -3.0, 0.1, 3.0, 99.0], [True] * 5)
    places = [(float(x), float(y)) for x, y in re.findall(r"left: (-?[\d.]+)px; top: (-?[\d.]+)px; width: 32px", html)]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert len(set(places)) == 5
    assert places[2][0] == places[3][0]
    assert places[0][0] < places[1][0] < places[2][0]
    assert min(y for _, y in places) >= 0  # nothing lies above the figure
    assert html.count("px #fff") == 5 * 8  # the bright pixels


def test_what_is_wrong_has_a_dashed_frame_and_the_finding_is_its_text():
    html = drawn([1.0, -1.0, 2.0], [True, False, False])
    assert html.count("2.5px dashed") == 2
    assert 'aria-label="found &lt;it&gt;"' in html
    assert ">quiet<" in html
    assert ">fires<" in html
