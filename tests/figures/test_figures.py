import io
import json
import tomllib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from lessons.core.activation import relu
from lessons.figures.charts import (
    activation_charts,
    contribution_bars,
    label_bars,
    map_values,
)
from lessons.figures.colours import (
    MAGNITUDE_SCALE,
    SIGNED_SCALE,
    colour_table,
    css_gradient,
    ink_on,
    magnitude_to_rgb,
    plotly_scale,
    signed_to_rgb,
)
from lessons.figures.masks import colour_of, mask_over, object_colour, objects_over
from lessons.figures.pictures import (
    field_frame,
    filter_sheet,
    jpeg,
    magnified,
    overlay,
    png,
    sheet,
    side_by_side,
)
from lessons.figures.training_charts import (
    arms_chart,
    confusion_chart,
    pictures_chart,
    reliability_chart,
    threshold_chart,
    training_curves,
)
from lessons.nets.classification import Label
from lessons.training.evaluation import evaluate, reliability, with_threshold
from lessons.work.progress import Epoch

arrays = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=9),
    elements=st.floats(-1e4, 1e4, allow_subnormal=False, width=32),
)
NEUTRAL = signed_to_rgb([0.0, 1.0])[0]


@given(arrays)
def test_zero_is_always_the_neutral_colour(values):
    values[0, 0] = 0
    np.testing.assert_array_equal(signed_to_rgb(values)[0, 0], NEUTRAL)
    assert NEUTRAL.tolist() == [251, 247, 238]


@given(arrays)
def test_the_signed_scale_is_red_above_and_blue_below(values):
    colours = signed_to_rgb(values).astype(int)
    clear = np.abs(values) > np.abs(values).max() / 50
    red_minus_blue = colours[..., 0] - colours[..., 2] - (NEUTRAL[0].astype(int) - NEUTRAL[2])  # against the warm paper
    assert (red_minus_blue[clear & (values > 0)] > 0).all()
    assert (red_minus_blue[clear & (values < 0)] < 0).all()


@given(arrays)
def test_darker_means_more_on_the_magnitude_scale(values):
    """Lightness never rises along the scale, so it can be read without telling colours apart."""
    flat = np.sort(np.abs(values).ravel())
    lightness = magnitude_to_rgb(flat) @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) <= 1).all()


@pytest.mark.parametrize(("scheme", "paper", "more"), [("light", 1, -1), ("dark", -1, 1)])
def test_both_scales_grow_away_from_their_paper(scheme, paper, more):
    """Also for eyes that see lightness alone: by CIE's L*, step for step."""
    for scale in (SIGNED_SCALE, MAGNITUDE_SCALE):
        table = colour_table(scale, scheme)
        lightness = cv2.cvtColor(table[np.newaxis].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, :, 0]
        zero = 128 if scale is SIGNED_SCALE else 0
        assert (more * np.diff(lightness[zero:]) > -0.35).all()
        assert (more * np.diff(lightness[zero::-1]) > -0.35).all()
        assert paper * (lightness[zero] - lightness[-1]) > 40


def test_zero_is_the_paper_that_the_app_is_set_on():
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))
    paper = config["theme"]["light"]["backgroundColor"]
    assert "#" + bytes(signed_to_rgb([-1, 0, 1])[1].tolist()).hex() == paper
    assert "#" + bytes(magnitude_to_rgb([0, 1])[0].tolist()).hex() == paper


def test_the_hottest_point_has_the_colour_that_the_legend_calls_hottest():
    values = np.array([[0.0, 3.0], [1.0, 2.0]])
    hottest = magnitude_to_rgb(values)[0, 1]
    assert css_gradient(MAGNITUDE_SCALE).endswith(f"rgb({', '.join(map(str, hottest))}))")
    assert plotly_scale(MAGNITUDE_SCALE)[-1] == [1.0, f"rgb({', '.join(map(str, hottest))})"]


def test_plotly_scales_hold_no_colour_that_streamlit_takes_for_its_own():
    """Streamlit replaces #000001 to #000010 by colours of the theme."""
    for scale in (SIGNED_SCALE, MAGNITUDE_SCALE):
        assert not any(colour.startswith("#") for _, colour in plotly_scale(scale))
    figure, _ = map_values(np.ones((2, 2), np.float32), None)
    assert "#0000" not in json.dumps(figure.to_plotly_json()["data"], default=str)


def test_values_beyond_the_limit_are_not_clamped_in_silence():
    with pytest.raises(ValueError, match="limit must not be smaller than the largest magnitude, 5"):
        signed_to_rgb([-5.0, 1.0], limit=2)
    with pytest.raises(ValueError, match="magnitudes must be 0 or more"):
        magnitude_to_rgb([-1.0, 1.0])


def test_nothing_but_zeros_can_be_drawn():
    np.testing.assert_array_equal(signed_to_rgb(np.zeros((2, 2))), np.broadcast_to([251, 247, 238], (2, 2, 3)))
    assert (magnitude_to_rgb(np.zeros((2, 2))) == magnitude_to_rgb([0.0, 1.0])[0]).all()


@given(hnp.arrays(np.uint8, st.sampled_from([(5, 7, 3), (5, 7, 4), (5, 7)])))
def test_png_keeps_every_pixel_and_the_order_of_the_channels(image):
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png(image)))), image)


def test_small_pictures_are_magnified_in_whole_blocks(rng):
    image = rng.integers(0, 256, (10, 8, 3), dtype=np.uint8)
    large = magnified(image, shortest=40)
    assert large.shape == (40, 32, 3)
    np.testing.assert_array_equal(large[::4, ::4], image)


def test_pictures_stand_side_by_side_with_clear_gaps(rng):
    pictures = [rng.integers(0, 256, (4, 5, 3), dtype=np.uint8) for _ in range(3)]
    row = side_by_side(pictures, gap=2)
    assert row.shape == (4, 19, 4)
    np.testing.assert_array_equal(row[:, 7:12, :3], pictures[1])
    assert not row[:, 5:7, 3].any()


def test_an_overlay_goes_from_the_picture_to_the_map(rng):
    picture = rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)
    values = rng.uniform(0, 3, (4, 4)).astype(np.float32)
    np.testing.assert_array_equal(overlay(picture, values, opacity=0), picture)
    whole = overlay(picture, values, opacity=1)
    np.testing.assert_array_equal(whole[::2, ::2], magnitude_to_rgb(values))


@pytest.mark.parametrize("channels", [1, 64, 65, 512])
def test_a_sheet_shows_every_map_in_its_cell(rng, channels):
    maps = rng.uniform(0, 1, (16, 16, channels)).astype(np.float32) * np.arange(1, channels + 1, dtype=np.float32)
    laid_out = sheet(maps, one_scale=False)
    height, width = laid_out.cell
    assert laid_out.count == channels
    for index in {0, channels // 2, channels - 1}:
        row, column = divmod(index, laid_out.columns)
        cell = laid_out.image[row * height : (row + 1) * height, column * width : (column + 1) * width]
        opaque = cell[cell[..., 3].nonzero()]
        drawn = {tuple(colour) for colour in opaque[:, :3]}
        assert {tuple(colour) for colour in magnitude_to_rgb(maps[..., index]).reshape(-1, 3)} <= drawn


def test_one_scale_compares_maps_and_own_scales_do_not():
    maps = np.ones((4, 4, 2), np.float32) * np.float32([1, 10])
    hottest = magnitude_to_rgb([0.0, 1.0])[1]
    for one_scale in (True, False):
        laid_out = sheet(maps, one_scale=one_scale)
        first = laid_out.image[laid_out.cell[0] // 2, laid_out.cell[1] // 2, :3]
        assert np.array_equal(first, hottest) != one_scale


def test_bars_stand_in_order_and_say_what_is_most_probable():
    figure, finding = label_bars([Label(3, "cat", 0.75), Label(1, "dog", 0.25)], None)
    assert list(figure.data[0].y) == ["dog", "cat"]  # Plotly draws from below
    assert finding == "The most probable label is cat, with 75.0%."


def test_curves_show_what_the_history_holds():
    history = [Epoch(1, 0.9, 0.5, 1.0, 0.4), Epoch(2, 0.4, 0.8, 0.6, 0.7)]
    figure, finding = training_curves(history, epochs=10)
    drawn = {(trace.name, tuple(trace.y)) for trace in figure.data}
    assert drawn == {
        ("training", (0.5, 0.8)),
        ("validation", (0.4, 0.7)),
        ("training", (0.9, 0.4)),
        ("validation", (1.0, 0.6)),
    }
    assert "After epoch 2 the accuracy is 80% on the training pictures and 70% on the validation pictures." in finding
    assert training_curves([], epochs=10)[1] == "No epoch is finished yet."


def test_the_confusion_chart_names_the_most_common_mistake():
    targets, said = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1])
    report = evaluate(np.eye(2, dtype=np.float32)[said], targets, ("coins", "moon"))
    figure, finding = confusion_chart(report, ("coins", "moon"))
    np.testing.assert_array_equal(figure.data[0].z, [[1, 2], [0, 1]])
    assert finding == "2 of 4 test pictures were labelled wrongly; the most common mistake is coins called moon (2)."
    perfect = evaluate(np.eye(2, dtype=np.float32)[targets], targets, ("coins", "moon"))
    assert confusion_chart(perfect, ("coins", "moon"))[1] == "All 4 test pictures were labelled correctly."
    both = evaluate(np.eye(2, dtype=np.float32)[[1, 0]], np.array([0, 1]), ("coins", "moon"))
    assert "one of the most common mistakes is coins called moon (1)" in confusion_chart(both, ("coins", "moon"))[1]
    one = evaluate(np.eye(2, dtype=np.float32)[[0]], np.array([0]), ("coins", "moon"))
    assert confusion_chart(one, ("coins", "moon"))[1] == "The only test picture was labelled correctly."


def test_runs_are_told_apart_by_colour_and_by_symbol():
    history = [Epoch(1, 0.9, 0.5, 1.0, 0.4), Epoch(2, 0.4, 0.8, 0.6, 0.7)]
    figure, finding = arms_chart({"one": history, "two": history[:1], "three": [], "four": history}, epochs=9)
    assert [tuple(trace.y) for trace in figure.data] == [(0.4, 0.7), (0.4,), (), (0.4, 0.7)]
    assert len({trace.line.color for trace in figure.data}) == len({trace.marker.symbol for trace in figure.data}) == 4
    assert finding == "Validation accuracy after the last epoch: one 70%, two 40%, four 70%."


def test_charts_tell_of_the_network_that_early_stopping_kept():
    history = [Epoch(1, 0.9, 0.5, 1.0, 0.4), Epoch(2, 0.4, 0.8, 0.6, 0.7), Epoch(3, 0.2, 0.9, 0.8, 0.6)]
    figure, finding = training_curves(history, epochs=9, kept=history[1])
    assert "After epoch 2 the accuracy is 80% on the training pictures and 70% on the validation pictures." in finding
    assert "the network that was kept, of 3 epochs" in finding
    assert [shape.x0 for shape in figure.layout.shapes] == [2, 2]
    assert not training_curves(history, epochs=9, kept=history[2])[0].layout.shapes
    finding = arms_chart({"one": history, "two": history}, 9, {"one": history[1], "two": history[2]})[1]
    assert finding == "Validation accuracy after the epoch that was kept: one 70%, two 60%."


def test_fine_tuning_is_marked_where_it_begins():
    history = [Epoch(number, 0.5, 0.5, 0.5, 0.5) for number in (1, 2, 3)]
    figure, finding = training_curves(history, epochs=3, fine_from=2)
    assert [shape.x0 for shape in figure.layout.shapes] == [2.5, 2.5]
    assert "Fine-tuning began after epoch 2" in finding
    assert not training_curves(history[:2], epochs=3, fine_from=2)[0].layout.shapes


def test_one_epoch_is_one_place_on_the_axis():
    epoch = [Epoch(1, 0.9, 0.5, 1.0, 0.4)]
    for figure, _ in (training_curves(epoch, epochs=1), arms_chart({"one": epoch}, 1)):
        assert tuple(figure.layout.xaxis.range) == (0.5, 1.5)
        assert figure.layout.xaxis.dtick == 1


def test_more_pictures_stand_on_a_logarithmic_axis():
    figure, finding = pictures_chart({"frozen": [(5, 0.8), (50, 0.9)], "scratch": [(5, 0.5), (50, 0.85)]})
    assert figure.layout.xaxis.type == "log"
    ends = "frozen goes from 80% with 5 to 90% with 50; scratch goes from 50% with 5 to 85% with 50"
    assert finding == f"With more pictures a class, {ends}."


def judged(confidence, right):
    """A report of two classes: how sure each answer is, and whether it is right."""
    rows = np.stack([confidence, 1 - np.array(confidence)], axis=1).astype(np.float32)
    return evaluate(rows, np.where(right, 0, 1), ("a", "b"))


def test_the_reliability_chart_says_which_way_it_leans():
    sure = judged([0.95] * 10, [True] * 5 + [False] * 5)
    figure, finding = reliability_chart(reliability(sure))
    assert figure.data[1].text == ("10",)
    assert finding == "On average it says 95%, and 50% are right: surer than it is right."
    assert "less sure than it is right" in reliability_chart(reliability(judged([0.6] * 10, [True] * 10)))[1]


def test_the_threshold_chart_counts_answers_and_those_that_are_right():
    report = judged([0.95, 0.9, 0.6, 0.55], [True, True, False, True])
    points = [with_threshold(report, value / 100) for value in range(101)]
    assert (
        threshold_chart(points, 0.8)[1] == "At a threshold of 80% it answers 50% of the pictures, and 100% of these are right."
    )
    assert threshold_chart(points, 1.0)[1] == "At a threshold of 100% it answers 0% of the pictures, and none is answered."


def test_answers_that_are_not_given_are_a_column_of_their_own():
    report = judged([0.95, 0.6], [True, False])
    figure, finding = confusion_chart(report, ("a", "b"), with_threshold(report, 0.8).confusion)
    assert list(figure.data[0].x) == ["a", "b", "don't know"]
    assert finding == "The only test picture that got a label was labelled correctly. For 1 it did not know."
    silent = confusion_chart(report, ("a", "b"), with_threshold(report, 0.99).confusion)[1]
    assert silent == "None of the test pictures got a label. For 2 it did not know."


def test_a_maps_values_are_told():
    values = np.zeros((3, 4), np.float32)
    assert "Every value of this map is zero" in map_values(values, None)[1]
    values[1, 2] = 5
    told = "The largest value is 5.00, at row 1, column 2, counted from 0; 92% of the 12 values are zero."
    assert map_values(values, None)[1] == told


def test_signed_maps_are_drawn_on_the_signed_scale(rng):
    maps = rng.normal(size=(8, 8, 3)).astype(np.float32)
    laid_out = sheet(maps, one_scale=True)
    height, width = laid_out.cell
    colours = {tuple(colour) for colour in laid_out.image[:height, :width][laid_out.image[:height, :width, 3] > 0][:, :3]}
    assert {tuple(colour) for colour in signed_to_rgb(maps[..., 0], limit=np.abs(maps).max()).reshape(-1, 3)} <= colours


def test_a_filters_colours_are_what_it_answers_to():
    kernels = np.zeros((3, 3, 3, 2), np.float32)
    kernels[..., 0, 0] = 0.5  # red everywhere
    kernels[1, 1, :, 1] = -2  # black in the middle
    laid_out = filter_sheet(kernels)
    height, width = laid_out.cell
    tile = width - 4
    middle = height - 4 - tile // 2
    assert laid_out.image[middle, tile // 2].tolist() == [255, 128, 128, 255]
    assert laid_out.image[middle, width + tile // 2].tolist() == [0, 0, 0, 255]
    assert laid_out.image[middle - tile // 3, width + tile // 2].tolist() == [128, 128, 128, 255]


def test_activation_charts_count_what_they_say():
    before = np.float32([[-2, -1, 0], [1, 2, 3]])
    figure, finding = activation_charts(relu, "relu", before, relu(before))
    curve, counts_before, counts_after = figure.data
    np.testing.assert_allclose(curve.y, np.maximum(curve.x, 0))
    assert counts_before.y[counts_before.y >= 1].sum() == counts_after.y[counts_after.y >= 1].sum() == 6
    assert finding.endswith("Before, 16.7% of the values are exactly zero; after, 50.0% are.")


def test_a_sheet_in_another_order_shows_those_maps_in_that_order(rng):
    maps = rng.uniform(0, 1, (8, 8, 12)).astype(np.float32)
    whole, some = sheet(maps, one_scale=True), sheet(maps, one_scale=True, order=[7, 2])
    height, width = some.cell
    assert some.count == 2
    row, column = divmod(7, whole.columns)
    there = whole.image[row * height + 17 : (row + 1) * height, column * width : (column + 1) * width]
    np.testing.assert_array_equal(some.image[17:height, :width], there)


def test_thumbnails_survive_jpeg():
    image = np.full((32, 32, 3), (200, 40, 90), np.uint8)
    again = np.asarray(Image.open(io.BytesIO(jpeg(image))))
    assert np.abs(again.astype(int) - image).max() <= 3


def test_a_frame_stands_around_the_field_and_may_leave_the_picture():
    picture = np.full((20, 20, 3), 100, np.uint8)
    framed = field_frame(picture, 5, 6, 8)
    assert framed.shape == (40, 40, 3)
    assert framed[10, 12].tolist() == [255, 176, 0]
    assert framed[18, 20].tolist() == [100, 100, 100]
    assert field_frame(picture, -30, -30, 90).shape == (40, 40, 3)


def test_contributions_are_drawn_from_the_strongest_to_the_weakest():
    figure, finding = contribution_bars(np.float32([1, -3, 5, 0]))
    assert list(figure.data[0].y) == [5, 1, 0, 0]
    assert list(figure.data[1].y) == [0, 0, 0, -3]
    assert list(figure.data[0].text) == [2, 0, 3, 1]
    assert finding.startswith("Map 2 contributes most for it, 5, and map 1 most against it, -3;")


def test_objects_have_no_colour_of_a_class_and_a_number_each():
    objects = np.zeros((24, 48), int)
    for number in range(1, 8):
        objects[4:20, 6 * number - 4 : 6 * number] = number
    picture = np.full((24, 48, 3), 128, np.uint8)
    classes = {colour_of(number) for number in range(1, 8)}
    assert not {object_colour(number) for number in range(1, 8)} & (classes - {colour_of(5)})
    shown, plain = objects_over(picture, objects, factor=8), mask_over(picture, objects, factor=8)
    assert shown.shape == (192, 384, 3)
    for number in range(1, 8):
        inside = np.repeat(np.repeat(objects == number, 8, axis=0), 8, axis=1)
        assert (shown[inside] == 255).all(axis=1).any()
        assert not (plain[inside] == 255).all(axis=1).any()
    np.testing.assert_array_equal(objects_over(picture, objects * 0, factor=2), mask_over(picture, objects * 0, factor=2))


def test_bars_leave_room_for_the_words_beside_the_longest():
    figure, _ = label_bars([Label(0, "cat", 1.0), Label(1, "dog", 0.0)], None)
    shown = figure.layout.xaxis.range
    assert shown[1] == 1
    assert figure.layout.margin.r >= 0.6 * figure.layout.font.size * len("100.0%")


def test_every_class_has_its_label_under_the_confusion_matrix():
    labels = tuple(f"class {number}" for number in range(12))
    truth = np.arange(12)
    figure, _ = confusion_chart(evaluate(np.eye(12), truth, labels), labels)
    assert figure.layout.xaxis.dtick == figure.layout.yaxis.dtick == 1


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_ink_can_be_read_on_any_colour(colour):
    """WCAG's contrast, as its own text computes it: black or white reaches 4.5 on every colour."""

    def luminance(rgb):
        channels = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in rgb]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    ink = {"#000": (0, 0, 0), "#fff": (255, 255, 255)}[ink_on(np.uint8(colour))]
    low, high = sorted((luminance(colour), luminance(ink)))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_classes_that_are_called_by_numbers_keep_their_cells():
    """Plotly would take such names for numbers, and put the counts beside their cells."""
    labels = tuple(map(str, range(10)))
    figure, _ = confusion_chart(evaluate(np.eye(10), np.arange(10), labels), labels)
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "category"
    assert label_bars([Label(0, "0", 0.9), Label(7, "7", 0.1)], None)[0].layout.yaxis.type == "category"
    assert list(figure.data[0].y) == list(labels)
