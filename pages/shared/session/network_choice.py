"""Which network is asked: one that comes along, or one that this session trained."""

import itertools
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from lessons.nets.device import use_device
from lessons.nets.weights import YOLO_SOURCE, WeightsError, yolo_labels
from pages.shared.session import beyond_caches, caches
from pages.shared.session.session_networks import meant, name_of, named_networks
from pages.shared.session.state import latest_result

if TYPE_CHECKING:  # a page imports this before it needs a network, and TensorFlow takes seconds
    import keras

    from lessons.training.results import LabelledNetwork

_FETCHED = "zoo"  # the page whose job fetches a network
_TITLES = {"imagenet": "EfficientNet-Lite0, ImageNet", "brain_mri": "VGG16, brain scans"}
_VGG16 = "VGG16, ImageNet"
YOLO, YOLO_TITLE = "yolo", "YOLOv3-tiny, COCO"  # the detector's key, and what it is called in lists
_NUMBERS, _COUNT = weakref.WeakKeyDictionary(), itertools.count(1)  # networks that sessions trained, as they were first asked


@dataclass(frozen=True, eq=False)
class Asked:
    """A network to ask. `key` tells networks apart, within this session too."""

    key: str
    title: str
    model: "keras.Model"
    labels: tuple[str, ...]  # none, of a network without a classifier
    knows: str
    own: "LabelledNetwork | None" = None  # where it is the learner's

    @property
    def name(self):
        """What it is called in sentences."""
        return self.title if self.own is None else "Your network"

    @property
    def short(self):
        """The same, without what it learned from."""
        return self.name.split(",")[0]

    @property
    def in_sentence(self):
        """What it is called within a sentence; two networks are VGG16."""
        return "the VGG16 for brain scans" if self.key == "brain_mri" else self.short

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


def other_choice(asked, *, key):
    """Let the learner choose a second network beside one that is asked, of those that know everyday things or are their own.

    Returns
    -------
    Asked, or None where there is no other

    Raises
    ------
    lessons.nets.weights.WeightsError
        If its weights are missing.
    """
    titles = [title for title in _titles(detector=True, key=key) if title not in (_shown_title(asked), _TITLES["brain_mri"])]
    return _asked_by(_select(titles, key, label="A second network")) if titles else None


def _shown_title(asked):
    """What a network is called in lists."""
    return YOLO_TITLE if asked.key == YOLO else _TITLES.get(asked.key, asked.title)


def network_choice(*, key, detector=False):
    """Let the learner choose a network: a classifier, or where it is wanted and its package is there, the detector.

    Returns
    -------
    Asked

    Raises
    ------
    lessons.nets.weights.WeightsError
        If its weights are missing.
    """
    return _asked_by(_select(_titles(detector=detector, key=key), key))


def _titles(*, detector, key):
    """The networks that can be asked, by their titles."""
    fetched = latest_result(_FETCHED)
    last = [f"{fetched.model.name}, fetched"] if fetched is not None else []
    return [*_TITLES.values(), *_detectors(detector, key), *own_networks(), *last]


def _asked_by(title):
    """The network of one of these titles."""
    own, fetched = own_networks(), latest_result(_FETCHED)
    if title in own:
        return _asked(title, own[title])
    if title == YOLO_TITLE:
        return _detector()
    name = next((name for name, bundled in _TITLES.items() if bundled == title), _FETCHED)
    if name == _FETCHED:
        from lessons.nets.imagenet import labels

        return Asked(f"{name} {fetched.model.name}", title, fetched.model, labels(), "the 1000 classes of ImageNet")
    known = caches.classifier(name)
    return Asked(name, known.title, known.model, known.labels, known.knows)


def _detectors(is_wanted, key):
    """The detector's title, where it may be chosen; whoever comes for it while its package is missing is told so."""
    if is_wanted and st.session_state.get(f"{key}_network") == YOLO_TITLE and missing_detector():
        st.toast(missing_detector(), icon=":material/download:")
    return [YOLO_TITLE] if is_wanted and not missing_detector() else []


def missing_detector():
    """Where the detector's package is not there, a sentence that says how it is added; else nothing."""
    return "" if YOLO_SOURCE.is_installed() else f"YOLOv3-tiny, a detector, can stand here too. {YOLO_SOURCE.how_to_add}"


def _detector():
    return Asked(YOLO, "YOLOv3-tiny", beyond_caches.yolo(), yolo_labels(), "the 80 classes of COCO, and where they are")


def as_given(asked, picture):
    """The picture as the network is to be asked about it: the detector keeps its shape, in a square with grey bars."""
    return beyond_caches.boxed_picture(picture.digest, asked.size, picture) if asked.key == YOLO else picture


def vgg16_choice(*, key, detector=False):
    """VGG16 as it comes along; or the detector, where it is wanted and there; or a network of one's own that grew from VGG16.

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
    own = {name: network for name, network in own_networks().items() if _may_be_vgg16(network)}
    own = {name: network for name, network in own.items() if begins_with_vgg16(network.model)}
    titles = [_VGG16, *_detectors(detector, key), *own]
    if len(titles) == 1:
        st.session_state.pop(f"{key}_network", None)
        return bundled
    title = _select(titles, key)
    if title == YOLO_TITLE:
        return _detector()
    return _asked(title, own[title]) if title in own else bundled


def not_from_vgg16():
    """The names of this session's networks that `vgg16_choice` leaves out."""
    from lessons.nets.vgg16 import begins_with_vgg16

    own = own_networks().items()
    return [name for name, network in own if not (_may_be_vgg16(network) and begins_with_vgg16(network.model))]


def _may_be_vgg16(network):
    """Whether its settings, if they are known, leave that open: else it would have to be built to find out."""
    return getattr(network.settings, "network", "vgg16") == "vgg16"


def _select(titles, key, *, label="Network"):
    """A select box of networks. One that is called otherwise by now is found, one that is gone gives way to the first."""
    widget = f"{key}_network"
    linked = st.query_params.get(widget)
    if linked and linked not in titles and meant(titles, linked):
        st.query_params[widget] = meant(titles, linked)
    if st.session_state.get(widget) not in (None, *titles):
        st.session_state[widget] = meant(titles, st.session_state[widget]) or titles[0]
    return st.selectbox(label, titles, key=widget, bind="query-params")


def number_of(model):
    """A number of a network that is its own for as long as the process runs: an id may come again."""
    if model not in _NUMBERS:
        _NUMBERS[model] = next(_COUNT)
    return _NUMBERS[model]


def _asked(title, network):
    key = f"own {number_of(network.model)} {hash(network.labels)}"
    return Asked(key, title, network.model, tuple(network.labels), ", ".join(network.labels), network)


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
    """The networks that this session trained or opened, the newest first: title -> LabelledNetwork."""
    stacked = latest_result("build")
    return named_networks() | ({name_of(stacked): stacked} if stacked is not None else {})
