"""A trained network at work: on the camera's pictures one after the other, on an upload, or on a drawing."""

import streamlit as st

from lessons.figures.charts import label_bars
from lessons.images.drawing import cut_to_ink
from pages.shared.frame.drawing_canvas import drawing_canvas
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.plain_text import plain
from pages.shared.session.picture_files import picture_files
from pages.shared.session.state import current_picture
from pages.transfer.parts.camera import camera_live

PAPER = 280  # pixels
MOST = 6  # classes that are shown


@st.fragment
def live_use(model, labels, *, key):
    """Let the learner show a network something, and see its probabilities as bars."""
    way = st.segmented_control("Show it", list(_WAYS), default="your picture", required=True, key=f"{key}_shown")
    seen, said = st.columns([1, 1], gap="large")
    with seen:
        answers = _WAYS[way](lambda image: _ask(model, labels, image), key)
    with said:
        if answers is None:
            st.caption(f"It knows: {', '.join(map(plain, labels))}.")
        else:
            st.markdown(show_chart(label_bars(answers, None), key=f"{key}_bars"))
            most_probable(len(labels))


def most_probable(classes):
    """Say that not all classes have a bar, where that is so."""
    if classes > MOST:
        st.caption(f"The {MOST} most probable of {classes} classes.")


def _ask(model, labels, image):
    from lessons.nets.classification import rank

    return rank(model, labels, image, top=min(MOST, len(labels)))


def _picture(answer, key):
    picture = current_picture()
    st.image(picture.pixels, width=260, caption=plain(picture.name), alt=picture.description)
    return answer(picture.pixels)


def _camera(answer, key):
    return camera_live(answer, key=f"{key}_camera")


def _upload(answer, key):
    files = picture_files("A picture", key=f"{key}_file")
    if not files:
        return None
    (file,) = files
    if file.refusal:
        st.error(file.refusal, icon=":material/broken_image:")
        return None
    st.image(file.pixels, width=260, alt="The picture that you uploaded")
    for note in file.notes:
        st.caption(note)
    return answer(file.pixels)


def _drawing(answer, key):
    drawn = drawing_canvas(side=PAPER, pen=18, key=f"{key}_canvas")
    return None if drawn is None else answer(cut_to_ink(drawn))


_WAYS = {"your picture": _picture, "the camera": _camera, "a file": _upload, "a drawing": _drawing}
