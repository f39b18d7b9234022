"""A test of learning: 24 questions before a course, after it, and a week later; and what a group gained."""

from pathlib import Path

import streamlit as st

from lessons.teaching.learning_gain import DRAWS
from lessons.texts import words
from pages.classroom.parts.group_gain import group_gain
from pages.classroom.parts.own_test import begin, finished, is_begun, is_finished, question

st.html(Path(__file__).with_suffix(".css"))
if is_finished():
    finished()
elif is_begun():
    question()
else:
    with st.container(key="learning_test_doors", horizontal=True, gap="large"):
        with st.container(key="learning_test_take"):
            begin()
        with st.container(key="learning_test_group"):
            group_gain()
    st.caption(f"{words('learning_test', 'claim')} {words('learning_test', 'summary', draws=DRAWS)}")
