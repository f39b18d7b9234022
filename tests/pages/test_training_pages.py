"""The pages that train, as Streamlit runs them."""

import io
import zipfile

import numpy as np

from lessons.images.samples import SAMPLES
from lessons.training.datasets import DATASETS
from tests.pages.apps import open_app, png_bytes, png_of, texts, upload


def test_two_sessions_do_not_see_each_others_picture_or_job():
    first, second = upload(open_app(), "secret.png", png_of((9, 9, 9))), open_app()
    assert "state_job_fine_tune" not in first.session_state
    assert first.session_state.state_picture.name == "secret.png"
    assert second.session_state.state_picture.name == SAMPLES["chelsea"].title
    first.switch_page("pages/transfer/fine_tune.py").run()
    second.switch_page("pages/transfer/fine_tune.py").run()
    first.segmented_control(key="fine_tune_set").set_value("faces").run()
    first.button(key="fine_tune_train").click().run()
    assert first.session_state.state_job_fine_tune is not None
    assert "state_job_fine_tune" not in second.session_state
    assert "secret" not in texts(second.run())
    first.session_state.state_job_fine_tune.stop()


def test_a_finished_training_shows_its_figures():
    app = open_app("fine_tune", fine_tune_set="faces", fine_tune_epochs="2", fine_tune_size="64")
    app.button(key="fine_tune_train").click().run()
    job = app.session_state.state_job_fine_tune
    while not job.poll().over:
        app.run()
    app.run()
    result = job.poll().result
    assert app.metric[0].value == f"{result.test_report.accuracy:.1%}"
    assert "Runs on" in texts(app) or result.device in texts(app)
    assert not app.exception


def test_a_stopped_training_says_so():
    app = open_app("fine_tune", fine_tune_set="textures", fine_tune_size="224")
    app.button(key="fine_tune_train").click().run()
    app.session_state.state_job_fine_tune.stop()
    while not app.session_state.state_job_fine_tune.poll().over:
        app.run()
    app.run()
    assert "Stopped before anything was learned" in app.info[0].value


def test_a_stack_follows_its_text_its_preset_and_undo():
    app = open_app("build", build_stack="conv 4; max; flatten")
    assert app.selectbox(key="build_preset").value == "your own"
    assert f"**{4 * 28 + 15 * 15 * 4 * 6 + 6:,} parameters**" in texts(app)
    app.selectbox(key="build_preset").set_value("softmax regression").run()
    assert f"**{32 * 32 * 3 * 6 + 6:,} parameters**" in texts(app)
    app.button(key="build_undo").click().run()
    assert app.text_input(key="build_stack").value == "conv 4; max; flatten"
    app.text_input(key="build_stack").set_value("conv -3").run()
    assert "filters must be a number from 1 to 128. Received: '-3'" in app.error[0].value
    app.text_input(key="build_stack").set_value("max 8 8; max 8 8; flatten").run()
    assert app.button(key="build_train").disabled
    assert not app.exception


def test_a_stacked_network_is_trained_judged_and_looked_into():
    app = open_app("build", build_set="digits", build_epochs="2", build_size="16", build_stack="conv 4; max; flatten")
    app.button(key="build_train").click().run()
    job = app.session_state.state_job_build
    while not job.poll().over:
        app.run()
    app.run()
    result = job.poll().result
    assert f"**{result.test_report.accuracy:.1%}** of 540 test pictures" in texts(app)
    assert "After epoch 2 it calls your picture" in texts(app)
    app.select_slider(key="build_epoch").set_value(0).run()
    assert "After epoch 0 it calls your picture" in texts(app)
    app.segmented_control(key="build_asked").set_value("your picture").run()
    assert not app.exception
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert not app.metric  # that page has a job of its own


def zip_of_textures(per_class):
    part, file = DATASETS["textures"].train, io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for target, label in enumerate(("brick", "coins")):
            for index in np.flatnonzero(part.targets == target)[:per_class]:
                archive.writestr(f"{label}/{index}.png", png_bytes(part.images[index]))
    return file.getvalue()


def test_a_zip_of_ones_own_is_learned_from_and_taken_home():
    app = open_app("fine_tune", fine_tune_set="your own", fine_tune_epochs="2", fine_tune_size="64")
    assert "No pictures yet" in app.info[0].value
    assert app.button(key="fine_tune_train").disabled
    app.file_uploader(key="fine_tune_own_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    assert "24 pictures of your own, in 2 classes. 18 to learn from, 6 kept apart" in texts(app)
    app.button(key="fine_tune_train").click().run()
    job = app.session_state.state_job_fine_tune
    while not job.poll().over:
        app.run()
    app.run()
    assert job.poll().result.labels == ("brick", "coins")
    app.button(key="fine_tune_pack").click().run()
    result, packed = app.session_state.fine_tune_packed
    assert result is job.poll().result
    assert "model.keras" in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert not app.exception


def test_a_zip_that_is_refused_leaves_the_earlier_pictures():
    app = open_app("fine_tune", fine_tune_set="your own")
    app.file_uploader(key="fine_tune_own_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    app.file_uploader(key="fine_tune_own_zip").upload("few.zip", zip_of_textures(3), "application/zip").run()
    assert "Every class needs 5 pictures or more. Received: 3 for 'brick'" in app.error[0].value
    assert "Your earlier pictures stay." in app.error[0].value
    assert "24 pictures of your own" in texts(app)
