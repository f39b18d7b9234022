"""The living network: every map of every layer on one canvas, from the whole network to the sum behind one cell."""

import itertools

import streamlit as st

from lessons.texts.layer_words import layer_in_words
from pages.shared.components.component_files import component

_COMPONENT = component(__file__)
_RUNS = itertools.count(1)


def new_run():
    """A number for one run of a whole page: what a widget was told before may not hold any more."""
    return next(_RUNS)


def living_network(view, columns, place, answer, *, given, on_move, run, key, other=None, blocks=None):
    """Show a network with a picture in it.

    The widget is sent a place only where the page wants another one than the learner went to: else every step would send all
    of the widget anew.

    Parameters
    ----------
    view : pages.shared.session.network_views.View
    columns : sequence of lessons.nets.network_columns.Column
    place : pages.networks.parts.living_place.Place, where the learner is
    answer : dict, as `living_answer.js` writes it
    given : names of the channels that the first layer is given
    on_move : function of what the widget tells of another place; returns it as a Place
    run : int, of `new_run`
    key : str
    other : (View, its title) to compare with, or None
    blocks : dict of block -> (label, probability, share right), what heads after each block say, or None
    """
    asked, known = f"{key}_asked", f"{key}_known"
    before = st.session_state.get(asked, (0, 0, None))
    if before[0] != run or st.session_state.get(known) != place:
        st.session_state[asked] = (run, before[1] + 1, place)
        st.session_state[known] = place
    _, number, wanted = st.session_state[asked]

    def take():
        st.session_state[known] = on_move(st.session_state[key].place)

    data = {
        "view": view.name,
        "title": view.asked.short,
        "size": view.asked.size,
        "description": view.picture.description,
        "columns": [vars(column) | {"title": layer_in_words(column.title)} for column in columns],
        "given": given,
        "place": vars(wanted),
        "asked": number,
        "answer": answer,
        "blocks": {block: [label, round(probability, 3)] for block, (label, probability, _) in (blocks or {}).items()},
        "other": {"view": other[0].name, "title": other[1]} if other else None,
    }
    _COMPONENT(key=key, data=data, on_place_change=take)
