"""A trained network as files: packed with everything that proves that it answers elsewhere as it does here."""

import streamlit as st

from lessons.texts import words
from pages.shared.session.session_networks import opened_network


def take_home(result, *, key):
    """Let the learner download a trained network as a ZIP, and for phones and small devices, and say what that is."""
    st.header("Take it home")
    st.markdown(words("take_home", "zip"))
    downloads(result, key=key)
    st.markdown(words("take_home", "lite"))


def downloads(result, *, key):
    """Buttons that make a ZIP, and the network for phones and small devices."""
    if zip_download(result, key=key):
        lite_download(result, key=key)


def zip_download(result, *, key):
    """The button that packs a network with all that proves that it works, and then downloads it. Returns whether it can be."""
    if result.settings is None:
        st.info(words("take_home", "unknown"), icon=":material/info:")
        return False
    if result is opened_network():
        st.caption(words("take_home", "unjudged"))
    _packed(
        "Pack it into one file",
        lambda: _export().export_zip(result),
        result,
        "my_network.zip",
        "application/zip",
        key=f"{key}_pack",
        is_main=True,
    )
    return True


def lite_download(result, *, key):
    """The same for phones and small devices."""
    _packed(
        "Convert it to TensorFlow Lite",
        lambda: _export().to_tflite(result),
        result,
        "my_network.tflite",
        "application/octet-stream",
        key=f"{key}_lite",
    )


def _export():
    from lessons.takehome import export

    return export


def _packed(label, make, result, name, mime, *, key, is_main=False):
    """A button that makes a file, and in its place one that downloads it. The file stays for as long as its result does."""
    look = {"type": "primary", "width": "stretch"} if is_main else {}
    place, made = st.empty(), f"{key}_made"
    if place.button(label, icon=":material/inventory_2:", key=key, **look):
        try:
            with st.spinner("Packing", show_time=True):
                st.session_state[made] = (result, make())
        except ValueError as error:  # of a stranger's project, whose settings are not those of its network
            st.error(f"It can't be packed: its settings do not fit the network. {error}", icon=":material/error:")
    packed = st.session_state.get(made)
    if packed is not None and packed[0] is not result:
        del st.session_state[made]  # of another network: it would only fill the memory
        packed = None
    if packed is not None:
        place.download_button(
            f"Download {name}, {len(packed[1]) / 1e6:.1f} MB",
            packed[1],
            name,
            mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}_download",
            **look,
        )
