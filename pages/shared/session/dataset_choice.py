"""Choosing what to learn from: a bundled data set, one from the net, or one's own pictures; and a few of them to look at."""

import streamlit as st

from lessons.catalog import lesson
from pages.shared.lesson.plain_text import plain
from pages.shared.session import training_caches
from pages.shared.session.own_pictures import own_dataset
from pages.shared.session.state import latest_result

OWN = "your own"
NET = "from the net"
PER_CLASS = 3  # pictures that are shown


def dataset_choice(names, *, key):
    """Let the learner choose a data set.

    Parameters
    ----------
    names : list of keys of `lessons.data.datasets.DATASETS`, the first is the default
    key : str

    Returns
    -------
    lessons.data.datasets.Dataset, or None while there are not enough pictures of one's own
    """
    fetched = fetched_dataset()
    options = [*names, OWN, *([NET] if fetched else [])]
    widget = f"{key}_set"
    if st.session_state.get(widget) not in (None, *options):
        st.session_state[widget] = names[0]
    name = st.segmented_control("Data set", options, default=names[0], required=True, key=widget, bind="query-params")
    if name in (OWN, NET):
        dataset, missing = own_dataset() if name == OWN else (fetched, "")
        if dataset is None:
            st.info(f"{missing} Bring pictures of two classes or more, five or more of each.", icon=":material/photo_library:")
            collect = lesson("collect")
            st.page_link(collect.page, label=collect.title, icon=collect.icon)
        return dataset
    return training_caches.dataset(name)


def show_dataset(dataset, *, key):
    """What the chosen data set is, and examples of its classes."""
    name = st.session_state[f"{key}_set"]
    is_bundled = name not in (OWN, NET)
    examples = (
        training_caches.dataset_examples(name, PER_CLASS) if is_bundled else training_caches.examples_of(dataset, PER_CLASS)
    )
    st.markdown(f"{dataset.description} {len(dataset.train)} to learn from, {len(dataset.test)} kept apart for the test.")
    with st.container(horizontal=True, gap="medium"):
        for label, pictures in examples.items():
            with st.container(width=196, gap="xsmall"):
                st.image(pictures, width=196, alt=f"Examples of {label}")
                train, test = dataset.counts[label]
                st.caption(f"**{plain(label)}** · {train} + {test}")
    st.caption(dataset.credit)


def fetched_dataset():
    """The data set that this session fetched from the net, or None."""
    return latest_result("collect")
