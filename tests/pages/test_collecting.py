"""The page that collects pictures, as Streamlit runs it: they come, are moved, removed and brought back."""

import json

import pytest

from tests.pages.apps import desk_of, open_app, png_of, section, texts, zip_of_textures

pytestmark = pytest.mark.slow


def test_nothing_of_ones_own_leads_to_where_pictures_are_brought():
    app = open_app("fine_tune", fine_tune_set="your own")
    assert "No pictures yet." in app.info[0].value
    assert app.button(key="fine_tune_train").disabled


def test_a_zip_that_is_refused_leaves_the_earlier_pictures():
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    app.file_uploader(key="collect_zip").upload("broken.zip", b"nonsense", "application/zip").run()
    assert "Your earlier pictures stay." in app.error[0].value
    assert "18 pictures are for training" in texts(app)


def test_too_few_pictures_of_a_class_are_named():
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("few.zip", zip_of_textures(3), "application/zip").run()
    assert "Every class needs 5 pictures or more. Received: 3 for 'brick'" in app.info[0].value


def test_files_are_added_to_a_class_and_broken_ones_are_named():
    app = open_app("collect", collect_way="Files")
    assert app.file_uploader(key="collect_files_0").disabled
    assert app.session_state.collect_bring  # the link leads to the uploader
    app.text_input(key="collect_name").set_value("red").run()
    app.file_uploader(key="collect_files_0").upload("a.png", png_of((200, 0, 0)), "image/png").run()
    assert [len(shots) for shots in desk_of(app)["state_own_classes"].values()] == [1]
    assert app.session_state.collect_bring  # there may be more of them
    app.file_uploader(key="collect_files_1").upload("b.png", b"no picture", "image/png").run()
    assert "b.png was skipped." in app.error[0].value
    assert list(desk_of(app)["state_own_classes"]) == ["red"]
    app.file_uploader(key="collect_files_1").upload("b.png", b"no picture", "image/png")
    app.file_uploader(key="collect_files_1").upload("c.png", png_of((0, 200, 0)), "image/png").run()
    assert [len(shots) for shots in desk_of(app)["state_own_classes"].values()] == [2]
    assert "b.png was skipped." in texts(app)  # among what was added beside it
    assert not app.exception


def test_names_that_markdown_would_act_on_are_cleaned_where_they_come_in():
    app = open_app("collect", collect_way="Files")
    app.text_input(key="collect_name").set_value("![](//host/x) <b>cat</b> :red[🐱] my_cup").run()
    app.file_uploader(key="collect_files_0").upload("a.png", png_of((200, 0, 0)), "image/png").run()
    assert list(desk_of(app)["state_own_classes"]) == ["(//host/x) b cat /b red 🐱 my_cup"]
    assert not app.exception


def test_the_class_and_the_gallery_follow_what_was_just_added():
    app = open_app("collect", collect_way="Files")
    for number, (name, colour) in enumerate({"red": (200, 0, 0), "blue": (0, 0, 200)}.items()):
        if number:
            app.pills(key="collect_class").set_value("a new class").run()
        app.text_input(key="collect_name").set_value(name).run()
        app.file_uploader(key=f"collect_files_{number}").upload("a.png", png_of(colour), "image/png").run()
    section(app, "collect", "Look through")
    assert app.selectbox(key="collect_shown").value == "blue"
    for way in ("ZIP", "Draw", "Net", "Files"):
        app.segmented_control(key="collect_way").set_value(way).run()
    assert app.pills(key="collect_class").value == "blue"
    app.pills(key="collect_class").set_value("red").run()
    app.file_uploader(key="collect_files_2").upload("a.png", png_of((90, 0, 0)), "image/png").run()
    assert app.selectbox(key="collect_shown").value == "red"
    app.segmented_control(key="collect_way").set_value("Draw").run()
    assert app.pills(key="collect_class").value == "red"
    assert not app.exception


def test_pictures_are_removed_moved_and_brought_back():
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    before = desk_of(app)["state_own_classes"]
    section(app, "collect", "Look through")
    app.session_state[f"collect_gallery_{desk_of(app)['state_own_version']}_0_1"] = {"chosen": [0, 5]}
    app.run()
    app.button(key="collect_move").click().run()
    assert {name: len(shots) for name, shots in desk_of(app)["state_own_classes"].items()} == {"brick": 10, "coins": 14}
    assert desk_of(app)["state_own_classes"]["coins"][-1] is before["brick"][5]
    app.button(key="collect_undo").click().run()
    assert desk_of(app)["state_own_classes"] == before
    app.button(key="collect_remove_class").click().run()
    assert list(desk_of(app)["state_own_classes"]) == ["coins"]
    section(app, "collect", "What you saw")
    assert "That is one class: **coins**" in app.info[0].value
    assert not app.exception


def table_of(app):
    """What the table is sent."""
    widgets = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    return next(sent for sent in widgets if "rows" in sent)


def test_on_an_empty_table_lies_an_example_that_says_so_and_gives_way_to_what_is_brought():
    app = open_app("collect")
    sent = table_of(app)
    assert (sent["title"], sent["isSplit"]) == ("An example", True)
    assert not sent["isWarning"]
    assert "cut from bundled photos" in sent["lead"]
    app.segmented_control(key="collect_way").set_value("ZIP").run()
    app.file_uploader(key="collect_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    assert not app.session_state.collect_bring  # it gives way to the table
    sent = table_of(app)
    assert sent["title"] == "Your pictures"
    assert [(row["label"], row["count"]) for row in sent["rows"]] == [("brick", 12), ("coins", 12)]
    assert [sum(picture["locked"] for picture in row["pictures"]) for row in sent["rows"]] == [3, 3]
    assert "18 for training, 6 locked away" in sent["said"]


def test_by_chance_the_example_is_torn_and_together_it_is_whole():
    app = open_app("collect", collect_split="By chance")
    sent = table_of(app)
    torn = [picture for row in sent["rows"] for picture in row["pictures"] if picture["seen"]]
    assert torn
    assert sent["isWarning"]
    assert sent["said"].startswith(f"By chance, {len(torn)} of ")
    app.segmented_control(key="collect_split").set_value("Moments together").run()
    assert not any(picture["seen"] for row in table_of(app)["rows"] for picture in row["pictures"])
    assert not app.exception


def test_a_class_that_is_too_small_says_how_many_more_it_needs_and_nothing_is_locked_yet():
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("few.zip", zip_of_textures(3), "application/zip").run()
    sent = table_of(app)
    assert [row["missing"] for row in sent["rows"]] == [2, 2]
    assert not sent["isSplit"]
    assert "Nothing is locked away yet" in sent["said"]
    assert not app.exception


@pytest.mark.parametrize(
    ("pictures", "told"),
    [(40, "40 × 0.25 = 10."), (6, "6 × 0.25 = 1.5, and as a picture can't be divided, 2 pictures.")],
)
def test_pictures_are_shared_out_in_whole_ones(pictures, told):
    app = open_app("collect", collect_way="ZIP")
    if pictures != 40:
        app.file_uploader(key="collect_zip").upload("few.zip", zip_of_textures(pictures), "application/zip").run()
    said = texts(section(app, "collect", "By hand")).replace("\n", " ")
    assert told in said
    assert f"The other {pictures - (10 if pictures == 40 else 2)} are for training" in said
