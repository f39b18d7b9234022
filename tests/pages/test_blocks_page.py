"""The page on building blocks: every block can be looked at, in every section, and the race of twenty layers."""

import re

import numpy as np
import pytest

from lessons.core.blocks import BLOCKS
from lessons.figures.race_figure import share_text
from lessons.training.finished_runs import finished_depth_race
from lessons.training.race_settings import NETWORKS, RaceSettings
from lessons.work.progress import Epoch
from tests.pages.apps import Over, at_address, desk_of, finish, open_app, section, texts

pytestmark = pytest.mark.slow

SECTIONS = ("What you saw", "By hand", "In code")


def shown(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("kind", [*BLOCKS, "20 layers"])
def test_every_block_is_shown_with_its_numbers_in_every_section(kind):
    app = at_address("blocks", blocks_kind=kind, blocks_maps="32")
    for name in SECTIONS:
        section(app, "blocks", name)
        assert not app.exception
        assert not re.findall(r"\{\w[^{}]*\}", texts(app))
        assert " -" not in texts(app).replace(" - ", "")
    assert ("data-arc" in shown(app)) == (kind == "20 layers")
    if kind in BLOCKS:
        assert "What happens at the ring" in shown(app)
        assert 'class="box"' in shown(app)
        assert ("What it costs, with 32 maps" in shown(app)) == (kind not in ("Batch norm", "Dropout"))


def test_in_use_nothing_is_said_to_be_dropped():
    assert "half of the values are zero" in shown(at_address("blocks", blocks_kind="Dropout"))
    used = shown(at_address("blocks", blocks_kind="Dropout", blocks_mode="in use", blocks_maps="512"))
    assert "Nothing is dropped" in used
    assert "half of the values are zero" not in used
    assert "What it costs" not in used  # it stands in no convolution's place


def test_the_pictures_show_a_few_of_the_maps_that_are_counted():
    shown_maps = shown(at_address("blocks", blocks_kind="Separable", blocks_maps="512"))
    assert "with 512 maps (you see 8 of them)" in shown_maps
    assert "9 + 8 products" in shown_maps
    assert "With 512 maps it takes 521 products." in shown_maps


def made_up_race(*, norm):
    from lessons.training.race_results import DepthRace, SlopeRecord

    figures = {"plain_accuracy": 0.2, "val_plain_accuracy": 0.17, "shortcuts_accuracy": 0.9, "val_shortcuts_accuracy": 0.95}
    slopes = {"plain": np.geomspace(1e-4, 1, 19), "shortcuts": np.ones(19)}
    about = {"parameters": 42, "seconds": 1.0, "device": "CPU", "stopped": False}
    return DepthRace((Epoch(1, 1.0, None, 1.0, None, figures),), (SlopeRecord(0, slopes),), RaceSettings(norm=norm), **about)


@pytest.mark.parametrize("norm", [False, True])
def test_what_came_of_a_race_is_told_and_its_steps_are_ticked(norm):
    app = open_app("blocks")
    desk_of(app)["state_job_blocks"] = Over(made_up_race(norm=norm))
    app.session_state["blocks_kind"] = "20 layers"
    app.segmented_control(key="blocks_try").set_value(1).run()
    assert not app.exception
    assert "95%" in texts(app)
    assert "17%" in texts(app)
    assert ("1/10,000 of** what reached" in texts(app)) == (not norm)
    assert ("plain network of 56 layers" in texts(app)) == norm
    assert "layer 1 gets 1/10,000 of the slope" in shown(app)
    assert [*NETWORKS] == ["plain", "shortcuts"]
    steps = {option.split()[0] for option in app.segmented_control(key="blocks_try").options if "✓" in option}
    assert "1" in steps


def test_a_race_that_was_run_before_is_shown_once_the_learner_starts_it():
    app = open_app("blocks")
    race = finished_depth_race()
    assert "of the slope at layer 19" not in shown(app)
    assert "✓" not in " ".join(app.segmented_control(key="blocks_try").options)
    app.button(key="blocks_race").click().run()
    assert not app.exception
    assert 'data-run="1"' in shown(app)
    share = share_text(*race.records[0].slopes["plain"][[0, -1]])
    assert f"layer 1 gets {share} the slope at layer 19" in shown(app)
    assert "a real training" in texts(app)
    assert "1 ✓" in app.segmented_control(key="blocks_try").options
    app.button(key="blocks_race").click().run()
    assert 'data-run="2"' in shown(app)
    assert f"{race.history[-1].figures['val_shortcuts_accuracy']:.0%}" in texts(app)


def test_both_networks_are_trained_when_somebody_asks_for_it():
    app = at_address("blocks", blocks_epochs="4")
    app.button(key="blocks_train").click().run()
    assert app.session_state["blocks_kind"] == "20 layers"
    assert app.button(key="blocks_train").disabled
    race = finish(app, "blocks")
    assert len(race.history) == 4
    assert "of the slope at layer 19" in shown(app)


def test_what_famous_networks_cost_is_counted():
    app = section(open_app("blocks"), "blocks", "Famous networks")
    assert not app.exception
    assert "138,357,544" in list(app.table[0].value["parameters"])
    assert "right about 71.3%" in texts(app)
