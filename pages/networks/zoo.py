"""Other networks, in the same viewers: two that come along, and those of keras.applications that are fetched by name."""

from functools import partial

import streamlit as st

from lessons.figures.famous_chart import accuracy_chart
from lessons.texts import words
from lessons.texts.network_snippets import zoo_code
from lessons.texts.questions.zoo import zoo_questions
from pages.networks.parts.living_network import living_network, new_run
from pages.networks.parts.living_place import moved_to, place_in
from pages.networks.parts.network_answer import network_answer
from pages.networks.parts.network_downloads import network_downloads
from pages.networks.parts.place_in_words import place_in_words
from pages.networks.parts.twin_maps import SECTION as TWINS
from pages.networks.parts.twin_maps import has_vgg16_weights, known_twins, twin_maps
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session import beyond_caches, caches, map_caches
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import YOLO, as_given, missing_detector, network_choice, when_awake
from pages.shared.session.network_views import view_of
from pages.shared.session.state import current_picture

LABELS = 5
GIVEN = ("red", "green", "blue")


def fetch_one():
    """The networks that can be fetched, as a chart and a table, and the fetching of one."""
    from lessons.nets.zoo import FETCHABLE, SCALINGS, fetch_network

    rows = [
        {
            "network": network.title,
            "pictures": f"{network.size} × {network.size}",
            "wants": SCALINGS[network.scaling].words,
            "MB": network.megabytes,
            "million parameters": network.parameters,
            "billion multiply-adds": network.multiply_adds,
            "right on ImageNet": f"{network.top_1}%",
        }
        for network in FETCHABLE.values()
    ]
    st.markdown(show_chart(accuracy_chart(list(FETCHABLE.values())), key="zoo_accuracy"))
    st.dataframe(rows, hide_index=True, height="content", key="zoo_table")
    st.markdown(words("zoo", "table"))
    titles = {name: network.title for name, network in FETCHABLE.items()}
    name = st.selectbox("Network to fetch", list(titles), 3, format_func=titles.get, key="zoo_name")
    network = FETCHABLE[name]
    st.markdown(f"**{network.title}**: {network.idea}")
    if st.button(f"Fetch it, about {network.megabytes} MB", icon=":material/download:", key="zoo_fetch"):
        start_job(fetch_network, name, key="zoo", heavy=False)
    fetched = watch_job(key="zoo", failure="{}")
    if fetched is not None:
        here = f"{titles[fetched.model.name]} is here: choose it above, or on the pages about explanations."
        st.success(here, icon=":material/check:")
    st.markdown(words("zoo", "top"))


@st.fragment
def laboratory(picture, run):
    with st.container(key="stage_network"):
        asked = network_choice(key="zoo", detector=True)
        if missing_detector():
            st.caption(missing_detector())
    columns, view = map_caches.columns_of(asked.key, asked.model), view_of(asked, as_given(asked, picture))
    ranked = answers_of(asked, view.picture)
    place = place_in(columns, "zoo")
    with st.spinner(f"Asking {asked.name} about your picture", show_time=True):
        map_caches.network_overview(*view.arguments, view.maps)
        living_network(view, columns, place, network_answer(asked, picture, ranked[:LABELS]), given=GIVEN,
            on_move=partial(moved_to, "zoo", columns), run=run, key="zoo_living")  # fmt: skip
    layers = map_layers_of(asked)
    known = {"title": asked.in_sentence, "layers": layers, "parameters": asked.model.count_params(), "label": ranked[0].name}
    known |= {"section": section_of("zoo"), "size": asked.size, "network": st.session_state.zoo_network, "level": place.level}
    twins = known_twins(asked, columns)
    known |= {"twins": twins, "depth": st.session_state.get("zoo_depth"), "grew": bool(twins) and has_vgg16_weights(asked)}
    steps("zoo", known)
    counts = {name: known[name] for name in ("layers", "parameters", "size")}
    here = words("zoo", "here", title=asked.name, knows=asked.knows, shown=len(columns), **counts)
    sections(
        "zoo",
        {
            "What you saw": lambda: st.markdown(f"{words('zoo', 'opening')}\n\n{here}"),
            TWINS: lambda: twin_maps(asked, view.picture, columns),
            "In words": lambda: place_in_words(view, columns, place, key="zoo"),
            "Take it along": lambda: network_downloads(view, columns, place, ranked, key="zoo"),
            "Fetch others": fetch_one,
            "In code": in_code,
            "Check yourself": lambda: quiz(zoo_questions(channels=64, kernel=3, filters=128), key="zoo"),
            "Summary": lambda: st.markdown(words("zoo", "summary")),
        },
    )
    map_caches.put_maps_away(*view.arguments)


def answers_of(asked, picture):
    """What the network says, the most probable class first; of the detector, by the best score of any of its boxes."""
    if asked.key == YOLO:
        return beyond_caches.detected_classes(picture.digest, asked.model, asked.labels, picture.pixels)
    return caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)


def map_layers_of(asked):
    """How many layers with maps a network has, also those that are not shown."""
    from lessons.nets.probing import map_layers

    return len(map_layers(asked.model))


def in_code():
    from lessons.nets.zoo import FETCHABLE

    chosen = FETCHABLE[st.session_state.get("zoo_name", list(FETCHABLE)[3])]
    code_panel(zoo_code(chosen.function, chosen.size), key="zoo")


when_awake(laboratory, current_picture(), new_run())
