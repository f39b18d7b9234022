"""Bring pictures: a collection on a table, parted into training and test; and the ways to bring more of them."""

from functools import cache

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.data.example_collection import example_collection
from lessons.data.on_the_table import tabled, whole_test
from lessons.data.own_data import LEAST_PICTURES, TEST_SHARE, far_off, from_pictures
from lessons.texts import counted, words
from lessons.texts.questions.collect import collect_questions
from lessons.texts.steps.collect import CHANCE, TOGETHER
from lessons.texts.studio_snippets import LOAD_CODE
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session.own_pictures import come_split, own_classes, own_dataset, own_groups, own_notes, own_summary
from pages.transfer.parts.alike_pictures import alike_pictures, in_two_classes_said
from pages.transfer.parts.class_gallery import class_gallery
from pages.transfer.parts.collecting import collecting
from pages.transfer.parts.collection_table import collection_table, sheet_of

LONGEST_NOTE = 400  # letters
UNBALANCED = 2  # times as many pictures in the largest class as in the smallest are worth a word


def stage(dataset):
    """The collection on its table: the learner's own, or an example. Returns (the table, split as it is and by chance)."""
    if own_classes():
        table, sheet = own_table(dataset)
    else:
        table, sheet = example_collection()[1], example_sheet()
    by_chance, is_chance = table.by_chance(), st.session_state.get("collect_split") == CHANCE
    lacks_twins = bool(own_classes()) and by_chance.testing is not None and not has_moments(table)
    if is_chance and lacks_twins:  # nothing of theirs can be torn apart
        table, sheet = example_collection()[1], example_sheet()
        by_chance = table.by_chance()
    shown = by_chance if is_chance else table
    name = "twins" if is_chance and lacks_twins else "own" if own_classes() else "example"
    collection_table(
        shown,
        sheet,
        title="Your pictures" if name == "own" else "An example",
        lead=words("collect", f"lead_{name}"),
        said=said_of_split(shown, is_chance=is_chance),
        is_warning=bool(shown.seen_before.size),
        key="collect_table",
    )
    return table, by_chance


def has_moments(table):
    """Whether any two of its pictures are of one moment."""
    return len(np.unique(table.groups)) < len(table.groups)


def own_table(dataset):
    """The learner's pictures as they lie on the table, and their thumbnails: made once for as long as nothing changes."""
    images = [shot.pixels for shots in own_classes().values() for shot in shots]
    targets = [place for place, shots in enumerate(own_classes().values()) for _ in shots]
    kept = st.session_state.get("state_collect_sheet")
    if kept is None or kept[0] is not own_classes():
        st.session_state["state_collect_sheet"] = kept = (own_classes(), sheet_of(images))
    return tabled(list(own_classes()), images, targets, own_groups(), dataset), kept[1]


@cache
def example_sheet():
    return sheet_of(example_collection()[0])


def said_of_split(table, *, is_chance):
    """What a split is worth, in a sentence."""
    if table.testing is None:
        return words("collect", "unsplit", least=LEAST_PICTURES)
    seen, test = table.seen_before.size, int(table.testing.sum())
    how = "chance" if is_chance else "moments"
    return words("collect", f"{how}_{'torn' if seen else 'whole'}", seen=seen, test=test, learning=len(table.targets) - test)


def split(dataset):
    """How the pictures are split, and what about it is worth a warning."""
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


def what_was_brought(dataset, missing):
    """The opening, and what there is to say about the pictures so far."""
    if not own_classes():
        st.info(words("collect", "empty"), icon=":material/photo_library:")
    elif own_summary():
        st.success(own_summary().replace("_", r"\_"), icon=":material/check_circle:")
    if own_classes():
        in_two_classes_said()
    if dataset is not None:
        split(dataset)
    elif own_classes():
        alone = len(own_classes()) == 1
        st.info(words("collect", "second", name=plain(next(iter(own_classes())))) if alone else missing, icon=":material/info:")
    if own_notes():
        with st.expander(f"About {counted(len(own_notes()), 'file')}", icon=":material/warning:"):
            st.markdown("\n".join(f"- {plain(note, LONGEST_NOTE)}" for note in own_notes()))
    st.markdown(words("collect", "opening"))
    if own_classes():
        keep_switch(key="collect")
    st.caption(words("collect", "memory"))


def look_through():
    """Every picture, to throw out or move to another class; and what looks nearly the same."""
    sizes = [len(shots) for shots in own_classes().values()]
    if not sizes:
        st.info(words("collect", "empty"), icon=":material/photo_library:")
        return
    if max(sizes) > UNBALANCED * min(sizes):
        st.caption(words("collect", "unbalanced"))
    class_gallery(key="collect")
    alike_pictures(key="collect")


def sections_of(dataset, missing):
    """The sections below."""
    return {
        "What you saw": lambda: what_was_brought(dataset, missing),
        "Look through": look_through,
        "By hand": by_hand,
        "In code": lambda: code_panel(LOAD_CODE, from_pictures, key="collect"),
        "Check yourself": lambda: quiz(collect_questions(dataset.counts if dataset else None), key="collect"),
        "Summary": lambda: st.markdown(words("collect", "summary")),
    }


def by_hand():
    """How the pictures of a class are shared out: the largest class that was brought, or one of a made-up size."""
    pictures = max(map(len, own_classes().values()), default=40)
    exact, test = pictures * TEST_SHARE, whole_test(pictures)
    halves = "" if exact == test else words("collect", "no_halves", test=counted(test, "picture"))
    told = {"pictures": pictures, "wanted": TEST_SHARE, "exact": exact, "halves": halves, "rest": pictures - test}
    st.markdown(words("collect", "by_hand", **told))


dataset, missing = own_dataset()
with st.container(key="collect_row", horizontal=True, vertical_alignment="center", gap="small"):
    collecting(key="collect")
    with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
        st.html('<span style="font-size: 15px; color: var(--ink2); white-space: nowrap;">Split:</span>', width="content")
        st.segmented_control(
            "Split", [TOGETHER, CHANCE], default=TOGETHER, required=True, key="collect_split",
            bind="query-params", label_visibility="collapsed",
        )  # fmt: skip
    if dataset is not None:
        following = lesson("fine_tune")
        st.page_link(
            following.page,
            label="Train a network on them",
            icon=following.icon,
            query_params={"fine_tune_set": "your own"},
        )
table, by_chance = stage(dataset)
known = {"most": max(map(len, own_classes().values()), default=0), "section": section_of("collect")}
known |= {"classes": len(own_classes()), "split": st.session_state["collect_split"], "torn": by_chance.seen_before.size}
known |= {"locked": 0 if by_chance.testing is None else int(by_chance.testing.sum())}
known |= {"learning": len(dataset.train), "test": len(dataset.test)} if dataset else {"learning": 0, "test": 0}
steps("collect", known)
sections("collect", sections_of(dataset, missing))
