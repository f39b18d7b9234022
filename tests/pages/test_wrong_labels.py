"""Wrong labels on the map of pictures: planted by a preset, found, judged one by one."""

import pytest

from lessons.texts.names import REPRESENTATION_NAMES
from lessons.texts.steps import steps_of
from tests.pages.apps import at_address, open_app, texts

pytestmark = pytest.mark.slow


def test_five_wrong_labels_are_planted_found_and_mended():
    app = open_app("neighbours")
    number = next(number for number, preset in enumerate(steps_of("neighbours").presets) if preset.name == "Five wrong labels")
    app.button(key=f"neighbours_preset_{number}").click().run()
    told = texts(app).replace("\n", " ")
    assert "Of the 5 labels that were made wrong, **5** are among them" in told
    cards = [each for each in app.pills if each.key.startswith("neighbours_label_")]
    for card in cards:
        card.set_value(card.options[1]).run()
    assert "5 of your decisions fit what was planted" in texts(app).replace("\n", " ")
    assert texts(app).count("planted by the page") == 5
    assert not app.exception


def test_a_link_opens_the_section_and_without_planted_ones_nothing_is_claimed():
    app = at_address("neighbours", neighbours_planted="3", neighbours_layer="Block 4")
    assert "Of the 3 labels that were made wrong" in texts(app).replace("\n", " ")
    app.slider(key="neighbours_planted").set_value(0).run()
    assert "Plant some wrong labels" in texts(app)
    assert not app.exception


def test_no_text_of_the_page_tells_the_best_layer_before_it_is_looked_for():
    app = open_app("neighbours", neighbours_layer="Pixels")
    assert "Choose a layer above" in texts(app)
    assert not any(f"by block {number}" in texts(app).lower() for number in range(1, 6))


def test_layers_to_guess_from_stand_in_the_order_of_the_network():
    layers = list(REPRESENTATION_NAMES.values())
    for step in steps_of("neighbours").steps:
        if step.order:
            assert step.guesses_of({"good": "Block 3", "best_name": "Block 4"}) == layers
