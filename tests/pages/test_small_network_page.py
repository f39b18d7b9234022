"""The lesson "What is a network?" on its page: weights from the address, what is told of them, and a figure of all drawings."""

import numpy as np
import pytest

from lessons.core.network import (
    BENDS,
    KINDS,
    answer,
    first_network,
    format_weights,
    mean_loss,
    parse_weights,
    sizes_of,
    trained,
)
from lessons.images.small_drawings import tasks
from lessons.texts.network_words import along_the_line, by_hand, known_of, parts_of, question_numbers, targets_of
from tests.pages.apps import at_address, open_app, section, texts


def learned(kind, name, steps, bend="Sigmoid"):
    task = tasks()[name]
    network = first_network(sizes_of(kind, 64, len(task.classes)), bend, np.random.default_rng(0))
    network = trained(network, task.drawings, targets_of(task, network), steps=steps, rate=0.3)
    return parse_weights(format_weights(network), sizes_of(kind, 64, len(task.classes)), bend)


def test_a_link_shows_its_network_and_its_numbers():
    network = learned("A layer", "moods", 20)
    weights = f"layer.moods.20.{format_weights(network)}"
    app = at_address("network", network_kind="A layer", network_task="Moods", network_front="2", network_weights=weights)
    told = texts(section(app, "network", "By hand"))
    shares = answer(network, tasks()["moods"].drawings[1]).probabilities
    assert ", ".join(f"{share:.3f}" for share in shares) in told
    assert (
        f"The mean of all 9 is **{mean_loss(network, tasks()['moods'].drawings, tasks()['moods'].targets):.3f}**"
        in told.replace("\n", " ")
    )
    assert not app.error


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"network_weights": "neuron.strokes.3.gAgA"}, "not of this network, which has 65 numbers"),
        ({"network_weights": "neuron.strokes.x."}, "begins with neuron.strokes"),
        ({"network_drawn": "zz"}, "16 letters"),
    ],
)
def test_an_address_that_nobody_wrote_is_answered_with_a_sentence_and_the_page_goes_on(query, told):
    app = at_address("network", **query)
    assert not app.exception
    assert told in app.error[0].value
    assert "A **neuron**" in texts(app).replace("\n", " ")


def test_weights_of_another_network_in_the_address_are_let_go():
    app = at_address("network", network_kind="Two layers", network_weights="neuron.strokes.3.gAgA")
    app.run()
    assert not app.exception
    assert not app.error
    assert app.session_state["network_weights"] == ""


def test_where_one_neuron_fails_the_page_says_why():
    app = open_app("network")
    for title, words in (("Exactly one stroke", "The empty drawing"), ("Upright, anywhere", "cover each pixel once")):
        app.selectbox(key="network_task").set_value(title).run()
        assert words in texts(app).replace("\n", " ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize("name", tasks())
def test_everything_that_is_told_is_told_of_every_network(kind, bend, name):
    task, network = tasks()[name], learned(kind, name, 4, bend)
    assert parts_of(network, task.drawings[0], task)
    assert "**The products.**" in by_hand(network, task.drawings[0], task)
    assert "-" not in by_hand(network, task.drawings[0], task)  # a true minus sign
    places = along_the_line(network, task)
    low, high = places["limits"]
    assert all(low <= value <= high for value in places["values"])
    known = known_of(network, task.drawings[0], task, kind=kind, name="", taught=4, front=1)
    assert known["right"] == sum(places["rights"])
    assert f"{known['right']} of {known['count']} are right" in places["finding"]
    assert all(question_numbers(network, task.drawings[0]))
