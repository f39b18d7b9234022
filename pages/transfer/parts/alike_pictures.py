"""Pictures that show nearly the same: a word about them, a few pairs side by side, and a way to say that they differ."""

import numpy as np
import streamlit as st

from lessons.data.near_duplicates import in_two_classes
from lessons.figures.pictures import jpeg
from lessons.images.resizing import square
from lessons.texts import counted, words
from pages.shared.lesson.plain_text import plain
from pages.shared.session.own_pictures import are_told_apart, own_alike, own_classes, tell_apart

SIDE = 96  # pixels of a picture in a pair
PAIRS = 6  # that are shown


def in_two_classes_said():
    """Warn of pictures that lie in two classes, or nearly the same ones."""
    names = list(own_classes())
    targets = np.array([place for place, name in enumerate(names) for _ in own_classes()[name]])
    for (one, other), count in in_two_classes(own_alike().groups, targets).items():
        both = {"one": plain(names[one]), "other": plain(names[other])}
        st.warning(words("collect", "two_labels", pictures=counted(count, "picture"), **both), icon=":material/label_off:")


def alike_pictures(*, key):
    """Show what looks nearly the same among the session's pictures, if anything does, and let the learner overrule it."""
    shots = [(name, shot) for name, group in own_classes().items() for shot in group]
    found = own_alike()
    if not found.pairs:
        return
    apart = are_told_apart()
    title = f"Nearly the same: {counted(len(found.pairs), 'group')} of pictures"
    with st.expander(title, icon=":material/burst_mode:", on_change="rerun", key=f"{key}_alike") as shown:
        if shown.open:
            st.markdown(words("collect", "pairs"))
            with st.container(horizontal=True, gap="small"):
                for one, other in found.pairs[:PAIRS]:
                    pair = np.hstack([square(shots[place][1].pixels, SIDE) for place in (one, other)])
                    labels = " and ".join(dict.fromkeys(plain(shots[place][0]) for place in (one, other)))
                    st.image(
                        jpeg(pair), width=2 * SIDE, caption=labels, alt=f"Two pictures of {labels} that are nearly the same"
                    )
            st.toggle(
                "These are different pictures: split them like any others",
                apart,
                key=f"{key}_apart",
                on_change=lambda: tell_apart(st.session_state[f"{key}_apart"]),
            )
