"""Letting go of everything that a learner has, asked for by a button or found out afterwards; and what is said of a desk."""

import streamlit as st

from lessons.texts import words
from pages.shared.frame.browser_progress import forget_in_browser, is_forgotten_in_browser
from pages.shared.frame.page_turn import begin_anew
from pages.shared.session.desk import ask_to_begin_anew, forget_everything, has_no_room, is_another, is_to_begin_anew
from pages.shared.session.desks import KEPT_FOR, MOST

HOURS = round(KEPT_FOR / 3600)


@st.fragment
def forget_button(*, key):
    """A button that lets go of everything, once it is said again. The page, which may be large, is not made again for it."""
    if st.button("Forget everything here", icon=":material/delete_forever:", key=key):
        _say_again()


@st.dialog("Forget everything here?", icon=":material/delete_forever:")
def _say_again():
    st.markdown(words("home", "forget"))
    with st.container(horizontal=True):
        if st.button("Forget everything", type="primary", key="frame_forget_now"):
            forget_everything()
            forget_in_browser()
            st.rerun()
        if st.button("Keep it", key="frame_forget_not"):
            st.rerun()


def stop_where_forgotten():
    """Where everything was let go of, in this tab or without it, show nothing that was there before: the visit begins anew."""
    if is_to_begin_anew():
        begin_anew(forgets=is_forgotten_in_browser())
        st.stop()
    if is_another():
        st.warning(words("home", "forgotten", hours=HOURS), icon=":material/delete_forever:")
        st.button("Begin anew", type="primary", key="frame_anew", on_click=ask_to_begin_anew)
        st.stop()


def tell_of_room():
    """Say where there is no room for this learner's work to be kept."""
    if has_no_room():
        st.warning(words("home", "no_room", most=MOST), icon=":material/event_busy:")
