"""A network to begin with, for whoever comes here without one: trained on the spot, on a few pictures of bundled textures."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.training.suited import suited_settings
from pages.shared.session import training_caches
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.state import current_job

DATA, PICTURES, EPOCHS = "textures", 3, 15  # few of each class, so that it makes mistakes to look at
_JOB = "fine_tune"  # it is one of that page's networks


def example_network(*, key, progress):
    """Offer to train it, or one's own; and show in the container `progress` how it learns. Then the page runs again."""
    job = current_job(_JOB)
    if job is not None and not job.poll().over:
        with progress:
            watch_job(key=_JOB)
        return
    with st.container(key=f"{key}_begin", horizontal=True, gap="small", vertical_alignment="center"):
        told = words("judge", "example", pictures=PICTURES)
        if st.button("Train an example", type="primary", icon=":material/play_arrow:", key=f"{key}_example", help=told):
            _train()
            st.rerun()
        train = lesson("train")
        st.page_link(train.page, label="or train your own", icon=train.icon)


def _train():
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    dataset = training_caches.dataset(DATA)
    settings = replace(suited_settings(dataset), arm="frozen", pictures_per_class=PICTURES, epochs=EPOCHS)
    start_job(fit_arms, [settings], dataset, key=_JOB, epochs=EPOCHS, received=partial(with_pictures, dataset))
