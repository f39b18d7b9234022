"""Showing a trained network something: the camera, a file, a drawing, or a picture of the course that it has never seen."""

from functools import partial

import streamlit as st

from lessons.images.drawing import cut_to_ink
from lessons.images.samples import SAMPLES
from pages.shared.frame.drawing_canvas import drawing_canvas
from pages.shared.lesson.try_view import try_view
from pages.shared.session import caches
from pages.shared.session.picture_files import picture_files
from pages.shared.session.state import current_picture

PAPER = 184  # pixels: beside it the answer has room, and both are seen at once
WAKING = "It wakes up for its first answer."
MOST = 6  # classes that have a bar
STRANGE = "rocket"  # the sample that hardly anybody has trained a network on
CAMERA, FILE, DRAWING, ROCKET, CURRENT = "Camera", "File", "Drawing", "A rocket", "Your picture"
BESIDE = (FILE, DRAWING)  # what the learner does for these stands beside the answer
_HAPPENED = "state_{}_happened"


def most_probable(classes):
    """Say that not all classes have a bar, where that is so."""
    if classes > MOST:
        st.caption(f"The {MOST} most probable of {classes} classes. It knows no others, and must name one of them.")


def trying(network, labels, *, words_of, key, ways=(CAMERA, FILE, DRAWING, ROCKET), beside=False):
    """Let the learner show a network something.

    Parameters
    ----------
    network : lessons.training.results.LabelledNetwork, or None while there is none
    labels : sequence of names to show bars for
    words_of : as `try_view` takes them
    key : str
    ways : of the names above: what can be shown, the first one at first
    beside : as `try_view` takes it

    Returns
    -------
    set of str : the ways in which something was shown so far, and "why" once a heat map was looked at
    """
    _trying(network, labels, words_of, key, ways, beside)
    return set(st.session_state.get(_HAPPENED.format(key), ()))


@st.fragment
def _trying(network, labels, words_of, key, ways, beside):
    row = st.container(key=f"{key}_trying", horizontal=True, gap="small")
    way = st.segmented_control(
        "Show it", list(ways), default=ways[0], required=True, key=f"{key}_way", label_visibility="collapsed"
    )
    with row:
        if way in BESIDE:
            with st.container(width=PAPER + 2):
                image, alt = _SHOWN[way](key)
        else:
            image, alt = _SHOWN[way](key)
        place = st.container(width="stretch")
    ask = None if network is None else partial(_ask, network)
    happened = set(st.session_state.get(_HAPPENED.format(key), ()))
    with st.spinner(WAKING, show_time=True), place:
        new = try_view(
            labels,
            ask,
            words_of=words_of,
            key=f"{key}_view",
            image=image,
            alt=alt,
            camera=way == CAMERA,
            waking=WAKING,
            noted=sorted(happened),
            blind=partial(_without_camera, key) if FILE in ways else None,
            beside=beside,
        )
    most_probable(len(labels))
    if network is not None and way != CAMERA and image is not None:
        new.add(way)
    if new - happened:
        st.session_state[_HAPPENED.format(key)] = happened | new
        st.rerun()  # the whole page: a step to try may be done


def _without_camera(key):
    """Go on with a file."""
    st.session_state[f"{key}_way"] = FILE


def _ask(network, image, why):
    from lessons.nets.live_answer import live_answer

    return live_answer(network.model, image, why=why)


def _file(key):
    files = picture_files("A picture", key=f"{key}_file")
    if not files:
        return None, ""
    (file,) = files
    if file.refusal:
        st.error(file.refusal, icon=":material/broken_image:")
    for note in file.notes:
        st.caption(note)
    return file.pixels, "The picture that you brought"


def _drawing(key):
    drawn = drawing_canvas(side=PAPER, pen=16, key=f"{key}_canvas")
    return (None, "") if drawn is None else (cut_to_ink(drawn), "Your drawing")


def _rocket(key):
    sample = SAMPLES[STRANGE]
    return caches.bundled_picture(STRANGE).pixels, sample.description


def _current(key):
    picture = current_picture()
    return picture.pixels, picture.description


_SHOWN = {CAMERA: lambda key: (None, ""), FILE: _file, DRAWING: _drawing, ROCKET: _rocket, CURRENT: _current}
