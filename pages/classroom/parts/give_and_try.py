"""A learner's part in learning together: they agree, give pictures and take them back, and test the network of all."""

import streamlit as st

from lessons.classroom.common_pictures import MOST_OF_A_LEARNER
from lessons.classroom.picture_giving import agree, give, withdraw
from lessons.classroom.school_class import ClassError
from lessons.classroom.tournament_entries import hand_in, take_back
from lessons.texts import words
from pages.classroom.parts.picture_columns import picture_columns
from pages.classroom.parts.predict_it import predict_it
from pages.shared.lesson.trying import CAMERA, DRAWING, FILE, trying
from pages.shared.session.session_networks import taken


def give_and_try(place, part):
    """Show what there is of it.

    Parameters
    ----------
    place : pages.shared.session.class_seat.Seat
    part : lessons.classroom.together.OwnPart
    """
    if part.test is not None:
        predict_it(place, part.test, part.things)
    if part.network is not None and not (part.test and part.test.picture):
        with st.container(key="classroom_try"):
            st.html("<h2>Test the network of your class</h2>")
            said = {"invite": words("classroom", "invite"), "said": ""}
            said |= {name: words("train", name) for name in ("looked", "nowhere")}
            trying(part.network, part.network.labels, words_of=said, key="classroom_test", ways=(FILE, DRAWING, CAMERA))
    if part.things and not (part.test and part.test.picture):
        with st.container(key="classroom_give"):
            st.html("<h2>Pictures for your class</h2>")
            if part.agreed:
                _give(place, part)
            else:
                st.markdown(words("classroom", "consent"))
                st.button("I agree", key="classroom_agree", type="primary", on_click=_do, args=(place, agree))


def _give(place, part):
    picture_columns(part.things, part.pictures, lambda payload: _act(place, payload), key="classroom_own", gives=True)
    st.caption(words("classroom", "share_of_pictures", given=len(part.pictures), most=MOST_OF_A_LEARNER))
    _hand_in(place, part)


def _hand_in(place, part):
    """A network of one's own for the tournament, if there is one or it takes part already."""
    if part.has_handed_in:
        st.markdown(words("classroom", "handed_in"))
        st.button("Take my network back", key="classroom_take_back", on_click=_do, args=(place, take_back))
    elif taken("train") is not None:
        st.button("Hand in my network for the tournament", key="classroom_hand_in", on_click=_hand, args=(place, part))


def _hand(place, part):
    from lessons.training.network_heads import head_of

    try:
        head = head_of(taken("train"), part.things)
    except ValueError as error:
        st.toast(str(error), icon=":material/groups:")
    else:
        _do(place, hand_in, head)


def _do(place, what, *arguments):
    try:
        what(place.school_class, place.key, *arguments)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")


def _act(place, payload):
    if payload.get("what") == "leave" and isinstance(payload.get("picture"), int):
        withdraw(place.school_class, place.key, payload["picture"])
    elif payload.get("what") == "give" and isinstance(payload.get("thing"), int):
        give(place.school_class, place.key, payload["thing"], payload.get("frames"))
