"""Data sets, those who train on them, and what the pages on training compute and keep."""

import numpy as np
import streamlit as st

from lessons.figures.pictures import png, side_by_side
from lessons.images.resizing import square
from pages.shared.session.caches import THUMBNAIL
from pages.shared.session.stores import of_session


@st.cache_resource(max_entries=16, show_spinner=False)
def overconfident(learned, seed):
    """A small network of grainy digits after several epochs, for all sessions."""
    from lessons.training.overconfident import overconfident

    return overconfident(learned, seed)


@of_session
def planted_cue(fingerprint, first, second, cue, strength, share, seed, _dataset):
    """Two classes of a data set, the first with a cue: a lessons.data.planted_cue.Planted."""
    from lessons.data.planted_cue import plant_in

    return plant_in(_dataset, first, second, cue, strength=strength, share=share, seed=seed)


@of_session
def shortcut_reports(fingerprint, first, second, cue, strength, share, seed, _model, _planted):
    """What the network that learned from them makes of the three tests."""
    from lessons.training.shortcut_training import shortcut_reports

    return shortcut_reports(_model, _planted)


@st.cache_resource(show_spinner=False)
def workers():
    """The processes that train and fetch, for all sessions."""
    from lessons.training.readiness import make_ready
    from lessons.work.workers import Workers

    return Workers.of_environment(make_ready)


@st.cache_resource(show_spinner=False)
def job_queue():
    """The queue of jobs: one per process."""
    from lessons.work.jobs import JobQueue

    return JobQueue(workers())


@st.cache_resource(max_entries=8, show_spinner=False)
def dataset(name):
    """A bundled data set, shared and never written on."""
    from lessons.data.datasets import DATASETS

    return DATASETS[name]


@of_session
def learning_and_held_back(fingerprint, settings, _examples):
    """The places of the pictures that a training learns from, and of those that it holds back, as two arrays."""
    from lessons.training.split import first_of_each_class, hold_back

    learning, held = hold_back(_examples, settings)
    return first_of_each_class(learning, _examples.targets, settings), held


@of_session
def augmented_pictures(digest, augmentation, seed, _pictures):
    """Changed copies of a few pictures, as training sees them."""
    from lessons.training.augmentation import augmented

    return augmented(_pictures, augmentation, seed=seed)


@st.cache_data(max_entries=16, show_spinner=False)
def dataset_examples(name, per_class):
    """The first training pictures of each class of a bundled data set, side by side: label -> PNG."""
    return examples_of(dataset(name), per_class)


def examples_of(shown, per_class):
    """The first training pictures of each class of any data set, side by side: label -> PNG."""
    return {
        label: png(
            side_by_side(
                [
                    square(shown.train.images[index], THUMBNAIL)
                    for index in np.flatnonzero(shown.train.targets == target)[:per_class]
                ]
            )
        )
        for target, label in enumerate(shown.labels)
    }
