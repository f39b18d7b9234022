"""Freeze or fine-tune? A rule of thumb for the data set at hand, and a button that puts it to the test."""

import streamlit as st

from lessons.nets.device import use_device
from lessons.texts import words
from lessons.training.settings import ARMS


def advisor(dataset, *, key):
    """Say what to try first with a data set, and let the learner set it up beside its rival."""
    with st.spinner("Showing some pictures to an ImageNet classifier", show_time=True):
        use_device()
        from lessons.advice.advice import ALIKE, advise, likeness

        sure = likeness(dataset)

    smallest = min(train for train, _ in dataset.counts.values())
    options = ["photos like ImageNet's", "something else"]
    guess = options[0] if sure >= ALIKE else options[1]
    st.markdown(words("fine_tune", "likeness", sure=sure, guess=guess, smallest=smallest))
    looks = st.radio("What do your pictures look like?", options, options.index(guess), horizontal=True, key=f"{key}_looks")
    advice = advise(smallest, looks == options[0])
    st.markdown(f"**{advice.reason}**")
    arms = ", and ".join(f"{ARMS[arm][0].lower()}{ARMS[arm][1:]}" for arm in (advice.arm, advice.rival))
    st.button(
        f"Set up both{', with augmentation' if advice.augmentation.active else ''}: {arms}",
        icon=":material/science:",
        key=f"{key}_follow",
        on_click=_set_up,
        args=(advice, key),
    )
    st.caption(words("fine_tune", "rule"))


def _set_up(advice, key):
    st.session_state[f"{key}_arms"] = [ARMS[arm] for arm in ARMS if arm in (advice.arm, advice.rival)]
    if advice.unfrozen:
        st.session_state[f"{key}_unfrozen"] = advice.unfrozen
        st.session_state[f"{key}_fine_rate"] = advice.fine_rate
    if advice.augmentation.active:
        changes = {"rotation": int(advice.augmentation.rotation)}
        changes |= {name: getattr(advice.augmentation, name) for name in ("shift", "zoom")}
        st.session_state.update({f"{key}_{name}": value for name, value in changes.items()})
    st.toast("Set up. Press Train, and compare the two curves.", icon=":material/science:")
