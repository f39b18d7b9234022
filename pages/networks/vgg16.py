"""Inside VGG16: all of its maps on one canvas, down to the sum behind a number. Networks that grew from it open too."""

from functools import partial

import streamlit as st

from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from lessons.texts.network_snippets import maps_code
from lessons.texts.questions.vgg16 import vgg16_questions
from pages.networks.parts.after_each_block import after_each_block, answers_after_blocks
from pages.networks.parts.living_network import living_network, new_run
from pages.networks.parts.living_place import moved_to, place_in
from pages.networks.parts.network_answer import network_answer
from pages.networks.parts.network_compare import compare_choice, compared_view
from pages.networks.parts.network_downloads import network_downloads
from pages.networks.parts.place_in_words import place_in_words
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches, map_caches
from pages.shared.session.network_choice import vgg16_choice, when_awake
from pages.shared.session.network_views import view_of
from pages.shared.session.state import current_picture

ANSWERS = 5
GIVEN = ("blue", "green", "red")  # in which order VGG16 takes a picture's colours


def answers_of(asked, picture):
    """The most probable labels: the network's own, or an ImageNet classifier's where it has none."""
    if not asked.labels:
        return caches.picture_labels(picture.digest, picture.pixels)
    return caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[:ANSWERS]


@st.fragment
def laboratory(asked, picture, answers, run):
    columns, view = map_caches.columns_of(asked.key, asked.model), view_of(asked, picture)
    place = place_in(columns, "vgg16")
    living_network(view, columns, place, network_answer(asked, picture, answers), given=GIVEN,
        on_move=partial(moved_to, "vgg16", columns), run=run, key="vgg16_living",
        other=compared_view(asked, picture, key="vgg16"), blocks=answers_after_blocks(asked, picture))  # fmt: skip
    known = vars(place) | {"answer": answers[0].name, "section": section_of("vgg16")}
    steps("vgg16", known)
    table = map_caches.network_rows(asked.key, asked.model)
    sections(
        "vgg16",
        {
            "What you saw": lambda: what_you_saw(asked),
            "In words": lambda: place_in_words(view, columns, place, key="vgg16"),
            "After each block": lambda: after_each_block(asked, picture),
            "Compare": lambda: compare_choice(asked, picture, key="vgg16"),
            "As a table": lambda: as_a_table(table),
            "Take it along": lambda: network_downloads(view, columns, place, answers, key="vgg16"),
            "In code": lambda: code_panel(maps_code(asked.size, own=bool(asked.labels)), key="vgg16"),
            "Check yourself": lambda: quiz(vgg16_questions(table, answers, classes=len(asked.labels)), key="vgg16"),
            "Summary": lambda: st.markdown(words("vgg16", "summary")),
        },
    )
    map_caches.put_maps_away(asked.key, picture.digest)  # everything is on its way to the browser: nobody waits for it


def what_you_saw(asked):
    own = words("vgg16", "own_answerer", title=asked.name, knows=plain(asked.knows)) if asked.labels else None
    told = [words("vgg16", "opening"), words("vgg16", "overview"), words("vgg16", "links"), own or words("vgg16", "answerer")]
    st.markdown("\n\n".join(told))


def as_a_table(table):
    parameters = st.column_config.NumberColumn(format="localized")
    shown = [{"layer": layer_in_words(row["layer"])} | row | {"in Keras": row["layer"]} for row in table]
    st.dataframe(shown, hide_index=True, height="content", key="vgg16_table", column_config={"parameters": parameters})
    convolutions = sum(row["kind"] == "Conv2D" for row in table)
    st.markdown(words("vgg16", "table", parameters=sum(row["parameters"] for row in table), convolutions=convolutions))


def lesson(picture):
    with st.spinner("Asking VGG16 about your picture", show_time=True):
        with st.container(key="stage_network"):
            asked = vgg16_choice(key="vgg16")
        answers = answers_of(asked, picture)
        maps = partial(map_caches.picture_maps, asked.key, picture.digest, asked.model, picture.pixels)
        map_caches.network_overview(asked.key, picture.digest, maps)
    laboratory(asked, picture, answers, new_run())


when_awake(lesson, current_picture())
