"""A button for what can't be undone: it asks once more, and says what goes."""

import streamlit as st


def asked_twice(label, *, sure, stay, goes, key, on_sure, args=()):
    """Show the button; once it is pressed, what goes, and two others in its place.

    Parameters
    ----------
    label, sure, stay : str, of the button, of the one that does it, and of the one that does not
    goes : str, a sentence on what is lost
    key : str, of the button; the others' begin with it
    on_sure : function that does it, of `args`
    """
    asked = f"{key}_is_asked"
    if not st.session_state.get(asked):
        st.button(label, key=key, on_click=_ask, args=(asked, True))
        return
    st.markdown(goes)
    with st.container(horizontal=True, gap="small"):
        st.button(sure, key=f"{key}_sure", on_click=_do, args=(asked, on_sure, args))
        st.button(stay, key=f"{key}_stay", type="primary", on_click=_ask, args=(asked, False))


def _ask(asked, is_asked):
    st.session_state[asked] = is_asked


def _do(asked, on_sure, args):
    _ask(asked, False)
    on_sure(*args)
