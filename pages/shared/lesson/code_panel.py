"""The Keras code for the current controls, and the engine's own source for the curious."""

import inspect

import streamlit as st


def code_panel(code, *functions, key, label="The same in Keras"):
    """Show a snippet to copy, and the source of the engine's functions behind it.

    Both are drawn only while they are open: colouring code takes as long as everything else that a slider changes.

    Parameters
    ----------
    code : str, Python
    functions : functions of `lessons.core`
    key : str
    label : str, of the snippet
    """
    keras = st.expander(label, icon=":material/code:", key=f"{key}_code", on_change="rerun", expanded=True)
    if keras.open:
        keras.code(code, language="python")
    if not functions:
        return
    engine = st.expander("The course's own code", icon=":material/settings:", key=f"{key}_engine", on_change="rerun")
    if engine.open:
        for function in functions:
            engine.code(inspect.getsource(function), language="python")
