"""The page from LeNet to vision transformers: every station, and what is shown before and after both networks were trained."""

import re

import numpy as np
import pytest

from lessons.texts.stations import STATIONS
from lessons.training.attention_settings import AttentionSettings
from lessons.training.finished_runs import finished_amounts
from pages.shared.lesson.steps import JUST_TELL
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import Over, at_address, desk_of, open_app, section, texts

pytestmark = pytest.mark.slow

VIEWS = ("The walk", "The race", "Attention")


def shown(app):
    return " ".join(element.proto.body for element in app.get("html"))


def made_up_race(*, ahead):
    from lessons.core.attention import of_keras
    from lessons.training.amount_results import AmountResult, AmountsRace
    from lessons.training.transformer_race import BLOCKS, PATCH, build_transformer

    accuracies = [0.6, 0.3, 0.9, 0.5, 0.95, 0.7] if ahead else [0.6, 0.3, 0.9, 0.5, 0.7, 0.95]
    amounts, networks = [60, 60, 240, 240, 960, 960], ["convolutional", "transformer"] * 3
    results = tuple(AmountResult(*each, 1.0, 21_000) for each in zip(networks, amounts, accuracies, strict=True))
    transformer = of_keras(build_transformer(6, seed=0).get_weights(), PATCH, BLOCKS)
    labels = ("circle", "square", "triangle", "star", "cross", "heart")
    return AmountsRace(results, transformer, labels, AttentionSettings(), 1.0, "CPU")


@pytest.mark.parametrize("station", STATIONS, ids=lambda station: station.title)
def test_every_station_can_be_reached_by_a_link(station):
    app = at_address("timeline", timeline_station=station.title)
    assert not app.exception
    assert f"{station.title}, {station.year}. " in shown(app)


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize("view", VIEWS)
def test_what_came_of_both_is_told_in_every_view(view, ahead):
    app = open_app("timeline")
    desk_of(app)["state_job_timeline"] = Over(made_up_race(ahead=ahead))
    app.session_state["timeline_view"] = view
    app.segmented_control(key="timeline_try").set_value(4).run()
    if view == VIEWS[1]:
        app.pills(key="timeline_guess_few").set_value(JUST_TELL).run()
    for name in ("What you saw", "By hand", "In code", "Summary"):
        section(app, "timeline", name)
        assert not app.exception
        assert not re.findall(r"\{\w[^{}]*\}", texts(app))
    assert ("From 60 drawings the convolutional network gets 60% right, the transformer 30%" in texts(app)) == (
        view == VIEWS[1]
    )
    section(app, "timeline", "What you saw")
    if view == VIEWS[1]:
        assert ("Both have memorised the 60" in texts(app)) == ahead
        assert "vision transformer" in shown(app)
    if view == VIEWS[2]:
        assert "the shares add up to 1" in texts(app)


@pytest.mark.parametrize("view", VIEWS)
def test_a_training_that_is_over_counts_in_every_view(view):
    app = open_app("timeline", timeline_view=view)
    assert not desk_of(app)[PROGRESS].of("timeline").trained
    desk_of(app)["state_job_timeline"] = Over(made_up_race(ahead=True))
    app.run()
    assert desk_of(app)[PROGRESS].of("timeline").trained


def test_before_anybody_trains_a_finished_run_is_shown_and_how_to_repeat_it():
    app = section(at_address("timeline", timeline_view=VIEWS[1], timeline_picture="yours"), "timeline", "What you saw")
    assert not app.exception
    assert "real trainings" in texts(app)
    assert "Train both" in texts(app)
    race = finished_amounts()
    assert all(f'data-dot="{each.network} {each.pictures}"' in shown(app) for each in race.results)
    assert not desk_of(app)[PROGRESS].of("timeline").trained


def test_the_shares_that_the_page_tells_are_those_of_the_picture():
    app = open_app("timeline")
    race = made_up_race(ahead=True)
    desk_of(app)["state_job_timeline"] = Over(race)
    section(app, "timeline", "By hand")
    largest = [float(number) for number in re.search(r"largest are ([\d., ]+)\.", texts(app)).group(1).split(", ")]
    assert largest == sorted(largest, reverse=True)
    assert 1 / 64 < largest[0] <= 1
    assert np.sum(largest) <= 1
