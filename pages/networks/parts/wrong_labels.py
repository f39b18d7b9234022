"""Labels that are probably wrong, as pictures to judge: keep the label, or give the other one."""

import streamlit as st

from lessons.data.label_errors import suspicious
from lessons.images.resizing import square
from lessons.texts import counted, words
from lessons.texts.steps.neighbours import PLANTED
from pages.networks.parts import neighbour_caches
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain

SHOWN, SIDE, WIDE = 8, 110, 150  # pictures to judge, pixels of one, and of its card
KEEP, ANOTHER = "keep", "another"
DRAW, FIRST_DRAW = "neighbours_draw", 2
_DRAWN = "The pictures whose labels are made wrong are drawn by chance. Another number draws others."


def planted_choice():
    """How many labels are made wrong, and by which draw."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        planted = st.slider("Wrong labels to plant", 0, 10, 0, key=PLANTED, bind="query-params", width=240)
        draw = st.number_input("Which ones", 0, 99, FIRST_DRAW, key=DRAW, help=_DRAWN, bind="query-params", width=130)
    return planted, int(draw)


def check(fingerprint, layer, vectors, targets, planted, draw):
    """(labels, planted places, shares by the other pictures, suspicious places, how many planted ones are among them)."""
    labels, places, shares = neighbour_caches.label_check(fingerprint, layer, planted, draw, vectors, targets)
    found = suspicious(shares, labels)
    return labels, places, shares, found, len({*found.tolist()} & {*places})


def wrong_labels(images, names, own):
    """Show what the method points at, and let the learner decide.

    `own`: the data set's fingerprint, the layer, and the vectors and classes of the pictures.
    """
    st.markdown(words("neighbours", "labels"))
    planted, draw = planted_choice()
    labels, places, shares, found, hits = check(*own, planted, draw)
    key = f"{own[0][:8]}_{own[1]}_{planted}_{draw}"
    about = {"count": counted(len(found), "picture"), "all": len(labels), "hits": hits, "planted": len(places)}
    st.markdown(words("neighbours", "labels_planted" if places else "labels_plain", **about))
    decided = 0
    with st.container(horizontal=True, gap="medium"):
        for place in found[:SHOWN].tolist():
            label, other = (plain(names[index]) for index in (labels[place], shares[place].argmax()))
            with st.container(width=WIDE, gap="xsmall"):
                light_picture(square(images[place], 2 * SIDE), width=SIDE, alt=f"Labelled {label}, looks like {other}")
                st.caption(f"labelled **{label}**  \n{other}: {shares[place].max():.0%}")
                chosen = st.pills(
                    f"Picture {place}",
                    [KEEP, other, ANOTHER],
                    key=f"neighbours_label_{key}_{place}",
                    label_visibility="collapsed",
                )
                if chosen:
                    decided += (chosen != KEEP) == (place in places)
                    st.caption("planted by the page" if place in places else "labelled so from the start")
    if decided and places:
        st.markdown(words("neighbours", "labels_decided", right=decided))
    st.markdown(words("neighbours", "labels_limits"))
