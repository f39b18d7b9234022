"""A choice among things that have one name in the engine and another one for learners, who see theirs in the address, too."""

import streamlit as st


def named_choice(label, titles, index=0, *, place=st, key, **options):
    """Let the learner choose by title.

    Parameters
    ----------
    label : str
    titles : dict, the engine's name -> what a learner reads; no two are equal
    index : int, which one is chosen at first
    place : container
    key : str, which is the parameter of the address, too: its value is the title
    options : of `st.selectbox`

    Returns
    -------
    str : the engine's name
    """
    names = {title: name for name, title in titles.items()}
    return names[place.selectbox(label, list(names), index, key=key, bind="query-params", **options)]
