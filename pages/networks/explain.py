"""Why that answer? Six explanations of one answer, side by side on one scale."""

import streamlit as st

from lessons.figures.pictures import magnified, overlay
from lessons.texts import words
from lessons.texts.questions.explain import explain_questions
from lessons.texts.snippets import explain_code
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import class_choice, network_choice, when_awake
from pages.shared.session.state import current_picture

COLUMNS = 3


def show_maps(asked, picture, index, methods, layer, opacity):
    from lessons.nets.attribution import OCCLUSIONS, SMOOTH_COPIES, has_relu

    shown = magnified(caches.square_picture(picture.digest, asked.size, picture.pixels), 448)
    counts = {"copies": SMOOTH_COPIES, "tries": OCCLUSIONS**2}
    for first in range(0, len(methods), COLUMNS):
        for column, method in zip(st.columns(COLUMNS, gap="medium"), methods[first : first + COLUMNS], strict=False):
            with column:
                with st.spinner(f"Asking {method.replace('_', ' ')}", show_time=True):
                    heat = caches.explanation(asked.key, picture.digest, method, index, layer, asked.model, picture.pixels)
                coloured = overlay(shown, heat, opacity=opacity)
                light_picture(coloured, width="stretch", alt=f"Where {method.replace('_', ' ')} finds reasons")
                st.markdown(words("explain", method, **counts))
                if method == "guided_backprop" and not has_relu(asked.model):
                    st.markdown(words("explain", "no_relu"))
                if not heat.any():
                    st.markdown(words("explain", "nothing"))
    magnitude_legend(1.0)


@st.fragment
def laboratory(picture):
    from lessons.nets.attribution import ATTRIBUTIONS, last_maps
    from lessons.nets.probing import map_layers

    first, second = wrapping_row(2)
    with first:
        asked = network_choice(key="explain")
    with second:
        index, probability = class_choice(asked, picture, key="explain")
    methods = st.pills(
        "Methods",
        list(ATTRIBUTIONS),
        selection_mode="multi",
        default=list(caches.EXPLAINED),
        key="explain_methods",
        bind="query-params",
    )
    layers = map_layers(asked.model)
    if not layers:
        st.info("This network has no maps to look at: stack a convolution on the page Build a CNN.")
        return
    third, fourth = wrapping_row(2)
    last = last_maps(asked.model)
    if st.session_state.get("explain_layer", last) not in layers:
        st.session_state.explain_layer = last
    layer = third.select_slider("Layer that Grad-CAM looks at", layers, last, key="explain_layer", bind="query-params")
    opacity = fourth.slider("Map over picture", 0, 100, 70, format="%d %%", key="explain_opacity", bind="query-params")
    label = asked.labels[index]
    st.markdown(words("explain", "knows", title=asked.title, knows=asked.knows, label=label, probability=probability))
    if asked.model.count_params() > 10_000_000:
        st.caption(words("explain", "slow", seconds=20))
    if methods:
        show_maps(asked, picture, index, methods, layer, opacity / 100)
    else:
        st.info("Choose at least one method above.", icon=":material/touch_app:")
    st.markdown(words("explain", "old"))
    st.header("The same in code")
    size = asked.model.inputs[0].shape[1]
    chosen = [ATTRIBUTIONS[method] for method in methods]
    code_panel(explain_code(size, layer, index), *chosen, key="explain")
    st.header("Check yourself")
    cells = asked.model.get_layer(layer).output.shape[1:3]
    quiz(explain_questions(cells, size=size, label=label), key="explain")


st.markdown(words("explain", "opening"))
when_awake(laboratory, current_picture())
st.header("Summary")
st.markdown(words("explain", "summary"))
