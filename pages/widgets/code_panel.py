"""The Keras code for the current controls, and the engine's own source for the curious."""

import inspect

import streamlit as st


def code_panel(code, *functions, key):
    """Show a snippet to copy, and the source of the engine's functions behind it.

    Parameters
    ----------
    code : str, Python
    functions : functions of `lessons.core`
    key : str
    """
    keras, engine = st.tabs(["In Keras", "The engine's own code"], key=f"{key}_code", on_change="rerun")
    with keras:
        st.code(code, language="python")
    if engine.open:  # long, so it travels only where it is looked at
        with engine:
            for function in functions:
                st.code(inspect.getsource(function), language="python")
