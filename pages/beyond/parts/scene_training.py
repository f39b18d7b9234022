"""Training on generated scenes: how long, how fast, start, and go on from what was learned."""

from dataclasses import replace

import streamlit as st

from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import say_what_trains, start_job, watch_job
from pages.shared.session.state import current_job, epochs_of, latest_result

_MORE = "Train on"


def training_choice(default, *, key, more="More about the training"):
    """Epochs, number of scenes, learning rate and seed: a dict for the run's settings, which begin at `default`.

    The last two lie in an expander with the label `more`, which comes back, too, for what else belongs there.
    """
    first, second = wrapping_row(2)
    expander = st.expander(more)
    with expander:
        third, fourth = wrapping_row(2)
    rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2]
    counts = [100, 300, 1000, 2000, 3000, 4000, 5000, 8000]
    chosen = {
        "epochs": first.slider("Epochs", 1, 30, default.epochs, key=f"{key}_epochs", bind="query-params"),
        "learning_rate": third.select_slider(
            "Learning rate", rates, default.learning_rate, key=f"{key}_rate", bind="query-params"
        ),
        "count": second.select_slider("Scenes to learn from", counts, default.count, key=f"{key}_count", bind="query-params"),
        "seed": fourth.number_input("Seed", 0, 2**31 - 1, default.seed, key=f"{key}_seed", bind="query-params"),
    }
    return chosen, expander


def scene_training(fit, settings, *, key, chart, live, buttons):
    """Buttons that train, and what is seen meanwhile.

    Parameters
    ----------
    fit : function that trains: `fit_locator` or `fit_detector` of `lessons.finding`
    settings : SceneRunSettings, or None while they can't be trained
    key : str, the page's slug
    chart : function of (history, epochs, records) to a chart
    live : function of the latest record and the settings that shows more of a running job
    buttons : container for them; all else stands where this is called

    Returns
    -------
    LocatorRun or DetectorRun, or None while there is none
    """
    earlier = latest_result(key)
    with buttons.container(horizontal=True):
        if st.button("Train", type="primary", icon=":material/play_arrow:", key=f"{key}_train", disabled=settings is None):
            start_job(fit, settings, key=key, epochs=settings.epochs)
            desk()[f"{key}_running"] = settings
        if earlier is not None and st.button(_MORE, icon=":material/fast_forward:", key=f"{key}_more"):
            more = earlier.settings if settings is None else replace(earlier.settings, epochs=settings.epochs)
            start_job(fit, more, earlier=earlier, key=key, epochs=len(earlier.history) + more.epochs)
            desk()[f"{key}_running"] = more
    used = desk().get(f"{key}_running", settings)

    def show_live(step):
        if step.history:
            show_chart(chart(step.history, epochs_of(key), step.records), key=f"{key}_live")
        if step.records:
            live(step.records[-1], used)

    result = watch_job(key=key, live=show_live)
    if result is None and current_job(key) is None:
        say_what_trains()
    if settings is not None:
        say_earlier(result, settings.scenes)
    return result


def say_earlier(result, scenes):
    """Say where a result is of other scenes than those that are chosen now."""
    if result is not None and result.settings.scenes != scenes:
        st.caption(
            "The scenes above have changed since: what follows belongs to the network that learned from the earlier ones. "
            "Train again for the present ones."
        )
