"""A look through the pictures of one's own: how many of each class, which are nearly the same, and what to throw out."""

import numpy as np
import streamlit as st

from lessons.figures.pictures import jpeg
from lessons.images.resizing import center_square, square
from lessons.texts import counted, words
from pages.shared.lesson.plain_text import plain
from pages.shared.session.own_pictures import (
    are_told_apart,
    move,
    own_alike,
    own_classes,
    remove,
    replace_classes,
    version,
)
from pages.transfer.parts.picture_gallery import gallery

THUMBNAIL = 72  # pixels
COLUMNS = 12
AT_ONCE = 96  # thumbnails on one sheet


def class_gallery(*, key):
    """Show the session's pictures by class, and let them be removed, moved to another class, and brought back."""
    classes = own_classes()
    if st.session_state.get(f"{key}_shown") not in classes:
        st.session_state.pop(f"{key}_shown", None)
    name = st.selectbox("Look through", list(classes), key=f"{key}_shown") if len(classes) > 1 else next(iter(classes))
    pages = -(-len(classes[name]) // AT_ONCE)
    page = st.number_input("Sheet", 1, pages, 1, key=f"{key}_sheet_{pages}") if pages > 1 else 1
    numbers = list(range((page - 1) * AT_ONCE, min(page * AT_ONCE, len(classes[name]))))
    alike = _alike(name)
    chosen = gallery(
        _sheet(classes[name], numbers),
        THUMBNAIL,
        COLUMNS,
        numbers,
        [alike[number] for number in numbers],
        f"Pictures of {name}",
        key=f"{key}_gallery_{version()}_{list(classes).index(name)}_{page}",
    )
    if any(alike):
        st.caption(words("collect", "alike", groups=counted(max(alike), "group")))
    _actions(name, chosen, key)


def _actions(name, chosen, key):
    others = [other for other in own_classes() if other != name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            f"Remove {len(chosen)}" if chosen else "Remove the chosen",
            icon=":material/delete:",
            disabled=not chosen,
            on_click=remove,
            args=(name, chosen),
            key=f"{key}_remove",
        )
        if others:
            with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
                target = st.selectbox("Move to", others, key=f"{key}_target", label_visibility="collapsed", width=180)
                st.button(
                    f"Move to {plain(target)}",
                    icon=":material/drive_file_move:",
                    disabled=not chosen,
                    on_click=move,
                    args=(name, chosen, target),
                    key=f"{key}_move",
                )
        st.button(
            "Remove this class",
            icon=":material/folder_delete:",
            on_click=replace_classes,
            args=({other: own_classes()[other] for other in others},),
            key=f"{key}_remove_class",
        )


def _sheet(shots, numbers):
    """The thumbnails of these pictures as one JPEG, side by side."""
    rows = -(-len(numbers) // COLUMNS)
    sheet = np.full((rows * THUMBNAIL, COLUMNS * THUMBNAIL, 3), 255, np.uint8)
    for place, number in enumerate(numbers):
        top, left = THUMBNAIL * (place // COLUMNS), THUMBNAIL * (place % COLUMNS)
        sheet[top : top + THUMBNAIL, left : left + THUMBNAIL] = square(center_square(shots[number].pixels), THUMBNAIL)
    return jpeg(sheet)


def _alike(name):
    """For each picture of a class the number of its group of near-duplicates, from 1, or 0."""
    classes = own_classes()
    first = sum(len(shots) for other, shots in list(classes.items())[: list(classes).index(name)])
    groups = own_alike().groups[first : first + len(classes[name])]
    several = [] if are_told_apart() else np.flatnonzero(np.bincount(groups) > 1)
    numbers = {group: number for number, group in enumerate(several, start=1)}
    return [numbers.get(group, 0) for group in groups]
