"""The locked test set: it is opened on request, and every look of a learner at the same pictures is counted."""

import hashlib
import weakref
from dataclasses import dataclass

import streamlit as st

from lessons.texts import counted, words
from pages.shared.session.desk import desk

_LOOKS = "state_test_looks"
_PICTURES = weakref.WeakKeyDictionary()  # run -> digest of each of its test pictures


@dataclass(frozen=True, eq=False)
class Look:
    """A test set that was opened. The run itself is not kept: its network would fill the memory."""

    run: weakref.ref
    pictures: frozenset[bytes]


def is_open(run, *, key):
    """Whether the learner has opened the test set for this run; a button opens it.

    A test set is honest once. Each run that is opened after another one with some of the same test pictures is counted, and
    the count is shown: it does not matter whether pictures were moved to another class in between.
    """
    own, past = _pictures(run), desk().setdefault(_LOOKS, [])
    place = next((number for number, look in enumerate(past) if look.run() is run), None)
    earlier = [look for look in past[:place] if look.pictures & own]
    shown = frozenset().union(*(look.pictures for look in earlier))
    count, seen = len(run.test_images), sum(digest in shown for digest in _digests(run))
    if place is None:
        part = "locked_again" if earlier else "locked"
        st.info(words("judge", part, pictures=count, seen=seen, times=counted(len(earlier), "look")), icon=":material/lock:")
        if st.button("Open the test set", type="primary", icon=":material/lock_open:", key=f"{key}_open"):
            past.append(Look(weakref.ref(run), own))
            st.rerun()
        return False
    if earlier:
        which = "the same test pictures" if seen == count else f"test pictures of which {seen} of {count} were seen before"
        st.warning(words("judge", "again", times=len(earlier) + 1, which=which), icon=":material/history:")
    return True


def looked_at(run):
    """Whether the learner has opened the test set for this run."""
    return any(look.run() is run for look in desk().get(_LOOKS, []))


def looks(run):
    """How often this session has opened a test set with some of this run's test pictures."""
    return sum(bool(_pictures(run) & look.pictures) for look in desk().get(_LOOKS, []))


def _pictures(run):
    return frozenset(_digests(run))


def _digests(run):
    if run not in _PICTURES:
        _PICTURES[run] = tuple(map(_digest, run.test_images))
    return _PICTURES[run]


def _digest(image):
    return hashlib.sha256(repr(image.shape).encode() + image.tobytes()).digest()
