"""The learner's camera: bursts of pictures while a button is held, or one picture after another for a model to answer.

The camera stays off until it is started, and frames stay in this session's memory. Browsers open cameras on https pages and
on the very computer only, so offer an upload beside it.
"""

import streamlit as st

from lessons.images.camera_frames import LONGEST, MOST_FRAMES, decode_burst, decode_frame
from lessons.images.decoding import ImageError
from pages.shared.components.component_files import component

PER_SECOND = 6  # frames of a burst
PAUSE = 600  # milliseconds from one live frame to the next, at least

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
    burst = _mounted("burst", label, key, decode_burst)
    return st.session_state.pop(burst, None)


def camera_live(answer, *, key, label="Show it to the model"):
    """Let a function answer what the camera sees, about every 0.6 seconds for as long as the learner wants.

    The next frame is sent when the function has returned. Call this in a fragment, so that only the fragment runs again.

    Parameters
    ----------
    answer : function of a uint8 array of shape (rows, columns, 3), each side at most 256
    key : str
    label : str, what the switch says

    Returns
    -------
    what `answer` returned for the newest frame; None before the first frame, and after the learner has stopped
    """
    return st.session_state.get(_mounted("live", label, key, lambda frame: answer(decode_frame(frame))))


def _mounted(mode, label, key, use):
    """Mount the camera. What `use` makes of the newest payload waits in the session's state, under the name returned."""
    answer, seen, error = (f"state_camera_{key}_{name}" for name in ("answer", "seen", "error"))

    if key not in st.session_state:  # the page was left in between, and what was seen before it is over
        for name in (answer, seen, error):
            st.session_state.pop(name, None)

    def receive():
        payload = st.session_state[key].sent
        number, frames = (payload.get("number"), payload.get("frames")) if isinstance(payload, dict) else (0, None)
        st.session_state[seen] = number if isinstance(number, int) else 0
        try:
            st.session_state[answer] = None if frames == "stopped" else use(frames)
        except ImageError as refusal:
            st.session_state[error] = str(refusal)

    data = {
        "mode": mode,
        "label": label,
        "longest": LONGEST,
        "most": MOST_FRAMES,
        "pause": 1000 / PER_SECOND if mode == "burst" else PAUSE,
        "seen": st.session_state.get(seen, 0),
    }
    _COMPONENT(key=key, data=data, on_sent_change=receive)
    refusal = st.session_state.pop(error, None)
    if refusal:
        st.error(refusal, icon=":material/broken_image:")
    return answer
