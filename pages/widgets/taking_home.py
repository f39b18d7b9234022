"""A trained network as files: packed with everything that proves that it answers elsewhere as it does here."""

import streamlit as st

from lessons.texts import words


def take_home(result, *, key):
    """Let the learner download a trained network as a ZIP."""
    st.header("Take it home")
    st.markdown(words("take_home", "zip"))
    _packed(
        "Pack it into a ZIP",
        lambda: _export().export_zip(result),
        result,
        "my_network.zip",
        "application/zip",
        key=f"{key}_pack",
    )


def take_lite(result, *, key):
    """Let the learner download a trained network for phones and small devices."""
    _packed(
        "Convert it to TensorFlow Lite",
        lambda: _export().to_tflite(result),
        result,
        "my_network.tflite",
        "application/octet-stream",
        key=f"{key}_lite",
    )


def _export():
    from lessons.training import export

    return export


def _packed(label, make, result, name, mime, *, key):
    """A button that makes a file, and then one that downloads it. The file stays for as long as its result does."""
    if st.button(label, icon=":material/inventory_2:", key=key):
        with st.spinner("Packing", show_time=True):
            st.session_state[f"{key}_made"] = (result, make())
    packed = st.session_state.get(f"{key}_made")
    if packed is not None and packed[0] is result:
        size = f"{len(packed[1]) / 1e6:.1f} MB"
        st.download_button(
            f"Download {name}, {size}",
            packed[1],
            name,
            mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}_download",
        )
