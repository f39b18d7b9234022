"""Why that answer? Six explanations of one answer, side by side on one scale."""

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from lessons.figures.bars import probability_bars
from lessons.texts import words
from lessons.texts.names import METHOD_NAMES, METHOD_PHRASES, METHOD_SENTENCES
from lessons.texts.network_snippets import explain_code
from lessons.texts.questions.explain import explain_questions
from pages.networks.parts.answer_choice import answer_choice
from pages.networks.parts.asked_controls import asked_controls
from pages.networks.parts.layer_slider import layer_slider
from pages.networks.parts.map_row import map_row
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.network_choice import YOLO, missing_detector, network_choice, when_awake
from pages.shared.session.state import current_picture

SECONDS = 20  # of a slow method with a network of VGG16's size
YOLO_SECONDS = (8, 40)
QUICK = ("grad_cam", "saliency")  # with any network
FEW, LEADING = 3, 5  # maps with room for a sentence below each, and classes that the answer names


def show_maps(answer, methods, layer, opacity):
    """The picture, and beside it each method's map over it. Returns the methods whose maps are all zero."""

    def told(method):
        if len(methods) > FEW:
            return "{name}: " + METHOD_PHRASES[method]
        is_early = method == "grad_cam" and layer != answer.layer
        return "{name}: " + ("where an earlier layer’s maps speak for the class" if is_early else METHOD_SENTENCES[method])

    how = {"opacity": opacity, "caption": told, "said": answer.said}
    return map_row(answer.shown, answer.picture.description, methods, heat_of(answer, layer), **how)


def what_it_says(asked, answer):
    """The first answers of a classifier as bars, and the one that is asked about: one piece."""
    said = caches.probabilities(asked.key, answer.picture.digest, asked.model, answer.picture.pixels)
    indices = list(dict.fromkeys([*np.argsort(-said, kind="stable")[:LEADING].tolist(), answer.index]))
    bars, _ = probability_bars([asked.labels[index] for index in indices], said[indices])
    st.html(f'<div class="answer-head">{escape(asked.name)} says</div>{bars}')


def heat_of(answer, layer, index=None):
    """Function of a method to its map of the answer, or of another one. Grad-CAM alone looks at the layer."""
    about, index = (answer.key, answer.picture.digest), answer.index if index is None else index

    def heat(method):
        looked_at = layer if method == "grad_cam" else answer.layer
        return caches.explanation(*about, method, index, looked_at, answer.model, answer.picture.pixels)

    return heat


@st.fragment
def laboratory(picture):
    with st.container(key="explain_stage", horizontal=True, gap="medium"):
        shown = st.container(key="stage_maps", width="stretch")
        beside = st.container(key="explain_beside", width=250)
    (first, second), more, chosen = asked_controls(2)
    with chosen:
        asked = network_choice(key="explain", detector=True)
        if missing_detector():
            st.caption(missing_detector())
    with first:
        answer = answer_choice(asked, picture, key="explain")
    begin_quickly(asked)
    methods = second.pills(
        "Methods",
        list(METHOD_NAMES),
        selection_mode="multi",
        default=list(caches.EXPLAINED),
        format_func=METHOD_NAMES.get,
        key="explain_methods",
        bind="query-params",
    )
    if answer is None:
        st.info("This network has no maps to look at: stack a convolution on the page Build a CNN.")
        return
    layers = list(answer.layers)
    if not answer.box:
        with beside:
            what_it_says(asked, answer)
    place = only_where("grad_cam" in methods, beside, "explain_layer")
    layer = layer_slider(place, "Layer that Grad-CAM looks at", layers, answer.layer, key="explain_layer")
    opacity = more.slider("Map over picture", 0, 100, 70, format="%d %%", key="explain_opacity", bind="query-params")
    with shown:
        empty = show_maps(answer, methods, layer, opacity / 100)
    say_how_slow(asked)
    known = {"label": answer.label, "probability": answer.probability, "methods": len(methods), "there": len(METHOD_NAMES)}
    known |= {"is_other_class": answer.index != answer.first[0], "is_early_layer": layers.index(layer) < len(layers) / 2}
    known |= {"agree": agreement_of(answer, methods, layer)}
    known |= {"kept": kept_of_first(answer, methods, layer)}
    steps("explain", known)
    size, cells = asked.size, asked.model.get_layer(layer).output.shape[1:3]
    code = explain_code(size, layer, answer.index, what="yolo" if asked.key == YOLO else "classifier")
    sections(
        "explain",
        {
            "What you saw": lambda: what_you_saw(answer, empty),
            "By hand": lambda: by_hand(asked, methods),
            "In code": lambda: in_code(code, methods),
            "Check yourself": lambda: quiz(explain_questions(cells, size=size, label=answer.label), key="explain"),
            "Summary": lambda: st.markdown(words("explain", "summary")),
        },
    )


def is_slow(asked):
    return asked.key == YOLO or asked.model.count_params() > 10_000_000


def begin_quickly(asked):
    """A slow network is asked by quick methods at first, unless a link or the learner has chosen others."""
    before, st.session_state.explain_asked = st.session_state.get("explain_asked"), asked.key
    first = None if "explain_methods" in st.query_params else list(caches.EXPLAINED)
    if before != asked.key and is_slow(asked) and st.session_state.get("explain_methods", first) == list(caches.EXPLAINED):
        st.session_state.explain_methods = list(QUICK)


def say_how_slow(asked):
    """What the slow methods take, where that is long."""
    if asked.key == YOLO:
        few, many = YOLO_SECONDS
        st.caption(words("explain", "slow_detector", few=few, many=many))
    elif is_slow(asked):
        st.caption(words("explain", "slow", seconds=SECONDS))


def agreement_of(answer, methods, layer):
    """Which share of their hottest places all methods agree on; 0 while some of them are not shown."""
    from lessons.nets.sanity import agreement

    return agreement([*map(heat_of(answer, layer), methods)]) if len(methods) == len(METHOD_NAMES) else 0.0


def kept_of_first(answer, methods, layer):
    """By the method's name: which share of its hottest places for the first answer is hot for the one that is asked, too."""
    from lessons.nets.sanity import agreement

    first = answer.first[0]
    if answer.index == first:
        return {}
    both = [heat_of(answer, layer, index) for index in (answer.index, first)]
    return {METHOD_NAMES[method]: agreement([heat(method) for heat in both]) for method in methods}


def what_you_saw(answer, empty):
    nothing = [f"**{METHOD_NAMES[method]}**: {words('explain', 'nothing')}" for method in empty]
    st.markdown("\n\n".join([words("explain", "opening"), answer.knows, *nothing]))


def in_code(code, methods):
    from lessons.nets.attribution import ATTRIBUTIONS

    st.markdown(words("explain", "old"))
    code_panel(code, *(ATTRIBUTIONS[method] for method in methods), key="explain")


def by_hand(asked, methods):
    """How each method that is shown comes to its map."""
    from lessons.nets.attribution import OCCLUSIONS, SMOOTH_COPIES, has_relu

    counts = {"copies": SMOOTH_COPIES, "tries": OCCLUSIONS**2}
    told = [words("explain", method, **counts) for method in methods]
    if "grad_cam" in methods and asked.key == YOLO:
        told.append(words("explain", "box_maps"))
    if "guided_backprop" in methods and not has_relu(asked.model):
        told.append(words("explain", "no_relu"))
    st.markdown("\n\n".join(told) or "Choose at least one method above.")


st.html(Path(__file__).with_suffix(".css"))
when_awake(laboratory, current_picture())
