"""A network that answers what it is shown, in the browser: the camera live, or one picture, with bars and a heat map."""

import base64

import numpy as np
import streamlit as st

from lessons.figures.pictures import webp
from lessons.images.camera_frames import LONGEST, decode_frame
from lessons.images.decoding import ImageError
from pages.shared.components.component_files import component

PAUSE = 150  # milliseconds from one live frame to the next, at least

_COMPONENT = component(__file__)


def try_view(labels, ask, *, words_of, key, image=None, alt="", camera=True, waking="", noted=(), blind=None, beside=False):
    """Show what a network says.

    Parameters
    ----------
    labels : sequence of names, which may be a learner's words: a bar each
    ask : function of a uint8 picture and of whether a heat map is wanted, to a lessons.nets.live_answer.LiveAnswer; or None
        while there is no network to ask
    words_of : dict of "invite", "said", "looked" and "nowhere": what is said without a picture, beside one, and beside a heat
        map with or without a place; and perhaps "no_camera", where another widget says why there is none
    key : str
    image : uint8 array of shape (rows, columns, 3) to ask about, or None
    alt : str, what it shows
    camera : bool, whether the camera is asked about
    waking : str, what is said until the first answer to the camera
    noted : sequence of str, of "why" and "live": what need not be told any more
    blind : function that is called once where the camera is asked about and there is none, or None
    beside : bool, whether the bars stand beside the picture, where there is room, and not below it

    Returns
    -------
    set of str : what was seen to happen, "live" for an answer to the camera, "why" for a heat map that was wanted
    """
    answer, seen, error, why = (f"state_{key}_{name}" for name in ("answer", "seen", "error", "why"))
    if key not in st.session_state:  # the page was left in between, and what was seen before it is over
        for name in (answer, seen, error, why):
            st.session_state.pop(name, None)

    def receive():
        payload = st.session_state[key].sent
        payload = payload if isinstance(payload, dict) else {}
        number = payload.get("number")
        st.session_state[seen] = number if isinstance(number, int) else 0
        st.session_state[why] = payload.get("why") is True
        if ask is None:
            return
        try:
            st.session_state[answer] = ask(decode_frame(payload.get("frame")), st.session_state[why])
        except ImageError as refusal:
            st.session_state[error] = str(refusal)

    def pressed():
        told = st.session_state[key].pressed
        told = told if isinstance(told, dict) else {}
        if "why" in told:
            st.session_state[why] = told["why"] is True
        if blind is not None and told.get("blind") is True:
            blind()

    found = None
    if ask is not None:
        found = st.session_state.get(answer) if camera else None if image is None else ask(image, True)
    if found is not None and not (len(found.probabilities) == len(labels) and np.isfinite(found.probabilities).all()):
        found = None  # of the network before this one, or of one that has diverged
    refusal = st.session_state.pop(error, None)
    data = {
        "mode": "camera" if camera else "picture",
        "ready": ask is not None,
        "labels": list(labels),
        "shares": None if found is None else found.probabilities.tolist(),
        "heat": None if found is None or found.heat is None else np.rint(255 * found.heat).astype(int).tolist(),
        "picture": None if image is None or camera else base64.b64encode(webp(image)).decode(),
        "alt": alt,
        "longest": LONGEST,
        "pause": PAUSE,
        "seen": st.session_state.get(seen, 0),
        "noted": list(noted),
        "beside": beside,
        "why": st.session_state.get(why, False),  # for a widget that is made anew
        "invite": words_of["invite"],
        "noCamera": words_of.get("no_camera", ""),
        "said": refusal or words_of["said"],
        "waking": waking,
        "looked": words_of["looked"],
        "nowhere": words_of["nowhere"],
        "wrong": refusal is not None,
    }
    _COMPONENT(key=key, data=data, on_sent_change=receive, on_pressed_change=pressed)
    happened = {"live"} if camera and found is not None else set()
    sent = st.session_state.get(key) or {}
    pressed, frame = sent.get("pressed"), sent.get("sent")
    if any(isinstance(told, dict) and told.get("why") is True for told in (pressed, frame)) and found is not None:
        happened.add("why")
    return happened
