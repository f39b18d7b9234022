"""The shape of a lesson: a stage that fills the first view, its controls below it, the step to try, and then the sections."""

import streamlit as st

from pages.shared.lesson.section_in_view import section_in_view

SECTION = "_section"  # ends the key of a lesson's sections: the name of the one that is open
_MOVED = "stage_moved"  # what an experiment has moved


def stage_controls(count, *, beside_player=False, more=True):
    """So many places side by side for a stage's main controls, and one for what stands behind "More", if there is something.

    `beside_player`: the figure above ends with a player, which leaves room to its right for them.
    """
    key = "stage_beside_player" if beside_player else "stage_controls"
    row = st.container(key=key, horizontal=True, gap="small", vertical_alignment="bottom")
    places = [row.container(width="content") for _ in range(count)]
    return [*places, row.popover("More", width="content")] if more else places


def only_where(is_of_use, place, key):
    """A place for a control that does something in some views only: in the others it isn't seen, and keeps its value."""
    return place.container(key=f"{'seen' if is_of_use else 'unseen'}_{key}", width="content")


def view_asked(key, views, *, named):
    """Which of several views a stage shows, before the control with that key is drawn.

    Parameters
    ----------
    key : str, of the control that chooses the view; it is bound to the address
    views : sequence of names; the first is shown at first
    named : dict of a view -> keys of its controls: a link that names one of these opens the view
    """
    session, asked = st.session_state, st.query_params
    wanted = next((view for view, controls in named.items() if set(controls) & set(asked)), None)
    if wanted and key not in session:
        session[key] = wanted
    view = session.get(key, asked.get(key))
    return view if view in views else views[0]


def sections(slug, made, *, asked=None):
    """The sections below a stage: one is open at a time, and only that one is made.

    Parameters
    ----------
    slug : str
    made : dict of the section's name -> function that shows it
    asked : dict of a control's key -> the section that has it: a link that names the control opens that section
    """
    key = f"{slug}{SECTION}"
    wanted = next((name for control, name in (asked or {}).items() if control in st.query_params), None)
    if wanted and key not in st.session_state:
        st.session_state[key] = wanted
    say_what_moved()
    row = st.container(key=f"stage_sections_{slug}", gap=None)  # results of a training have sections of their own
    tabs = row.tabs(list(made), key=key, on_change="rerun")
    with row:
        section_in_view(next((name for name, tab in zip(made, tabs, strict=True) if tab.open), ""), key=f"{slug}_in_view")
    for tab, show in zip(tabs, made.values(), strict=True):
        if tab.open:
            with tab:
                show()


def say_later(told):
    """Say it once the page has run again, with the controls that an experiment has moved."""
    st.session_state[_MOVED] = told


def say_what_moved():
    """Say it now, if there is something: the quiz that moved the controls may lie in a section that is closed by now."""
    if _MOVED in st.session_state:
        st.toast(st.session_state.pop(_MOVED), icon=":material/science:")


def section_of(slug):
    """The name of the section that is open, as far as the learner has chosen one."""
    return st.session_state.get(f"{slug}{SECTION}")
