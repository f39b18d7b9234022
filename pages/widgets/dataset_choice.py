"""Choosing what to learn from: a bundled data set, or pictures of one's own, with a few of them to look at."""

import streamlit as st

from pages.widgets import caches
from pages.widgets.own_pictures import own_dataset
from pages.widgets.plain_text import plain

OWN = "your own"
PER_CLASS = 3  # pictures that are shown


def dataset_choice(names, *, key):
    """Let the learner choose a data set, and show examples of its classes.

    Parameters
    ----------
    names : list of keys of `lessons.training.datasets.DATASETS`, the first is the default
    key : str

    Returns
    -------
    lessons.training.datasets.Dataset, or None while there are no pictures of one's own
    """
    options = [*names, OWN]
    name = st.segmented_control("Data set", options, default=names[0], required=True, key=f"{key}_set", bind="query-params")
    if name == OWN:
        dataset = own_dataset(key=key)
        if dataset is None:
            return None
        examples = caches.examples_of(dataset, PER_CLASS)
    else:
        dataset, examples = caches.dataset(name), caches.dataset_examples(name, PER_CLASS)
    st.markdown(f"{dataset.description} {len(dataset.train)} to learn from, {len(dataset.test)} kept apart for the test.")
    with st.container(horizontal=True, gap="medium"):
        for label, pictures in examples.items():
            with st.container(width=196, gap="xsmall"):
                st.image(pictures, width=196, alt=f"Examples of {label}")
                train, test = dataset.counts[label]
                st.caption(f"**{plain(label)}** · {train} + {test}")
    st.caption(dataset.credit)
    return dataset
