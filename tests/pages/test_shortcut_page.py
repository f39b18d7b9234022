"""The shortcut lab on its page: a cue is planted and trained on, six maps and three tests are looked at, steps are ticked."""

import pytest

from lessons.data.datasets import DATASETS
from lessons.data.planted_cue import plant_in
from lessons.texts.steps.shortcut import MAPS, PICTURES, TEST
from lessons.training.shortcut_training import shortcut_reports
from pages.shared.lesson.steps import JUST_TELL
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import at_address, desk_of, finish, open_app, section, texts, zip_of_textures

pytestmark = pytest.mark.slow


def written(app):
    return " ".join(element.proto.body for element in app.get("html"))


def done(app):
    return desk_of(app)[PROGRESS].of("shortcut").steps


@pytest.fixture(scope="module")
def taught():
    app = at_address("shortcut", shortcut_seed="4")
    assert "No network has learned from these pictures yet" in texts(app)
    app.button(key="shortcut_train").click().run()
    finish(app, "shortcut")
    return app


def test_it_is_trained_and_its_figure_is_splendid(taught):
    run = desk_of(taught)["state_job_shortcut"].poll().result
    assert f"{run.test_report.accuracy:.0%}</div>" in written(taught)
    assert run.labels == ("heart", "circle")
    assert "train" in done(taught)
    assert "What you saw" in [tab.label for tab in taught.tabs]


def test_the_maps_and_the_tests_are_the_engines(taught):
    run = desk_of(taught)["state_job_shortcut"].poll().result
    taught.segmented_control(key="shortcut_view").set_value(MAPS).run()
    assert written(taught).count("of its heat") == 6
    taught.segmented_control(key="shortcut_try").set_value(2).run()
    assert "maps" in done(taught)
    taught.pills(key="shortcut_guess_maps").set_value(JUST_TELL).run()
    assert "÷ 3.5%" in texts(section(taught, "shortcut", "By hand"))
    taught.segmented_control(key="shortcut_view").set_value(TEST).run()
    planted = plant_in(DATASETS["drawings"], "heart", "circle", "corner mark", strength=0.9, seed=4)
    for report in shortcut_reports(run.model, planted):
        right = int((report.answers == report.targets).sum())
        assert f"{right} of 80 right" in written(taught)
    assert "Some of them: 5 of 6" in texts(taught)  # it stays, though another view is open
    taught.segmented_control(key="shortcut_try").set_value(3).run()
    assert "test" in done(taught)
    assert not taught.exception


def test_another_cue_needs_another_training_and_a_cast_has_no_place(taught):
    taught.button(key="shortcut_preset_0").click().run()
    assert "No network has learned from these pictures yet" in texts(taught)
    taught.button(key="shortcut_train").click().run()
    finish(taught, "shortcut")
    taught.segmented_control(key="shortcut_view").set_value(MAPS).run()
    assert written(taught).count("1.0 ×") == 6
    taught.segmented_control(key="shortcut_try").set_value(4).run()
    assert "cast" in done(taught)
    section(taught, "shortcut", "What you saw")
    assert not taught.exception


def test_a_weak_cue_and_one_in_no_picture_are_told_as_they_come_out(taught):
    taught.slider(key="shortcut_strength").set_value(0).run()
    assert "At 0% nothing is planted" in texts(taught)
    taught.segmented_control(key="shortcut_view").set_value(PICTURES).run()
    taught.button(key="shortcut_train").click().run()
    finish(taught, "shortcut")
    assert "Nothing was planted in them" in texts(taught)
    taught.segmented_control(key="shortcut_view").set_value(MAPS).run()
    assert "no place to look at" in texts(taught)
    assert not taught.exception


def test_other_pictures_and_odd_links_are_taken():
    app = at_address("shortcut", shortcut_set="textures", shortcut_first="moon", shortcut_second="moon", shortcut_picture="20")
    assert not app.exception
    assert "moon pictures to learn from" in texts(app)


def test_a_cue_is_planted_in_pictures_of_ones_own():
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    app.switch_page("pages/transfer/shortcut.py").run()
    app.segmented_control(key="shortcut_set").set_value("your own").run()
    assert "9 of 9 brick pictures to learn from" in texts(app)
    app.button(key="shortcut_train").click().run()
    finish(app, "shortcut")
    for view in (MAPS, TEST):
        app.segmented_control(key="shortcut_view").set_value(view).run()
        assert not app.exception
    assert written(app).count("of 6 right") == 3
