"""Detection: overlap, suppression, sliding windows, a one-stage detector trained live, and three families on one scene."""

import streamlit as st

from lessons.core.boxes import iou, non_max_suppression
from lessons.core.detection import match_boxes, precision_recall
from lessons.figures.finding_charts import detector_curves, precision_recall_chart
from lessons.nets.device import use_device
from lessons.texts import words
from lessons.texts.beyond_snippets import detector_code
from lessons.texts.questions.detection import detection_questions
from pages.beyond.parts.box_pair import box_pair
from pages.beyond.parts.detector_families import detector_families
from pages.beyond.parts.detector_view import ask_a_scene, found_over_epochs, show_record
from pages.beyond.parts.scene_choice import scene_choice, show_scenes
from pages.beyond.parts.scene_training import scene_training, training_choice
from pages.beyond.parts.suppression_view import suppression_view
from pages.beyond.parts.window_search import window_search
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture, latest_result

MOST = 6  # objects that the learner can ask for


def judge(result):
    st.header("How good is it?")
    report, used = result.test_report, result.settings
    show_chart(detector_curves(result.history, len(result.history), result.records, result.kept), key="detection_curves")
    st.metric("mAP at IoU 0.5, unseen scenes", f"{report.mean_average_precision:.2f}")
    figures = ", ".join(f"{label} {curve.average_precision:.2f}" for label, curve in report.curves.items())
    st.markdown(
        words(
            "detection",
            "result",
            value=report.mean_average_precision,
            tests=used.tests,
            epochs=len(result.history),
            seconds=result.seconds,
            device=result.device,
            classes=figures,
        )
    )
    st.markdown(show_chart(precision_recall_chart(report.curves), key="detection_precision"))
    st.markdown(words("detection", "curve"))
    st.header("What it finds, epoch by epoch")
    st.markdown(words("detection", "epochs"))
    found_over_epochs(result, key="detection")
    st.header("Draw a scene for it")
    ask_a_scene(result, key="detection")
    st.markdown(words("detection", "draw"))


@st.fragment
def laboratory(steps):
    use_device()
    from lessons.finding.detecting import STEPS, DetectorSettings, fit_detector
    from lessons.finding.finders import LEAST_SCORE, OVERLAP

    default = DetectorSettings()
    st.header("One look for everything")
    scenes = scene_choice(default.scenes, key="detection", most=MOST)
    if scenes is not None:
        show_scenes(scenes, default.seed)
    chosen, more = training_choice(default, key="detection", more="More about the network and its training")
    with more:
        first, second = wrapping_row(2)
    step = first.select_slider("Pixels of a cell", list(STEPS), default.step, key="detection_cell", bind="query-params")
    anchors = second.slider("Anchors", 1, 3, default.anchors, key="detection_anchors", bind="query-params")
    settings = DetectorSettings(scenes=scenes or default.scenes, step=step, anchors=anchors, **chosen)
    grid, classes = settings.grid, len(settings.scenes.classes)
    sizes = {"cells": grid.cells, "anchors": anchors, "classes": classes}
    told = " and ".join(f"{side:g}" for side in grid.sides)
    st.markdown(
        words("detection", "grid", **sizes, sides=told, boxes=grid.cells**2 * anchors, numbers=5 + classes)
        + "\n\n"
        + words("detection", "settings", count=settings.count, tests=settings.tests, step=step)
    )
    result = scene_training(
        fit_detector,
        None if scenes is None else settings,
        key="detection",
        chart=detector_curves,
        live=show_record,
    )
    if result is not None:
        judge(result)
    st.header("Three families, one scene")
    st.markdown(words("detection", "families"))
    st.fragment(detector_families)(settings, key="detection")
    st.header("The same in code")
    code = detector_code(grid, classes, overlap=OVERLAP, least=LEAST_SCORE)
    code_panel(code, iou, non_max_suppression, match_boxes, precision_recall, key="detection")
    st.header("Check yourself")
    quiz(detection_questions(steps, **sizes), key="detection")


st.markdown(words("detection", "opening"))
st.header("Two boxes")
steps = box_pair(current_picture(), key="detection")
st.markdown(words("detection", "iou_use"))
st.header("Many boxes for one thing")
st.markdown(words("detection", "nms"))
suppression_view(latest_result("detection"), key="detection")
st.header("A classifier at every place")
when_awake(lambda: st.fragment(window_search)(current_picture(), key="detection"))
laboratory(steps)
st.header("Summary")
st.markdown(words("detection", "summary"))
