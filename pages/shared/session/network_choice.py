"""Which network is asked: one that comes along, or one that this session trained."""

import itertools
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from lessons.nets.device import use_device
from lessons.nets.weights import WeightsError
from pages.shared.session import caches
from pages.shared.session.session_networks import OPENED_NAME, TRAINED_NAME, opened_network, taken
from pages.shared.session.state import latest_result

if TYPE_CHECKING:  # a page imports this before it needs a network, and TensorFlow takes seconds
    import keras

_TRAINED = {"fine_tune": TRAINED_NAME, "build": "Your stacked network", "opened": OPENED_NAME}
_FETCHED = "zoo"  # the page whose job fetches a network
_TITLES = {"imagenet": "EfficientNet-Lite0, ImageNet", "brain_mri": "VGG16, brain scans"}
_VGG16 = "VGG16, ImageNet"
_NUMBERS, _COUNT = weakref.WeakKeyDictionary(), itertools.count(1)  # networks that sessions trained, as they were first asked


@dataclass(frozen=True, eq=False)
class Asked:
    """A network to ask. `key` tells networks apart, within this session too."""

    key: str
    title: str
    model: "keras.Model"
    labels: tuple[str, ...]  # none, of a network without a classifier
    knows: str

    @property
    def size(self):
        """Rows and columns of its input."""
        return self.model.inputs[0].shape[1]


def when_awake(show, *arguments):
    """Wake the networks, which takes some seconds the first time, and run a part of a page that asks them.

    Weights that are missing get a sentence in its place, and the rest of the page goes on.

    Returns
    -------
    what `show(*arguments)` returned, or None where weights are missing
    """
    try:
        with st.spinner("Waking the networks. The first time takes ten seconds or more.", show_time=True):
            use_device()
            caches.classifier("imagenet")
        return show(*arguments)
    except WeightsError as error:
        st.error(str(error), icon=":material/download_off:")
        return None


def network_choice(*, key):
    """Let the learner choose a network.

    Returns
    -------
    Asked

    Raises
    ------
    lessons.nets.weights.WeightsError
        If its weights are missing.
    """
    own = own_networks()
    titles = _TITLES | {name: _TRAINED[name] for name in own}
    fetched = latest_result(_FETCHED)
    if fetched is not None:
        titles |= {_FETCHED: f"{fetched.model.name}, fetched"}
    name = _select(titles, key)
    if name in own:
        return _asked(name, *own[name])
    if name == _FETCHED:
        from lessons.nets.imagenet import labels

        return Asked(f"{name} {fetched.model.name}", titles[name], fetched.model, labels(), "the 1000 classes of ImageNet")
    known = caches.classifier(name)
    return Asked(name, known.title, known.model, known.labels, known.knows)


def vgg16_choice(*, key):
    """VGG16 as it comes along; where this session has networks of its own that begin with VGG16, let the learner choose.

    Returns
    -------
    Asked : without labels, if it is the one that comes along

    Raises
    ------
    lessons.nets.weights.WeightsError
        If its weights are missing.
    """
    from lessons.nets.vgg16 import begins_with_vgg16

    bundled = Asked("vgg16", _VGG16, caches.vgg16(), (), "the 1000 classes of ImageNet")
    own = {name: network for name, network in own_networks().items() if begins_with_vgg16(network[0])}
    if not own:
        return bundled
    name = _select({"vgg16": _VGG16} | {name: _TRAINED[name] for name in own}, key)
    return _asked(name, *own[name]) if name in own else bundled


def _select(titles, key):
    """A select box of names by their titles; a title that is gone gives way to the first. Returns the name."""
    widget, first = f"{key}_network", next(iter(titles.values()))
    if st.session_state.get(widget) not in (None, *titles.values()):
        st.session_state[widget] = first
    chosen = st.selectbox("Network", list(titles.values()), key=widget, bind="query-params")
    return next(name for name, title in titles.items() if title == chosen)


def number_of(model):
    """A number of a network that is its own for as long as the process runs: an id may come again."""
    if model not in _NUMBERS:
        _NUMBERS[model] = next(_COUNT)
    return _NUMBERS[model]


def _asked(name, model, labels):
    return Asked(f"{name} {number_of(model)}", _TRAINED[name], model, tuple(labels), ", ".join(labels))


def class_choice(asked, picture, *, key):
    """Let the learner choose one of the network's classes, the most probable for this picture first.

    Another picture or another network begins anew with its most probable class.

    Returns
    -------
    (index, probability)
    """
    ranked = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)
    options = {f"{label.index}: {label.name}": label for label in ranked}
    widget, about = f"{key}_class", f"{key}_class_of"
    now = (asked.key, picture.digest)
    changed = st.session_state.setdefault(about, now) != now
    st.session_state[about] = now
    if changed or st.session_state.get(widget, next(iter(options))) not in options:
        st.session_state[widget] = next(iter(options))
    label = options[st.selectbox("Class", list(options), key=widget, bind="query-params")]
    return label.index, label.probability


def own_networks():
    """The networks that this session trained or opened: name -> (model, labels)."""
    found = {"fine_tune": taken(), "build": latest_result("build"), "opened": opened_network()}
    return {name: (network.model, network.labels) for name, network in found.items() if network is not None}
