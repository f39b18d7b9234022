import numpy as np

from lessons.figures.pictures import tiled


def test_every_picture_stands_at_its_place_and_the_rest_is_paper():
    images = [np.full((5 + number, 9, 3), 20 * number, np.uint8) for number in range(1, 6)]
    sheet = tiled(images, 4, 3)
    assert sheet.shape == (8, 12, 3)
    for number, value in enumerate((20, 40, 60, 80, 100)):
        assert (sheet[4 * (number // 3) :, 4 * (number % 3) :][:4, :4] == value).all()
    assert (sheet[4:, 8:] == 255).all()
