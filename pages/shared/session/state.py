"""What a session remembers that has no widget of its own: the current picture and the training job."""

import hashlib
from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.images.resizing import fit_within
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES

LONGEST_SIDE = 1024  # pixels: larger pictures are shrunk once, so that every page stays quick

_PICTURE = "state_picture"
_JOB = "state_job"
_EARLIER_JOBS = "state_earlier_jobs"


@dataclass(frozen=True, eq=False)
class Picture:
    """The picture that the learner carries from page to page. It lives in this session's memory alone."""

    pixels: np.ndarray  # uint8 (rows, columns, 3), read-only
    name: str
    description: str  # what is known of it, for those who can't see it
    digest: str  # tells pictures apart in this session's caches
    notes: tuple[str, ...] = ()  # what there is to know of how its file was read, a sentence each


def set_picture(pixels, name, description, notes=()):
    """Make this the current picture of the session."""
    pixels = np.ascontiguousarray(fit_within(pixels, LONGEST_SIDE))
    pixels.setflags(write=False)
    st.session_state[_PICTURE] = Picture(pixels, name, description, digest_of(pixels), tuple(notes))


def digest_of(pixels):
    """What tells a picture from all others."""
    return hashlib.sha256(pixels.tobytes() + str(pixels.shape).encode()).hexdigest()


def current_picture():
    """The session's picture; a bundled one until the learner has chosen."""
    if _PICTURE not in st.session_state:
        sample = SAMPLES[DEFAULT_SAMPLE]
        set_picture(sample.load(), sample.title, sample.description)
    return st.session_state[_PICTURE]


def current_job(key):
    """The session's training job of that page, or None."""
    return st.session_state.get(f"{_JOB}_{key}")


def unfinished_jobs():
    """All jobs of the session that are waiting or running. Asking tells them that somebody still wants them."""
    jobs = [st.session_state[name] for name in st.session_state if str(name).startswith(f"{_JOB}_")]
    return [job for job in jobs if not job.poll().over]


def set_job(key, job):
    """Remember the session's training job of that page. Those before it count until it has a result."""
    earlier = st.session_state.get(f"{_EARLIER_JOBS}_{key}", [])
    st.session_state[f"{_EARLIER_JOBS}_{key}"] = [current_job(key), *earlier] if current_job(key) else []
    st.session_state[f"{_JOB}_{key}"] = job


def latest_result(key):
    """The result of the latest job of that page that has one, or None: a job that was stopped early takes nothing away."""
    earlier = st.session_state.get(f"{_EARLIER_JOBS}_{key}", [])
    for place, job in enumerate([current_job(key), *earlier] if current_job(key) else []):
        result = job.poll().result
        if result is not None:
            del earlier[place:]
            return result
    return None


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
