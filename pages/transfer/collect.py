"""Bring pictures: with the camera, as files or a ZIP, drawn, or from the net; look through them, and see how they are split."""

import streamlit as st

from lessons.catalog import lesson
from lessons.data.own_data import TEST_SHARE, far_off, from_pictures
from lessons.texts import counted, words
from lessons.texts.questions.collect import collect_questions
from lessons.texts.studio_snippets import LOAD_CODE
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session.own_pictures import come_split, own_classes, own_dataset, own_notes, own_summary
from pages.transfer.parts.alike_pictures import alike_pictures
from pages.transfer.parts.class_gallery import class_gallery, undo_button
from pages.transfer.parts.collecting import collecting

LONGEST_NOTE = 400  # letters


def split(dataset):
    least, most = min(dataset.test_shares.values()), max(dataset.test_shares.values())
    st.markdown(
        words(
            "collect",
            "own_split" if come_split() else "split",
            learning=len(dataset.train),
            test=len(dataset.test),
            classes=len(dataset.labels),
            shares=f"{least:.0%}" if f"{least:.0%}" == f"{most:.0%}" else f"{least:.0%} to {most:.0%}",
            wanted=TEST_SHARE,
        )
    )
    uneven = [f"{plain(label)} ({share:.0%})" for label, share in far_off(dataset).items()]
    if uneven and not come_split():
        st.warning(words("collect", "uneven", wanted=TEST_SHARE, classes=", ".join(uneven)), icon=":material/balance:")
    if dataset.shared_moments and not come_split():
        classes = ", ".join(map(plain, dataset.shared_moments))
        st.warning(words("collect", "one_moment", classes=classes), icon=":material/burst_mode:")
    single = [dataset.labels[target] for target in dataset.train.single_groups]
    alone = ", ".join(plain(label) for label in single if label not in dataset.shared_moments)
    if alone:
        st.warning(words("collect", "alone", classes=alone), icon=":material/burst_mode:")
    rows = [
        {"class": plain(label), "to learn from": train, "locked for the test": test}
        for label, (train, test) in dataset.counts.items()
    ]
    st.dataframe(rows, hide_index=True)
    following = lesson("fine_tune")
    st.page_link(
        following.page,
        label="Train a network on them",
        icon=following.icon,
        query_params={"fine_tune_set": "your own"},
    )


def what_was_brought():
    """The pictures so far, and what there is to say about them."""
    if own_classes():
        if own_summary():
            st.success(own_summary().replace("_", r"\_"), icon=":material/check_circle:")
        class_gallery(key="collect")
        alike_pictures(key="collect")
        keep_switch(key="collect")
    else:
        st.info(words("collect", "empty"), icon=":material/photo_library:")
        undo_button(key="collect")
    if own_notes():
        with st.expander(f"About {counted(len(own_notes()), 'file')}", icon=":material/warning:"):
            st.markdown("\n".join(f"- {plain(note, LONGEST_NOTE)}" for note in own_notes()))


def sections_of(dataset):
    """The sections below."""
    return {
        "What you saw": lambda: st.markdown(words("collect", "opening")),
        "By hand": by_hand,
        "In code": lambda: code_panel(LOAD_CODE, from_pictures, key="collect"),
        "Check yourself": lambda: quiz(collect_questions(dataset.counts if dataset else None), key="collect"),
        "Summary": lambda: st.markdown(words("collect", "summary")),
    }


def by_hand():
    """How the pictures of a class are shared out: the largest class that was brought, or one of a made-up size."""
    pictures = max(map(len, own_classes().values()), default=40)
    test = pictures * TEST_SHARE
    st.markdown(words("collect", "by_hand", pictures=pictures, wanted=TEST_SHARE, test=test, rest=pictures - test))


bring, look = st.container(key="stage_row").columns(2, gap="large")
with bring:
    collecting(key="collect")
with look:
    what_was_brought()
    st.caption(words("collect", "memory"))
dataset, missing = own_dataset()
known = {"most": max(map(len, own_classes().values()), default=0), "section": section_of("collect")}
known |= {"learning": len(dataset.train), "test": len(dataset.test)} if dataset else {"learning": 0, "test": 0}
steps("collect", known)
if dataset is not None:
    split(dataset)
elif own_classes():
    st.info(missing, icon=":material/info:")
sections("collect", sections_of(dataset))
