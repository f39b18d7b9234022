"""Follow me: the teacher's page, its controls and its picture, told to the class after each run, and followed."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lessons.catalog import lesson
from lessons.classroom.lead import Lead
from lessons.classroom.school_class import ClassError
from lessons.images.samples import SAMPLES
from pages.shared.server.streamlit_repairs import note_turn
from pages.shared.session import caches
from pages.shared.session.controls import lead_to, tell_of_controls
from pages.shared.session.desk import at, desk
from pages.shared.session.desks import SEAT
from pages.shared.session.state import current_picture, take_picture

_FOLLOWED = "class_followed"
_AROUND = "class_around"  # on the desk, so that a reload keeps it: the code of the class in which the learner looks around


def tell_class(desk, slug, controls):
    """Tell the class what its teacher shows, if this is the teacher, who shows a lesson."""
    place = desk.get(SEAT)
    if place is None or not place.teaches or not leads(slug):
        return
    try:
        if place.look().is_led:
            with at(desk):
                picture = _name_of(current_picture())
            place.school_class.show(place.key, Lead(slug, tuple(sorted(controls.items())), picture))
    except ClassError:
        return


def leads(slug):
    """Whether a page is one that all can follow the teacher to: a lesson, or the test of learning."""
    return lesson(slug).teaches or slug == "learning_test"


def follow(view, slug):
    """Go where the teacher is, if that has changed and the learner follows.

    The page runs anew then, and also when the learner does not follow any more: its bar differs.

    Parameters
    ----------
    view : lessons.classroom.school_class.OwnView
    slug : str, of the page on which the learner is
    """
    session = st.session_state
    if view.lead is None:
        desk().pop(_AROUND, None)
        if session.pop(_FOLLOWED, None) is not None:
            st.rerun()
        return
    is_new = session.get(_FOLLOWED) != view.leads
    if not is_new and slug not in (view.lead.slug, "classroom") and not is_around():
        look_around(True)  # the learner turned the page, and not to the class's own
        st.rerun()
    if is_new and not is_around():
        was_away = _FOLLOWED not in session
        session[_FOLLOWED] = view.leads
        if not (was_away and slug == "classroom" and view.together.doing):  # who comes to give pictures may give them
            _go_to(view.lead, slug)


def is_around():
    """Whether the learner looks around, while the others follow."""
    place = desk().get(SEAT)
    return place is not None and desk().get(_AROUND) == place.code


def look_around(is_around):
    """Look around by oneself, or go back to where the teacher is."""
    own = desk()
    if is_around:
        own[_AROUND] = own[SEAT].code
    else:
        own.pop(_AROUND, None)
        st.session_state.pop(_FOLLOWED, None)


def is_led():
    """Whether all follow the teacher, this learner too, who may look around just now."""
    return _FOLLOWED in st.session_state or is_around()


def follows():
    """Whether the learner is where the teacher is."""
    return _FOLLOWED in st.session_state and not is_around()


def call_here(place):
    """Have all who follow come to the class's own page, where they have something to do: `place` is the teacher's."""
    try:
        place.school_class.show(place.key, Lead("classroom"))
    except ClassError:
        return


def _go_to(lead, slug):
    if lead.picture in SAMPLES and _name_of(current_picture()) != lead.picture:
        take_picture(caches.bundled_picture(lead.picture))
    turn_to(lead.slug, dict(lead.controls), slug)


def turn_to(slug, controls, here):
    """Turn to a page and have its controls stand so: key -> value. `here` is the slug of the page that one is on."""
    lead_to(slug, controls)
    if slug == here:
        st.rerun()
    page, run = lesson(slug).page, get_script_run_ctx()
    if runtime.exists():
        known = run.pages_manager.get_pages().values()
        turned = next(each["page_script_hash"] for each in known if each["script_path"].endswith(page))
        note_turn(runtime.get_instance().get_app_session(run.session_id), turned)
    st.switch_page(page, query_params={})  # without them it refuses where controls stand in the address


def _name_of(picture):
    """The name of a bundled picture; of another one nothing."""
    return next((name for name in SAMPLES if caches.bundled_picture(name).digest == picture.digest), "")


tell_of_controls(tell_class)
