"""A network to begin with, for whoever comes here without one: trained on the spot, on a few pictures of bundled textures."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.training.suited import suited_settings
from pages.shared.session import training_caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import is_training, start_job, watch_job
from pages.shared.session.state import current_job, latest_result

DATA, PICTURES, EPOCHS = "textures", 3, 15  # few of each class, so that it makes mistakes to look at
_JOB = "fine_tune"  # it is one of that page's networks
_STARTED = "state_example_job"


def example_network(*, key, progress, judged=False):
    """Offer to train it, or one's own; and show in the container `progress` how it learns. Then the page runs again.

    `judged`: whether it is for a page that judges it, and says there what it will be.
    """
    job = current_job(_JOB)
    if job is not None and not job.poll().over:
        with progress:
            if judged:
                st.markdown(words("judge", "example_learns"))
            watch_job(key=_JOB)
        return
    with st.container(key=f"{key}_begin", horizontal=True, gap="small", vertical_alignment="center"):
        if judged:
            st.caption("Another network:", width="content")
        kind = "secondary" if judged else "primary"
        if st.button("Train an example", type=kind, icon=":material/play_arrow:", key=f"{key}_example"):
            _train()
            st.rerun()
        train = lesson("train")
        st.page_link(train.page, label="or train your own", icon=train.icon)
    if judged and latest_result("build") is not None:
        progress.markdown(words("judge", "build_shown"))


def example_learns():
    """Whether it is learning just now, or another network of that page."""
    return is_training(_JOB)


def is_example():
    """Whether it is this network that is learning just now, and no other one."""
    return example_learns() and was_example()


def was_example():
    """Whether it is this network that learned last, or learns."""
    return current_job(_JOB) is not None and current_job(_JOB) is desk().get(_STARTED)


def example_started():
    """What is learning while it is this network: its settings, the fingerprint of its pictures, and nothing on how long."""
    dataset = training_caches.dataset(DATA)
    return [_settings(dataset)], dataset.fingerprint, ""


def _settings(dataset):
    return replace(suited_settings(dataset), arm="frozen", pictures_per_class=PICTURES, epochs=EPOCHS)


def _train():
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    dataset = training_caches.dataset(DATA)
    start_job(fit_arms, [_settings(dataset)], dataset, key=_JOB, epochs=EPOCHS, received=partial(with_pictures, dataset))
    desk()[_STARTED] = current_job(_JOB)
