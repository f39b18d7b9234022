"""What a learner brings: files of every kind, ZIPs that can be read in several ways, and pictures that look alike."""

import io
import zipfile

import numpy as np
from PIL import Image

from lessons.images.samples import SAMPLES
from tests.pages.apps import desk_of, open_app, png_bytes, png_of, press_upload, section, texts, upload


def narrow_png():
    """Values of 12 bits in a file of 16."""
    file = io.BytesIO()
    Image.fromarray(np.arange(0, 4096, 64, dtype=np.uint16).reshape(8, 8)).save(file, "PNG")
    return file.getvalue()


def zip_of(paths):
    """A ZIP with another noise at every path."""
    rng, file = np.random.default_rng(0), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize((40, 40))
            archive.writestr(path, png_bytes(np.asarray(coarse)))
    return file.getvalue()


def bring_zip(data):
    app = open_app("collect", collect_way="ZIP")
    app.file_uploader(key="collect_zip").upload("mine.zip", data, "application/zip").run()
    assert not app.exception
    return app


def bring_files(app, name, files, number):
    if number:
        app.pills(key="collect_class").set_value("a new class").run()
    app.text_input(key="collect_name").set_value(name).run()
    app.file_uploader(key=f"collect_files_{number}").set_value(
        [(f"{i}.png", data, "image/png") for i, data in enumerate(files)]
    )
    return app.run()


def sizes(app):
    return {name: len(shots) for name, shots in desk_of(app)["state_own_classes"].items()}


def test_what_there_is_to_know_of_a_picture_stands_beside_it():
    app = upload(open_app(), "scan.png", narrow_png())
    assert "its values end at 4,032: they were read as 12-bit values" in texts(app)
    app.switch_page("pages/layers/pixels.py").run()
    assert "its values end at 4,032: they were read as 12-bit values" in app.button(key="frame_change").help
    app = upload(app.switch_page("pages/start/home.py").run(), "garden.png", png_of((200, 100, 50)))
    app.switch_page("pages/layers/pixels.py").run()
    assert "12-bit" not in app.button(key="frame_change").help


def test_a_file_whose_type_the_browser_does_not_know_gets_an_answer():
    app = press_upload(open_app())
    taken = app.file_uploader(key="home_upload").proto.type
    assert {"image/*", ".heic", ".avif", ".jxl", ".dcm"} <= set(taken)
    upload(app, "scan.dcm", b"\0" * 128 + b"DICM", "application/octet-stream")
    assert "not a picture that the app can read. It reads PNG, JPEG" in app.error[0].value


def test_a_file_is_read_once_and_forgotten_with_the_next():
    app = upload(open_app(), "letter.png", b"Dear Sir or Madam")
    (first,) = app.session_state.state_picture_files["home_upload"].values()
    press_upload(press_upload(app))
    (again,) = app.session_state.state_picture_files["home_upload"].values()
    assert again is first
    upload(app, "dot.png", png_of((1, 2, 3)))
    (other,) = app.session_state.state_picture_files["home_upload"].values()
    assert other is not first


def test_an_import_is_summed_up_in_one_sentence():
    app = bring_zip(
        zip_of([*(f"{name}/{i}.png" for name in ("my_cats", "dogs") for i in range(5)), "top.png", "dogs/.DS_Store"])
    )
    assert app.success[0].value == (
        r"Taken: 10 pictures of 2 classes, dogs (5), my\_cats (5). "
        r"Skipped: 1 left by the system, like .DS\_Store, 1 in no folder of a class."
    )
    assert "top.png lies in no folder of a class" in texts(app)
    app = bring_files(open_app("collect", collect_way="Files"), "red", [png_of((200, 0, 0)), b"no picture"], 0)
    assert app.success[0].value == "Taken: 1 picture of red. Skipped: 1 file that can't be read."


def test_nothing_is_taken_before_it_is_said_how_folders_are_meant():
    paths = [f"{pet}/{where}/{i}.png" for pet in ("cats", "dogs") for where in ("indoor", "outdoor") for i in range(3)]
    app = bring_zip(zip_of(paths))
    assert "Nothing has been taken yet" in app.warning[0].value
    assert "state_own_classes" not in desk_of(app)
    assert len(app.radio(key="collect_zip_way").options) == 4
    app.radio(key="collect_zip_way").set_value(3).run()
    assert "state_own_classes" not in desk_of(app)
    app.button(key="collect_zip_take").click().run()
    assert sizes(app) == {"indoor": 6, "outdoor": 6}
    assert not app.warning
    app.run()
    assert sizes(app) == {"indoor": 6, "outdoor": 6}


def test_a_split_of_ones_own_is_kept_and_said():
    parts = {"train": 6, "val": 2, "test": 3}
    app = bring_zip(
        zip_of([f"{part}/{pet}/{i}.png" for part, many in parts.items() for pet in ("cats", "dogs") for i in range(many)])
    )
    assert "taken as your own split: 12 to learn from, 4 to validate with, 6 locked for the test" in app.success[0].value
    assert "16 pictures are for training. 6 more, 27% of each of 2 classes, are locked away for the" in texts(app)
    assert "This is the test set that your pictures came with" in texts(app).replace("\n", " ")


def test_names_that_mean_the_same_are_one_class_and_a_name_of_nothing_is_none():
    app = bring_files(open_app("collect", collect_way="Files"), "Cats", [png_of((200, 0, 0))], 0)
    app = bring_files(app, "cats ", [png_of((0, 200, 0))], 1)
    assert sizes(app) == {"Cats": 2}
    app.pills(key="collect_class").set_value("a new class").run()
    app.text_input(key="collect_name").set_value("<<>>").run()
    assert "needs a name with letters or digits" in app.error[0].value
    assert app.file_uploader(key="collect_files_2").disabled
    assert not app.exception


def test_pictures_that_look_alike_are_shown_in_pairs_and_can_be_told_apart():
    """Eight pictures that differ by a shade, and the same one under two labels."""
    coffee, cat = (np.asarray(Image.fromarray(SAMPLES[name].load()).resize((60, 40))) for name in ("coffee", "chelsea"))
    others = [np.asarray(Image.fromarray(sample.load()).resize((60, 40))) for sample in SAMPLES.values()][2:]
    shades = [png_bytes(np.clip(coffee.astype(int) + step, 0, 255).astype(np.uint8)) for step in range(8)]
    app = bring_files(open_app("collect", collect_way="Files"), "cup", shades, 0)
    app = bring_files(app, "pet", [png_bytes(image) for image in (cat, *others)], 1)
    assert "Recorded in one go: cup." in app.warning[0].value
    app.session_state.collect_alike = True
    section(app, "collect", "Look through")
    assert app.expander[0].label == "Nearly the same: 1 group of pictures"
    app.toggle(key="collect_apart").set_value(True).run()
    section(app, "collect", "What you saw")
    assert "locked away for the final **test**" in texts(app)
    assert not app.warning
    section(app, "collect", "Look through")
    app.toggle(key="collect_apart").set_value(False).run()
    section(app, "collect", "What you saw")
    assert "Recorded in one go: cup." in app.warning[0].value
    app = bring_files(app, "drink", shades[:1], 2)
    assert "1 picture in **cup** and in **drink** are the same" in app.warning[0].value.replace("\n", " ")
    assert not app.exception
