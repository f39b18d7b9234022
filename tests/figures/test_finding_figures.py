"""Figures of networks that say where things are: what they draw, and what they say of it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lessons.core.detection import precision_recall
from lessons.figures.box_outlines import Frames, framed, sheet_of
from lessons.figures.finding_charts import detector_curves, locator_curves, precision_recall_chart
from lessons.finding.detecting import DetectorRecord
from lessons.work.progress import Epoch


def epochs_of_a_locator():
    names = ("class_loss", "box_loss", "box_mean_iou", "val_class_loss", "val_box_loss", "val_box_mean_iou")
    return [
        Epoch(
            number,
            1.0 / number,
            None,
            2.0 / number,
            None,
            {name: (place + 1) / 10 / number for place, name in enumerate(names)},
        )
        for number in (1, 2)
    ]


def test_the_curves_of_a_locator_split_its_loss():
    history = epochs_of_a_locator()
    figure, finding = locator_curves(history, 10)
    drawn = {trace.name: tuple(trace.y) for trace in figure.data}
    assert drawn["IoU, validation"] == (0.6, 0.3)
    assert drawn["class, training"] == (0.1, 0.05)
    assert drawn["box, validation"] == (0.5, 0.25)
    assert finding == (
        "After epoch 2 the mean IoU is 0.30 on validation scenes; their loss is 0.20 for the class and 0.25 for the box."
    )
    assert locator_curves([], 10)[1] == "No epoch is finished yet."


def test_the_curves_of_a_detector_split_its_loss_and_show_its_map():
    names = ("objectness_loss", "class_loss", "box_loss")
    figures = {prefix + name: place + 1.0 for prefix in ("", "val_") for place, name in enumerate(names)}
    history = [Epoch(1, 6.0, None, 6.0, None, figures)]
    records = [DetectorRecord(0, (), 0.0), DetectorRecord(1, (), 0.5)]
    figure, finding = detector_curves(history, 5, records)
    drawn = {trace.name: tuple(trace.y) for trace in figure.data}
    assert drawn["mAP"] == (0.0, 0.5)
    assert drawn["class, validation"] == (2.0,)
    assert "After epoch 1 the mAP is 0.50 on validation scenes" in finding
    assert detector_curves([], 5)[1] == "No epoch is finished yet."


def test_the_precision_recall_chart_names_the_best_and_the_worst_class():
    truth = [[0, 0, 4, 4], [10, 10, 14, 14]]
    curves = {
        "circle": precision_recall([(truth, [0.9, 0.8], truth)]),
        "square": precision_recall([(truth[:1], [0.9], truth)]),
    }
    figure, finding = precision_recall_chart(curves)
    assert tuple(figure.data[0].x) == (0.5, 1.0)
    assert finding == "Average precision is 1.00 for circle, the best class, and 0.50 for square, the worst."
    assert precision_recall_chart({"circle": curves["circle"]})[1] == "Average precision is 1.00 for circle."


def test_frames_are_drawn_where_the_boxes_are_and_the_picture_stays_elsewhere():
    picture = np.full((20, 40, 3), 90, np.uint8)
    shown = framed(picture, Frames([[10, 5, 30, 15]], (255, 0, 0), width=2), side=400)
    assert shown.shape == (200, 400, 3)
    for row, column in ((50, 200), (149, 200), (100, 100), (100, 299)):
        np.testing.assert_array_equal(shown[row, column], [255, 0, 0])
    np.testing.assert_array_equal(shown[100, 200], [90, 90, 90])
    np.testing.assert_array_equal(shown[10, 10], [90, 90, 90])
    filled = framed(picture, Frames([[10, 5, 30, 15]], (255, 0, 0), width=1, fill=1.0), side=400)
    np.testing.assert_array_equal(filled[100, 200], [255, 0, 0])


@given(st.lists(st.integers(-50, 90), min_size=4, max_size=4), st.integers(1, 80), st.integers(1, 80))
def test_frames_anywhere_crash_nothing_and_leave_the_picture_alone(box, rows, columns):
    picture = np.zeros((rows, columns, 3), np.uint8)
    framed(picture, Frames([box], words=("a word",), fill=0.5), side=100)
    assert not picture.any()


def test_a_sheet_of_pictures_holds_each_of_them():
    pictures = [np.full((10, 12, 3), value, np.uint8) for value in (10, 20, 30, 40)]
    sheet_image = sheet_of(pictures, columns=3, gap=4)
    assert sheet_image.shape == (24, 44, 4)
    assert [sheet_image[5, 16 * place + 6, 0] for place in range(3)] == [10, 20, 30]
    assert sheet_image[19, 6, 0] == 40
    assert sheet_image[5, 13, 3] == 0


def test_legends_grow_away_from_the_axis():
    for figure, _ in (detector_curves([], 5), locator_curves([], 5)):
        assert figure.layout.legend.yanchor == "top"
        assert figure.layout.legend.y < 0
