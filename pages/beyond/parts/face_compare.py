"""All kinds of face vectors on the same task, and on each of its changes alone: which change fools which vector."""

import numpy as np
import streamlit as st

from lessons.texts import words
from lessons.texts.names import VECTOR_NAMES
from pages.shared.session import beyond_caches

_EARLY, _DEEP = "block2_pool", "block5_pool"  # those that the words compare


def compare_vectors(all_pairs, changes, strength, seed, *, key):
    """A table of equal error rates, and what explains them.

    Parameters
    ----------
    all_pairs : what `beyond_caches.face_pairs` says of all changes together
    changes, strength, seed : as `lessons.faces.verification.changed_faces` takes them
    key : str
    """
    st.markdown(words("faces", "compare"))
    alone = _alone(changes, strength, seed, key) if len(changes) > 1 else {}
    rows = []
    for kind, (pairs, (rate, _), _) in all_pairs.items():
        row = {"vector": VECTOR_NAMES[kind], "equal error rate": f"{rate:.1%}"}
        row |= {f"{change} alone": f"{of_kinds[kind][1][0]:.1%}" for change, of_kinds in alone.items()}
        row["different faces apart"] = f"{np.median(pairs.different):.2f}"
        rows.append(row | {"the same apart": f"{np.median(pairs.same):.2f}"})
    st.dataframe(rows, hide_index=True, key=f"{key}_compare")
    (early, (rate, _), _), (deep, *_) = all_pairs[_EARLY], all_pairs[_DEEP]
    medians = {"early": np.median(early.different), "deep": np.median(deep.different), "moved": np.median(early.same)}
    st.markdown(words("faces", "why", **medians, rate=rate))


def _alone(changes, strength, seed, key):
    """What `face_pairs` says of each change alone: what is known of them at once, and the rest when it is asked for."""
    known = {change: beyond_caches.face_pairs.found((change,), strength, seed) for change in changes}
    missing = [change for change, pairs in known.items() if pairs is None]
    place = st.empty()
    if missing and place.button("Try each change alone", icon=":material/call_split:", key=f"{key}_alone"):
        for number, change in enumerate(missing):
            place.progress(number / len(missing), f"Turning faces into vectors: {change} alone")
            known[change] = beyond_caches.face_pairs((change,), strength, seed)
        place.empty()
    return {change: pairs for change, pairs in known.items() if pairs is not None}
