"""What the file of the brain-MRI classifier tells of its making: layer by layer, and in figures."""

import streamlit as st

from lessons.texts import words
from pages.shared.session import beyond_caches
from pages.shared.session.state import latest_result

STEPS = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3]
STEP = 1e-6  # at first


def layers_of():
    """Which layers were trained, and what the file tells of it."""
    from lessons.nets.provenance import dead_units, layer_evidence

    rows, (dead, units) = layer_evidence(), dead_units()
    counts = {row["layer"]: row["parameters"] for row in rows}
    trained = sum(row["parameters"] for row in rows if row["trained"])
    flat = counts["dense1"] - units
    st.markdown(
        words(
            "medicine", "apart", convolutions=sum(not row["trained"] for row in rows), parameters=sum(counts.values()),
            trained=trained, first=counts["dense1"] / trained, flat=flat, average=flat // 49,
        )
    )  # fmt: skip
    st.html(_bars(rows))
    with st.expander("The layers, one by one", icon=":material/table:"):
        told = [row | {"parameters": f"{row['parameters']:,}", "trained": _yes(row["trained"])} for row in rows]
        st.table(told, hide_index=True)
    st.markdown(words("medicine", "dead", dead=dead, units=units))


def _bars(rows):
    """A bar for each layer with weights, filled where it learned from scans, as on the page Fine-tune. HTML."""
    empty, filled = "border: 2px solid var(--line2);", "background: var(--accent);"
    look = "box-sizing: border-box; width: 20px; height: 56px; border-radius: 3px;"
    bars = "".join(f'<div style="{look} {filled if row["trained"] else empty}"></div>' for row in rows)
    learned = sum(row["trained"] for row in rows)
    kept = f"Empty: {len(rows) - learned} convolutions, as ImageNet’s photos left them."
    told = f"{kept} Filled: {learned} layers that learned from scans."
    return f'<div style="display: flex; gap: 6px; margin-bottom: 6px;">{bars}</div><div style="font-size: 15px;">{told}</div>'


def convolutions_of(*, key):
    """The published figures, and what they can and can't show."""
    from lessons.nets import provenance as told

    st.markdown(words("medicine", "figures"))
    rows = beyond_caches.vgg16_figures(shuffled=False)
    st.markdown(words("medicine", "verdict", same=sum(row["same"] for row in rows), count=len(rows)))
    with st.expander("The figures, published and here", icon=":material/table:"):
        written = [row | {name: f"{row[name]:.8g}" for name in ("published", "here")} for row in rows]
        st.table([row | {"same": _yes(row["same"])} for row in written], hide_index=True)
    step = st.select_slider(
        "Move every weight of the last convolution by", STEPS, STEP, key=f"{key}_step", bind="query-params", width=400
    )
    wrong = sum(not row["same"] for row in told.compare_figures(told.moved(step)))
    st.markdown(words("medicine", "noticed" if wrong else "unnoticed", step=step, wrong=wrong))
    st.markdown(words("medicine", "shuffled", wrong=sum(not row["same"] for row in beyond_caches.vgg16_figures(shuffled=True))))
    fetched = latest_result("zoo")
    same = told.same_bits(fetched.model) if fetched is not None else {}
    if same:
        st.success(words("medicine", "bits_done", same=sum(same.values()), count=len(same)), icon=":material/check:")
    else:
        st.markdown(words("medicine", "bits"))
        st.page_link("pages/networks/zoo.py", label="Fetch VGG16 there", icon=":material/hub:")


def _yes(answer):
    return "yes" if answer else "no"
