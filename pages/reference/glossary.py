"""The glossary: every word of the course, and where to play with it."""

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.texts.glossary import find_terms

st.markdown(words("glossary", "opening"))
query = st.text_input("Find a word", key="glossary_query", bind="query-params", placeholder="for example: kernel")
found = find_terms(query)
if not found:
    st.info("No entry has these words. Try a shorter one, or leave the field empty to see all.", icon=":material/search:")
for term in found:
    with st.container(border=True):
        said, link = st.columns([3, 1], vertical_alignment="center")
        said.markdown(f"**{term.name}** · {term.meaning}")
        about = lesson(term.lesson)
        link.page_link(about.page, label=about.title, icon=about.icon)
st.markdown(words("glossary", "summary"))
