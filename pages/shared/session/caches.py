"""What pages compute and keep, in one place: of networks, pictures and data sets. pages/shared/session/stores.py keeps it.

A fixed number of networks and data sets that come along, small tables about them, and the queues are kept once per process
(`st.cache_resource`, `st.cache_data`).
"""

import os
import threading

import streamlit as st

from lessons.figures.pictures import magnified, webp
from lessons.images.resizing import center_square, fit_within, middle, square
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
from lessons.nets.device import use_device
from pages.shared.session.stores import bundled_picture, of_picture, of_session

THUMBNAIL = 112  # pixels
LONGEST_THUMBNAIL = 8  # times as long as it is high, or the other way round: Streamlit fails to shrink a picture to no height
EXPLAINED = ("occlusion", "grad_cam")  # the methods that the page on explanations begins with
TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)  # of those who wait for a whole network: first come, first served
_AWAKE = set()  # networks that were started


@st.cache_data(max_entries=64, show_spinner=False)
def sample_thumbnail(name):
    """A small square WebP of a bundled picture."""
    return webp(square(center_square(bundled_picture(name).pixels), THUMBNAIL), quality=70)


@of_session
def square_thumbnail(digest, _pixels):
    """A small square WebP of the middle of the learner's picture."""
    return webp(square(center_square(_pixels), THUMBNAIL), quality=70)


@of_picture
def thumbnail(digest, _pixels, side=THUMBNAIL):
    """A WebP of the learner's picture, its longer side of `side` pixels; of a very long one, its middle."""
    return webp(magnified(fit_within(middle(_pixels, longest=LONGEST_THUMBNAIL), side, quick=True), side))


@st.cache_resource(show_spinner=False)
def vgg16():
    """VGG16's base, one frozen model for all sessions."""
    use_device()
    from lessons.nets.inference import hold_constant
    from lessons.nets.vgg16 import load_vgg16

    model = hold_constant(load_vgg16())
    _AWAKE.add("vgg16")
    return model


def are_awake():
    """Whether VGG16 and the classifier of ImageNet are there, so that nobody waits for them."""
    return {"vgg16", "imagenet"} <= _AWAKE


@of_picture
def square_picture(digest, size, _pixels):
    """The learner's picture as a network of this size is shown it: uint8 (size, size, 3)."""
    return square(_pixels, size)


def as_shown(model, digest, pixels):
    """The learner's picture at a model's own size: shrunk once for all that looks at it."""
    return square_picture(digest, model.inputs[0].shape[1], pixels)


@st.cache_resource(show_spinner=False)
def sample_pictures():
    """The bundled pictures by title; nobody may write on them."""
    return {sample.title: bundled_picture(name).pixels for name, sample in SAMPLES.items()}


@st.cache_resource(show_spinner=False)
def small_vgg16():
    """VGG16's base for pictures of 128 × 128: to draw what its filters look for, in seconds."""
    use_device()
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=128)


@st.cache_resource(max_entries=4, show_spinner=False)
def classifier(name):
    """A classifier that comes along, one for all sessions."""
    use_device()
    from lessons.nets.classifiers import CLASSIFIERS

    asked = CLASSIFIERS[name]()
    _AWAKE.add(name)
    return asked


@of_picture
def ranking(network, digest, _model, _labels, _pixels):
    """All labels of a network for a picture, the most probable first; `network` tells the session's networks apart."""
    from lessons.nets.classification import rank

    return rank(_model, _labels, as_shown(_model, digest, _pixels), top=len(_labels))


@of_picture
def explanation(network, digest, method, class_index, layer, _model, _pixels):
    """What one method answers; `network` tells the session's networks apart."""
    from lessons.nets.attribution import ATTRIBUTIONS

    return ATTRIBUTIONS[method](_model, _pixels, class_index, layer=layer)


@of_picture
def fooled(network, digest, kind, class_index, strength, steps, seed, _model, _pixels):
    """The learner's picture with noise on it: a lessons.nets.fooling.Fooled. `kind` is "away", "towards" or "random"."""
    from lessons.nets.fooling import aimed_noise, random_noise

    shown = as_shown(_model, digest, _pixels)
    if kind == "random":
        return random_noise(_model, shown, strength, seed=seed)
    return aimed_noise(_model, shown, strength, steps=steps, **{kind: class_index})


@of_picture
def doubts(network, digest, class_index, methods, seed, _stages):
    """The stages of a randomisation test, once a job brought them: for all sessions where all that it is about comes along."""
    return _stages


@of_picture
def picture_labels(digest, _pixels):
    """The five most probable ImageNet labels of the learner's picture."""
    use_device()
    from lessons.nets.imagenet import classifier, classify

    return classify(as_shown(classifier(), digest, _pixels))


@st.cache_resource(max_entries=2, show_spinner=False)
def vgg16_of(size):
    """VGG16's base for pictures of another size, one frozen model for all sessions."""
    use_device()
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=size)


@of_picture
def probabilities(network, digest, _model, _pixels):
    """All probabilities of a network for a picture, in the order of its classes: float32 (classes,)."""
    from lessons.nets.classification import answer

    return answer(_model, as_shown(_model, digest, _pixels))


@of_picture
def elsewhere(network, digest, packed, _model, _pictures):
    """All probabilities that it gives pictures where only these of its parts have come: float32 (pictures, classes)."""
    from lessons.takehome.left_behind import answers_elsewhere

    return answers_elsewhere(_model, _pictures, packed)


def first_explanations():
    """What the page on explanations shows at first of the picture that learners begin with."""
    from lessons.nets.attribution import last_maps

    asked, sample = classifier("imagenet"), bundled_picture(DEFAULT_SAMPLE)
    best = ranking("imagenet", sample.digest, asked.model, asked.labels, sample.pixels)[0].index
    for method in EXPLAINED:
        explanation("imagenet", sample.digest, method, best, last_maps(asked.model), asked.model, sample.pixels)
