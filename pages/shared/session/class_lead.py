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
from pages.shared.session.desk import at
from pages.shared.session.desks import SEAT
from pages.shared.session.state import current_picture, take_picture

_FOLLOWED, _AROUND = "class_followed", "class_around"


def tell_class(desk, slug, controls):
    """Tell the class what its teacher shows, if this is the teacher, who shows a lesson."""
    place = desk.get(SEAT)
    if place is None or not place.teaches or not lesson(slug).teaches:
        return
    try:
        if place.look().is_led:
            with at(desk):
                picture = _name_of(current_picture())
            place.school_class.show(place.key, Lead(slug, tuple(sorted(controls.items())), picture))
    except ClassError:
        return


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
        session.pop(_AROUND, None)
        if session.pop(_FOLLOWED, None) is not None:
            st.rerun()
        return
    is_new = session.get(_FOLLOWED) != view.leads
    if not is_new and slug != view.lead.slug and not is_around():
        session[_AROUND] = True  # the learner turned the page
        st.rerun()
    if is_new and not session.get(_AROUND):
        session[_FOLLOWED] = view.leads
        _go_to(view.lead, slug)


def is_around():
    """Whether the learner looks around, while the others follow."""
    return st.session_state.get(_AROUND, False)


def look_around(is_around):
    """Look around by oneself, or go back to where the teacher is."""
    st.session_state[_AROUND] = is_around
    if not is_around:
        st.session_state.pop(_FOLLOWED, None)


def follows():
    """Whether the learner is where the teacher is."""
    return _FOLLOWED in st.session_state and not is_around()


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
