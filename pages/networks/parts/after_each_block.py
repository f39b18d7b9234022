"""What heads after each block of the learner's network would say of the picture: where does it know?"""

import math

import streamlit as st

from lessons.data.datasets import DATASETS
from lessons.texts import words
from pages.shared.session import map_caches, training_caches
from pages.shared.session.dataset_choice import fetched_dataset
from pages.shared.session.own_pictures import own_dataset

_ASKED = "vgg16_after_each_block"


def answers_after_blocks(asked, picture):
    """Block -> (label, probability, share right), once the learner has asked for it; empty before, and where it can't be told.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : pages.shared.session.picture.Picture
    """
    if not st.session_state.get(_ASKED) or not _examples(asked):
        return {}
    found = map_caches.block_answers(asked.key, picture.digest, asked.model, _examples(asked), picture.pixels)
    told = {}
    for answer in found:
        best = max(range(len(answer.probabilities)), key=answer.probabilities.__getitem__)
        told[answer.layer.split("_")[0]] = (asked.labels[best], answer.probabilities[best], answer.right)
    return told


def after_each_block(asked, picture):
    """Let it be asked, and show it as a table, too."""
    if not _examples(asked):
        st.markdown(words("vgg16", "no_block_answers"))
        return
    st.markdown(words("vgg16", "block_answers"))
    label = "Train a small head after each block"
    if st.button(label, icon=":material/account_tree:", key="vgg16_ask_blocks", disabled=st.session_state.get(_ASKED, False)):
        st.session_state[_ASKED] = True
        with st.spinner("Training five heads. About ten seconds.", show_time=True):
            answers_after_blocks(asked, picture)
        st.rerun()
    rows = [
        {
            "after": block,
            "says": label,
            "probability": f"{probability:.0%}",
            "right on pictures that it did not learn from": "" if math.isnan(right) else f"{right:.0%}",
        }
        for block, (label, probability, right) in answers_after_blocks(asked, picture).items()
    ]
    if rows:
        st.dataframe(rows, hide_index=True, height="content", key="vgg16_blocks")


def _examples(asked):
    """The pictures that the network learned from, or None where they are not here any more."""
    run = asked.own
    if not hasattr(run, "fingerprint"):
        return None
    bundled = (training_caches.dataset(name) for name in DATASETS if DATASETS[name].title == run.data)
    for dataset in (own_dataset()[0], fetched_dataset(), *bundled):
        if dataset is not None and dataset.fingerprint == run.fingerprint:
            return dataset.train
    return None
