"""What is kept between reruns, and who shares it: all of it bounded.

- What is computed from a learner's own picture or network is kept for that session alone, and goes with it: up to SESSION_BYTES
  for a session and OWN_BYTES for all of them, those used last (`of_session`).
- What bundled networks make of bundled pictures is shared by all sessions and never changed by any (`of_picture`): up to
  MAPS_BYTES for whole networks' maps, which are large and needed for what was not looked at yet (`maps_of_picture`), and up to
  SHARED_BYTES for all that pages show, so that no maps drive it out.

Who falls out of a store is computed anew when it is wanted.
"""

import inspect
from functools import wraps

import numpy as np
import streamlit as st

from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.samples import SAMPLES
from lessons.work.byte_store import ByteStore
from pages.shared.session.desk import desk
from pages.shared.session.picture import picture_of

_SHARE = "state_share_of_caches"

MAPS_BYTES = 160_000_000  # the maps of five bundled pictures
SHARED_BYTES = (
    100_000_000  # what is drawn of all bundled pictures: 18 sheets of a picture take 2 MB, of which there are eight kinds
)
OWN_BYTES = 400_000_000
SESSION_BYTES = 80_000_000  # the maps of one picture before they are packed, and what is drawn of them
BUNDLED = ("vgg16", "imagenet", "brain_mri")  # networks that are the same for every session, by `Asked.key`


class _Owner:
    """What values of a store hang on. A learner's goes when its desk does."""


_OWN, _SHARED, _MAPS = ByteStore(OWN_BYTES, SESSION_BYTES), ByteStore(SHARED_BYTES), ByteStore(MAPS_BYTES)
_EVERYBODY = _Owner()


def of_session(function):
    """Keep what a function returns for the session. Arguments whose names begin with an underscore don't tell calls apart."""
    return _kept(function, None)


def of_picture(function):
    """As `of_session`; but what a bundled network says of a bundled picture is kept for all sessions.

    The function's arguments tell which network by `network` and which picture by `digest`, if it has them.
    """
    return _kept(function, _SHARED)


def maps_of_picture(function):
    """As `of_picture`, for what is so large that it would drive out everything else."""
    return _kept(function, _MAPS)


def _is_bundled(arguments):
    return arguments.get("network", BUNDLED[0]) in BUNDLED and arguments.get("digest") in {None, *_bundled_digests()}


def _kept(function, shared):
    signature = inspect.signature(function)

    def place(positional, named):
        """The store of a call, its owner there, and its key."""
        bound = signature.bind(*positional, **named)
        bound.apply_defaults()
        key = (function.__name__, *(value for name, value in bound.arguments.items() if not name.startswith("_")))
        if shared is not None and _is_bundled(bound.arguments):
            return shared, _EVERYBODY, key
        return _OWN, desk().setdefault(_SHARE, _Owner()), key

    @wraps(function)
    def kept(*positional, **named):
        store, owner, key = place(positional, named)
        return store.get(owner, key, lambda: read_only(function(*positional, **named)))

    def found(*positional, **named):
        """What is kept of such a call, or None: nothing is computed."""
        store, owner, key = place(positional, named)
        return store.find(owner, key)

    def let_go(*positional, **named):
        """Keep no longer what is kept of such a call, if it is."""
        store, owner, key = place(positional, named)
        store.drop(owner, key)

    kept.found, kept.let_go = found, let_go
    return kept


def read_only(value):
    """The same value, with the arrays in it protected: several may look at them."""
    for part in value if isinstance(value, (tuple, list)) else (value,):
        if isinstance(part, np.ndarray):
            part.setflags(write=False)
    return value


@st.cache_resource(show_spinner=False)
def _bundled_digests():
    """The digests of the bundled pictures. Those that no learner has at hand, but pages show, go by their names."""
    return frozenset({*(bundled_picture(name).digest for name in SAMPLES), *OUTSIDERS})


def is_bundled(digest):
    """Whether a picture is one that comes along."""
    return digest in _bundled_digests()


@st.cache_resource(max_entries=len(SAMPLES), show_spinner=False)
def bundled_picture(name):
    """A picture that comes along, one Picture for all sessions."""
    sample = SAMPLES[name]
    return picture_of(sample.load(), sample.title, sample.description)
