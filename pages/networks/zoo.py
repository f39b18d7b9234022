"""Other networks, in the same viewers: two that come along, and those of keras.applications that are fetched by name."""

import streamlit as st

from lessons.figures.charts import label_bars
from lessons.texts import words
from lessons.texts.questions.zoo import zoo_questions
from lessons.texts.snippets import zoo_code
from pages.shared.components.maps_of_layer import maps_of_layer
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.lesson.quiz import quiz
from pages.shared.session import caches
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import network_choice, when_awake
from pages.shared.session.state import current_picture

LABELS = 5


def fetch_one():
    """The table of networks that can be fetched, and the fetching of one."""
    from lessons.nets.zoo import FETCHABLE, SCALINGS, fetch_network

    st.header("Networks that can be fetched")
    rows = [
        {
            "network": network.title,
            "pictures": f"{network.size} × {network.size}",
            "wants": SCALINGS[network.scaling].words,
            "MB": network.megabytes,
            "million parameters": network.parameters,
            "billion multiply-adds": network.multiply_adds,
            "right on ImageNet": f"{network.top_1} %",
        }
        for network in FETCHABLE.values()
    ]
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
    return network


@st.fragment
def look(picture):
    asked = network_choice(key="zoo")
    from lessons.nets.probing import map_layers

    layers, size = map_layers(asked.model), asked.model.inputs[0].shape[1]
    counts = {"layers": len(layers), "parameters": asked.model.count_params(), "size": size}
    st.markdown(words("zoo", "here", title=asked.title, knows=asked.knows, **counts))
    seen, said = st.columns([1, 2], gap="large")
    caption = f"What it is shown: {size} × {size}"
    with seen:
        data = caches.square_webp(picture.digest, size, picture.pixels)
        light_bytes(data, width="stretch", caption=caption, alt=picture.description)
    with said:
        ranked = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)
        show_chart(label_bars(ranked[:LABELS], None), key="zoo_bars")
    if layers:
        maps_of_layer(asked.key, asked.model, layers, picture, key="zoo")


st.markdown(words("zoo", "opening"))
when_awake(look, current_picture())
chosen = fetch_one()
st.header("The same in code")
code_panel(zoo_code(chosen.function, chosen.size), key="zoo")
st.header("Check yourself")
quiz(zoo_questions(channels=64, kernel=3, filters=128), key="zoo")
st.header("Summary")
st.markdown(words("zoo", "summary"))
