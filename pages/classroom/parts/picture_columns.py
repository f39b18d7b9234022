"""The pictures of a class, a column for each thing: all of them on the wall, or a learner's own with the ways to give more."""

import base64

import streamlit as st

from lessons.classroom.common_pictures import LONGEST
from lessons.classroom.school_class import ClassError
from lessons.images.camera_frames import MOST_FRAMES
from pages.shared.components.component_files import component

ON_THE_WALL, OWN = 104, 76  # pixels that a thumbnail has at least
AT_ONCE = min(MOST_FRAMES, 10)  # files that are taken at a time

_COMPONENT = component(__file__)


def picture_columns(things, pictures, act, *, key, gives, name_of=None):
    """Show pictures as they are now, and do what is asked of them.

    Parameters
    ----------
    things : sequence of names, a column for each
    pictures : iterable of lessons.classroom.common_pictures.GivenPicture, in the order in which they came
    act : function of what the browser sent, a stranger's dict: "what" is "give", with "thing" and "frames", or "leave", with
        "picture"; ClassError of it is shown
    key : str
    gives : bool, whether pictures may be given
    name_of : function of a learner's number to the name that stands below a picture; None: no names
    """
    seen, error = f"state_{key}_seen", f"state_{key}_error"

    def receive():
        payload = st.session_state[key].sent
        payload = payload if isinstance(payload, dict) else {}
        number = payload.get("number")
        st.session_state[seen] = number if isinstance(number, int) else 0
        try:
            act(payload)
        except ClassError as refusal:
            st.session_state[error] = str(refusal)

    columns = [{"name": name, "pictures": []} for name in things]
    for each in pictures:
        name = name_of(each.learner) if name_of else ""
        shown = {"number": each.number, "name": name, "file": base64.b64encode(each.thumbnail).decode()}
        columns[each.thing]["pictures"].append(shown)
    data = {
        "columns": columns,
        "gives": gives,
        "side": OWN if gives else ON_THE_WALL,
        "leave": "Withdraw" if gives else "Remove",
        "most": AT_ONCE,
        "longest": LONGEST,
        "seen": st.session_state.get(seen, 0),
    }
    refusal = st.session_state.pop(error, None)
    if refusal:
        st.error(refusal, icon=":material/broken_image:")
    _COMPONENT(key=key, data=data, on_sent_change=receive)
