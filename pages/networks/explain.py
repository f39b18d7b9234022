"""Why that answer? Six explanations of one answer, side by side on one scale."""

import streamlit as st

from lessons.figures.pictures import magnified
from lessons.texts import words
from lessons.texts.names import METHOD_NAMES, METHOD_SENTENCES
from lessons.texts.questions.explain import explain_questions
from lessons.texts.snippets import explain_code
from pages.networks.parts.asked_controls import asked_controls
from pages.networks.parts.map_row import map_row
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.network_choice import class_choice, network_choice, when_awake
from pages.shared.session.state import current_picture

SIDE = 448  # pixels of a map, of which the screen shows fewer


def show_maps(asked, picture, index, probability, methods, layer, opacity):
    """The picture, and beside it each method's map over it. Returns the methods whose maps are all zero."""
    from lessons.nets.attribution import last_maps

    shown = magnified(caches.square_picture(picture.digest, asked.size, picture.pixels), SIDE)

    def heat_of(method):
        return caches.explanation(asked.key, picture.digest, method, index, layer, asked.model, picture.pixels)

    def told(method):
        is_early = method == "grad_cam" and layer != last_maps(asked.model)
        return "{name}: " + (f"where {plain(layer)}’s maps speak for the class" if is_early else METHOD_SENTENCES[method])

    answer = words("explain", "answer", label=asked.labels[index], probability=probability)
    return map_row(shown, picture.description, methods, heat_of, opacity=opacity, caption=told, said=answer)


@st.fragment
def laboratory(picture):
    from lessons.nets.attribution import ATTRIBUTIONS, last_maps
    from lessons.nets.probing import map_layers

    shown = st.container(key="stage_maps")
    (first, second), more, chosen = asked_controls(2)
    with chosen:
        asked = network_choice(key="explain")
    with first:
        index, probability = class_choice(asked, picture, key="explain")
    methods = second.pills(
        "Methods",
        list(ATTRIBUTIONS),
        selection_mode="multi",
        default=list(caches.EXPLAINED),
        format_func=METHOD_NAMES.get,
        key="explain_methods",
        bind="query-params",
    )
    layers = map_layers(asked.model)
    if not layers:
        st.info("This network has no maps to look at: stack a convolution on the page Build a CNN.")
        return
    last = last_maps(asked.model)
    if st.session_state.get("explain_layer", last) not in layers:
        st.session_state.explain_layer = last
    layer = more.select_slider("Layer that Grad-CAM looks at", layers, last, key="explain_layer", bind="query-params")
    opacity = more.slider("Map over picture", 0, 100, 70, format="%d %%", key="explain_opacity", bind="query-params")
    with shown:
        empty = show_maps(asked, picture, index, probability, methods, layer, opacity / 100)
    if asked.model.count_params() > 10_000_000:
        st.caption(words("explain", "slow", seconds=20))
    known = {"label": asked.labels[index], "probability": probability, "methods": len(methods), "there": len(ATTRIBUTIONS)}
    best = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[0]
    known |= {"is_other_class": index != best.index, "is_early_layer": layers.index(layer) < len(layers) / 2}
    known |= {"agree": agreement_of(asked, picture, index, methods, layer)}
    known |= {"best": best.name, "alike": alike_to_best(asked, picture, index, best.index, layer)}
    steps("explain", known)
    size, cells = asked.model.inputs[0].shape[1], asked.model.get_layer(layer).output.shape[1:3]
    sections(
        "explain",
        {
            "What you saw": lambda: what_you_saw(asked, known["label"], probability, empty),
            "By hand": lambda: by_hand(asked, methods),
            "In code": lambda: in_code(size, layer, index, methods),
            "Check yourself": lambda: quiz(explain_questions(cells, size=size, label=known["label"]), key="explain"),
            "Summary": lambda: st.markdown(words("explain", "summary")),
        },
    )


def agreement_of(asked, picture, index, methods, layer):
    """Which share of their hottest places all methods agree on; 0 while some of them are not shown."""
    from lessons.nets.attribution import ATTRIBUTIONS
    from lessons.nets.sanity import agreement

    if len(methods) < len(ATTRIBUTIONS):
        return 0.0
    return agreement(
        [caches.explanation(asked.key, picture.digest, method, index, layer, asked.model, picture.pixels) for method in methods]
    )


def alike_to_best(asked, picture, index, best, layer):
    """How alike Grad-CAM's maps for two classes are: 1 is the same map."""
    from lessons.nets.sanity import likeness

    if index == best:
        return 1.0
    maps = [
        caches.explanation(asked.key, picture.digest, "grad_cam", each, layer, asked.model, picture.pixels)
        for each in (index, best)
    ]
    return likeness(*maps)


def what_you_saw(asked, label, probability, empty):
    knows = words("explain", "knows", title=asked.name, knows=asked.knows, label=label, probability=probability)
    nothing = [f"**{METHOD_NAMES[method]}**: {words('explain', 'nothing')}" for method in empty]
    st.markdown("\n\n".join([words("explain", "opening"), knows, *nothing]))


def in_code(size, layer, index, methods):
    from lessons.nets.attribution import ATTRIBUTIONS

    st.markdown(words("explain", "old"))
    code_panel(explain_code(size, layer, index), *(ATTRIBUTIONS[method] for method in methods), key="explain")


def by_hand(asked, methods):
    """How each method that is shown comes to its map."""
    from lessons.nets.attribution import OCCLUSIONS, SMOOTH_COPIES, has_relu

    counts = {"copies": SMOOTH_COPIES, "tries": OCCLUSIONS**2}
    told = [words("explain", method, **counts) for method in methods]
    if "guided_backprop" in methods and not has_relu(asked.model):
        told.append(words("explain", "no_relu"))
    st.markdown("\n\n".join(told) or "Choose at least one method above.")


when_awake(laboratory, current_picture())
