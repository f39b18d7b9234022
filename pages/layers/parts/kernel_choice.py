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
    titles: Mapping
    notes: Mapping
    write: Callable
    read: Callable


_KINDS = {
    "kernel": _Kind(kernels.KERNELS, kernels.KERNEL_NAMES, kernels.KERNEL_NOTES, kernels.format_kernel, kernels.parse_kernel),
    "filter": _Kind(kernels.FILTERS, {}, kernels.FILTER_NOTES, kernels.format_filter, kernels.parse_filter),
}


def kernel_choice(choice, text, told, *, key, kind="kernel"):
    """Let the learner choose a kernel, or a filter for the three colours.

    Parameters
    ----------
    choice, text, told : containers for the list of names, for the kernel as text, and for what is wrong with a text
    key : str
    kind : "kernel" or "filter"

    Returns
    -------
    (kernel, set_text, note) : float32 array of shape (rows, columns), or (3, 3, 3) for a filter; a function that takes an
    edited one as text; and what the kernel answers to, in a sentence. What is no kernel is answered with a sentence, and the
    last good one stays.
    """
    of = _KINDS[kind]
    first = next(iter(of.table.values()))
    cells, name_key = f"{key}_cells", f"{key}_kernel"

    def set_text(text):
        st.session_state[cells] = text

    def use_name():
        if st.session_state[name_key] != OWN:
            set_text(of.write(of.table[st.session_state[name_key]]))

    label = f"The {kind} as text, its rows separated by semicolons"
    typed = text.text_input(label, of.write(first), key=cells, bind="query-params")
    with told:
        kernel = last_good(cells, lambda: of.read(typed), default=first)
    known = {of.write(preset): name for name, preset in of.table.items()}
    st.session_state[name_key] = name = known.get(of.write(kernel), OWN)
    choice.selectbox(
        kind.capitalize(),
        [*of.table, OWN],
        key=name_key,
        format_func=lambda option: of.titles.get(option, option.replace("_", " ").capitalize()),
        on_change=use_name,
    )
    return kernel, set_text, of.notes.get(name, f"A {kind} of your own. Choose another one to start from it.")
