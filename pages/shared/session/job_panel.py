"""A job on a page: start it, watch it, stop it, and hand over its result."""

import contextlib

import streamlit as st

from lessons.catalog import CATALOG
from lessons.figures.training_charts import training_curves
from pages.shared.lesson.chart import show_chart
from pages.shared.session import training_caches
from pages.shared.session.desk_bytes import NoRoomError, refuse_network_where_full
from pages.shared.session.learner_progress import note_trained
from pages.shared.session.state import current_job, epochs_of, job_name, latest_result, learner, remember_link, set_job

LONG = 300.0  # seconds that a job may take without a word before it begins
REFRESH = 0.5  # seconds between two looks at a running job
FAILURE = "The training failed: {}. Please change a setting and start again."
_COMPILED = " The first pictures take longest: the network is made ready for this computer."
STARTING = dict.fromkeys(("features", "training", "fine_tuning", "windows"), _COMPILED)  # what is said until something is done
LOST = "The process that computed this was lost, and another one began it anew."
STOPPED = "Stopped before anything was learned. Start again when you like."


class RefusedJobError(ValueError):
    """A job that could not be queued. Its message is a sentence for learners."""


def start_job(work, *arguments, key, **options):
    """Queue some work as `queue_job` does. If it can't be, that is said."""
    try:
        queue_job(work, *arguments, key=key, **options)
    except RefusedJobError as error:
        st.error(str(error), icon=":material/error:")


def queue_job(work, *arguments, key, epochs=None, heavy=True, received=None, **options):
    """Queue some work as this session's job of a page; an earlier job of that page is stopped.

    Parameters
    ----------
    work : function of these arguments and options, and of on_step and should_stop, as `lessons.training.fit.fit` takes them
    key : str, the page's slug
    epochs : int, how many its curves will have at its end, for `epochs_of`; or None
    heavy, received : as `lessons.work.jobs.JobQueue.submit` takes them

    Raises
    ------
    RefusedJobError
        If it can't be. The message is a sentence for learners.
    """
    from lessons.work.jobs import TooManyJobs
    from lessons.work.workers import WorkersError

    stop_job(key)
    about = {"learner": learner(), "kind": key, "heavy": heavy, "received": received, "name": job_name(key), "note": epochs}
    try:
        refuse_network_where_full()
        with st.spinner("Waking the process that trains", show_time=True):
            job = training_caches.job_queue().submit(work, *arguments, **about, **options)
            remember_link(key)
            set_job(key, job, epochs)  # before anything is shown: a reload meanwhile ends this run of the page there
    except (TooManyJobs, WorkersError, NoRoomError) as error:
        raise RefusedJobError(str(error)) from error


def stop_job(key):
    """Stop this session's job of a page, if there is one. It keeps what it learned so far."""
    if current_job(key) is not None:
        current_job(key).stop()


def is_training(key):
    """Whether this session's job of a page is waiting or running."""
    job = current_job(key)
    return job is not None and not job.poll().over


def watch_job(*, key, live=None, above=None, failure=FAILURE, stopped=STOPPED):
    """Show this session's job of a page until it is over.

    Parameters
    ----------
    key : str, the page's slug
    live : function of a Step that shows more of a running job, or None
    above : function that shows it above the bar, from the beginning on: of a Step, or of None while there is none
    failure : str, what is said of a job that failed, with {} for why
    stopped : str, what is said of a job that was stopped before there was a result

    Returns
    -------
    the latest result of the page's jobs, or None while one runs or none had any: a job that came to nothing takes nothing away
    """
    training_caches.workers().start_soon()
    job = current_job(key)
    if job is None:
        _say_if_long(key)
        return latest_result(key)
    snapshot = job.poll()
    if not snapshot.over:
        st.fragment(_progress, run_every=REFRESH)(key, live, above)
        return None
    if snapshot.state == "failed":
        st.error(failure.format(snapshot.message), icon=":material/error:")
    elif snapshot.state == "stopped":
        st.info(stopped, icon=":material/stop_circle:")
    result = latest_result(key)
    if result is not None and epochs_of(key):
        note_trained(key)
    return result


def _progress(key, live, above):
    snapshot = current_job(key).poll()
    if snapshot.over:
        st.rerun()
    if above:
        above(snapshot.step)
    job_bar(snapshot)
    with st.container(horizontal=True):
        st.button("Stop", icon=":material/stop_circle:", on_click=stop_job, args=(key,), key=f"{key}_stop")
        for title, slug in _own_ahead() if snapshot.state == "waiting" else ():
            st.button(f"Stop the one on {title}", on_click=stop_job, args=(slug,), key=f"{key}_stop_{slug}")
    if snapshot.step and live:
        live(snapshot.step)


def curves(history, epochs, *, key, fine_from=0, kept=None):
    """The training curves so far; lines mark where fine-tuning began, and the epoch that was kept."""
    if history:
        show_chart(training_curves(history, epochs, fine_from, kept), key=key)


def say_what_trains():
    """Name the device that trains, as soon as the process that does it is there."""
    from lessons.nets.device import device_name
    from lessons.work.workers import WorkersError

    workers, names = training_caches.workers(), []
    with contextlib.suppress(WorkersError):  # whoever presses Train is told
        names = sorted({name for name in workers.ask(device_name) if name}) if workers.ready else []
    st.caption(f"Trains on: {' and '.join(names) or 'a process of its own, which is getting ready'}")


def _say_if_long(key):
    """Say before it begins that a job of this kind holds up others, by what such jobs have taken here."""
    from lessons.work.workers import WorkersError

    with contextlib.suppress(WorkersError, OSError, TimeoutError):
        seconds = training_caches.job_queue().survey().seconds.get(key, 0) if training_caches.workers().ready else 0
        if seconds > LONG:
            st.info(
                f"Such trainings take about {duration(seconds)} here. Others wait meanwhile.", icon=":material/hourglass_top:"
            )


def job_bar(snapshot):
    """How far a job is that is waiting or running, as a bar and in words."""
    step = snapshot.step
    if snapshot.losses:
        st.caption(LOST)
    if snapshot.state == "waiting":
        ahead = "1 training is" if snapshot.place == 1 else f"{snapshot.place} trainings are"
        begins = "" if snapshot.wait is None else f" It begins in about {duration(snapshot.wait)}."
        titles = " and ".join(title for title, _ in _own_ahead())
        own = f" Your own on {titles} learns before it." if titles else ""
        st.progress(0.0, f"Waiting: {ahead} before yours.{begins}{own} You can use the other pages meanwhile.")
    elif step is None:
        st.progress(0.0, "Starting. That takes some seconds, and longer while others work.")
    else:
        from lessons.work.progress import PHASES

        left = step.seconds_left
        when = "" if left is None else f" About {max(1, round(left))} s left."
        unit = {
            "features": f" {step.done} of {step.total} pictures, {_speed(step)}.",
            "training": f" {_speed(step)}.",
            "fine_tuning": f" {_speed(step)}.",
            "reading": f" {step.done:.0f} of {step.total:.0f} pictures.",
            "scenes": f" {step.done:,} of {step.total:,}.",
            "windows": f" {step.done} of {step.total}, {step.done / max(step.seconds, 1e-9):.0f} a second.",
            "destroying": f" {step.done} of {step.total} stages.",
            "fetching": f" {step.done:.0f} of about {step.total:.0f} MB.",
        }
        if not step.done and step.phase in unit:
            unit[step.phase], when = STARTING.get(step.phase, ""), ""
        arm = f"Run {len(step.earlier) + 1}: " if step.earlier else ""
        st.progress(min(step.done / step.total, 1.0), f"{arm}{PHASES[step.phase]}.{unit.get(step.phase, '')}{when}")


def _own_ahead():
    """Where other trainings of this learner go on: (title, slug) of each page."""
    jobs = [(entry.title, entry.slug, current_job(entry.slug)) for entry in CATALOG]
    return [(title, slug) for title, slug, job in jobs if job is not None and job.poll().state == "running"]


def duration(seconds):
    """A time to wait, in words."""
    if seconds < 90:
        return f"{max(5, 5 * round(seconds / 5))} s"
    return f"{round(seconds / 60)} minutes"


def _speed(step):
    speed = step.done / max(step.seconds, 1e-9)
    return f"{speed:,.{0 if speed >= 10 else 1}f} pictures a second"
