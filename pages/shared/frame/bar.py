"""The bar on top of every page: where one is on the way, the current picture, the words of the lesson, and the projector."""

import streamlit as st

from lessons.catalog import CATALOG, PATHS, SECTIONS, path
from lessons.progress.marks import current_path, duration_text, minutes_left_of
from lessons.texts import words
from lessons.texts.glossary import terms_of
from pages.shared.frame.class_strip import class_badge
from pages.shared.frame.forgetting import forget_button
from pages.shared.frame.keeping import keep_switch
from pages.shared.frame.picture_source import picture_dialog
from pages.shared.frame.present import present_button
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.lesson.mark_icon import mark_icon
from pages.shared.lesson.plain_text import plain
from pages.shared.session import caches
from pages.shared.session.class_lead import follows
from pages.shared.session.learner_progress import progress
from pages.shared.session.state import current_picture

NAMED = 24  # letters of a picture's name
THUMBNAIL = 32  # pixels


def bar(lesson):
    """Show the bar of a lesson's page."""
    with st.container(key="frame_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(CATALOG[0].page, label="*Pixels to Predictions*", width="content")
        _menu(lesson)
        class_badge()
        st.space("stretch")
        if lesson.picture:
            _picture()
        _words(lesson)
        present_button()


def _menu(lesson):
    """All lessons, behind the name of this one.

    They are always there: a popover that is filled when it is opened tells of its closing, too, and that belongs to the page
    that a choice in it has left. The page that was chosen would be thrown away for it. Only whoever follows a teacher is
    told how to have them again: forty phones are shown another page sooner without them.
    """
    menu = st.popover(lesson.title, icon=":material/menu:", key=f"frame_menu_{lesson.slug}", width="content")
    if follows():
        menu.markdown(words("classroom", "follows"))
    else:
        _lessons(menu)
    with menu:
        keep_switch(key="frame", brief=True)
        forget_button(key="frame_forget")


def _lessons(menu):
    done = progress()
    name = current_path(done)
    left = minutes_left_of(done, path(name))
    if left:
        menu.caption(f"{PATHS[name].title}: about {duration_text(left)} left")
    with menu, st.container(key="frame_lessons"):
        for section, heading in SECTIONS.items():
            with st.container(gap=None):
                st.markdown(f"**{heading}**")
                for entry in CATALOG:
                    if entry.section == section:
                        st.page_link(entry.page, label=entry.title, icon=mark_icon(entry), help=entry.summary)


@st.fragment
def _picture():
    """The current picture; its name opens the dialog that changes it, and the page is not made again for that."""
    picture = current_picture()
    with st.container(key="frame_picture", horizontal=True, vertical_alignment="center", gap="small", width="content"):
        thumbnail = caches.thumbnail(picture.digest, picture.pixels)
        light_bytes(thumbnail, width=THUMBNAIL, alt=picture.description)
        rows, columns = picture.pixels.shape[:2]
        about = "  \n".join([f"{columns} pixels wide, {rows} high", *picture.notes])
        name = plain(picture.name)[:NAMED] or "Your picture"
        if st.button(name, type="tertiary", icon=":material/swap_horiz:", help=about, key="frame_change"):
            picture_dialog()


def _words(lesson):
    """The terms of this page, one click away: always there, as the menu is."""
    terms = terms_of(lesson.slug)
    if not terms or lesson.slug == "glossary":
        return
    shown = st.popover("Words", type="tertiary", key=f"frame_words_{lesson.slug}", width="content")
    shown.markdown("\n\n".join(f"**{term.name}**: {term.meaning}" for term in terms))
