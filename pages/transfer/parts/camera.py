"""The learner's camera: bursts of pictures while a button is held.

The camera stays off until it is started, and frames stay in this session's memory. Browsers open cameras on https pages and
on the very computer only, so offer an upload beside it.
"""

import streamlit as st

from lessons.images.camera_frames import LONGEST, MOST_FRAMES, decode_burst
from lessons.images.decoding import ImageError
from pages.shared.components.component_files import component

PER_SECOND = 6  # frames of a burst

_COMPONENT = component(__file__)


def camera_burst(*, key, label="Hold to record"):
    """Record pictures for as long as a button is held, by mouse, touch, Space or Enter.

    Frames that can't be used are answered with a sentence, and none of that burst is taken.

    Parameters
    ----------
    key : str
    label : str, what the button says; it may hold a user's words

    Returns
    -------
    list of 1 to 40 uint8 arrays of shape (rows, columns, 3), each side at most 256; or None.
    A burst is returned once, in the run that it sets off.
    """
    burst, seen, error = (f"state_camera_{key}_{name}" for name in ("burst", "seen", "error"))

    if key not in st.session_state:  # the page was left in between, and what was seen before it is over
        for name in (burst, seen, error):
            st.session_state.pop(name, None)

    def receive():
        payload = st.session_state[key].sent
        number, frames = (payload.get("number"), payload.get("frames")) if isinstance(payload, dict) else (0, None)
        st.session_state[seen] = number if isinstance(number, int) else 0
        try:
            st.session_state[burst] = decode_burst(frames)
        except ImageError as refusal:
            st.session_state[error] = str(refusal)

    data = {
        "label": label,
        "longest": LONGEST,
        "most": MOST_FRAMES,
        "pause": 1000 / PER_SECOND,
        "seen": st.session_state.get(seen, 0),
    }
    _COMPONENT(key=key, data=data, on_sent_change=receive)
    refusal = st.session_state.pop(error, None)
    if refusal:
        st.error(refusal, icon=":material/broken_image:")
    return st.session_state.pop(burst, None)
