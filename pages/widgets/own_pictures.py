"""Pictures of one's own to learn from: a ZIP with a folder a class, or files class by class."""

import streamlit as st

from lessons.images.decoding import ImageError, decode_image
from lessons.texts import words
from pages.widgets.plain_text import plain
from pages.widgets.state import is_new

_CLASSES, _DATASET = "state_own_classes", "state_own_dataset"
MOST_MEGABYTES = 100  # of a ZIP: server.maxUploadSize, which no uploader can exceed


def own_dataset(*, key):
    """Let the learner bring pictures.

    Returns
    -------
    lessons.training.datasets.Dataset, or None until there are enough pictures. The last good one stays when a new one is
    refused.
    """
    st.markdown(words("fine_tune", "own"))
    ways = ["a ZIP, with a folder for each class", "pictures, class by class"]
    way = st.radio("Bring", ways, horizontal=True, key=f"{key}_own_way")
    if way == ways[0]:
        _from_zip(key)
    else:
        _class_by_class(key)
    dataset = st.session_state.get(_DATASET)
    if dataset is None:
        st.info("No pictures yet. Bring some above, or choose a data set that comes along.", icon=":material/photo_library:")
        return None
    if dataset.notes:
        with st.expander(f"{len(dataset.notes)} files were skipped", icon=":material/warning:"):
            st.markdown("\n".join(f"- {plain(note)}" for note in dataset.notes))
    return dataset


def _from_zip(key):
    file = st.file_uploader("ZIP", type="zip", max_upload_size=MOST_MEGABYTES, key=f"{key}_own_zip")
    if file is not None and is_new("own_zip", file.file_id):
        from lessons.training.datasets import from_zip

        with st.spinner("Reading the pictures", show_time=True):
            _use(lambda: from_zip(file.getvalue()))


def _class_by_class(key):
    classes = st.session_state.setdefault(_CLASSES, {})
    with st.form(f"{key}_own_form", clear_on_submit=True):
        name = st.text_input("Name of the class", max_chars=40, placeholder="for example: cup")
        files = st.file_uploader("Its pictures", type="image", accept_multiple_files=True)
        added = st.form_submit_button("Add them to the class", icon=":material/add:")
    if added:
        _add(classes, name.strip(), files)
    for label in list(classes):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(label)}**: {len(classes[label])} pictures", width="stretch")
            st.button("Remove", icon=":material/delete:", key=f"{key}_own_remove_{label}", on_click=classes.pop, args=(label,))
    if st.button("Use these pictures", type="primary", disabled=len(classes) < 2, key=f"{key}_own_use"):
        from lessons.training.datasets import from_pictures

        _use(lambda: from_pictures(classes))


def _add(classes, name, files):
    if not name or not files:
        st.error("A class needs a name and pictures.", icon=":material/error:")
        return
    for file in files:
        try:
            classes.setdefault(name, []).append(decode_image(file.getvalue()))
        except ImageError as error:
            st.error(f"{plain(file.name)} was skipped. {error}", icon=":material/broken_image:")
    if not classes.get(name):
        classes.pop(name, None)


def _use(make):
    try:
        st.session_state[_DATASET] = make()
    except ValueError as error:
        kept = " Your earlier pictures stay." if _DATASET in st.session_state else ""
        st.error(f"{error}{kept}", icon=":material/error:")
