"""Faces: face or not, faces as vectors, a threshold, and who pays when it is wrong."""

import numpy as np
import streamlit as st

from lessons.core.percent import percent
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
from lessons.texts.names import VECTOR_NAMES
from lessons.texts.questions.faces import face_questions
from lessons.texts.versions import two_groups
from pages.beyond.parts.face_compare import compare_vectors
from pages.beyond.parts.face_or_not import face_or_not
from pages.beyond.parts.own_faces import own_faces
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import beyond_caches
from pages.shared.session.state import latest_result

SHOWN, SIDE = 8, 96  # examples, and their pixels
ROUNDED = 0.001  # a share below this needs a second digit
LARGEST_DISTANCE = 1.5  # of the threshold and of the chart's axis


def controls():
    """What the faces are changed by, and what their vectors are made of."""
    changed_by, made_of, more = stage_controls(2)
    changes = changed_by.pills(
        "Changed by",
        list(CHANGES),
        selection_mode="multi",
        default=list(beyond_caches.FACES_CHANGED),
        key="faces_changes",
        bind="query-params",
    )
    asked = st.query_params.get("faces_vector")
    if asked in VECTOR_NAMES and "faces_vector" not in st.session_state:  # a link from before they had names
        st.session_state["faces_vector"] = asked
        st.query_params["faces_vector"] = VECTOR_NAMES[asked]
    vector = made_of.selectbox(
        "A face becomes numbers by",
        list(VECTORS),
        3,
        format_func=VECTOR_NAMES.get,
        key="faces_vector",
        bind="query-params",
        width=230,
    )
    strength = more.slider("How much", 1, 5, beyond_caches.FACES_STRENGTH, key="faces_strength", bind="query-params")
    seed = more.number_input("Seed", 0, 9999, 0, key="faces_seed", bind="query-params")
    return tuple(changes), vector, strength, seed


def row_of(faces, caption):
    light_picture(side_by_side([square(face, SIDE) for face in faces]), caption=caption, alt=caption, width="stretch")


def threshold_below():
    """The threshold, below the chart and along its axis: its handle moves the line."""
    most = LARGEST_DISTANCE
    return st.slider("Threshold: closer is the same", 0.0, most, 0.45, 0.01, key="faces_threshold", bind="query-params")


def changed_by(changes):
    """What was done to the second row of faces."""
    if not changes:
        return "again"
    return f"changed by {' and '.join([', '.join(changes[:-1]), changes[-1]] if changes[1:] else changes)}"


def closest_strangers(faces, others, pairs):
    """Two different faces that are closer than all others, and how close."""
    strangers = np.where(np.eye(len(faces), dtype=bool), np.inf, pairs.table)
    first, second = np.unravel_index(int(strangers.argmin()), strangers.shape)
    return faces[first], others[second], strangers.min()


def farthest_friend(faces, others, pairs):
    """The face that is farthest from itself once it is changed, and how far."""
    far = int(pairs.same.argmax())
    return faces[far], others[far], pairs.same[far]


def pair_of(place, pair, apart, verdict):
    """Two faces, and what the threshold says of them."""
    told = f"{apart:.2f} apart: {verdict}"
    with place.container(horizontal=True, vertical_alignment="center", gap="small"):
        light_picture(side_by_side([square(face, SIDE) for face in pair]), alt=told, width=104)
        st.caption(told, width=84)


def show_faces(faces, others, pairs, threshold, changes, place):
    """Some of the faces, and the two ways to be wrong."""
    with place:
        rows = [side_by_side([square(face, SIDE) for face in some[:SHOWN]]) for some in (faces, others)]
        told = f"{SHOWN} of {len(faces)} faces; below, the same {changed_by(changes)}"
        light_picture(np.vstack([rows[0], np.full_like(rows[0][:8], 255), rows[1]]), caption=told, alt=told, width="stretch")
        first, second = (place.container(key=f"stage_figures_{each}") for each, place in enumerate(wrapping_row(2)))
        accepted, rejected = int((pairs.different <= threshold).sum()), int((pairs.same > threshold).sum())
        first.metric("Strangers let in", f"{accepted:,} of {pairs.different.size:,}")
        second.metric("Friends turned away", f"{rejected} of {pairs.same.size}")
        *strangers, near = closest_strangers(faces, others, pairs)
        *friend, far = farthest_friend(faces, others, pairs)
        pair_of(first, strangers, near, "let in" if near <= threshold else "kept out")
        pair_of(second, friend, far, "turned away" if far > threshold else "recognised")


@st.fragment
def laboratory():
    faces, stage = bundled_faces(), st.container()
    with stage:
        left, right = st.columns([3, 2], gap="large")
        with left.container(key="faces_chart", gap=None):
            chart = st.container(key="faces_hills")  # it is filled last, and has its height from the beginning:
            chart.empty()  # what holds nothing is not there
            threshold = threshold_below()
    changes, vector, strength, seed = controls()
    others = changed_faces(changes, strength=strength, seed=seed)
    with right, st.spinner("Turning faces into vectors", show_time=True):
        all_pairs = beyond_caches.face_pairs(changes, strength, seed)
    pairs, equal, pair = all_pairs[vector]
    rates = error_rates(pairs, threshold)
    with chart:
        show_chart(distance_histograms(pairs.same, pairs.different, threshold, LARGEST_DISTANCE), key="faces_histograms")
    show_faces(faces, others, pairs, threshold, changes, right)
    apart = {kind: np.median(each.different) for kind, (each, _, _) in all_pairs.items()}
    known = {"threshold": threshold, "changes": changes, "vector": vector, "pairs": pairs, "apart": apart}
    steps("faces", known | {"accepts": rates[0], "rejects": rates[1], "trained": latest_result("faces")})
    rejected, sizes = int((pairs.same > threshold).sum()), {"same": pairs.same.size, "different": pairs.different.size}
    sections(
        "faces",
        {
            "What you saw": lambda: what_you_saw(pairs, threshold, rates, equal),
            "By hand": lambda: by_hand(pair, faces, others, pairs),
            "Which vector?": lambda: compare_vectors(all_pairs, changes, strength, seed, key="faces"),
            "Fair, and allowed?": lambda: uneven(faces, pairs, threshold),
            "Your own faces": lambda: own_faces(vector, threshold, key="faces"),
            "Face or not": lambda: face_or_not(key="faces"),
            "In code": lambda: in_code(vector, threshold),
            "Check yourself": lambda: quiz(face_questions(rejected=rejected, threshold=threshold, **sizes), key="faces"),
            "Summary": lambda: st.markdown(words("faces", "summary")),
        },
    )


def what_you_saw(pairs, threshold, rates, equal):
    counts = {"accepted": int((pairs.different <= threshold).sum()), "rejected": int((pairs.same > threshold).sum())}
    counts |= {"same": pairs.same.size, "different": pairs.different.size}
    said = {"threshold": threshold, "accepts": exact(rates[0]), "rejects": exact(rates[1])}
    said |= {"equal": equal[0], "best": equal[1]}
    task = words("faces", "task", faces=pairs.same.size, different=pairs.different.size)
    left, right = st.columns([3, 2], gap="large")
    left.markdown("\n\n".join([words("faces", "opening"), words("faces", "rates", **said, **counts), task]))
    with right:
        show_chart(error_curve_chart(*error_curve(pairs)[:2], rates, equal[0]), key="faces_curve")


def exact(share):
    """A share in per cent, with two digits where one would be nothing."""
    return percent(share, 2 if share < ROUNDED else 1)


def by_hand(pair, faces, others, pairs):
    total = round(float(((pair[0] - pair[1]) ** 2).sum()), 4)  # as it is written: who computes with it gets what is shown
    numbers = {"numbers": pair[0].size, "total": total, "distance": total**0.5, "cosine": 1 - total / 2}
    st.markdown(f"{words('faces', 'vectors')}\n\n{words('faces', 'by_hand', **numbers)}")
    worst(faces, others, pairs)


def in_code(vector, threshold):
    code_panel(faces_code(vector, size=SIZE, threshold=threshold), distances, error_rates, key="faces")


def worst(faces, others, pairs):
    st.markdown(words("faces", "worst"))
    one, other = st.columns(2, gap="large")
    (first, second, near), (friend, again, far) = closest_strangers(faces, others, pairs), farthest_friend(faces, others, pairs)
    with one:
        row_of([first, second], f"Different, and only {near:.2f} apart")
    with other:
        row_of([friend, again], f"The same, and {far:.2f} apart")


def uneven(faces, pairs, threshold):
    order = np.argsort([face.mean() for face in faces], kind="stable")
    halves = (pairs.within(part) for part in (order[: len(order) // 2], order[len(order) // 2 :]))
    dark, bright = (dict(zip(("accepts", "rejects"), error_rates(half, threshold), strict=True)) for half in halves)
    rates = {f"{name}_{kind}": half[kind] for name, half in (("dark", dark), ("bright", bright)) for kind in half}
    verdict = two_groups(*(tuple(rates[f"{name}_{kind}"] for kind in ("accepts", "rejects")) for name in ("dark", "bright")))
    told = words("faces", "uneven", **{name: exact(rate) for name, rate in rates.items()})
    st.markdown(f"{told} {words('faces', verdict)}\n\n{words('faces', 'consent')}")


st.html("<style>.st-key-faces_hills { min-height: 272px; }</style>")
laboratory()
