"""A sliding window over the current picture, with the learner's own classifier or one that comes along, and its costs."""

import streamlit as st

from lessons.figures.box_outlines import FOUND, TRUTH, Frames, framed
from lessons.texts import words
from pages.shared.lesson.light_picture import light_picture
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import class_choice, network_choice
from pages.shared.session.state import current_job

_SCALES = {"whole": 1.0, "1/2": 1 / 2, "1/3": 1 / 3, "1/4": 1 / 4}
_MOST = 2000  # windows
_JOB = "detection_windows"
_FAILURE = "The search failed: {}. Please take another network or fewer windows."


def window_search(picture, *, key):
    """Let the learner choose a network, a class, scales and steps; show every window to it, and what it found."""
    from lessons.finding.sliding_windows import slide, windows
    from lessons.nets.costs import multiply_adds
    from lessons.nets.travelling import TravellingNetwork, with_network

    row = st.container(horizontal=True, gap="small", vertical_alignment="bottom")
    with row.container(width=250):
        asked = network_choice(key=key)
    with row.container(width=230):
        index, _ = class_choice(asked, picture, key=key)
    scales = row.pills(
        "Windows, of the shorter side",
        list(_SCALES),
        selection_mode="multi",
        default=["1/2", "1/3"],
        key=f"{key}_scales",
        bind="query-params",
    )
    percent = row.select_slider(
        "One window every … of its side",
        [25, 33, 50, 100],
        50,
        format_func=lambda value: f"{value}%",
        key=f"{key}_stride",
        width=210,
    )
    least = row.slider("Show boxes from", 0, 100, 30, format="%d %%", key=f"{key}_least", bind="query-params", width=160)
    if not scales:
        st.info("Choose at least one size of window above.", icon=":material/touch_app:")
        return
    rows, columns = picture.pixels.shape[:2]
    boxes = windows(rows, columns, shares=[_SCALES[scale] for scale in scales], step=percent / 100)
    each = multiply_adds(asked.model)
    st.markdown(
        words("detection", "windows", count=len(boxes), each=each / 1e9, work=each * len(boxes) / 1e9, title=asked.title)
    )
    if len(boxes) > _MOST:
        st.info(f"These are more than {_MOST:,} windows: leave out a size, or take larger steps.", icon=":material/touch_app:")
        return
    if st.button("Slide", type="primary", icon=":material/view_carousel:", key=f"{key}_slide"):
        network, about = TravellingNetwork(asked.model), {"of": asked.key, "picture": picture.digest}
        start_job(with_network, slide, network, picture.pixels, boxes, key=_JOB, **about)
    result = watch_job(key=_JOB, failure=_FAILURE) if current_job(_JOB) is not None else None
    if result is None:
        return
    if (result.of, result.picture) != (asked.key, picture.digest):
        st.info("The last search was of another network or picture: slide again.", icon=":material/refresh:")
        return
    _show(result, picture, asked.labels[index], index, least / 100)


def _show(result, picture, label, index, least):
    kept = result.found(index, least=least, overlap=0.3)
    scores = result.probabilities[:, index]
    seen, said = st.columns([3, 2], gap="medium")
    best = int(scores.argmax())
    with seen:
        texts = tuple(f"{scores[number]:.0%}" for number in kept)
        light_picture(
            framed(picture.pixels, Frames(result.boxes[kept], FOUND, texts, width=3), side=720),
            width="stretch",
            alt=f"{len(kept)} windows show {label} with at least {least:.0%}",
        )
    with said:
        st.markdown(
            words(
                "detection",
                "searched",
                count=len(result.boxes),
                seconds=result.seconds,
                work=result.multiply_adds / 1e9,
                kept=len(kept),
                label=label,
                least=least,
                best=scores[best],
            )
        )
        left, top, right, bottom = result.boxes[best]
        light_picture(
            framed(picture.pixels[top:bottom, left:right], Frames([], TRUTH), side=224),
            width=224,
            caption=f"The best window: {scores[best]:.0%}",
            alt=f"The window that shows {label} best",
        )
