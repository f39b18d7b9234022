"""Home: what the course is, and the picture that goes through it."""

import streamlit as st

from lessons.catalog import CATALOG
from lessons.texts import words
from pages.shared.frame.forgetting import forget_button
from pages.shared.frame.picture_source import picture_source
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.session import caches
from pages.shared.session.state import current_picture

SIDE = 640  # pixels

st.markdown(words("home", "opening"))

picture = current_picture()
shown, choose = st.columns([1, 2], gap="large")
with shown:
    light_bytes(caches.thumbnail(picture.digest, picture.pixels, side=SIDE), width="stretch", alt=picture.description)
    rows, columns = picture.pixels.shape[:2]
    st.caption(f"Your picture now: {columns} pixels wide, {rows} high")
    for note in picture.notes:
        st.caption(note)
with choose:
    picture_source("home")

st.header("Where it goes from here")
lessons = list(enumerate(CATALOG))[1:]
for row in range(0, len(lessons), 3):
    for column, (number, lesson) in zip(st.columns(3), lessons[row : row + 3], strict=False):
        with column, st.container(border=True, height="stretch"):
            st.page_link(lesson.page, label=f"**{number}. {lesson.title}**", icon=lesson.icon)
            st.markdown(lesson.summary)
st.markdown(words("home", "summary"))
forget_button(key="home_forget")
