"""What more pictures would bring: the same training with more and more of them, judged on the same validation pictures."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lessons.figures.training_charts import pictures_chart
from lessons.texts import counted, words
from lessons.training.settings import TrainingSettings
from pages.shared.lesson.chart import show_chart
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.session_networks import title
from pages.shared.session.state import latest_result

AMOUNTS = (5, 10, 20, 50, 100, 200)  # pictures a class
COARSE = 0.05  # of an accuracy: a picture that makes more of a step is worth a warning


def more_pictures(choices, dataset):
    """Train every way that is chosen with more and more pictures a class, and show what they bring."""
    st.markdown(words("fine_tune", "amounts"))
    most = min(train for train, _ in dataset.counts.values()) * (1 - TrainingSettings.validation_share)
    amounts = [amount for amount in AMOUNTS if amount < most] + [int(most)]
    plan = [replace(choice, pictures_per_class=amount) for choice in choices for amount in amounts]
    if st.button(f"Train with {', '.join(map(str, amounts))} a class", key="fine_tune_amounts", disabled=not plan):
        from lessons.training.fit import fit_arms
        from lessons.training.results import with_pictures

        start_job(fit_arms, plan, dataset, key="amounts", received=partial(with_pictures, dataset))
    watch_job(key="amounts")
    results = latest_result("amounts") or ()
    points = {}
    for run in results:
        points.setdefault(title(run), []).append((run.settings.pictures_per_class, run.validation_report.accuracy))
    if points:
        count, step = len(results[0].validation_report.targets), results[0].validation_report.step
        st.markdown(
            words("fine_tune", "rests", data=results[0].data, count=counted(count, "validation picture"), step=100 * step)
        )
        if step > COARSE:
            st.warning(words("fine_tune", "coarse"), icon=":material/straighten:")
        st.markdown(show_chart(pictures_chart(points), key="fine_tune_amounts_chart"))
