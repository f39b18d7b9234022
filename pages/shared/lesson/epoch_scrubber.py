"""A slider through the steps of something that happened, with a button that plays it."""

import streamlit as st

PACE = 0.5  # seconds between two steps while playing


def pace(key):
    """How often the fragment with `scrubber(key)` has to run: give it to ``st.fragment(..., run_every=)``."""
    return PACE if _plays(key) else None


def scrubber(label, options, *, start, key):
    """Let the learner choose one of the options, or play them one after the other.

    Parameters
    ----------
    label : str
    options : list, at least one
    start : the option to begin with
    key : str

    Returns
    -------
    the chosen option
    """
    playing = f"{key}_playing"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    if _plays(key):
        position = options.index(st.session_state.get(key, start))
        if position + 1 < len(options):
            st.session_state[key] = options[position + 1]
        else:
            st.session_state[playing] = False
            st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        begin = f"Play the {label.lower().split()[-1]}s"
        icon, name = (":material/pause:", "Pause") if st.session_state.get(playing) else (":material/play_arrow:", begin)
        about = {"on_click": _toggle, "args": (key, options), "disabled": len(options) < 2}
        if st.button(name, icon=icon, key=f"{key}_play", width=_width(begin), **about):
            st.rerun()
        if len(options) < 2:
            return options[0]
        return st.select_slider(label, options, start, key=key, bind="query-params", width="stretch")


def _plays(key):
    """True while it is played; what was playing when its page was left stands still when the learner comes back."""
    if f"{key}_play" not in st.session_state:
        st.session_state.pop(f"{key}_playing", None)
    return st.session_state.get(f"{key}_playing", False)


def _width(name):
    """Pixels of the button, for its longer name: it stays as wide when it says Pause, so that the slider stays where it is."""
    return 44 + 7 * len(name)


def _toggle(key, options):
    starts = not st.session_state.get(f"{key}_playing")
    st.session_state[f"{key}_playing"] = starts
    if starts and st.session_state.get(key) in (None, options[-1]):
        st.session_state[key] = options[0]
