"""Present mode: a page for a projector, without its bar, and half as large again. It stands in the address: `?present=1`."""

import streamlit as st

PARAMETER = "present"
_ON = "frame_present"


def is_presented():
    """Whether pages are shown for a projector; the address is told, and asked first."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None:
        st.session_state[_ON] = asked == "1"
    elif st.session_state.get(_ON):
        st.query_params[PARAMETER] = "1"  # another page was opened
    return st.session_state.get(_ON, False)


def present_button():
    """A button that shows the pages for a projector."""
    st.button("Present", type="tertiary", key="frame_present_begin", help="For a projector", on_click=_switch, args=(True,))


def leave_button():
    """A button that ends it, in a corner of the page."""
    with st.container(key="frame_leave"):
        st.button("Leave", icon=":material/close:", key="frame_present_end", on_click=_switch, args=(False,))


def _switch(on):
    st.session_state[_ON] = on
    if on:
        st.query_params[PARAMETER] = "1"
    else:
        st.query_params.pop(PARAMETER, None)
