"""A learner's part in learning together: they agree, give pictures and take them back, and test the network of all."""

import streamlit as st

from lessons.classroom.common_pictures import MOST_OF_A_LEARNER
from lessons.classroom.picture_giving import agree, give, withdraw
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.classroom.parts.picture_columns import picture_columns
from pages.shared.lesson.trying import CAMERA, DRAWING, FILE, trying


def give_and_try(place, part):
    """Show what there is of it.

    Parameters
    ----------
    place : pages.shared.session.class_seat.Seat
    part : lessons.classroom.together.OwnPart
    """
    if part.network is not None:
        with st.container(key="classroom_try"):
            st.html("<h2>Test the network of your class</h2>")
            said = {"invite": words("classroom", "invite"), "said": ""}
            said |= {name: words("train", name) for name in ("looked", "nowhere")}
            trying(part.network, part.network.labels, words_of=said, key="classroom_test", ways=(FILE, DRAWING, CAMERA))
    if part.things:
        with st.container(key="classroom_give"):
            st.html("<h2>Pictures for your class</h2>")
            if part.agreed:
                _give(place, part)
            else:
                st.markdown(words("classroom", "consent"))
                st.button("I agree", key="classroom_agree", type="primary", on_click=_agree, args=(place,))


def _give(place, part):
    picture_columns(part.things, part.pictures, lambda payload: _act(place, payload), key="classroom_own", gives=True)
    st.caption(words("classroom", "share_of_pictures", given=len(part.pictures), most=MOST_OF_A_LEARNER))
    if not (st.context.url or "").startswith("https"):
        st.caption(words("classroom", "https"))


def _act(place, payload):
    if payload.get("what") == "leave" and isinstance(payload.get("picture"), int):
        withdraw(place.school_class, place.key, payload["picture"])
    elif payload.get("what") == "give" and isinstance(payload.get("thing"), int):
        give(place.school_class, place.key, payload["thing"], payload.get("frames"))


def _agree(place):
    try:
        agree(place.school_class, place.key)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
