"""A QR code as SVG is what another library reads."""

import re

import cv2
import numpy as np
import pytest

from lessons.figures.qr_code import qr_svg


def drawn(svg, scale=8):
    """The picture that a browser would draw: rectangles of one module's height."""
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    picture = np.full((side, side), 255, np.uint8)
    for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        picture[int(row), int(column) : int(column) + int(length)] = 0
    return np.kron(picture, np.ones((scale, scale), np.uint8))


@pytest.mark.parametrize("text", ["http://192.168.1.20:8501/?class=BCDFHJ", "https://course.school.example/cnn/?class=ZYXWTS"])
def test_opencv_reads_what_was_written(text):
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(drawn(qr_svg(text)))
    assert found == text
