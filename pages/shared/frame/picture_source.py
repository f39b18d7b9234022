"""Where the current picture comes from: a sample, a file, a drawing or the camera."""

import streamlit as st

from lessons.images.samples import SAMPLES
from pages.shared.frame.drawing_canvas import drawing_canvas
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.lesson.plain_text import plain
from pages.shared.session import caches
from pages.shared.session.picture_files import MEGABYTES, picture_files, read_files
from pages.shared.session.state import MOST_RECENT, is_new, recent_pictures, set_picture, take_picture

PAPER = 320  # pixels: fits a phone
NAMED = 9  # letters of a picture's name on its button


def picture_source(key):
    """Let the learner choose a picture; the app runs again with it at once.

    A picture that can't be used is answered with a sentence, and the current one stays.
    """
    source = st.segmented_control(
        "Take the picture from", list(_SOURCES), default="Samples", required=True, key=f"{key}_source", width="stretch"
    )
    _SOURCES[source](key)


@st.dialog("Choose your picture", width="medium", icon=":material/add_photo_alternate:")
def picture_dialog():
    """`picture_source` over the page."""
    picture_source("dialog")


def _samples(key):
    _own_again(key)
    chosen = [name for name in SAMPLES if st.session_state.get(f"{key}_take_{name}")]  # before anything is sent once more
    if chosen:
        take_picture(caches.bundled_picture(chosen[0]))
        st.rerun()
    with st.container(horizontal=True, gap="small"):
        for name, sample in SAMPLES.items():
            with st.container(width=92, gap="xsmall", key=f"{key}_choice_of_picture_{name}"):
                light_bytes(caches.sample_thumbnail(name), width=92, alt=sample.description)
                st.button(sample.title, key=f"{key}_take_{name}", width="stretch")
    st.caption("Photos: " + "; ".join(f"{sample.title}: {sample.credit}" for sample in SAMPLES.values()) + ".")


def _own_again(key):
    """The learner's own pictures that are still at hand, to go on with one of them."""
    own = recent_pictures()
    chosen = [picture for picture in own if st.session_state.get(f"{key}_again_{picture.digest}")]
    if chosen:
        take_picture(chosen[0])
        st.rerun()
    if own:
        st.caption(f"Your own, the latest {MOST_RECENT}:")
        with st.container(horizontal=True, gap="small"):
            for number, picture in enumerate(own, 1):
                with st.container(width=92, gap="xsmall", key=f"{key}_choice_of_picture_{number}"):
                    light_bytes(caches.square_thumbnail(picture.digest, picture.pixels), width=92, alt=picture.description)
                    name = plain(picture.name) or f"Yours {number}"
                    short = name if len(name) <= NAMED else f"{name[: NAMED - 1]}…"
                    st.button(short, help=name, key=f"{key}_again_{picture.digest}", width="stretch")
        st.caption("Those that come with the course:")


def _upload(key):
    files = picture_files(f"A photo of your own, up to {MEGABYTES} MB", key=f"{key}_upload")
    st.caption("It stays in this server's memory, for you alone: it is not stored, not logged, and nobody else sees it.")
    for file in files:
        _use(file, file.name, "A picture that you uploaded")


def _draw(key):
    with st.container(horizontal=True, vertical_alignment="bottom"):
        width = st.slider("Pen", 4, 40, 16, key=f"{key}_pen", width=180)
        colour = st.color_picker("Colour", "#1f2933", key=f"{key}_colour")
    drawn = drawing_canvas(side=PAPER, pen=width, colour=colour, key=f"{key}_canvas")
    if st.button("Use this drawing", type="primary", disabled=drawn is None, key=f"{key}_use_drawing"):
        _take(drawn, "Your drawing", "A drawing of yours")
    if drawn is None:
        st.caption("Thick, dark lines give the clearest maps.")


def _camera(key):
    photo = st.camera_input("A photo from your camera", key=f"{key}_camera")
    st.caption("Browsers open the camera on https pages and on this very computer only. Elsewhere, upload a photo.")
    for file in read_files([photo] if photo is not None else [], key=f"{key}_camera"):
        _use(file, "Your photo", "A photo from your camera")


_SOURCES = {"Samples": _samples, "Upload": _upload, "Draw": _draw, "Camera": _camera}


def _use(file, name, description):
    if file.refusal:
        st.error(f"{file.refusal} Your previous picture stays.", icon=":material/broken_image:")
    elif is_new("file", file.file_id):  # the widget keeps its file: a second look at it is no second choice
        _take(file.pixels, name, description, file.notes)


def _take(pixels, name, description, notes=()):
    set_picture(pixels, name, description, notes)
    st.rerun()
