"""Take it home: the network sees live, opens in every viewer, and leaves as files that work elsewhere."""

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.texts.questions.take_home import take_home_questions
from lessons.texts.studio_snippets import LOAD_MODEL_CODE
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.session.export_panel import take_home, which_network
from pages.shared.session.session_networks import name_of, network_at_hand
from pages.transfer.parts.live_answers import live_use
from pages.transfer.parts.project_file import open_project_file, save_project_file

VIEWERS = ("vgg16", "unit", "explain", "believe", "zoo")

st.markdown(words("take_home", "opening"))
at_hand = network_at_hand()
if at_hand is None:
    st.info(words("take_home", "nothing"), icon=":material/model_training:")
    st.page_link(lesson("fine_tune").page, label="Train a network first", icon=lesson("fine_tune").icon)
else:
    at_hand = which_network(key="take_home")
    st.header("Use it live")
    live_use(at_hand.model, at_hand.labels, key="take_home")
    st.header("Look inside it")
    st.markdown(words("take_home", "viewers", name=name_of(at_hand)))
    with st.container(horizontal=True):
        for slug in VIEWERS:
            st.page_link(lesson(slug).page, label=lesson(slug).title, icon=lesson(slug).icon)
    take_home(at_hand, key="take_home")
st.header("Keep all of it in one project file")
st.markdown(words("take_home", "project"))
save, opened = st.columns(2, gap="large")
with save:
    save_project_file(key="take_home")
with opened:
    open_project_file(key="take_home")
keep_switch(key="take_home")

st.header("The same in code")
code_panel(LOAD_MODEL_CODE, key="take_home")
st.header("Check yourself")
quiz(take_home_questions(at_hand.labels if at_hand else ("cat", "dog")), key="take_home")
st.header("Summary")
st.markdown(words("take_home", "summary"))
