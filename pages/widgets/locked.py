"""The locked test set: it is opened on request, and every look at the same pictures in this session is counted."""

import hashlib
import weakref

import streamlit as st

from lessons.texts import counted, words

_OPENED = "state_test_opened"
_PICTURES = weakref.WeakKeyDictionary()  # run -> digest of each of its test pictures


def is_open(run, *, key):
    """Whether the learner has opened the test set for this run; a button opens it.

    A test set is honest once. Each run that is opened after another one with some of the same test pictures is counted, and
    the count is shown: it does not matter whether pictures were moved to another class in between.
    """
    opened = st.session_state.setdefault(_OPENED, [])
    is_new = not looked_at(run)
    earlier = [other for other in (opened if is_new else opened[: opened.index(run)]) if _pictures(run) & _pictures(other)]
    count, seen = len(run.test_images), _seen(run, earlier)
    if is_new:
        part = "locked_again" if earlier else "locked"
        st.info(words("judge", part, pictures=count, seen=seen, times=counted(len(earlier), "look")), icon=":material/lock:")
        if st.button("Open the test set", type="primary", icon=":material/lock_open:", key=f"{key}_open"):
            opened.append(run)
            st.rerun()
        return False
    if earlier:
        which = "the same test pictures" if seen == count else f"test pictures of which {seen} of {count} were seen before"
        st.warning(words("judge", "again", times=len(earlier) + 1, which=which), icon=":material/history:")
    return True


def looked_at(run):
    """Whether the learner has opened the test set for this run."""
    return any(run is other for other in st.session_state.get(_OPENED, []))


def looks(run):
    """How often this session has opened a test set with some of this run's test pictures."""
    return sum(bool(_pictures(run) & _pictures(other)) for other in st.session_state.get(_OPENED, []))


def _seen(run, earlier):
    """How many of a run's test pictures an earlier look has shown."""
    shown = set().union(*map(_pictures, earlier))
    return sum(digest in shown for digest in _digests(run))


def _pictures(run):
    return set(_digests(run))


def _digests(run):
    if run not in _PICTURES:
        _PICTURES[run] = tuple(map(_digest, run.test_images))
    return _PICTURES[run]


def _digest(image):
    return hashlib.sha256(repr(image.shape).encode() + image.tobytes()).digest()
