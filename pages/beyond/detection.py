"""Detection: two boxes and what they share; then doubles, windows, a detector that is trained, and three families."""

from functools import partial

import streamlit as st

from lessons.catalog import lesson
from lessons.core.boxes import iou, non_max_suppression
from lessons.core.detection import match_boxes, precision_recall
from lessons.texts import words
from lessons.texts.beyond_snippets import detector_code
from lessons.texts.questions.detection import detection_questions
from pages.beyond.parts.box_pair import box_pair
from pages.beyond.parts.detector_families import detector_families
from pages.beyond.parts.detector_training import detector_training
from pages.beyond.parts.detector_view import detector_at_work
from pages.beyond.parts.finished_detector import LEARNED, finished_detector
from pages.beyond.parts.suppression_view import DOUBLES, doubles_on_stage, suppression_view
from pages.beyond.parts.window_search import window_search
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session import beyond_caches
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture, is_new, latest_result

_DETECTOR = "your detector"


@st.fragment
def laboratory(picture):
    trained, left = latest_result("detection"), {}
    if trained is not None and is_new("detection_run", (len(trained.history), trained.seconds)):
        st.session_state["detection_stage"] = _DETECTOR  # what was learned just now is what one wants to see
    instead = {
        DOUBLES: lambda row: left.update(doubles_on_stage(row, key="detection")),
        LEARNED: lambda row: left.update(finished_detector(row, key="detection")),
    }
    if trained is not None:
        instead[_DETECTOR] = partial(detector_at_work, trained, key="detection")
    agreement, worked_out = box_pair(
        picture,
        key="detection",
        instead=instead,
        garage=beyond_caches.detector_picture("motorbike"),
    )
    known = {"boxes": agreement, "overlap": st.session_state.get("detection_overlap", 45)}
    known |= {"kept": None, "epoch": None} | left
    steps("detection", known)
    sections(
        "detection",
        {
            "What you saw": what_you_saw,
            "By hand": lambda: st.markdown(f"{worked_out}\n\n{words('detection', 'iou_use')}"),
            "Drop doubles": lambda: drop_doubles(trained),
            "Slide a classifier": lambda: when_awake(lambda: st.fragment(window_search)(picture, key="detection")),
            "Train a detector": lambda: detector_training(key="detection"),
            "Three families": families,
            "In code": in_code,
            "Check yourself": lambda: check(agreement),
            "Summary": lambda: st.markdown(words("detection", "summary")),
        },
    )


def what_you_saw():
    st.markdown(words("detection", "opening"))
    real = lesson("yolo")
    st.page_link(real.page, label=f"See one at work on your photo: {real.title}", icon=real.icon)


def drop_doubles(trained):
    suppression_view(trained, words("detection", "nms"), key="detection")


def families():
    st.markdown(words("detection", "families"))
    st.fragment(detector_families)(settings(), key="detection")


def in_code():
    from lessons.finding.finders import LEAST_SCORE, OVERLAP

    chosen = settings()
    code = detector_code(chosen.grid, len(chosen.scenes.classes), overlap=OVERLAP, least=LEAST_SCORE)
    code_panel(code, iou, non_max_suppression, match_boxes, precision_recall, key="detection")


def check(agreement):
    chosen = settings()
    sizes = {"cells": chosen.grid.cells, "anchors": chosen.anchors, "classes": len(chosen.scenes.classes)}
    quiz(detection_questions(agreement, **sizes), key="detection")


def settings():
    """What the learner's detector was trained with, or what one is trained with at first."""
    from lessons.finding.detecting import DetectorSettings

    trained = latest_result("detection")
    return DetectorSettings() if trained is None else trained.settings


laboratory(current_picture())
