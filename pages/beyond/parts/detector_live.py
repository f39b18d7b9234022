"""The learner's camera with the boxes that a real detector finds in it, one frame after the other."""

import streamlit as st

from lessons.core.percent import percent
from lessons.core.yolo import SIZE
from lessons.images.camera_frames import decode_frame
from lessons.images.decoding import ImageError
from lessons.nets.weights import yolo_labels
from lessons.texts import words
from pages.shared.components.component_files import component

PAUSE = 100  # milliseconds from one frame to the next, at least
_COMPONENT = component(__file__)


@st.fragment
def detector_live(model, *, key):
    """Show the camera, and the boxes of the last frame that was asked about."""
    lowest = st.slider("Score at least", 1, 95, 30, format="%d %%", key=f"{key}_score", width=230)
    answer, seen = f"state_{key}_answer", f"state_{key}_seen"
    if key not in st.session_state:  # the page was left in between, and what was seen before it is over
        for name in (answer, seen):
            st.session_state.pop(name, None)

    def receive():
        payload = st.session_state[key].sent
        payload = payload if isinstance(payload, dict) else {}
        number = payload.get("number")
        st.session_state[seen] = number if isinstance(number, int) else 0
        try:
            frame = decode_frame(payload.get("frame"), longest=SIZE)
        except ImageError as refusal:
            st.session_state[answer] = ([], str(refusal))
            return
        boxes = boxes_of_frame(model, frame, least=st.session_state.get(f"{key}_score", 30) / 100)
        named = ", ".join(box["text"] for box in boxes)
        st.session_state[answer] = (boxes, named or words("yolo", "nothing_live"))

    boxes, said = st.session_state.get(answer, ([], words("yolo", "waking")))
    data = {
        "boxes": boxes,
        "said": said,
        "invite": words("yolo", "live"),
        "longest": SIZE,
        "pause": PAUSE,
        "seen": st.session_state.get(seen, 0),
        "least": lowest,
    }
    _COMPONENT(key=key, data=data, on_sent_change=receive)


def boxes_of_frame(model, frame, *, least):
    """What is found in a frame, the surest last: "box", left, top, right, bottom as shares of the frame, and "text"."""
    from lessons.finding.proposals import keep, propose
    from lessons.images.letterbox import letterbox

    fitted = letterbox(frame, SIZE)
    proposals = propose(model, fitted.pixels)
    kept = keep(proposals, least=least).kept[::-1]
    rows, columns = frame.shape[:2]
    shares = fitted.back(proposals.boxes[kept]) / [columns, rows, columns, rows]
    labels = yolo_labels()
    return [
        {"box": [round(float(side), 4) for side in box], "text": f"{labels[target]} {percent(score, 0)}"}
        for box, target, score in zip(shares, proposals.targets[kept], proposals.scores[kept], strict=True)
    ]
