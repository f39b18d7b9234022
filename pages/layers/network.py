"""What is a network?: one neuron whose weights are painted or learned, a layer of them, and two layers."""

import numpy as np
import streamlit as st

from lessons.core import network as engine
from lessons.core.scaling import luma, min_max
from lessons.figures.on_a_line import on_a_line
from lessons.images.resizing import square
from lessons.images.small_drawings import SIDE, read_drawing, tasks
from lessons.texts import words
from lessons.texts.layer_snippets import neurons_code
from lessons.texts.network_words import along_the_line, by_hand, known_of, parts_of, question_numbers
from lessons.texts.questions.network import network_questions
from pages.layers.parts.small_network import small_network
from pages.layers.parts.weights_text import set_weights, weights_text
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture, last_good

KINDS = dict(zip(engine.KINDS, ("neuron", "layer", "layers"), strict=True))
RATES = [0.1, 0.3, 1.0, 3.0]
CODE_STEPS = 60
BEYOND = ("one", "anywhere")  # tasks that one neuron can't do


def laboratory(own, colours):
    shown = st.container()
    first, second, third, more = stage_controls(3, beside_player=True)
    kind = first.segmented_control(
        "Network", engine.KINDS, default=engine.KINDS[0], required=True, key="network_kind", bind="query-params"
    )
    titles = {task.title: name for name, task in tasks().items()}
    title = second.selectbox("Tell apart", list(titles), key="network_task", bind="query-params", width=190)
    bend = third.segmented_control(
        "Activation", engine.BENDS, default=engine.BENDS[0], required=True, key="network_activation", bind="query-params",
        disabled=kind == "A layer",
    )  # fmt: skip
    task, name = tasks()[titles[title]], f"{KINDS[kind]}.{titles[title]}"
    rate = more.select_slider("Learning rate", RATES, 0.3, key="network_rate", bind="query-params")
    seed = int(
        more.number_input("Seed", 0, 9999, 0, key="network_seed", bind="query-params", help=words("network", "seed_help"))
    )
    front = int(
        more.number_input(
            "Drawing in front (0: your picture)", 0, len(task.drawings), 0, key="network_front", bind="query-params"
        )
    )
    drawn = more.text_input("Your own drawing as text", key="network_drawn", bind="query-params")
    sizes = engine.sizes_of(kind, SIDE * SIDE, len(task.classes))
    blank = engine.first_network(sizes, bend, np.random.default_rng(seed))
    told = st.container()
    text, taught, network = weights_text(more, told, name, blank, sizes)
    with told:
        drawn, sketch = last_good("network_sketch", lambda: (drawn, read_drawing(drawn) if drawn else own), ("", own))
    picture = task.drawings[front - 1] if front else sketch if drawn else own

    def take(edit):
        if set_weights(name, edit["weights"]):
            st.session_state.update(network_front=edit["shown"], network_drawn=edit["drawn"])

    with shown:
        small_network(
            own, task, kind=kind, name=name, text=text, first=blank, sizes=sizes, rate=rate, shown=front, drawn=drawn,
            picture_name="Your picture", colours=colours, on_edit=take, key="network_stage",
        )  # fmt: skip
    steps("network", known_of(network, picture, task, kind=kind, name=name, taught=taught, front=front))
    sections(
        "network",
        {
            "What you saw": lambda: what_you_saw(network, picture, task, titles[title]),
            "By hand": lambda: st.markdown(by_hand(network, picture, task)),
            "On a line": lambda: one_after_the_other(network, task),
            "In code": lambda: code_panel(
                neurons_code(sizes, bend, steps=CODE_STEPS, rate=rate),
                engine.answer,
                engine.slopes,
                engine.trained,
                key="network",
            ),
            "Check yourself": lambda: quiz(network_questions(*question_numbers(network, picture), sizes), key="network"),
            "Summary": lambda: st.markdown(words("network", "summary")),
        },
    )


def what_you_saw(network, picture, task, task_name):
    told = [words("network", "opening"), *parts_of(network, picture, task)]
    told.append(words("network", "training", parameters=network.parameters))
    if task_name in BEYOND:
        told.append(words("network", task_name))
    st.markdown("\n\n".join(told))


def one_after_the_other(network, task):
    places = along_the_line(network, task)
    st.html(on_a_line(task.drawings, **places))
    st.markdown(places["finding"])


colours = square(current_picture().pixels, SIDE)
st.fragment(laboratory)(min_max(luma(colours)).round(2), colours)
