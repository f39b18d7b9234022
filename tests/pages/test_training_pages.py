"""The pages that train, as Streamlit runs them."""

import io
import json
import re
import time
import zipfile
from itertools import count
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.images.out_of_domain import OUTSIDERS
from lessons.takehome.model_file import model_bytes, model_from_bytes
from lessons.takehome.project import open_project, save_project
from lessons.texts.old_recipes import OLD_RECIPES
from lessons.training.data_leakage import leakage
from lessons.training.harder_test import harder_pictures, harder_report, some_of
from lessons.training.linear_head import texture_network
from lessons.training.results import OpenedNetwork
from lessons.training.settings import ARMS, TrainingSettings
from lessons.work import jobs
from lessons.work.jobs import JobQueue
from pages.shared.lesson.steps import JUST_TELL
from pages.shared.session import job_panel, training_caches
from tests.pages.apps import Ending, at_address, desk_of, finish, open_app, png_of, section, texts, upload, zip_of_textures
from tests.pages.test_widgets import read
from tests.work.works import held, quick

pytestmark = pytest.mark.slow


def test_two_sessions_do_not_see_each_others_picture_or_job():
    first, second = upload(open_app(), "secret.png", png_of((9, 9, 9))), open_app()
    assert "state_job_fine_tune" not in desk_of(first)
    assert desk_of(first)["state_picture"].name == "secret.png"
    assert "state_picture" not in desk_of(second)
    first.switch_page("pages/transfer/fine_tune.py").run()
    second.switch_page("pages/transfer/fine_tune.py").run()
    first.segmented_control(key="fine_tune_set").set_value("faces").run()
    first.button(key="fine_tune_train").click().run()
    assert desk_of(first)["state_job_fine_tune"] is not None
    assert "state_job_fine_tune" not in desk_of(second)
    assert "secret" not in texts(second.run())
    desk_of(first)["state_job_fine_tune"].stop()


QUICK = {"fine_tune_set": "faces", "fine_tune_epochs": "2", "fine_tune_size": "64", "fine_tune_amount": "10"}


@pytest.fixture(scope="module")
def trained():
    """A session that trained three arms on faces, quickly."""
    app = open_app("fine_tune", **QUICK, fine_tune_fine_epochs="1")
    app.pills(key="fine_tune_arms").set_value([ARMS[arm] for arm in ("scratch", "frozen", "fine_tuned")]).run()
    app.button(key="fine_tune_train").click().run()
    finish(app, "fine_tune")
    return app


def test_arms_are_compared_by_their_validation_pictures(trained):
    app = trained.switch_page("pages/transfer/fine_tune.py").run()
    results = desk_of(app)["state_job_fine_tune"].poll().result
    assert [run.settings.arm for run in results] == ["scratch", "frozen", "fine_tuned"]
    table = section(app, "fine_tune", "By hand").dataframe[0].value
    assert list(table["learned"]) == [f"{run.learned_parameters:,}" for run in results]
    assert list(table["validation"]) == [f"{run.validation_report.accuracy:.1%}" for run in results]
    section(app, "fine_tune", "What you saw")
    assert not app.metric  # no figure of the test set is on this page
    app.selectbox(key="fine_tune_taken").set_value("Pretrained, frozen").run()
    app.switch_page("pages/transfer/judge.py").run()
    assert "**VGG16: pretrained, frozen**, trained on" in texts(app)
    assert not app.exception


def test_the_test_set_is_locked_until_it_is_opened_and_looks_are_counted(trained):
    app = trained.switch_page("pages/transfer/judge.py").run()
    first, second, _ = desk_of(app)["state_job_fine_tune"].poll().result
    app.selectbox(key="judge_run").set_value("face, no face · Fine-tune: a small CNN from scratch").run()
    assert "80 test pictures are locked away" in app.info[0].value
    assert not app.metric
    for name in ("By hand", "As sure as right", "Saying no", "Mistakes"):
        assert "Open the test set above first" in texts(section(app, "judge", name))
    section(app, "judge", "What you saw")
    app.slider(key="judge_guess_right").set_value(71).run()
    app.button(key="judge_open").click().run()
    assert app.metric[0].value == f"{first.test_report.accuracy:.1%}"
    assert app.metric[1].value == first.test_report.interval_text
    assert f"You guessed **71**, and {round(80 * first.test_report.accuracy)} of 80 are right." in texts(app)
    assert not app.warning
    app.selectbox(key="judge_run").set_value("face, no face · Fine-tune: pretrained, frozen").run()
    app.button(key="judge_open").click().run()
    assert app.metric[0].value == f"{second.test_report.accuracy:.1%}"
    assert "look number 2 at the same test pictures" in app.warning[0].value
    about = "Your test pictures, without a threshold." if len(second.test_report.mistakes) else "A made-up example"
    section(app, "judge", "Check yourself").segmented_control(key="judge_question").set_value(1).run()
    assert about in app.radio(key=next(box.key for box in app.radio if box.key.startswith("judge_"))).label
    section(app, "judge", "Mistakes").toggle(key="judge_explained").set_value(True).run()
    doubt = next(link.proto for link in app.get("page_link") if link.proto.label == "Look for wrong labels")
    assert "neighbours_set=faces" in doubt.query_string
    assert "neighbours_planted=0" in doubt.query_string
    assert not app.exception
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert "have been opened before, 2 times" in texts(app)
    app.switch_page("pages/transfer/judge.py").run()
    app.slider(key="judge_threshold").set_value(1.0).run()
    assert "At a threshold of 100% it answers" in texts(app)
    left = int((second.test_report.confidence[second.test_report.mistakes] >= 1).sum())
    told = " ".join(element.proto.body for element in app.get("html"))
    assert not len(second.test_report.mistakes) or (f"{left} of" if left else "None of") in told
    assert not app.exception


def test_a_test_is_held_with_harder_pictures_and_with_something_else(trained):
    app = trained.switch_page("pages/transfer/judge.py").run()
    app.selectbox(key="judge_run").set_value("face, no face · Fine-tune: a small CNN from scratch").run()
    if "judge_open" in [button.key for button in app.button]:
        app.button(key="judge_open").click().run()
    run = desk_of(app)["state_job_fine_tune"].poll().result[0]
    app.segmented_control(key="judge_view").set_value("Harder pictures").run()
    for change, strength in (("Dark", 90), ("Turned", 0)):
        app.segmented_control(key="judge_change").set_value(change).run()
        app.slider(key="judge_strength").set_value(strength).run()
        places = some_of(run.test_report.targets)
        images = harder_pictures([run.test_images[place] for place in places], change.lower(), strength / 100)
        report = harder_report(run.model, images, run.test_report.targets[places], run.labels)
        assert [metric.value for metric in app.metric][1] == f"{report.accuracy:.0%}"
        right = (run.test_report.answers == run.test_report.targets)[places].mean()
        assert app.metric[0].value == f"{right:.0%}"
    app.segmented_control(key="judge_change").set_value("Something else").run()
    told = " ".join(element.proto.body for element in app.get("html"))
    assert all(f"{name}<br>" in told for name in ("your picture", *OUTSIDERS))
    assert not app.exception
    app.segmented_control(key="judge_view").set_value("Its test").run()


def test_a_leak_is_switched_on_without_any_network():
    app = at_address("judge", judge_view="Data leakage")
    for leaks in (False, True):
        app.toggle(key="judge_leak").set_value(leaks).run()
        told = " ".join(element.proto.body for element in app.get("html"))
        figures = leakage(float(leaks), app.number_input(key="judge_seed").value)
        assert f"{figures.test_report.accuracy:.0%}</span> right on the test" in told
        assert f"{figures.new_report.accuracy:.0%}</span> right on 600 new pictures" in told
        assert ("now have a near-copy" in texts(app)) == leaks
    assert not app.exception


def test_the_network_answers_and_is_packed_with_its_proof(trained):
    app = trained.switch_page("pages/transfer/take_home.py").run()
    section(app, "take_home", "Show it something")
    view = next(data for data in map(read, app.get("bidi_component")) if "shares" in data)
    assert sum(view["shares"]) == pytest.approx(1, abs=1e-5)
    assert view["labels"] == ["face", "no face"]
    assert "Measured with the network" in texts(section(app, "take_home", "By hand")).replace("\n", " ")
    app.button(key="take_home_pack").click().run()
    result, packed = app.session_state.take_home_pack_made
    assert result.labels == ("face", "no face")
    assert {"model.keras", "check.py", "retrain.ipynb"} <= set(zipfile.ZipFile(io.BytesIO(packed)).namelist())
    app.button(key="take_home_lite").click().run()
    assert app.session_state.take_home_lite_made[1][4:8] == b"TFL3"  # the mark of a TensorFlow Lite file
    assert not app.exception


def in_the_box(app):
    """What stands in the figure, tags left out."""
    told = next(element.proto.body for element in app.get("html") if 'class="journey"' in element.proto.body)
    return re.sub(r"<[^>]+>", " ", told)


def test_a_box_without_names_or_scaling_is_measured_before_anyone_has_a_network():
    app = open_app("take_home")
    assert in_the_box(app).count("Egyptian cat") == 3  # here, there, and among the proof pictures
    assert "Checked: the same as here" in in_the_box(app)
    app.pills(key="take_home_parts").set_value(["weights", "scaling", "proof"]).run()
    assert "class 285" in in_the_box(app)
    assert "Checked: the same as here" in in_the_box(app)
    app.pills(key="take_home_parts").set_value(["weights", "names", "proof"]).run()
    assert "pillow" in in_the_box(app)
    assert "Checked: not the same as here" in in_the_box(app)
    kept = int(re.search(r"(\d) of 6", in_the_box(app))[1])
    lost = [element.proto.body.count('class="lost"') for element in app.get("html") if 'class="proofs"' in element.proto.body]
    assert lost == [6 - kept]
    assert kept < 6
    app.pills(key="take_home_parts").set_value(["weights", "names"]).run()
    assert "Nobody there can check" in in_the_box(app)
    assert "Measured with the network" in texts(section(app, "take_home", "By hand")).replace("\n", " ")
    assert not app.exception


def theirs_arm(app):
    """The arm that a session takes home: the learner's choice."""
    return desk_of(app)["state_taken"].settings.arm


def test_a_project_is_saved_and_opened_in_another_session(trained):
    app = trained.switch_page("pages/transfer/take_home.py").run()
    app.button(key="take_home_save").click().run()
    _, data = app.session_state.take_home_project
    other = open_app("take_home")
    assert "take_home_pack" not in [button.key for button in other.button]
    other.file_uploader(key="take_home_open").upload("my_project.zip", data, "application/zip").run()
    assert not other.error
    assert "face, no face · your project" in texts(section(other, "take_home", "Look inside"))
    assert "64 × 64" in other.success[0].value
    theirs = desk_of(other)["state_opened_run"]
    assert theirs.labels == ("face", "no face")
    other.file_uploader(key="take_home_open").upload("broken.zip", data[:1000], "application/zip").run()
    assert "What was open stays." in other.error[0].value
    assert desk_of(other)["state_opened_run"] is theirs
    other.switch_page("pages/transfer/fine_tune.py").run()
    assert other.select_slider(key="fine_tune_size").value == 64
    assert other.slider(key="fine_tune_epochs").value == 2
    assert other.pills(key="fine_tune_arms").value == [ARMS[theirs_arm(trained)]]
    other.switch_page("pages/networks/zoo.py").run()
    assert "face, no face · your project" in other.selectbox(key="zoo_network").options
    assert not other.exception


def project_of_textures(run):
    """A project with pictures of two textures, and a run's network."""
    part = DATASETS["textures"].train
    pictures = {
        label: [part.images[index] for index in np.flatnonzero(part.targets == target)[:8]]
        for target, label in enumerate(("brick", "coins"))
    }
    return save_project(pictures, run.settings, run.model, run.labels)


def test_the_network_that_was_opened_is_the_one_at_hand(trained):
    run = desk_of(trained)["state_job_fine_tune"].poll().result[1]
    app = open_app("fine_tune", fine_tune_epochs="1", fine_tune_amount="5")
    app.pills(key="fine_tune_arms").set_value([ARMS["scratch"]]).run()
    app.button(key="fine_tune_train").click().run()
    finish(app, "fine_tune")
    app.switch_page("pages/transfer/take_home.py").run()
    app.file_uploader(key="take_home_open").upload("p.zip", project_of_textures(run), "application/zip").run()
    assert "16 pictures in 2 classes" in app.success[0].value
    assert app.selectbox(key="take_home_network").value == "face, no face · your project"
    assert "**face, no face · your project** opens" in texts(section(app, "take_home", "Look inside"))
    app.button(key="take_home_pack").click().run()
    packed_run, packed = app.session_state.take_home_pack_made
    assert packed_run is desk_of(app)["state_opened_run"]
    assert "not known" in zipfile.ZipFile(io.BytesIO(packed)).read("README.md").decode()
    app.switch_page("pages/transfer/judge.py").run()
    assert "no test answers" in app.info[0].value
    assert "What is judged below is **A small CNN from scratch**" in texts(app)
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert app.segmented_control(key="fine_tune_set").value == "your own"
    section(app, "fine_tune", "The pictures")
    assert "16 pictures of your own" in texts(app)
    app.switch_page("pages/transfer/take_home.py").run()
    assert "Its network is the one at hand now" in app.success[0].value
    name = "brick, coins and 6 more · Fine-tune: a small CNN from scratch"
    app.selectbox(key="take_home_network").set_value(name).run()
    assert f"Its network is kept; the one at hand is {name}" in app.success[0].value
    assert f"**{name}** opens" in texts(section(app, "take_home", "Look inside"))
    app.switch_page("pages/transfer/judge.py").run()
    assert not app.info or "no test answers" not in app.info[0].value
    assert not app.exception


def test_a_network_that_diverged_is_not_saved_and_the_rest_of_the_project_is(trained):
    run = desk_of(trained)["state_job_fine_tune"].poll().result[0]
    broken = model_from_bytes(model_bytes(run.model))
    broken.layers[-1].set_weights([np.full(weights.shape, np.nan) for weights in broken.layers[-1].get_weights()])
    app = open_app("take_home")
    desk_of(app)["state_opened_run"] = OpenedNetwork(broken, run.labels, run.settings)
    app.run()
    app.button(key="take_home_save").click().run()
    assert "not all finite numbers" in app.warning[0].value
    project = open_project(app.session_state["take_home_project"][1])
    assert project.settings == run.settings
    assert project.model is None


def test_a_project_alone_is_not_called_no_network(trained):
    app = open_app("take_home")
    run = desk_of(trained)["state_job_fine_tune"].poll().result[1]
    app.file_uploader(key="take_home_open").upload("p.zip", project_of_textures(run), "application/zip").run()
    assert "Pack it into one file" in [button.label for button in app.button]
    app.switch_page("pages/transfer/judge.py").run()
    assert "no test answers" in app.info[0].value
    assert "There is no network to judge yet" not in app.info[0].value
    assert not app.exception


def test_a_project_whose_settings_do_not_fit_its_network_gets_a_sentence():
    inputs = keras.Input((64, 64, 3), name="picture")
    outputs = keras.layers.Dense(2, activation="softmax", name="probabilities")(keras.layers.Flatten(name="flatten")(inputs))
    data = save_project({}, TrainingSettings(arm="fine_tuned"), keras.Model(inputs, outputs, name="odd"), ["a", "b"])
    app = open_app("take_home")
    app.file_uploader(key="take_home_open").upload("p.zip", data, "application/zip").run()
    assert "0 pictures in 0 classes" in app.success[0].value
    app.button(key="take_home_pack").click().run()
    assert "its settings do not fit the network" in app.error[0].value
    assert not app.exception


def test_more_pictures_are_measured_for_every_arm_that_is_chosen():
    app = open_app("fine_tune", **QUICK | {"fine_tune_epochs": "1"}, fine_tune_arms=ARMS["frozen"])
    app = section(app, "fine_tune", "More pictures")
    app.button(key="fine_tune_amounts").click().run()
    results = finish(app, "amounts")
    assert [run.pictures for run in results] == [10, 20, 40, 96]
    assert "With more pictures a class, VGG16: pretrained, frozen goes from" in texts(app)
    assert "Every point rests on the same 24 validation pictures: one of them more or less is a step of 4.2 points" in texts(
        app
    )
    assert not app.warning
    assert not app.exception


def test_advice_can_be_put_to_the_test():
    app = section(open_app("fine_tune", fine_tune_set="digits"), "fine_tune", "Advice")
    assert "something else" in texts(app)
    app.button(key="fine_tune_follow").click().run()
    assert app.pills(key="fine_tune_arms").value == [ARMS["frozen"], ARMS["fine_tuned"]]
    assert app.slider(key="fine_tune_unfrozen").value == 3
    assert not app.exception


def test_advice_to_augment_sets_augmentation_up():
    app = section(open_app("fine_tune", fine_tune_set="textures"), "fine_tune", "Advice")
    app.radio(key="fine_tune_looks").set_value("something else").run()
    button = app.button(key="fine_tune_follow")
    assert button.label == "Set up both, with augmentation: pretrained, frozen, and a small CNN from scratch"
    button.click().run()
    assert app.slider(key="fine_tune_rotation").value == 15
    assert app.slider(key="fine_tune_shift").value == app.slider(key="fine_tune_zoom").value == 0.1
    assert "No augmentation" not in texts(section(app, "fine_tune", "The pictures"))
    assert not app.exception


def test_figures_say_what_they_are_of_where_another_data_set_is_chosen(trained):
    app = trained.switch_page("pages/transfer/fine_tune.py").run()
    said = [info.value for info in app.info]
    assert not any("chosen above is" in sentence for sentence in said)
    assert f"on **{DATASETS['faces'].title}**" in texts(app)
    app.segmented_control(key="fine_tune_set").set_value("digits").run()
    title = DATASETS["faces"].title
    assert any(
        f"These figures are of **{title}**" in info.value and "chosen above is Digits" in info.value for info in app.info
    )
    app.segmented_control(key="fine_tune_set").set_value("faces").run()
    assert not app.exception


def test_the_running_curves_reach_to_the_end_of_fine_tuning_whatever_the_controls_say_by_now():
    app = open_app("fine_tune", **QUICK, fine_tune_fine_epochs="1")
    app.pills(key="fine_tune_arms").set_value([ARMS["fine_tuned"]]).run()
    app.button(key="fine_tune_train").click().run()
    app.slider(key="fine_tune_epochs").set_value(50).run()
    ends, job = set(), desk_of(app)["state_job_fine_tune"]
    while not job.poll().over:
        job.wait(0.05)  # whoever runs the page all the time takes the processor from the job
        app.run()
        ends |= {json.loads(chart.proto.spec)["layout"]["xaxis"]["range"][1] for chart in app.get("plotly_chart")}
    assert ends == {3.5}  # 2 epochs and 1, the last one half a step from the edge
    assert not app.exception


def test_an_old_recipe_is_one_press():
    app = section(open_app("fine_tune", fine_tune_set="faces"), "fine_tune", "Old recipes")
    for number, recipe in enumerate(OLD_RECIPES):
        assert recipe.look in texts(app)
        app.button(key=f"fine_tune_recipe_{number}").click().run()
        assert not app.exception
        assert all(app.session_state[control] == value for control, value in recipe.values.items())
        assert f"{recipe.name}: set up" in app.toast[0].value


def test_no_way_to_train_is_answered_with_a_sentence():
    app = open_app("fine_tune")
    app.pills(key="fine_tune_arms").set_value([]).run()
    assert app.button(key="fine_tune_train").disabled
    assert "Choose at least one way to train." in app.info[0].value
    assert not app.exception


def test_augmentation_is_previewed_on_the_pictures_to_learn_from():
    app = open_app("fine_tune", fine_tune_set="faces", fine_tune_rotation="30", fine_tune_flip="true")
    section(app, "fine_tune", "The pictures")
    assert "No augmentation" not in texts(app)
    captions = [caption for image in app.image for caption in image.captions]
    assert "What augmentation makes of them, once" in captions
    assert not app.exception


def test_a_stopped_training_says_so():
    app = open_app("fine_tune", fine_tune_set="textures")
    app.button(key="fine_tune_train").click().run()
    desk_of(app)["state_job_fine_tune"].stop()
    assert finish(app, "fine_tune") is None
    assert "Stopped before anything was learned" in app.info[0].value


def test_a_way_that_was_trained_before_stays_beside_the_next_until_there_are_other_pictures():
    app = open_app("fine_tune", **QUICK)
    found = {}
    for arm in ("scratch", "frozen"):
        app.pills(key="fine_tune_arms").set_value([ARMS[arm]]).run()
        app.button(key="fine_tune_train").click().run()
        (run,) = finish(app, "fine_tune")
        found[arm] = f"{run.validation_report.accuracy:.0%}</span>"
    app.pills(key="fine_tune_arms").set_value([ARMS[arm] for arm in found]).run()
    html = " ".join(element.proto.body for element in app.get("html"))
    assert all(share in html for share in found.values())
    app.select_slider(key="fine_tune_amount").set_value(20).run()
    html = " ".join(element.proto.body for element in app.get("html"))
    assert html.count("Not trained with these yet") == 2
    app.select_slider(key="fine_tune_amount").set_value(10).run()
    assert all(share in " ".join(element.proto.body for element in app.get("html")) for share in found.values())
    app.segmented_control(key="fine_tune_set").set_value("textures").run()
    html = " ".join(element.proto.body for element in app.get("html"))
    assert html.count("Not trained with these yet") == 2
    assert not app.exception


def test_another_data_set_is_looked_at_while_ways_learn_and_none_of_their_answers_are_shown_as_its_own():
    app = open_app("fine_tune", **QUICK | {"fine_tune_epochs": "50"})
    app.button(key="fine_tune_train").click().run()
    for name, count_held in (("textures", 64), ("faces", 24)):
        app.segmented_control(key="fine_tune_set").set_value(name).run()
        assert not app.exception
        html = " ".join(element.proto.body for element in app.get("html"))
        assert f"of {count_held} right" in html
        assert ("Waits for its turn." in html or "Learns" in html) == (name == "faces")
    desk_of(app)["state_job_fine_tune"].stop()
    finish(app, "fine_tune")
    assert not app.exception


def test_a_run_that_learned_nothing_leaves_the_earlier_ones():
    app = open_app("fine_tune", **QUICK)
    app.pills(key="fine_tune_arms").set_value([ARMS["scratch"]]).run()
    app.button(key="fine_tune_train").click().run()
    (run,) = finish(app, "fine_tune")
    app.segmented_control(key="fine_tune_set").set_value("textures").run()
    app.pills(key="fine_tune_arms").set_value([ARMS["frozen"]]).run()
    app.button(key="fine_tune_train").click().run()
    desk_of(app)["state_job_fine_tune"].stop()
    assert finish(app, "fine_tune") is None
    assert "Stopped before anything was learned" in app.info[0].value
    section(app, "fine_tune", "By hand")
    assert list(app.dataframe[0].value["learned"]) == [f"{run.learned_parameters:,}"]
    app.switch_page("pages/transfer/judge.py").run()
    assert "**A small CNN from scratch**, trained on" in texts(app)
    assert not app.exception


def test_a_stack_whose_training_is_stopped_while_it_waits_leaves_the_network_before_it(tmp_path):
    app = open_app("build", build_set="digits", build_epochs="1", build_size="16", build_stack="conv 4; max; flatten")
    app.button(key="build_train").click().run()
    result = finish(app, "build")
    before = training_caches.job_queue().submit(held, str(tmp_path), "before", kind="build")
    app.button(key="build_train").click().run()
    assert "Waiting: 1 training is before yours. It begins in about" in app.get("progress")[0].proto.text
    desk_of(app)["state_job_build"].stop()
    assert finish(app, "build") is None
    (tmp_path / "end").touch()
    before.wait(60)
    assert "Stopped before anything was learned" in app.info[0].value
    assert f"**{result.test_report.accuracy:.0%}** of the 540 **test pictures**" in texts(app)
    assert f"**{result.test_report.accuracy:.1%}** of the 540 test pictures" in texts(section(app, "build", "What you saw"))
    assert not app.exception


def test_trainings_that_hold_up_others_are_told_before_they_begin(monkeypatch):
    app = open_app("build", build_set="digits")
    assert not app.info
    assert training_caches.job_queue().submit(quick, "done", kind="build", seconds=0.2).wait(60).result == "done"
    monkeypatch.setattr(job_panel, "LONG", 0.01)
    app.run()
    assert re.search(r"Such trainings take about \d+ s here\. Others wait meanwhile", app.info[0].value)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "5 s"), (12, "10 s"), (89, "90 s"), (91, "2 minutes"), (600, "10 minutes")]
)
def test_times_to_wait_are_told_as_people_tell_them(seconds, words):
    assert job_panel.duration(seconds) == words


def test_a_stack_follows_its_text_its_preset_and_undo():
    app = open_app("build", build_stack="conv 4; max; flatten")
    assert app.selectbox(key="build_preset").value == "your own"
    assert f"**{4 * 28 + 15 * 15 * 4 * 6 + 6:,} parameters**" in texts(section(app, "build", "What you saw"))
    section(app, "build", "The layers").selectbox(key="build_preset").set_value("softmax regression").run()
    assert f"**{32 * 32 * 3 * 6 + 6:,} parameters**" in texts(section(app, "build", "What you saw"))
    section(app, "build", "The layers")
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
    result = finish(app, "build")
    assert f"**{result.test_report.accuracy:.0%}** of the 540 **test pictures**" in texts(app)
    assert f"**{result.test_report.accuracy:.1%}** of the 540 test pictures" in texts(section(app, "build", "What you saw"))
    assert "After epoch 2 it calls your picture" in texts(section(app, "build", "Look inside"))
    app.select_slider(key="build_epoch").set_value(0).run()
    assert "After epoch 0 it calls your picture" in texts(app)
    section(app, "build", "Its maps")
    assert not app.exception
    app.segmented_control(key="build_try").set_value(3).run()
    app.button(key="build_preset_2").click().run()
    app.button(key="build_train").click().run()
    without = finish(app, "build")
    app.pills(key="build_guess_without").set_value(JUST_TELL).run()
    for run in (without, result):
        assert f"{run.test_report.accuracy:.0%}" in desk_of(app)["build_answer_without"][None]
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert not app.metric  # that page has a job of its own


def test_a_zip_of_ones_own_is_learned_from_and_looks_are_counted_though_pictures_were_moved():
    """What was learned before the move is said to be of the earlier pictures."""
    app = open_app("collect", collect_way="ZIP")
    assert "No pictures yet" in app.info[0].value
    app.file_uploader(key="collect_zip").upload("mine.zip", zip_of_textures(12), "application/zip").run()
    assert "18 pictures are for training. 6 more, 25% of each of 2 classes, are locked away" in texts(app)
    app.switch_page("pages/transfer/fine_tune.py").run()
    app.segmented_control(key="fine_tune_set").set_value("your own").run()
    section(app, "fine_tune", "The pictures")
    assert "24 pictures of your own, in 2 classes. 18 to learn from, 6 kept apart" in texts(app)
    app.pills(key="fine_tune_arms").set_value([ARMS["scratch"]]).run()
    app.slider(key="fine_tune_epochs").set_value(1).run()
    app.button(key="fine_tune_train").click().run()
    (first,) = finish(app, "fine_tune")
    assert first.labels == ("brick", "coins")
    assert "The test pictures have not been opened" in texts(section(app, "fine_tune", "What you saw"))
    app.switch_page("pages/transfer/judge.py").run()
    assert "you have not opened them yet" in app.info[0].value
    app.button(key="judge_open").click().run()
    assert not app.warning
    classes = desk_of(app)["state_own_classes"]
    moved = {"brick": classes["brick"][2:], "coins": classes["coins"] + classes["brick"][:2]}
    desk_of(app)["state_own_classes"] = moved
    app.run()
    assert "figure here is of the **earlier** pictures" in app.warning[0].value
    app.switch_page("pages/transfer/fine_tune.py").run()
    assert "these figures are of the **earlier** ones" in app.warning[0].value
    app.segmented_control(key="fine_tune_set").set_value("faces").run()
    assert "these figures are of the **earlier** ones" in app.warning[0].value
    app.segmented_control(key="fine_tune_set").set_value("your own").run()
    app.button(key="fine_tune_train").click().run()
    (second,) = finish(app, "fine_tune")
    seen = {image.tobytes() for image in first.test_images} & {image.tobytes() for image in second.test_images}
    assert seen  # or the sentence would rightly say otherwise
    assert "have been opened before, 1 time:" in texts(app)
    app.switch_page("pages/transfer/judge.py").run()
    assert not app.warning
    assert f"{len(seen)} of them were opened before, in 1 look:" in app.info[0].value.replace("\n", " ")
    app.button(key="judge_open").click().run()
    assert "look number 2 at test pictures of which" in app.warning[0].value
    desk_of(app)["state_own_classes"] = classes
    app.run()
    assert "figure here is of the **earlier** pictures" in app.warning[0].value
    assert not app.exception


def test_a_job_goes_on_while_its_session_looks_at_another_page(monkeypatch, tmp_path):
    """By a clock on which each run of the page comes when most of the job's patience is over."""
    clock, app = SimpleNamespace(seconds=0), open_app("glossary")
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: clock.seconds, sleep=time.sleep))
    queue = JobQueue(training_caches.workers(), patience=4)
    job = desk_of(app)["state_job_fine_tune"] = queue.submit(held, str(tmp_path), "done")
    for _ in range(5):
        clock.seconds += 3
        app.run()
    assert job.poll().state == "running"
    assert not app.exception
    (tmp_path / "end").touch()
    assert finish(app, "fine_tune") == "done"


def test_whoever_comes_without_a_network_judges_the_small_one_and_no_figure_is_shown_before_its_test_is_opened():
    """Its test is locked, too, and can be made harder; nothing has to be trained for that."""
    app, small = open_app("judge"), texture_network("flatten")
    figures = [f"{small.test_report.accuracy:.1%}", small.test_report.interval_text]
    assert not app.metric
    assert figures[0] not in texts(app)
    app.slider(key="judge_guess_right").set_value(100).run()
    app.button(key="judge_open").click().run()
    assert [metric.value for metric in app.metric] == figures
    assert "You guessed **100**, and **129** of 160 are right: 29 away." in texts(app)
    app.segmented_control(key="judge_view").set_value("Harder pictures").run()
    app.segmented_control(key="judge_change").set_value("Dark").run()
    assert app.metric[0].value == app.metric[1].value  # nothing is harder before one makes it so
    app.slider(key="judge_strength").set_value(85).run()
    places = some_of(small.test_report.targets)
    images = harder_pictures([small.test_images[place] for place in places], "dark", 0.85)
    right = small.probabilities(images).argmax(axis=1) == small.test_report.targets[places]
    assert [metric.value for metric in app.metric][1] == f"{right.mean():.0%}"
    app.segmented_control(key="judge_change").set_value("Something else").run()
    assert not app.exception


def test_whoever_comes_without_a_network_trains_an_example_and_judges_it():
    app = open_app("judge")
    app.button(key="judge_example").click().run()
    assert not app.metric
    app.slider(key="judge_guess_right").set_value(150).run()  # while it learns
    (run,) = finish(app, "fine_tune")
    assert len(run.labels) == 8
    assert not app.exception
    app.button(key="judge_open").click().run()
    assert "You guessed **150**" in texts(app)
    assert len(run.test_report.mistakes) > 0
    assert run.test_report.interval_text in [metric.value for metric in app.metric]
    assert "judge_example" not in [button.key for button in app.button]
    app.toggle(key="judge_first").set_value(True).run()  # the way back to the small one, and again
    assert not app.exception
    assert "judge_example" not in [button.key for button in app.button]
    assert "judge_open" in [button.key for button in app.button]
    app.toggle(key="judge_first").set_value(False).run()
    assert run.test_report.interval_text in [metric.value for metric in app.metric]
    for left in count():  # wherever in the page it ends, the page is whole, and the guess stays
        job, app = Ending((run,)), open_app("judge")
        desk_of(app)["state_job_fine_tune"] = desk_of(app)["state_example_job"] = job
        app.run().slider(key="judge_guess_right").set_value(150).run()
        job.left = left
        assert app.run().slider(key="judge_guess_right").value == 150
        if "fine_tune_stop" in (keys := [button.key for button in app.button]):  # what looks again by itself
            break
        assert "judge_open" in keys
    assert left > 5
