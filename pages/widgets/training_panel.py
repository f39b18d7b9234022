"""A training job on a page: start it, watch it, stop it, and hand over what it learned."""

import streamlit as st

from lessons.figures.training_charts import training_curves
from pages.widgets import caches
from pages.widgets.chart import show_chart
from pages.widgets.networks import wake_networks
from pages.widgets.state import current_job, latest_result, set_job

REFRESH = 0.5  # seconds between two looks at a running job
FAILURE = "The training failed: {}. Please change a setting and start again."
STOPPED = "Stopped before anything was learned. Start again when you like."


def of_arms(choices, dataset):
    """The work of a job that trains several arms on a data set, one after the other; its result is a tuple of FitResult."""

    def work(on_step, should_stop):
        from lessons.training.fit import fit_arms

        return fit_arms(choices, dataset, on_step=on_step, should_stop=should_stop)

    return work


def from_the_net(name, per_class):
    """The work of a job that fetches a data set of `lessons.training.net_data`."""

    def work(on_step, should_stop):
        from lessons.training.net_data import fetch_dataset

        return fetch_dataset(name, per_class=per_class, on_step=on_step, should_stop=should_stop)

    return work


def from_scratch(settings, dataset, watched):
    """The work of a job that trains a stacked network on a data set, and records the maps of a picture."""

    def work(on_step, should_stop):
        from lessons.training.scratch import fit_scratch

        return fit_scratch(settings, dataset, watched=watched, on_step=on_step, should_stop=should_stop)

    return work


def drawing(model, how, *arguments, **options):
    """The work of a job that changes a picture step by step: `how` is a function of `lessons.nets.visualising`."""

    def work(on_step, should_stop):
        return how(model, *arguments, on_step=on_step, should_stop=should_stop, **options)

    return work


def fetching(name):
    """The work of a job that fetches a network of `lessons.nets.zoo`; its result is the loaded model, or None."""

    def work(on_step, should_stop):
        from lessons.nets.zoo import build, fetch

        return build(name) if fetch(name, on_step=on_step, should_stop=should_stop) else None

    return work


def going_on(fit, settings, earlier, **options):
    """The work of a job that trains on scenes, or trains an earlier result on; stopped at once, the earlier one stays.

    `fit` is the name of a module of `lessons.training` and of its function: "locating.fit_locator", say; `options` are its own.
    """

    def work(on_step, should_stop):
        from importlib import import_module

        from lessons.training.features import TrainingStopped

        module, function = fit.split(".")
        try:
            return getattr(import_module(f"lessons.training.{module}"), function)(
                settings, earlier=earlier, on_step=on_step, should_stop=should_stop, **options
            )
        except TrainingStopped:
            if earlier is None:
                raise
            return earlier

    return work


def searching(model, image, boxes, **names):
    """The work of a job that shows the windows of a picture to a classifier."""

    def work(on_step, should_stop):
        from lessons.nets.windows import slide

        return slide(model, image, boxes, on_step=on_step, should_stop=should_stop, **names)

    return work


def start_job(work, *, key, queue=None):
    """Queue some work as this session's job of a page; an earlier job of that page is stopped.

    `queue` is the process's training queue unless another is given.
    """
    stop_job(key)
    set_job(key, (queue or caches.job_queue()).submit(work))


def stop_job(key):
    """Stop this session's job of a page, if there is one. It keeps what it learned so far."""
    if current_job(key) is not None:
        current_job(key).stop()


def watch_job(*, key, live=None, failure=FAILURE, stopped=STOPPED):
    """Show this session's job of a page until it is over.

    Parameters
    ----------
    key : str, the page's slug
    live : function of a Step that shows more of a running job, or None
    failure : str, what is said of a job that failed, with {} for why
    stopped : str, what is said of a job that was stopped before there was a result

    Returns
    -------
    the latest result of the page's jobs, or None while one runs or none had any: a job that came to nothing takes nothing away
    """
    job = current_job(key)
    if job is None:
        return None
    snapshot = job.poll()
    if not snapshot.over:
        st.fragment(_progress, run_every=REFRESH)(key, live)
        return None
    if snapshot.state == "failed":
        st.error(failure.format(snapshot.message), icon=":material/error:")
    elif snapshot.state == "stopped":
        st.info(stopped, icon=":material/stop_circle:")
    return latest_result(key)


def _progress(key, live):
    snapshot = current_job(key).poll()
    if snapshot.over:
        st.rerun()
    _bar(snapshot)
    st.button("Stop", icon=":material/stop_circle:", on_click=stop_job, args=(key,), key=f"{key}_stop")
    if snapshot.step and live:
        live(snapshot.step)


def ask(result, picture):
    """What the trained model calls a picture: its labels, the most probable first."""
    from lessons.nets.classification import rank

    return rank(result.model, result.labels, picture.pixels, top=len(result.labels))


def device():
    """The name of the device that trains. The first time it starts TensorFlow, which takes some seconds."""
    with st.spinner("Looking for a GPU"):
        return wake_networks()


def curves(history, epochs, *, key, fine_from=0):
    """The training curves so far; a line marks where fine-tuning began."""
    if history:
        show_chart(training_curves(history, epochs, fine_from), key=key)


def _bar(snapshot):
    step = snapshot.step
    if snapshot.state == "waiting":
        ahead = "1 training is" if snapshot.place == 1 else f"{snapshot.place} trainings are"
        st.progress(0.0, f"Waiting: {ahead} before yours. You can use the other pages meanwhile.")
    elif step is None:
        st.progress(0.0, "Waking the network. This takes about ten seconds the first time.")
    else:
        from lessons.training.progress import PHASES

        left = step.seconds_left
        when = "" if left is None else f" About {max(1, round(left))} s left."
        unit = {
            "features": f" {step.done} of {step.total} pictures, {_speed(step)}.",
            "training": f" {_speed(step)}.",
            "fine_tuning": f" {_speed(step)}.",
            "reading": f" {step.done:.0f} of {step.total:.0f} pictures.",
            "scenes": f" {step.done:,} of {step.total:,}.",
            "windows": f" {step.done} of {step.total}, {step.done / max(step.seconds, 1e-9):.0f} a second.",
            "fetching": f" {step.done:.0f} of about {step.total:.0f} MB.",
        }
        earlier = getattr(step, "earlier", ())
        arm = f"Run {len(earlier) + 1}: " if earlier else ""
        st.progress(min(step.done / step.total, 1.0), f"{arm}{PHASES[step.phase]}.{unit.get(step.phase, '')}{when}")


def _speed(step):
    return f"{step.done / max(step.seconds, 1e-9):,.0f} pictures a second"
