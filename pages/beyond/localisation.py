"""Localisation: a box from a class activation map, and a network that learns to say the four numbers itself."""

import streamlit as st

from lessons.core.boxes import agreement, iou
from lessons.finding.scenes import draw_scenes
from lessons.images.regions import bounds, hottest_region
from lessons.texts import words
from lessons.texts.beyond_snippets import locator_code
from lessons.texts.questions.localisation import localisation_questions
from pages.beyond.parts.finished_locator import finished_locator
from pages.beyond.parts.heat_box import heat_box
from pages.beyond.parts.locator_training import locator_training
from pages.beyond.parts.own_box import NAMELESS, own_box
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls, view_asked
from pages.shared.lesson.steps import steps
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture, latest_result

YOURS, FROM_MAP, LEARNED = "Your box", "Box from a map", "Box learned"
LINKED = {LEARNED: ["localisation_shown_epoch"], FROM_MAP: ["localisation_threshold", "localisation_class"]}
_VIEW = "localisation_view"


@st.fragment
def laboratory(picture):
    stage = st.container(key="stage_high")
    views = [YOURS, FROM_MAP, LEARNED]
    view = view_asked(_VIEW, views, named=LINKED)
    choice, *places = stage_controls(2 if view == LEARNED else 3, more=view != LEARNED)
    choice.segmented_control("View", views, default=YOURS, required=True, key=_VIEW, bind="query-params")
    known = {"threshold": 100, "is_other_class": False, "epoch": None, "own_iou": None, "thing": NAMELESS}
    told = ""
    if view == YOURS:
        known |= own_box(picture, places, stage, key="localisation")
    elif view == FROM_MAP:
        found, told = heat_box(picture, places, stage, key="localisation")
        known |= found
    else:
        known |= finished_locator(places[0], stage, key="localisation")
    steps("localisation", known)
    sections(
        "localisation",
        {
            "What you saw": lambda: st.markdown(f"{words('localisation', 'opening')}\n\n{told}"),
            "By hand": by_hand,
            "Train it": lambda: locator_training(key="localisation"),
            "In code": in_code,
            "Check yourself": check,
            "Summary": lambda: st.markdown(words("localisation", "summary")),
        },
    )


def by_hand():
    from lessons.finding.finders import box_as_shares

    wish, box, flat = first_scene()
    numbers = dict(zip(("left", "top", "right", "bottom"), box, strict=True))
    numbers |= dict(zip(("middle_x", "middle_y", "width", "height"), box_as_shares(box, wish.size), strict=True))
    st.markdown(words("localisation", "four_numbers", **numbers, size=wish.size, flat=flat))


def in_code():
    wish, _, _ = first_scene()
    code = locator_code(wish.size, len(wish.classes))
    code_panel(code, iou, agreement, hottest_region, bounds, key="localisation")


def check():
    wish, box, flat = first_scene()
    quiz(localisation_questions(box, size=wish.size, classes=len(wish.classes), flat=flat), key="localisation")


def first_scene():
    """What scenes the learner's network was trained on, or is trained on at first; the box of one, and the maps' numbers."""
    from lessons.finding.locating import LocatorSettings

    trained = latest_result("localisation")
    settings = LocatorSettings() if trained is None else trained.settings
    (scene,) = draw_scenes(settings.scenes, 1, settings.seed)
    return settings.scenes, scene.boxes[0], (settings.scenes.size // 8) ** 2 * 64


when_awake(laboratory, current_picture())
