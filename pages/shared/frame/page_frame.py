"""What surrounds every page: the title, the current picture, and the footer."""

from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from lessons.catalog import CATALOG
from lessons.nets.device import device_name
from lessons.texts import words
from lessons.texts.glossary import terms_of
from pages.shared.frame.forgetting import forget_button, stop_where_forgotten, tell_of_room
from pages.shared.frame.page_turn import page_turn
from pages.shared.frame.picture_source import picture_dialog
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.lesson.plain_text import plain
from pages.shared.server.server_change import ELSEWHERE
from pages.shared.session import caches, controls
from pages.shared.session.address import asked_values, refused_parameters
from pages.shared.session.browser_progress import keep_in_browser
from pages.shared.session.learner_progress import note_opened
from pages.shared.session.state import arrived_elsewhere, current_picture, refused_on_page, unfinished_jobs

STILL_HERE = 30.0  # seconds: four times as often as `lessons.work.jobs.PATIENCE` asks for
STYLES = Path(__file__).with_name("frame.css")
COURSE = "Pixels to Predictions"
LOGO = Path(__file__).with_name("logo.svg")  # its teal can be read on light and on dark paper
ICON = Path(__file__).with_name("favicon.svg")  # a file: for one of Streamlit's icons every browser would ask a font server


def window():
    """What all pages have in common. Before the navigation, which would show icons of its own in the browser's tab."""
    st.set_page_config(
        page_title=COURSE,
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=262,
        menu_items={"About": f"**{COURSE}**: take one picture of your own through a convolutional network."},
    )


@contextmanager
def around(lesson):
    """Everything of a page but what its script shows, which runs within.

    Above: its title, what can be done there, the picture it works on, and what of the address it could not take.
    Below: the way on, and what the page ran on.
    """
    st.set_page_config(page_title=f"{lesson.title} · {COURSE}")
    st.html(STYLES)
    st.logo(str(LOGO), size="large")
    stop_where_forgotten()
    controls.open_page(lesson.slug)
    note_opened(lesson)
    asked = asked_values()
    with st.sidebar:
        forget_button(key="frame_forget")
    with st.container(gap=None):
        page_turn(lesson.slug)
        st.title(lesson.title)
    st.markdown(lesson.summary)
    if arrived_elsewhere(lesson.slug):
        st.warning(ELSEWHERE, icon=":material/swap_calls:")
    tell_of_room()
    if controls.shows_link(lesson.slug):
        _tell_of_link(lesson)
    notice = st.empty()
    if lesson.picture:
        _picture_strip(lesson)
    elif terms_of(lesson.slug) and lesson.slug != "glossary":
        _words(lesson)
    try:
        yield
    except Exception:
        if not controls.take_back():
            raise
        st.rerun()
    controls.page_is_whole()
    _tell_of_address(notice, lesson, asked)
    _bottom(lesson)
    keep_in_browser()


def _tell_of_address(notice, lesson, asked):
    refused = refused_on_page(lesson.slug, refused_parameters(asked))
    if refused:
        names = ", ".join(f"`{name}`" for name in refused)
        notice.warning(
            f"The address of this page asks for something that its controls do not have: {names}. "
            "They show what they have instead.",
            icon=":material/link_off:",
        )


def _tell_of_link(lesson):
    home = "" if lesson is CATALOG[0] else lesson.slug
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words("home", "link"), width="content")
        st.html(f'<a class="own-settings" href="./{home}" target="_self">Show my own settings</a>', width="content")


def _bottom(lesson):
    position = CATALOG.index(lesson)
    if unfinished_jobs():
        _keep_jobs()
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        device = device_name() or "nothing yet, they start with the first network"
        st.caption(f"{COURSE} · networks run on: {device}", width="content")
        if position + 1 < len(CATALOG):
            following = CATALOG[position + 1]
            st.page_link(following.page, label=f"Next: {following.title}", icon=":material/arrow_forward:", width="content")


@st.fragment(run_every=STILL_HERE)
def _keep_jobs():
    """Tell this session's jobs that it is still here, whichever page it looks at: abandoned ones stop."""
    unfinished_jobs()


def _picture_strip(lesson):
    picture = current_picture()
    rows, columns = picture.pixels.shape[:2]
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="frame_picture"):
        light_bytes(caches.thumbnail(picture.digest, picture.pixels), width=72, alt=picture.description)
        lines = [f"**{plain(picture.name)[:48] or 'Your picture'}**", f"{columns} pixels wide, {rows} high", *picture.notes]
        st.markdown("  \n".join(lines), width="stretch")
        _words(lesson)
        _change()


@st.fragment
def _change():
    """The dialog opens without the page, which may be large, being made again."""
    if st.button("Change picture", icon=":material/swap_horiz:", key="frame_change"):
        picture_dialog()


def _words(lesson):
    """The terms of this page, one click away."""
    shown = st.popover("Words", icon=":material/menu_book:", key="frame_words", on_change="rerun")
    if shown.open:
        shown.markdown("\n\n".join(f"**{term.name}**: {term.meaning}" for term in terms_of(lesson.slug)))
