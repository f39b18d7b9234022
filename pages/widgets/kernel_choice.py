"""A kernel that is chosen by name, typed as text or edited elsewhere: its text is the one truth, and stands in the URL."""

import streamlit as st

from lessons.core.kernels import KERNEL_NOTES, KERNELS, format_kernel, parse_kernel
from pages.widgets.state import last_good

OWN = "your own"
FIRST = "sobel_x"


def kernel_choice(choice, note, *, key):
    """Let the learner choose a kernel.

    Parameters
    ----------
    choice, note : containers for the list of names, and for the text and what is said of the kernel
    key : str

    Returns
    -------
    (kernel, set_text) : float32 array of shape (rows, columns), and a function that takes an edited kernel as text. What is
    no kernel is answered with a sentence, and the last good one stays.
    """
    cells, name_key = f"{key}_cells", f"{key}_kernel"

    def set_text(text):
        st.session_state[cells] = text

    def use_name():
        if st.session_state[name_key] != OWN:
            set_text(format_kernel(KERNELS[st.session_state[name_key]]))

    with note, st.popover("Type the kernel as text", icon=":material/notes:"):
        default = format_kernel(KERNELS[FIRST])
        text = st.text_input("Rows are separated by semicolons", default, key=cells, bind="query-params")
    with note:
        kernel = last_good(cells, lambda: parse_kernel(text), default=KERNELS[FIRST])
    known = {format_kernel(preset): name for name, preset in KERNELS.items()}
    st.session_state[name_key] = name = known.get(format_kernel(kernel), OWN)
    choice.selectbox(
        "Kernel", [*KERNELS, OWN], key=name_key, format_func=lambda option: option.replace("_", " "), on_change=use_name
    )
    note.caption(KERNEL_NOTES.get(name, "A kernel of your own. Choose another one to start from it."))
    return kernel, set_text
