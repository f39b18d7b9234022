"""A kernel that is chosen by name, typed as text or edited elsewhere: its text is the one truth, and stands in the URL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from lessons.core import kernels
from pages.shared.session.state import last_good

OWN = "your own"


@dataclass(frozen=True)
class _Kind:
    table: Mapping
    notes: Mapping
    write: Callable
    read: Callable


_KINDS = {
    "kernel": _Kind(kernels.KERNELS, kernels.KERNEL_NOTES, kernels.format_kernel, kernels.parse_kernel),
    "filter": _Kind(kernels.FILTERS, kernels.FILTER_NOTES, kernels.format_filter, kernels.parse_filter),
}


def kernel_choice(choice, note, *, key, kind="kernel"):
    """Let the learner choose a kernel, or a filter for the three colours.

    Parameters
    ----------
    choice, note : containers for the list of names, and for the text and what is said of the kernel
    key : str
    kind : "kernel" or "filter"

    Returns
    -------
    (kernel, set_text) : float32 array of shape (rows, columns), or (3, 3, 3) for a filter, and a function that takes an
    edited one as text. What is no kernel is answered with a sentence, and the last good one stays.
    """
    of = _KINDS[kind]
    first = next(iter(of.table.values()))
    cells, name_key = f"{key}_cells", f"{key}_kernel"

    def set_text(text):
        st.session_state[cells] = text

    def use_name():
        if st.session_state[name_key] != OWN:
            set_text(of.write(of.table[st.session_state[name_key]]))

    with note, st.popover(f"Type the {kind} as text", icon=":material/notes:"):
        default = of.write(first)
        text = st.text_input("Rows are separated by semicolons", default, key=cells, bind="query-params")
    with note:
        kernel = last_good(cells, lambda: of.read(text), default=first)
    known = {of.write(preset): name for name, preset in of.table.items()}
    st.session_state[name_key] = name = known.get(of.write(kernel), OWN)
    choice.selectbox(
        kind.capitalize(),
        [*of.table, OWN],
        key=name_key,
        format_func=lambda option: option.replace("_", " "),
        on_change=use_name,
    )
    note.caption(of.notes.get(name, f"A {kind} of your own. Choose another one to start from it."))
    return kernel, set_text
