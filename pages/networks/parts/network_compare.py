"""Another picture, or the network as it was before it learned: shown beside the learner's on the same canvas."""

import streamlit as st

from lessons.images.samples import SAMPLES
from lessons.texts import words
from pages.shared.session import caches
from pages.shared.session.network_choice import Asked
from pages.shared.session.network_views import view_of

NOTHING, BEFORE = "Nothing", "VGG16 as it was before it learned"


def compared_view(asked, picture, *, key):
    """(the view that the learner has chosen to compare with, its title), or None.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : pages.shared.session.picture.Picture
    key : str, of the choice in `compare_choice`
    """
    chosen = st.session_state.get(_key(key), NOTHING)
    if chosen == BEFORE and _has_learned(asked):
        model = caches.vgg16_of(asked.size)
        return view_of(Asked(f"vgg16 of {asked.size}", BEFORE, model, (), asked.knows), picture), BEFORE
    name = next((name for name, sample in SAMPLES.items() if sample.title == chosen), None)
    return (view_of(asked, caches.bundled_picture(name)), chosen) if name else None


def compare_choice(asked, picture, *, key):
    """Let it be chosen."""
    st.markdown(words("vgg16", "compare"))
    titles = [sample.title for sample in SAMPLES.values() if sample.title != picture.name]
    options = [NOTHING, *([BEFORE] if _has_learned(asked) else []), *titles]
    if st.session_state.get(_key(key)) not in (None, *options):
        del st.session_state[_key(key)]
    st.selectbox("Compare with", options, key=_key(key), width=360)


def _has_learned(asked):
    """Whether it is a network of the learner's own that begins with VGG16."""
    from lessons.nets.vgg16 import begins_with_vgg16

    return asked.own is not None and begins_with_vgg16(asked.model)


def _key(key):
    return f"{key}_compare"
