"""A walk past networks, and the curves of two of them, say in words what they draw."""

import re
from types import SimpleNamespace

import pytest

from lessons.figures.amount_curves import amount_curves
from lessons.figures.new_ideas import new_idea
from lessons.figures.walk import HIGH, walk
from lessons.texts.stations import STATIONS
from lessons.training.attention_settings import LEARNERS


@pytest.mark.parametrize("at", range(len(STATIONS)))
def test_a_station_tells_its_idea_its_number_and_its_source_and_none_that_is_still_to_come(at):
    drawn, finding = walk(STATIONS, at, "data:,")
    here = STATIONS[at]
    assert finding.startswith(f"{here.title}, {here.year}. New: {here.new}. {here.idea}")
    assert here.source in drawn
    assert drawn.count("dashed") == sum(station.right is not None for station in STATIONS[at + 1 :]) + (
        sum(station.right is None for station in STATIONS[at + 1 :])
    )
    for station in STATIONS[at + 1 :]:
        assert station.idea not in drawn
        assert station.new not in drawn


def test_bars_are_as_high_as_networks_are_right():
    drawn, _ = walk(STATIONS, len(STATIONS) - 1, "data:,")
    highs = [int(high) for high in re.findall(r"max-width: 54px; height: (\d+)px", drawn)]
    for station, high in zip(STATIONS, highs, strict=True):
        assert high == round(HIGH * (station.right or 0) / 100)


@pytest.mark.parametrize("at", [0, 4, len(STATIONS) - 1])
def test_every_station_is_a_button_and_those_to_come_ask_how_right_they_are(at):
    drawn, _ = walk(STATIONS, at, "data:,")
    assert "How many of 100 unseen photos each names right" in drawn
    assert drawn.count("<button") == len(STATIONS)
    assert drawn.count(">?<") == len(STATIONS) - 1 - at
    assert drawn.count('aria-pressed="true"') == 1
    for station in STATIONS[at + 1 :]:
        assert station.right is None or f"{station.right:g}" not in drawn


def test_the_walk_goes_forward_in_time_and_every_number_has_a_source():
    years = [station.year for station in STATIONS]
    assert years == sorted(years)
    assert len({station.title for station in STATIONS}) == len(STATIONS)
    for station in STATIONS:
        assert re.search(r"(19|20)\d\d", station.source)
        assert station.right is None or 50 < station.right < 100


def test_numbers_of_keras_are_those_that_the_zoo_tells():
    from lessons.nets.zoo import FETCHABLE

    told = {network.function: network.top_1 for network in FETCHABLE.values()}
    mine = {station.title: station.right for station in STATIONS}
    assert mine["VGG16"] == told["VGG16"]
    assert mine["Inception"] == told["InceptionV3"]
    assert mine["ResNet"] == told["ResNet50"]


def result(network, pictures, accuracy):
    return SimpleNamespace(network=network, pictures=pictures, accuracy=accuracy)


def test_each_training_is_a_dot_further_right_the_more_pictures_and_higher_the_more_right():
    results = [result("convolutional", 60, 0.5), result("transformer", 60, 0.2), result("convolutional", 240, 0.9)]
    drawn, finding = amount_curves(results, LEARNERS, [60, 240, 960], 1 / 6)
    assert finding == (
        "Right of the test pictures: convolutional network, 60 pictures: 50%; vision transformer, 60 pictures: 20%; "
        "convolutional network, 240 pictures: 90%."
    )
    wide = drawn.split("race-narrow")[0]
    places = {
        name: (float(left), float(top))
        for name, left, top in re.findall(
            r'data-dot="([^"]+)" style="position: absolute; left: ([\d.]+)px; top: ([\d.]+)px', wide
        )
    }
    assert set(places) == {"convolutional 60", "transformer 60", "convolutional 240"}
    assert places["convolutional 60"][0] == places["transformer 60"][0] < places["convolutional 240"][0]
    assert places["convolutional 240"][1] < places["convolutional 60"][1] < places["transformer 60"][1]
    assert amount_curves((), LEARNERS, [60, 240], 0.5)[1] == "No network has been trained yet."


def test_a_number_over_a_bar_is_the_one_in_the_words():
    drawn, _ = walk(STATIONS, len(STATIONS) - 1, "data:,")
    for station in STATIONS:
        assert station.right is None or f">{station.right:g}</div>" in drawn


@pytest.mark.parametrize("station", STATIONS, ids=lambda station: station.title)
def test_what_was_new_is_drawn_for_every_network(station):
    drawn = new_idea(station.title, "data:,cat")
    assert drawn.count("<div") == drawn.count("</div")
    assert "walk-new" in drawn
    assert len(station.new) <= 36  # a few words
