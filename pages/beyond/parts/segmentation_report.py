"""A trained network that segments: its figures, its masks over the epochs and of a drawing, and its maps."""

import streamlit as st

from lessons.figures.masks import figure_curves
from lessons.texts import words
from pages.beyond.parts.mask_view import ask_for_masks, epochs_of_masks, parts_of
from pages.shared.components.maps_of_layer import maps_of_layer
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.stage import sections
from pages.shared.session.state import current_picture


def judge(result, compared, *, key):
    """What became of a network, a part at a time.

    Parameters
    ----------
    result : lessons.finding.segmenting.SegmenterRun
    compared : function that shows it beside the others
    key : str, the page's slug
    """
    sections(
        f"{key}_trained",
        {
            "Epoch by epoch": lambda: _epochs(result, key),
            "How good is it?": lambda: _figures(result, key),
            "Side by side": compared,
            "Draw for it": lambda: ask_for_masks(result, key=key),
            "Look inside": lambda: _inside(result.model, key),
        },
    )


def _epochs(result, key):
    from lessons.finding.scene_runs import watched_scenes

    st.markdown(words("segmentation", "frames"))
    epochs_of_masks(result, watched_scenes(result.settings), key=key)


def _figures(result, key):
    report = result.test_report
    nothing = report.confusion[0].sum() / report.confusion.sum()
    about = {"tests": result.settings.tests, "epochs": len(result.history), "seconds": result.seconds, "device": result.device}
    figures = {"mean": report.mean_iou, "accuracy": report.accuracy, "nothing": nothing}
    st.markdown(words("segmentation", "result", **about, **figures))
    rows = zip(result.labels, report.iou, report.dice, strict=True)
    rows = [{"class": label, "IoU": f"{iou:.3f}", "Dice": f"{dice:.3f}"} for label, iou, dice in rows]
    st.dataframe(rows, hide_index=True, key=f"{key}_figures")
    show_chart(figure_curves(result.history, len(result.history), result.kept), key=f"{key}_curve")
    counts = {"found": report.found, "objects": report.objects, "components": report.components}
    st.markdown(words("segmentation", "objects", **counts))


def _inside(model, key):
    from pages.shared.session.network_choice import number_of

    st.markdown(words("segmentation", "inside"))
    network = f"segmentation {number_of(model)}"
    st.fragment(maps_of_layer)(network, model, parts_of(model), current_picture(), key=key)
