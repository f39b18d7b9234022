"""A box regressor that the learner trains on scenes of their own choice, and what became of it."""

import streamlit as st

from lessons.figures.finding_charts import locator_curves
from lessons.texts import words
from pages.beyond.parts.locator_view import ask_a_scene, boxes_over_epochs, show_record
from pages.beyond.parts.scene_choice import scene_choice, show_scenes
from pages.beyond.parts.scene_training import scene_training, training_choice
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.stage import sections
from pages.shared.session.state import current_job


def locator_training(*, key):
    """Let the learner choose scenes, train a network on them, and look at the boxes that it says."""
    from lessons.finding.locating import LocatorSettings, fit_locator

    default = LocatorSettings()
    left, right = st.columns([2, 3], gap="large")
    with left:
        scenes = scene_choice(default.scenes, key=key)
        chosen, _ = training_choice(default, key=key)
    settings = LocatorSettings(scenes=scenes or default.scenes, **chosen)
    wanted = None if scenes is None else settings
    with right:
        result = scene_training(fit_locator, wanted, key=key, chart=_curves, live=show_record, buttons=left)
        if result is not None:
            _judged(result, wanted, key)
        elif current_job(key) is None:
            _scenes(wanted)


def _judged(result, wanted, key):
    sections(
        f"{key}_trained",
        {
            "Epoch by epoch": lambda: _epochs(result, key),
            "How good is it?": lambda: _judge(result, key),
            "Draw for it": lambda: _draw(result, key),
            "Its scenes": lambda: _scenes(wanted),
        },
    )


def _scenes(settings):
    if settings is not None:
        show_scenes(settings.scenes, settings.seed)
        st.markdown(words("localisation", "settings", count=settings.count, tests=settings.tests))


def _epochs(result, key):
    st.markdown(words("localisation", "epochs"))
    boxes_over_epochs(result, key=key)


def _judge(result, key):
    report, epochs = result.test_report, len(result.history)
    figures = {"iou": report.mean_iou, "accuracy": report.accuracy, "good": (report.ious >= 0.5).mean()}
    about = {"tests": len(report.ious), "epochs": epochs, "seconds": result.seconds, "device": result.device}
    st.markdown(words("localisation", "result", **figures, **about))
    show_chart(locator_curves(result.history, epochs, result.kept), key=f"{key}_curves")


def _draw(result, key):
    ask_a_scene(result, key=key)
    st.markdown(words("localisation", "draw"))


def _curves(history, epochs, records):
    return locator_curves(history, epochs)
