"""The shape of a lesson: a stage that fills the first view, its controls below it, the step to try, and then the sections."""

from contextlib import contextmanager

import streamlit as st


def stage_controls(count, *, beside_player=False):
    """So many places side by side for a stage's main controls, and one for what stands behind "More".

    `beside_player`: the figure above ends with a player, which leaves room to its right for them.
    """
    key = "stage_beside_player" if beside_player else "stage_controls"
    row = st.container(key=key, horizontal=True, gap="small", vertical_alignment="bottom")
    places = [row.container(width="content") for _ in range(count)]
    return [*places, row.popover("More", width="content")]


@contextmanager
def section(slug, names):
    """The sections below a stage, one of which is open: yields its name, and what is shown within stands in it."""
    tabs = st.tabs(names, key=f"{slug}_section", on_change="rerun")
    name, tab = next(((name, tab) for name, tab in zip(names, tabs, strict=True) if tab.open), (names[0], tabs[0]))
    with tab:
        yield name
