"""Choosing a bundled data set, with a few of its pictures to look at."""

import streamlit as st

from pages.widgets import caches


def dataset_choice(names, *, key):
    """Let the learner choose a data set, and show examples of its classes.

    Parameters
    ----------
    names : list of keys of `lessons.training.datasets.DATASETS`, the first is the default
    key : str

    Returns
    -------
    (name, lessons.training.datasets.Dataset)
    """
    name = st.segmented_control("Data set", names, default=names[0], required=True, key=f"{key}_set", bind="query-params")
    dataset, examples = caches.dataset(name), caches.dataset_examples(name, per_class=3)
    st.markdown(f"{dataset.description} {len(dataset.train)} to learn from, {len(dataset.test)} kept apart for the test.")
    with st.container(horizontal=True, gap="medium"):
        for label, pictures in examples.items():
            with st.container(width=196, gap="xsmall"):
                st.image(pictures, width=196, alt=f"Examples of {label}")
                train, test = dataset.counts[label]
                st.caption(f"**{label}** · {train} + {test}")
    st.caption(dataset.credit)
    return name, dataset
