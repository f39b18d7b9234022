"""What the pages beyond classification compute and keep: of detectors, masks, faces and scans."""

from functools import partial

import numpy as np
import streamlit as st

from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.out_of_domain import OUTSIDERS
from lessons.nets.device import use_device
from pages.shared.session.caches import TURNS, as_shown, classifier, explanation, ranking
from pages.shared.session.picture import picture_of
from pages.shared.session.stores import of_picture, of_session, read_only

FACES_CHANGED, FACES_STRENGTH = ("shift", "light"), 3  # what the page on faces begins with


@st.cache_resource(max_entries=len(OUTSIDERS), show_spinner=False)
def outsider(name):
    """A picture that is no brain scan; nobody may write on it."""
    return read_only(OUTSIDERS[name]())


@st.cache_data(max_entries=2, show_spinner=False)
def vgg16_figures(shuffled):
    """The published figures of VGG16's weights beside those of the bundled ones, or of the same in another order."""
    from lessons.nets import provenance
    from lessons.nets.weights import vgg16_weights

    return provenance.compare_figures(provenance.shuffled() if shuffled else vgg16_weights())


@st.cache_resource(show_spinner=False)
def yolo():
    """YOLOv3-tiny, one frozen model for all sessions. Raises WeightsError where its package is missing."""
    from lessons.nets.inference import hold_constant
    from lessons.nets.yolov3_tiny import load_yolo

    return hold_constant(load_yolo())


@st.cache_resource(show_spinner=False)
def yolo_scores():
    """YOLOv3-tiny with the scores of all its boxes as its answer, one frozen model for all sessions."""
    from lessons.nets.detector_scores import box_scores
    from lessons.nets.inference import hold_constant

    return hold_constant(box_scores(yolo()))


@st.cache_resource(max_entries=len(DETECTOR_PICTURES), show_spinner=False)
def detector_picture(name):
    """A picture that comes along for the detector, one Picture for all sessions."""
    sample = DETECTOR_PICTURES[name]
    return picture_of(sample.load(), sample.title, sample.description)


def first_detection():
    """Wake the detector, and have it look once: its first look takes longest."""
    from lessons.finding.proposals import propose
    from lessons.images.letterbox import letterbox

    size = yolo().inputs[0].shape[1]
    propose(yolo(), letterbox(detector_picture(next(iter(DETECTOR_PICTURES))).pixels, size).pixels)


@of_picture
def letterboxed(digest, size, _pixels):
    """The learner's picture in a grey square, as YOLOv3-tiny is shown it."""
    from lessons.images.letterbox import letterbox

    return letterbox(_pixels, size)


@of_picture
def boxed_picture(digest, size, _picture):
    """`letterboxed` as a Picture, for pages that ask several networks about one."""
    return picture_of(letterboxed(digest, size, _picture.pixels).pixels, _picture.name, _picture.description)


@of_session
def proposals(digest, _model, _fitted):
    """All boxes that YOLOv3-tiny proposes for a picture."""
    from lessons.finding.proposals import propose

    return propose(_model, _fitted.pixels)


@of_session
def detected_classes(digest, _model, _labels, _pixels):
    """All classes of YOLOv3-tiny by the highest score that any box has for them: the answer of a network without boxes.

    The pixels are those of a picture in its grey square.
    """
    from lessons.finding.proposals import class_scores, propose
    from lessons.nets.classification import Label

    scores = class_scores(propose(_model, as_shown(_model, digest, _pixels)))
    return [Label(int(index), _labels[index], float(scores[index])) for index in np.argsort(-scores, kind="stable")]


def ask_outsiders():
    """What the brain-MRI classifier says of pictures that are no brain scans, and why it says it of the first."""
    known, first = classifier("brain_mri"), next(iter(OUTSIDERS))
    for name in OUTSIDERS:
        ranked = ranking("brain_mri", name, known.model, known.labels, outsider(name))
        if name == first:
            explanation("brain_mri", name, "grad_cam", ranked[0].index, None, known.model, outsider(name))


@st.cache_resource(show_spinner=False)
def face_network():
    """VGG16's base for faces of 64 × 64, one frozen model for all sessions."""
    use_device()
    from lessons.faces.verification import SIZE
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=SIZE)


@st.cache_data(max_entries=8, show_spinner=False)
def face_vectors(changes, strength, seed):
    """The bundled faces as vectors, each changed in the same way: kind of vector -> float32 (faces, numbers)."""
    network = face_network()
    from lessons.faces.embedding import embed_in_every_way
    from lessons.faces.verification import changed_faces

    with TURNS:
        return embed_in_every_way(network, changed_faces(changes, strength=strength, seed=seed))


@of_picture
def face_pairs(changes, strength, seed):
    """How far the bundled faces are from themselves and each other, changed.

    Kind of vector -> (Pairs, its equal error rate and threshold, the vectors of the first face: as it is, and changed).
    """
    from lessons.faces.verification import Pairs, distances, equal_error

    plain, moved = face_vectors((), FACES_STRENGTH, 0), face_vectors(changes, strength, seed if changes else 0)
    pairs = {kind: Pairs(read_only(distances(plain[kind], moved[kind]))) for kind in plain}
    return {kind: (each, equal_error(each), (plain[kind][0], moved[kind][0])) for kind, each in pairs.items()}


def first_faces():
    """What the page on faces shows with its first changes: functions, those of its first strength before the others."""
    strengths = sorted(range(1, 6), key=lambda strength: strength != FACES_STRENGTH)
    for several in ((FACES_CHANGED,), tuple((change,) for change in FACES_CHANGED)):
        for strength in strengths:
            yield from (partial(face_pairs, changes, strength, 0) for changes in several)


@st.cache_resource(show_spinner=False)
def scaling_likeness():
    """How alike VGG16 finds the bundled pictures, fed in two ways."""
    from lessons.nets.provenance import scaling_likeness as measured

    return measured()


@st.cache_data(max_entries=8, show_spinner=False)
def segmenter_rows(network, size):
    """A network that segments as a table: a dict per part."""
    from lessons.finding.segmenters import SEGMENTERS, build_segmenter, table_rows

    return table_rows(SEGMENTERS[network], build_segmenter(SEGMENTERS[network], size, seed=0))


SEPARATED = 60  # scenes of each kind


@st.cache_data(max_entries=32, show_spinner=False)
def separation(settings):
    """How many objects connected components find in perfect masks of such scenes."""
    from lessons.finding.pixel_scenes import separation as measured

    return measured(settings, SEPARATED)
