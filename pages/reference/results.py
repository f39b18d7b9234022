"""My results: what the learner did in the lessons, and the networks that came of it, to print or to save."""

from pathlib import Path

import streamlit as st

from lessons.progress.marks import sums_of
from lessons.progress.results_table import csv_text, lesson_rows
from lessons.texts import words
from pages.reference.parts.hand_in import hand_in
from pages.reference.parts.plain_table import plain_table
from pages.reference.parts.trained_networks import network_rows
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.print_button import print_button
from pages.shared.session.learner_progress import progress
from pages.shared.session.visitor_zone import visitor_zone


def save(lessons, networks):
    """Who did it, and all of it as a file or on paper."""
    with st.container(key="results_save", horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Your name, if you hand it in", key="results_name", max_chars=80, width=320)
        told = csv_text({"Name": [{"Name": name}] if name else [], "Lessons": lessons, "Networks": networks})
        st.download_button("Save as CSV", told, "my_results.csv", "text/csv", key="results_csv", icon=":material/download:")
        print_button(key="results_print")
    if name:
        st.subheader(plain(name))


st.html(Path(__file__).with_suffix(".css"))
st.markdown(words("results", "opening"))
lessons, networks = lesson_rows(progress(), visitor_zone()), network_rows()
if lessons or networks:
    hand_in(networks)
    save(lessons, networks)
    st.header("Lessons")
    st.markdown(words("results", "sums", **sums_of(progress())))
    plain_table(lessons, "Lessons")
else:
    st.info(words("results", "nothing"), icon=":material/hourglass_empty:")
if networks:
    st.header("Networks")
    plain_table(networks, "Networks")
    st.markdown(words("results", "networks"))
st.markdown(words("results", "summary"))
