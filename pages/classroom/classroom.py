"""In a class: the teacher's wall, and a learner's place."""

from pathlib import Path

import streamlit as st

from lessons.figures.class_scene import class_scene
from lessons.texts import words
from pages.classroom.parts.class_doors import class_doors
from pages.classroom.parts.class_wall import class_wall
from pages.classroom.parts.learner_place import learner_place
from pages.shared.session.class_seat import seat

st.html(Path(__file__).with_suffix(".css"))
place = seat()
if place is None:
    class_doors()
    st.html(class_scene())
    st.caption(words("classroom", "summary"))
elif place.teaches:
    class_wall()
else:
    learner_place(place)
