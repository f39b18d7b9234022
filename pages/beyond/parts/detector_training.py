"""A one-stage detector that the learner trains on scenes of their own choice, and what became of it."""

import streamlit as st

from lessons.figures.finding_charts import detector_curves, precision_recall_chart
from lessons.texts import words
from pages.beyond.parts.detector_view import ask_a_scene, found_over_epochs, show_record
from pages.beyond.parts.scene_choice import scene_choice, show_scenes
from pages.beyond.parts.scene_training import scene_training, training_choice
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.stage import sections
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_job

MOST = 6  # objects that the learner can ask for
_CELL = "It lays a grid over the picture, and each cell answers for the things whose middle lies in it."
_ANCHORS = "Boxes that each cell begins with, and stretches until they fit."


def detector_training(*, key):
    """Let the learner choose scenes and a network, train it, and look at what it finds."""
    from lessons.finding.detecting import STEPS, DetectorSettings, fit_detector
    from lessons.nets.device import use_device

    use_device()
    default = DetectorSettings()
    left, right = st.columns([2, 3], gap="large")
    with left:
        scenes = scene_choice(default.scenes, key=key, most=MOST)
        chosen, more = training_choice(default, key=key, more="More about the network and its training")
    with more:
        first, second = wrapping_row(2)
    step = first.select_slider(
        "Pixels of a cell", list(STEPS), default.step, key=f"{key}_cell", help=_CELL, bind="query-params"
    )
    anchors = second.slider("Anchors", 1, 3, default.anchors, key=f"{key}_anchors", help=_ANCHORS, bind="query-params")
    settings = DetectorSettings(scenes=scenes or default.scenes, step=step, anchors=anchors, **chosen)
    wanted = None if scenes is None else settings
    with right:
        result = scene_training(fit_detector, wanted, key=key, chart=detector_curves, live=show_record, buttons=left)
        if result is None and current_job(key) is None:
            _scenes(scenes, settings)
        elif result is not None:
            _judged(result, scenes, settings, key)


def _judged(result, scenes, settings, key):
    sections(
        f"{key}_trained",
        {
            "Epoch by epoch": lambda: _epochs(result, key),
            "How good is it?": lambda: _judge(result, key),
            "Draw for it": lambda: _draw(result, key),
            "Its scenes": lambda: _scenes(scenes, settings),
        },
    )


def _scenes(scenes, settings):
    if scenes is not None:
        show_scenes(scenes, settings.seed)
    grid, anchors, classes = settings.grid, settings.anchors, len(settings.scenes.classes)
    sides = " and ".join(f"{side:g}" for side in grid.sides)
    sizes = {"cells": grid.cells, "anchors": anchors, "classes": classes, "sides": sides}
    told = words("detection", "grid", **sizes, boxes=grid.cells**2 * anchors, numbers=5 + classes)
    used = words("detection", "settings", count=settings.count, tests=settings.tests, step=settings.step)
    st.markdown(f"{told}\n\n{used}")


def _epochs(result, key):
    st.markdown(words("detection", "epochs"))
    found_over_epochs(result, key=key)


def _judge(result, key):
    report, used = result.test_report, result.settings
    value = report.mean_average_precision
    figures = ", ".join(f"{label} {curve.average_precision:.2f}" for label, curve in report.curves.items())
    about = {"tests": used.tests, "epochs": len(result.history), "seconds": result.seconds, "device": result.device}
    st.markdown(words("detection", "result", value=value, classes=figures, **about))
    show_chart(detector_curves(result.history, len(result.history), result.records, result.kept), key=f"{key}_curves")
    st.markdown(show_chart(precision_recall_chart(report.curves), key=f"{key}_precision"))
    st.markdown(words("detection", "curve"))


def _draw(result, key):
    ask_a_scene(result, key=key)
    st.markdown(words("detection", "draw"))
