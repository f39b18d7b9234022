"""What surrounds every page: the bar, the question, and the way on."""

from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from lessons.catalog import CATALOG, PATHS, path
from lessons.catalog import lesson as lesson_of
from lessons.nets.device import device_name
from lessons.progress.marks import current_path, next_lesson, way_around
from lessons.texts import words
from pages.shared.frame.bar import bar
from pages.shared.frame.browser_progress import keep_in_browser
from pages.shared.frame.class_strip import class_strip
from pages.shared.frame.forgetting import stop_where_forgotten, tell_of_room
from pages.shared.frame.keeping import keep_work, tell_of_return
from pages.shared.frame.page_turn import page_turn
from pages.shared.frame.present import is_presented, leave_button
from pages.shared.frame.way_from_class import way_from_class
from pages.shared.session import controls
from pages.shared.session.address import asked_values, refused_parameters
from pages.shared.session.class_lead import is_led
from pages.shared.session.class_seat import join_from_address
from pages.shared.session.learner_progress import note_opened, progress
from pages.shared.session.state import find_jobs, refused_on_page, unfinished_jobs

STILL_HERE = 30.0  # seconds: four times as often as `lessons.work.jobs.PATIENCE` asks for
_HERE, _LESSON = Path(__file__).parent, Path(__file__).parents[1] / "lesson"
_ON_EVERY_PAGE = (_HERE / "frame.css", _LESSON / "stage.css", _LESSON / "steps.css")
STYLES, PRESENTED = "\n".join(path.read_text("utf-8") for path in _ON_EVERY_PAGE), (_HERE / "presented.css").read_text("utf-8")
COURSE = "Pixels to Predictions"
ICON = Path(__file__).with_name("favicon.svg")  # a file: for one of Streamlit's icons every browser would ask a font server


def window():
    """What all pages have in common. Before the navigation, which would show icons of its own in the browser's tab."""
    st.set_page_config(
        page_title=COURSE,
        page_icon=str(ICON),
        layout="wide",
        menu_items={"About": f"**{COURSE}**: take one picture of your own through a convolutional network."},
    )


@contextmanager
def around(lesson):
    """Everything of a page but what its script shows, which runs within.

    Above: the bar, its question, and what of the address it could not take.
    Below: the way on, and what the page ran on.
    """
    st.set_page_config(page_title=f"{lesson.title} · {COURSE}")
    presented = is_presented()
    unseen = st.container(key="frame_unseen", gap=None)
    with unseen:
        _styles(STYLES + PRESENTED if presented else STYLES)
        page_turn(lesson.slug)
    stop_where_forgotten()
    find_jobs()
    controls.open_page(lesson.slug)
    note_opened(lesson)
    join_from_address()
    asked = asked_values()
    if presented:
        leave_button()
    else:
        bar(lesson)
    class_strip(lesson.slug)
    if lesson is not CATALOG[0]:  # which has its question beside the picture
        st.title(words(lesson.slug, "question"), anchor=False)
    keep_work()
    tell_of_return(lesson.slug)
    tell_of_room()
    if controls.shows_link(lesson.slug) and not is_led():
        _tell_of_link(lesson)
    notice = st.empty()
    running = unfinished_jobs()
    try:
        yield
    except Exception:
        if not controls.take_back():
            raise
        st.rerun()
    controls.page_is_whole()
    if any(job.poll().over for job in running):  # parts of the page have seen it run, and others have not
        st.rerun()
    _tell_of_address(notice, lesson, asked)
    _bottom(lesson)
    keep_in_browser()


def _styles(sheets):
    """Style sheets that stay: what holds nothing else is shown where a message of a part of the page takes its place."""
    st.html(f"<i hidden></i><style>{sheets}</style>")


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
    if unfinished_jobs():
        _keep_jobs()
    if lesson is not CATALOG[0]:  # which has a way on of its own
        _way(lesson)
    device = device_name() or "nothing yet, they start with the first network"
    st.caption(f"{COURSE} · networks run on: {device}")


def _way(lesson):
    """The way back and on: along the learner's path, where the lesson is on it, and what lies beside the path."""
    if lesson.slug == "classroom":
        way_from_class()
        return
    name = current_path(progress())
    before, after = way_around(progress(), lesson)
    beside = CATALOG[CATALOG.index(lesson) + 1 : CATALOG.index(lesson) + 2]
    with st.container(key="frame_way", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.page_link(before.page, label=f"Back: {before.title}", icon=":material/arrow_back:", width="content")
        if after is not None:
            _next(after)
        elif lesson in path(name):
            _end(name, lesson)
    for other in beside:
        if other is not after:
            st.page_link(other.page, label=f"Not on the path “{PATHS[name].title}”: {other.title}", width="content")


def _next(lesson):
    """What opens the next lesson: its question."""
    with st.container(key="frame_next", horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(words(lesson.slug, "question"), width="content")
        st.page_link(lesson.page, label=f"Next: {lesson.title}", icon=":material/arrow_forward:", width="content")


def _end(name, lesson):
    """What stands at the end of a path: what is still open on it, or what came of it all."""
    following = next_lesson(progress(), path(name))
    with st.container(key="frame_next", horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(f"That is the end of “{PATHS[name].title}”.", width="content")
        if following in (None, lesson):
            results = lesson_of("results")
            st.page_link(results.page, label="See what you did", icon=":material/flag:", width="content")
        else:
            st.page_link(following.page, label=f"Still open: {following.title}", icon=":material/flag:", width="content")


@st.fragment(run_every=STILL_HERE)
def _keep_jobs():
    """Tell this session's jobs that it is still here, whichever page it looks at: abandoned ones stop."""
    unfinished_jobs()
