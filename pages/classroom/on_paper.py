"""Teach from paper: a lesson's plan, worksheet and answers, or the plan of a path, as they will be printed."""

import streamlit as st

from lessons.catalog import CATALOG, PATHS
from lessons.teaching.lesson_on_paper import LARGEST_SEED, lesson_on_paper
from lessons.teaching.path_plan import TITLES, path_sheet
from lessons.teaching.sheets import answer_key, plan_sheet, worksheet
from lessons.texts import words
from pages.classroom.parts.paper import lay_out
from pages.classroom.parts.sheet_address import same_numbers
from pages.shared.lesson.print_button import print_button
from pages.shared.lesson.quiz import quiz

SHEETS = {"Worksheet": worksheet, "Answers": answer_key, "Plan": plan_sheet}
ON_SCREEN = "Screen"
# What a teacher reads, which is what stands in the address -> name of a path, or slug.
ABOUT = {title: name for name, title in TITLES.items()} | {entry.title: entry.slug for entry in CATALOG if entry.teaches}


choice, shown = st.columns([30, 70], gap="large")
with choice, st.container(key="on_paper_choice"):
    st.markdown(words("on_paper", "opening"))
    title = st.selectbox("Lesson or path", list(ABOUT), len(PATHS), key="on_paper_about", bind="query-params")
    about = ABOUT[title]
    sheets = ["Plan"] if about in PATHS else [*SHEETS, ON_SCREEN]
    sheet = st.segmented_control("Sheet", sheets, default=sheets[0], required=True, key="on_paper_sheet", bind="query-params")
    seed = int(st.number_input("Numbers", 0, LARGEST_SEED, 1, key="on_paper_seed", bind="query-params", width=140))
    if sheet != ON_SCREEN:
        print_button(key="on_paper_print", primary=True)
with shown, st.container(key="on_paper_shown"):
    if about in PATHS:
        lay_out(path_sheet(about))
    elif sheet in SHEETS:
        paper = lesson_on_paper(about, seed)
        with lay_out(SHEETS[sheet](paper)):
            if sheet == "Worksheet":
                same_numbers(title, seed)
    else:
        asked = lesson_on_paper(about, seed).questions
        st.container(key="on_paper_screen").markdown(words("on_paper", "screen"))
        quiz(
            [each.question for each in asked],
            key=f"on_paper_{about}_{seed}",
            ideas=[(each.slug, each.number) for each in asked],
            given=[each.given for each in asked],
        )
st.caption(words("on_paper", "summary"))
