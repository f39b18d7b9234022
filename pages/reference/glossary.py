"""The glossary: every word of the course, and where to play with it."""

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.texts.glossary import find_terms, glossary

LETTERS = sorted({term.name[0].upper() for term in glossary()})


def show(terms):
    """A line for each term."""
    for term in terms:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(f"**{term.name}** · {term.meaning}", width="stretch")
            about = lesson(term.lesson)
            st.page_link(about.page, label=about.title, icon=about.icon, width="content")


st.markdown(words("glossary", "opening"))
query = st.text_input("Find a word", key="glossary_query", bind="query-params", placeholder="for example: kernel", width=420)
if query:
    found = find_terms(query)
    show(found)
    if not found:
        st.info("No entry has these words. Try a shorter one, or leave the field empty to see all.", icon=":material/search:")
else:
    letter = st.pills("Words that begin with", LETTERS, default=LETTERS[0], required=True, key="glossary_letter")
    show(term for term in glossary() if term.name[0].upper() == letter)
st.markdown(words("glossary", "summary"))
