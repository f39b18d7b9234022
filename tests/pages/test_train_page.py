"""The page on which everything lies on one screen, as Streamlit runs it: pictures, a training, and what comes of it."""

import re

import numpy as np
import pytest

from lessons.catalog import lesson
from pages.shared.lesson.steps import JUST_TELL
from pages.shared.session.own_pictures import Shot
from tests.pages.apps import desk_of, finish, open_app, png_of, section, texts, zip_of_textures
from tests.pages.test_widgets import read

pytestmark = pytest.mark.slow


def bring(app, per_class):
    app.segmented_control(key="train_by").set_value("ZIP").run()
    return app.file_uploader(key="train_zip").upload("mine.zip", zip_of_textures(per_class), "application/zip").run()


def views(app):
    """What the widgets of the page were sent, by what is in it."""
    sent = [read(widget) for widget in app.get("bidi_component")]
    return next(data for data in sent if "rows" in data), next(data for data in sent if "shares" in data)


@pytest.fixture(scope="module")
def trained():
    app = bring(open_app("train"), 30)
    app.button(key="train_start").click().run()
    (run,) = finish(app, "train")
    return app, run


def test_an_empty_page_invites_and_says_what_is_missing():
    app = open_app("train")
    rows, view = views(app)
    assert [row["name"] for row in rows["rows"]] == ["", ""]
    assert view["invite"] == "Here you will see what your network says, live. First teach it two things."
    assert not view["ready"]
    assert app.button(key="train_start").disabled
    assert "Still missing: 5 of Class 1, 5 of Class 2." in texts(app)


def test_at_most_nine_controls_are_in_sight():
    """A name and a button for each of two classes; one more class, other ways, Train, More, and what is shown to it."""
    assert controls_in_sight(open_app("train")) <= 9


def controls_in_sight(app):
    rows, view = views(app)
    hidden = {element.key for place in app.get("popover") for element in place.children.values() for element in every(element)}
    buttons = [button.key for button in app.button if re.fullmatch(r"train_(add|start|undo)", button.key or "")]
    seen = [key for key in buttons if key not in hidden]
    in_rows = sum(2 + row["leaves"] for row in rows["rows"])
    camera = [view["ready"] and "Start the camera, or what made it say so"]
    return in_rows + len(seen) + len(["Other ways", "More", "the way"]) + sum(map(bool, camera))


def every(element):
    """An element and all that is in it."""
    yield element
    for child in getattr(element, "children", {}).values():
        yield from every(child)


def test_thumbnails_of_all_classes_are_there_at_once():
    app = bring(open_app("train"), 12)
    rows, view = views(app)
    assert [(row["name"], row["count"], row["shown"]) for row in rows["rows"]] == [("brick", 12, 12), ("coins", 12, 12)]
    assert all(row["sheet"] for row in rows["rows"])
    assert view["labels"] == ["brick", "coins"]
    assert not app.button(key="train_start").disabled
    app.button(key="train_undo").click().run()
    assert [row["count"] for row in views(app)[0]["rows"]] == [0, 0]


def test_what_could_not_be_read_is_told_and_leads_to_where_it_is_listed():
    app = open_app("train")
    app.file_uploader(key="train_files_0").set_value(
        [("a.png", png_of((9, 90, 9)), "image/png"), ("b.png", b"x", "image/png")]
    ).run()
    assert "There is something to know about 1 file" in texts(app)
    assert "Look through your pictures" in [link.proto.label for link in app.get("page_link")]
    app.switch_page(lesson("collect").page).run()
    assert "b.png was skipped." in texts(app)
    assert not app.exception


def test_one_press_trains_and_the_pages_that_follow_take_it_from_there(trained):
    app, run = trained
    assert run.labels == ("brick", "coins")
    assert run.settings.network == "efficientnet_lite0"
    right = round(run.validation_report.accuracy * len(run.validation_report.targets))
    told = " ".join(element.proto.body for element in app.get("html"))
    assert f"{right} of {len(run.validation_report.targets)} held back are right" in told
    assert "the true share may be anywhere from" in texts(app)
    assert app.button(key="train_start").label == "Train again"
    assert views(app)[1]["ready"]
    assert controls_in_sight(app) <= 9
    for slug, said in (("judge", "pretrained, frozen**, trained on Your pictures"), ("take_home", "a ZIP with the model")):
        app.switch_page(lesson(slug).page).run()
        assert not app.exception
        assert said in texts(section(app, slug, "What you saw"))
    app.switch_page(lesson("fine_tune").page).run()
    app.switch_page(lesson("train").page).run()
    assert views(app)[1]["ready"]
    assert not app.exception


def test_what_it_has_never_seen_is_called_by_one_of_its_names(trained):
    app, run = trained
    app.segmented_control(key="train_way").set_value("A rocket").run()
    _, view = views(app)
    assert sum(view["shares"]) == pytest.approx(1, abs=1e-5)
    assert len(view["shares"]) == len(run.labels)
    heat = np.array(view["heat"])
    assert heat.shape == (7, 7)
    assert heat.max() == 255
    assert view["picture"]
    app.segmented_control(key="train_try").set_value(3).run()
    app.pills(key="train_guess_strange").set_value(JUST_TELL).run()
    assert "It has 2 words, and no other: brick, coins." in texts(app)
    app.segmented_control(key="train_way").set_value("Camera").run()
    assert views(app)[1]["shares"] is None


def test_pictures_that_came_later_are_said_not_to_be_learned_yet(trained):
    app, _ = trained
    classes = desk_of(app)["state_own_classes"]
    desk_of(app)["state_own_classes"] = classes | {"brick": classes["brick"][:-1]}
    app.run()
    assert "Train again to teach it the new ones" in texts(app)
    desk_of(app)["state_own_classes"] = classes
    app.run()
    assert "Train again to teach it the new ones" not in texts(app)


def test_one_hold_for_each_class_is_enough_to_train_and_is_said_to_flatter():
    """Frames of one moment, much alike: split in a row, which the pages that judge say, too."""
    app = open_app("train")
    rng = np.random.default_rng(0)
    shots = {
        name: tuple(
            Shot((np.arange(48 * 64 * 3).reshape(48, 64, 3) % period + rng.integers(0, 20)).astype(np.uint8), burst)
            for _ in range(10)
        )
        for burst, (name, period) in enumerate({"cup": 90, "glass": 130}.items())
    }
    desk_of(app)["state_own_classes"] = shots
    app.run()
    app.slider(key="train_epochs").set_value(1).run()
    app.button(key="train_start").click().run()
    (run,) = finish(app, "train")
    assert run.labels == ("cup", "glass")
    assert "cup and glass: recorded in one go" in texts(app)
    app.switch_page(lesson("judge").page).run()
    assert any("recorded in one go" in warning.value for warning in app.warning)
    app.switch_page(lesson("collect").page).run()
    assert any("Recorded in one go: cup, glass." in warning.value for warning in app.warning)
    assert not app.exception


def test_what_is_hidden_changes_what_is_trained():
    app = bring(open_app("train"), 12)
    app.segmented_control(key="train_network").set_value("VGG16").run()
    app.slider(key="train_held_back").set_value(40).run()
    app.toggle(key="train_copies").set_value(True).run()
    app.slider(key="train_epochs").set_value(2).run()
    app.button(key="train_start").click().run()
    job = desk_of(app)["state_job_train"]
    (settings,) = job._call.arguments[0]
    job.stop()
    assert (settings.network, settings.image_size, settings.epochs, settings.validation_share) == ("vgg16", 160, 2, 0.4)
    assert settings.augmentation.active


def test_a_stopped_training_leaves_the_network_before_it(trained):
    app, run = trained
    app.button(key="train_start").click().run()
    desk_of(app)["state_job_train"].stop()
    finish(app, "train")
    assert app.button(key="train_start").label == "Train again"
    assert views(app)[1]["labels"] == list(run.labels)
    assert not app.exception
