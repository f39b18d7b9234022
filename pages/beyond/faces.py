"""Faces: face or not, faces as vectors, a threshold, and who pays when it is wrong."""

import numpy as np
import streamlit as st

from lessons.faces.verification import (
    CHANGES,
    SIZE,
    VECTORS,
    bundled_faces,
    changed_faces,
    distances,
    error_curve,
    error_rates,
)
from lessons.figures.pictures import side_by_side
from lessons.figures.verification_charts import distance_histograms, error_curve_chart
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.beyond_snippets import faces_code
from lessons.texts.questions.faces import face_questions
from lessons.texts.versions import two_groups
from pages.beyond.parts.face_compare import compare_vectors
from pages.beyond.parts.face_or_not import face_or_not
from pages.beyond.parts.own_faces import own_faces
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches

SHOWN, SIDE = 6, 96  # examples, and their pixels


def row_of(faces, caption):
    light_picture(side_by_side([square(face, SIDE) for face in faces]), caption=caption, alt=caption)


def worst(faces, others, pairs):
    st.markdown(words("faces", "worst"))
    strangers = np.where(np.eye(len(faces), dtype=bool), np.inf, pairs.table)
    first, second = np.unravel_index(int(strangers.argmin()), strangers.shape)
    far = int(pairs.same.argmax())
    one, other = st.columns(2, gap="large")
    with one:
        row_of([faces[first], others[second]], f"Different, and only {strangers.min():.2f} apart")
    with other:
        row_of([faces[far], others[far]], f"The same, and {pairs.same[far]:.2f} apart")


def controls():
    changes = st.pills(
        "Changed by",
        list(CHANGES),
        selection_mode="multi",
        default=list(caches.FACES_CHANGED),
        key="faces_changes",
        bind="query-params",
    )
    first, second, third = wrapping_row(3)
    strength = first.slider("How much", 1, 5, caches.FACES_STRENGTH, key="faces_strength", bind="query-params")
    vector = second.selectbox("The vector is made of", list(VECTORS), 3, key="faces_vector", bind="query-params")
    seed = third.number_input("Seed", 0, 9999, 0, key="faces_seed", bind="query-params")
    return tuple(changes), strength, vector, seed


def uneven(faces, pairs, threshold):
    st.header("As good for everybody?")
    order = np.argsort([face.mean() for face in faces], kind="stable")
    halves = (pairs.within(part) for part in (order[: len(order) // 2], order[len(order) // 2 :]))
    dark, bright = (dict(zip(("accepts", "rejects"), error_rates(half, threshold), strict=True)) for half in halves)
    rates = {f"{name}_{kind}": half[kind] for name, half in (("dark", dark), ("bright", bright)) for kind in half}
    verdict = two_groups(*(tuple(rates[f"{name}_{kind}"] for kind in ("accepts", "rejects")) for name in ("dark", "bright")))
    st.markdown(f"{words('faces', 'uneven', **rates)} {words('faces', verdict)}")


@st.fragment
def laboratory():
    st.header("Faces as vectors")
    faces = bundled_faces()
    count = len(faces)
    st.markdown(f"{words('faces', 'vectors')}\n\n{words('faces', 'task', faces=count, different=count * (count - 1))}")
    changes, strength, vector, seed = controls()
    others = changed_faces(changes, strength=strength, seed=seed)
    row_of(faces[:SHOWN], f"{SHOWN} of {count} faces")
    row_of(others[:SHOWN], f"The same, changed: {', '.join(changes) or 'nothing'}")
    with st.spinner("Turning faces into vectors", show_time=True):
        all_pairs = caches.face_pairs(changes, strength, seed)
    pairs, (equal, best), pair = all_pairs[vector]
    threshold = st.slider("Threshold: closer is the same", 0.0, 1.5, 0.45, 0.01, key="faces_threshold", bind="query-params")
    rates = error_rates(pairs, threshold)
    left, right = st.columns(2, gap="large")
    with left:
        show_chart(distance_histograms(pairs.same, pairs.different, threshold), key="faces_histograms")
    with right:
        show_chart(error_curve_chart(*error_curve(pairs)[:2], rates, equal), key="faces_curve")
    counts = {"accepted": int((pairs.different <= threshold).sum()), "rejected": int((pairs.same > threshold).sum())}
    sizes = {"same": pairs.same.size, "different": pairs.different.size}
    said = {"threshold": threshold, "accepts": rates[0], "rejects": rates[1], "equal": equal, "best": best}
    st.markdown(words("faces", "rates", **said, **counts, **sizes))
    worst(faces, others, pairs)
    st.header("By hand")
    total = round(float(((pair[0] - pair[1]) ** 2).sum()), 4)  # as it is written: who computes with it gets what is shown
    numbers = {"numbers": pair[0].size, "total": total, "distance": total**0.5, "cosine": 1 - total / 2}
    st.markdown(words("faces", "by_hand", **numbers))
    st.header("Which vector is best?")
    compare_vectors(all_pairs, changes, strength, seed, key="faces")
    uneven(faces, pairs, threshold)
    st.header("Faces of your own")
    own_faces(vector, threshold, key="faces")
    st.header("The same in code")
    code_panel(faces_code(vector, size=SIZE, threshold=threshold), distances, error_rates, key="faces")
    st.header("Check yourself")
    quiz(face_questions(rejected=counts["rejected"], threshold=threshold, **sizes), key="faces")


st.markdown(words("faces", "opening"))
face_or_not(key="faces")
laboratory()
st.header("Before you build it")
st.markdown(words("faces", "consent"))
st.header("Summary")
st.markdown(words("faces", "summary"))
