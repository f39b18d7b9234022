"""What a learner has that has no widget of its own: the current picture and the jobs, on the desk; and what a tab remembers."""

import contextlib
import os
import uuid
import weakref
from urllib.parse import urlencode

import streamlit as st

from lessons.images.samples import DEFAULT_SAMPLE
from pages.shared.server.server_change import comes_from_another
from pages.shared.session import caches, training_caches
from pages.shared.session.controls import note_change
from pages.shared.session.desk import browser_place, desk
from pages.shared.session.desk_bytes import count, has_room, pixels_bytes
from pages.shared.session.desks import EARLIER_JOBS, JOB, LOOKED
from pages.shared.session.picture import picture_of
from pages.shared.session.stores import is_bundled

SCHEDULER = "PIXELS_SCHEDULER"  # the environment variable that lessons.work.workers reads
MOST_RECENT = 6  # of the learner's own pictures
_PICTURE, _RECENT = "state_picture", "state_recent_pictures"
_LEARNER = "state_learner"
_EPOCHS = "state_epochs"
_NUMBERS = "state_numbers_of_jobs"  # job -> how many were set before it
_RESTORED = "state_restored"  # begins the names of results that were kept elsewhere
_LINK = "state_link"


def set_picture(pixels, name, description, notes=()):
    """Make this the current picture of the learner."""
    take_picture(picture_of(pixels, name, description, notes))


def take_picture(picture):
    """Make this Picture the current one of the learner. Their own ones stay at hand, the latest of them."""
    own = desk()
    with own.lock:
        own[_PICTURE] = picture
        if not is_bundled(picture.digest):
            set_recent_pictures((picture, *(other for other in recent_pictures() if other.digest != picture.digest)))
    note_change()


def recent_pictures():
    """The pictures that the learner brought, took or drew, the latest first."""
    return desk().get(_RECENT, ())


def set_recent_pictures(pictures):
    """Make these the learner's own pictures at hand, the latest first: fewer, where the server's memory is full."""
    pictures = tuple(pictures)[:MOST_RECENT]
    while len(pictures) > 1 and not has_room("photos", pixels_bytes(pictures)):
        pictures = pictures[:-1]
    desk()[_RECENT] = pictures
    count("photos", pixels_bytes(pictures))


def current_picture():
    """The learner's picture; a bundled one until the learner has chosen."""
    chosen = desk().get(_PICTURE)
    return caches.bundled_picture(DEFAULT_SAMPLE) if chosen is None else chosen


def learner():
    """What tells this learner from all others, where learners take turns."""
    return desk().setdefault(_LEARNER, uuid.uuid4().hex)


def current_job(key):
    """The learner's job of that page, or None."""
    return desk().get(f"{JOB}_{key}")


def unfinished_jobs():
    """All jobs of the learner that are waiting or running. Asking tells them that somebody still wants them."""
    return [job for job in desk().jobs if not job.poll().over]


def set_job(key, job, epochs=None):
    """Remember the learner's job of a page, and how many epochs it will have. Those before it count until it has a result."""
    own = desk()
    with own.lock:
        earlier = own.get(f"{EARLIER_JOBS}_{key}", [])
        own[f"{EARLIER_JOBS}_{key}"] = [own[f"{JOB}_{key}"], *earlier] if f"{JOB}_{key}" in own else []
        own[f"{_EPOCHS}_{key}"] = epochs
        numbers = own.setdefault(_NUMBERS, weakref.WeakKeyDictionary())
        numbers[job] = 1 + max(numbers.values(), default=0)
        own[f"{JOB}_{key}"] = job
    note_change()


def job_name(key):
    """By which the learner's job of a page is found on another server: nothing, where the browser has no desk."""
    place = browser_place()
    return f"{place}/{key}" if place else ""


def find_jobs():
    """Take the learner's jobs over from a web server that has ended, where a scheduler outlives it. Once for each desk."""
    own = desk()
    if not os.environ.get(SCHEDULER) or not browser_place() or own.get(LOOKED):
        return
    from lessons.work.workers import WorkersError

    own[LOOKED] = True
    with contextlib.suppress(WorkersError, OSError, TimeoutError):  # who starts a job is told
        for name, job in training_caches.job_queue().find(f"{browser_place()}/", received=_with_pictures).items():
            set_job(name.rpartition("/")[2], job, job.note)


def _with_pictures(data, result):
    """A result with the pictures that it is about, as `received` of a job that is started here puts it together."""
    runs = result if isinstance(result, tuple | list) else (result,)
    if not data or not all(hasattr(run, "with_pictures") for run in runs):
        return result
    together = tuple(run.with_pictures(data[0]) for run in runs)
    return together if isinstance(result, tuple | list) else together[0]


def remember_link(key):
    """Remember what the address of this page asks for: whoever opens it later finds the same settings."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params if name.startswith(f"{key}_")}
    desk()[f"{_LINK}_{key}"] = f"{key}?{urlencode(asked, doseq=True)}" if asked else key


def link_of(key):
    """The address that was remembered last for a page, from the top of the app."""
    return desk().get(f"{_LINK}_{key}", key)


def epochs_of(key):
    """How many epochs the job of a page will have at its end: as it was started, whatever the controls say by now."""
    return desk().get(f"{_EPOCHS}_{key}")


def latest_result(key):
    """The result of the latest job of that page that has one, or None: a job that was stopped early takes nothing away."""
    return _latest(key)[1]


def newest_of(keys):
    """Of several pages the one whose latest result was begun last; None where none has one."""
    found = {key: number for key in keys for number, result in [_latest(key)] if result is not None}
    return max(found, key=found.get) if found else None


def _latest(key):
    """(number of its job, 0 where it was kept elsewhere; result or None)."""
    earlier, latest = desk().get(f"{EARLIER_JOBS}_{key}", []), current_job(key)
    for place, job in enumerate([latest, *earlier] if latest else []):
        result = job.poll().result
        if result is not None:
            del earlier[place:]
            return desk().get(_NUMBERS, {}).get(job, 0), result
    return 0, desk().get(f"{_RESTORED}_{key}")


def restore_result(key, result):
    """Have a result that was kept elsewhere as that of a page, until a job of it has another. None: have none any more."""
    own = desk()
    with own.lock:
        own[f"{_RESTORED}_{key}"] = result
        if result is not None:
            own.pop(f"{EARLIER_JOBS}_{key}", None)
            own.pop(f"{JOB}_{key}", None)
    note_change()


def all_results():
    """The results of all jobs that the learner has, those of earlier ones, too."""
    own = desk()
    earlier = [job for name, jobs in list(own.items()) if name.startswith(EARLIER_JOBS) for job in jobs]
    results = [job.poll().result for job in (*own.jobs, *earlier)]
    results += [result for name, result in list(own.items()) if name.startswith(_RESTORED)]
    return [result for result in results if result is not None]


def pages_with_results():
    """The keys of the pages whose latest jobs have a result."""
    beginning = f"{JOB}_"
    jobs = {name.removeprefix(beginning): job for name, job in list(desk().items()) if name.startswith(beginning)}
    return [key for key, job in jobs.items() if job.poll().result is not None]


def last_good(key, compute, default=None, *, of=None):
    """What `compute()` returns; where it raises ValueError, the sentence is shown and the last good result stays.

    Without an earlier result `default` is returned. A result is about something, such as a picture's digest: an earlier one
    of something else is forgotten.
    """
    key = f"state_good_{key}"
    try:
        st.session_state[key] = (of, compute())
    except ValueError as error:
        st.error(str(error), icon=":material/error:")
    kept_of, result = st.session_state.get(key, (of, default))
    return result if kept_of == of else default


def arrived_elsewhere(slug):
    """Whether this is the page on which the visitor of another server arrived here: true until another page is opened."""
    first = st.session_state.setdefault("state_arrived_at", slug if comes_from_another() else None)
    if first != slug:
        st.session_state["state_arrived_at"] = None
    return first == slug


def refused_on_page(slug, names):
    """These parameters of the address, and those that were refused earlier since the learner came to this page."""
    page, earlier = st.session_state.get("state_refused", (slug, ()))
    refused = [*earlier, *names] if page == slug else names
    st.session_state["state_refused"] = (slug, refused)
    return refused


def is_new(key, identity):
    """True the first time that this identity is seen under this key in the session: for files that a widget keeps."""
    key = f"state_seen_{key}"
    new = st.session_state.get(key) != identity
    st.session_state[key] = identity
    return new
