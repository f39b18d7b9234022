"""Localisation: a box from a class activation map, and a network that learns to say the four numbers itself."""

import streamlit as st

from lessons.core.boxes import agreement, iou
from lessons.figures.finding_charts import locator_curves
from lessons.finding.scenes import draw_scenes
from lessons.images.regions import bounds, hottest_region
from lessons.texts import words
from lessons.texts.beyond_snippets import locator_code
from lessons.texts.questions.localisation import localisation_questions
from pages.beyond.parts.heat_box import heat_box
from pages.beyond.parts.locator_view import ask_a_scene, boxes_over_epochs, show_record
from pages.beyond.parts.scene_choice import scene_choice, show_scenes
from pages.beyond.parts.scene_training import scene_training, training_choice
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture


def judge(result):
    st.header("How good is it?")
    report = result.test_report
    show_chart(locator_curves(result.history, len(result.history), result.kept), key="localisation_curves")
    st.metric("Mean IoU on unseen scenes", f"{report.mean_iou:.2f}")
    st.markdown(
        words(
            "localisation",
            "result",
            iou=report.mean_iou,
            accuracy=report.accuracy,
            tests=len(report.ious),
            epochs=len(result.history),
            seconds=result.seconds,
            device=result.device,
            good=(report.ious >= 0.5).mean(),
        )
    )
    st.header("Its boxes, epoch by epoch")
    st.markdown(words("localisation", "epochs"))
    boxes_over_epochs(result, key="localisation")
    st.header("Draw a scene for it")
    ask_a_scene(result, key="localisation")
    st.markdown(words("localisation", "draw"))


@st.fragment
def laboratory():
    from lessons.finding.finders import box_as_shares
    from lessons.finding.locating import LocatorSettings, fit_locator

    default = LocatorSettings()
    scenes = scene_choice(default.scenes, key="localisation")
    wish = scenes or default.scenes
    (first,) = draw_scenes(wish, 1, default.seed)
    if scenes is not None:
        show_scenes(scenes, default.seed)
    box = dict(zip(("left", "top", "right", "bottom"), first.boxes[0], strict=True))
    box |= dict(zip(("middle_x", "middle_y", "width", "height"), box_as_shares(first.boxes[0], wish.size), strict=True))
    flat = (wish.size // 8) ** 2 * 64
    st.markdown(words("localisation", "four_numbers", **box, size=wish.size, flat=flat))
    st.header("Train it")
    chosen, _ = training_choice(default, key="localisation")
    settings = None if scenes is None else LocatorSettings(scenes=scenes, **chosen)
    st.markdown(words("localisation", "settings", count=chosen["count"], tests=default.tests))
    result = scene_training(
        fit_locator,
        settings,
        key="localisation",
        chart=lambda history, epochs, records: locator_curves(history, epochs),
        live=show_record,
    )
    if result is not None:
        judge(result)
    st.header("The same in code")
    code_panel(locator_code(wish.size, len(wish.classes)), iou, agreement, hottest_region, bounds, key="localisation")
    st.header("Check yourself")
    quiz(localisation_questions(first.boxes[0], size=wish.size, classes=len(wish.classes), flat=flat), key="localisation")


st.markdown(words("localisation", "opening"))
st.header("A box from a map")
when_awake(lambda: st.fragment(heat_box)(current_picture(), key="localisation"))
st.header("Four numbers")
laboratory()
st.header("Summary")
st.markdown(words("localisation", "summary"))
