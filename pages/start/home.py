"""Home: what the course is, where one begins or goes on, and the current picture on its way through a network."""

from pathlib import Path

import streamlit as st

from lessons.catalog import CATALOG, PATHS, SECTIONS, path
from lessons.texts import words
from pages.shared.frame.forgetting import forget_button
from pages.shared.lesson.mark_icon import mark_icon
from pages.shared.session.learner_progress import progress
from pages.shared.session.state import current_picture
from pages.start.parts.own_picture import credits, picture_choice
from pages.start.parts.path_line import legend, path_line
from pages.start.parts.picture_flow import picture_at_once, picture_flow
from pages.start.parts.way_on import way_on, what_comes_back

STYLES = Path(__file__).with_suffix(".css")
COLUMNS = (("layers",), ("networks",), ("transfer", "reference"), ("beyond", "classroom"))

st.html(STYLES)
picture, done = current_picture(), progress()
with st.container(key="home_top"):
    lead, shown = st.columns([37, 63], gap="large")
with lead, st.container(key="home_lead"):
    st.title(words("home", "question"), anchor=False)
    st.markdown(words("home", "opening"))
    following = way_on()
    what_comes_back()
    st.caption(words("home", "where"))
    with st.container(key="home_teach"):
        st.page_link("pages/classroom/classroom.py", label="Teach a class", icon=":material/groups:", width="content")
with shown, st.container(key="home_shown"):
    flow = st.container(key="home_flow_place")  # it is filled last, and has its height from the beginning:
    with flow:
        picture_at_once(picture)
    picture_choice()
    for note in picture.notes:
        st.caption(note)

with st.container(key="home_paths"):
    for place, name in zip(st.columns(len(PATHS), gap="large"), PATHS, strict=True):
        with place:
            path_line(PATHS[name], path(name), done, following)
    legend()

with st.container(key="home_all"):
    st.html("<h2>All lessons</h2>")
    for place, sections in zip(st.columns(len(COLUMNS)), COLUMNS, strict=True):
        with place, st.container(gap=None):
            for section in sections:
                st.html(f"<h3>{SECTIONS[section]}</h3>")
                for lesson in CATALOG:
                    if lesson.section == section:
                        minutes = f" · {lesson.minutes} min" if lesson.minutes else ""
                        st.page_link(lesson.page, label=f"{lesson.title}{minutes}", icon=mark_icon(lesson))
st.markdown(words("home", "summary"))
credits()
forget_button(key="home_forget")
with flow:
    picture_flow(picture)
