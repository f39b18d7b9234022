"""A learner's part in the human test: a picture, with or without a heat map, and what the network will say of it."""

from base64 import b64encode

import streamlit as st

from lessons.classroom.predicting import predict
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.shared.lesson.plain_text import plain


def predict_it(place, test, things):
    """Show the picture that comes next, or how it went.

    Parameters
    ----------
    place : pages.shared.session.class_seat.Seat
    test : lessons.classroom.human_test.OwnTest
    things : sequence of names, the network's classes
    """
    if test.is_over and not test.place:
        return  # who came after it has nothing to be told
    with st.container(key="classroom_predict", gap="small"):
        if test.is_over:
            st.html("<h2>The test is over</h2>")
            st.markdown(words("classroom", "your_score", score=test.score, count=test.count))
        elif test.picture is None:
            st.html("<h2>Done</h2>")
            st.markdown(words("classroom", "wait_for_others"))
        else:
            _ask(place, test, things)


def _ask(place, test, things):
    st.html(f"<h2>What will the network say? <small>{test.place + 1} of {test.count}</small></h2>")
    alt = f"Picture {test.place + 1}{', with a heat map' if test.sees_maps else ''}"
    st.html(f'<img class="class-picture" src="data:image/jpeg;base64,{b64encode(test.picture).decode()}" alt="{alt}">')
    with st.container(key="classroom_answers", horizontal=True, gap="small"):
        for thing, name in enumerate(things):
            st.button(
                plain(name),
                key=f"classroom_predict_{test.turn}_{test.place}_{thing}",
                on_click=_predict,
                args=(place, test, thing),
            )
    st.caption(words("classroom", "with_map" if test.sees_maps else "without_map"))


def _predict(place, test, thing):
    try:
        predict(place.school_class, place.key, test.turn, test.place, thing)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
