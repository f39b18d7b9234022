"""What surrounds every page: the title, the current picture, and the footer."""

from pathlib import Path

import streamlit as st

from lessons.catalog import CATALOG
from lessons.nets.device import device_name
from lessons.texts.glossary import terms_of
from pages.shared.frame.picture_source import picture_dialog
from pages.shared.lesson.plain_text import plain
from pages.shared.session import caches
from pages.shared.session.state import current_picture, unfinished_jobs

STILL_HERE = 30.0  # seconds: four times as often as `lessons.work.jobs.PATIENCE` asks for
STYLES = Path(__file__).with_name("frame.css")
LOGO = Path(__file__).with_name("logo.svg")  # its teal can be read on light and on dark paper


def top(lesson):
    """The head of a page: its title, what can be done there, and the picture it works on."""
    st.html(STYLES)
    st.logo(str(LOGO), size="large")
    st.title(lesson.title)
    st.markdown(lesson.summary)
    if lesson.picture:
        _picture_strip(lesson)
    elif terms_of(lesson.slug) and lesson.slug != "glossary":
        _words(lesson)


def bottom(lesson):
    """The way on, and what this page ran on."""
    position = CATALOG.index(lesson)
    if unfinished_jobs():
        _keep_jobs()
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        device = device_name() or "nothing yet, they start with the first network"
        st.caption(f"Pixels to Predictions · networks run on: {device}", width="content")
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
        st.image(caches.thumbnail(picture.digest, picture.pixels), width=72, alt=picture.description)
        lines = [f"**{plain(picture.name)[:48] or 'Your picture'}**", f"{columns} pixels wide, {rows} high", *picture.notes]
        st.markdown("  \n".join(lines), width="stretch")
        _words(lesson)
        if st.button("Change picture", icon=":material/swap_horiz:", key="frame_change"):
            picture_dialog()


def _words(lesson):
    """The terms of this page, one click away."""
    shown = st.popover("Words", icon=":material/menu_book:", key="frame_words", on_change="rerun")
    if shown.open:
        shown.markdown("\n\n".join(f"**{term.name}**: {term.meaning}" for term in terms_of(lesson.slug)))
