"""The pages beyond classification, as Streamlit runs them."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest

from lessons.advice.approach import Task, recommend
from lessons.core.overlap import class_dice, class_iou, moved_mask, pixel_confusion
from lessons.core.percent import percent
from lessons.faces.verification import bundled_faces
from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scenes import draw_scene
from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.samples import SAMPLES
from lessons.nets.brain_mri import LABELS, load_brain_mri
from lessons.nets.classification import rank
from lessons.texts.names import VECTOR_NAMES
from lessons.texts.scenarios import SCENARIOS, scenario
from lessons.texts.wishes import WISHES
from pages.beyond.parts.wish_questions import QUESTIONS
from tests.pages.apps import finish, open_app, png_bytes, section, texts

pytestmark = pytest.mark.slow


def flat(app):
    return " ".join(texts(app).split())


def test_the_sums_of_the_moved_mask_are_the_engines():
    app = section(open_app("segmentation", segmentation_scene="3"), "segmentation", "By hand")
    scene = draw_scene(replace(SCENES, spacing="apart"), np.random.default_rng(3))
    truth = scene.semantic == scene.targets[0] + 1
    for step in (0, -5, 7):
        app.slider(key="segmentation_move").set_value(step).run()
        confusion = pixel_confusion(truth, moved_mask(truth, step), 2)
        assert f"= **{class_iou(confusion)[1]:.3f}**, **Dice**" in flat(app)
        assert f"= **{class_dice(confusion)[1]:.3f}**" in flat(app)
    assert f"here there are **{len(scene.targets)}**" in flat(section(app, "segmentation", "What you saw"))
    assert not app.exception


def test_objects_that_lie_apart_are_told_apart_on_the_page():
    app = open_app("segmentation", segmentation_spacing="apart", segmentation_most="8")
    for number in range(4):
        app.number_input(key="segmentation_scene").set_value(number).run()
        found, objects = re.search(r"finds \*\*(\d+) of (\d+)\*\*", flat(app)).groups()
        assert found == objects
    assert not app.exception


def test_the_scene_that_components_fail_on_is_as_its_preset_says():
    app = open_app("segmentation")
    app.button(key="segmentation_preset_1").click().run()
    assert "Eight things make only four pieces: three are one whole thing each" in texts(app)
    assert "finds **3 of 8**" in flat(app)


def test_networks_are_trained_stand_side_by_side_and_go_on():
    app = open_app("segmentation", segmentation_epochs="1", segmentation_count="100")
    section(app, "segmentation", "Train a network")
    for network in ("U-Net", "FCN"):
        app.segmented_control(key="segmentation_network").set_value(network).run()
        app.button(key="segmentation_train").click().run()
        result = finish(app, "segmentation")
        section(app, "segmentation_trained", "How good is it?")
        assert f"Mean IoU **{result.test_report.mean_iou:.3f}** over 200 scenes" in flat(app)
    section(app, "segmentation_trained", "Side by side")
    assert {"**U-Net**", "**FCN**", "**The truth**"} <= {element.value for element in app.markdown}
    section(app, "segmentation_trained", "Epoch by epoch")
    assert any(element.value == "**After epoch 1**" for element in app.markdown)
    app.select_slider(key="segmentation_epoch").set_value(0).run()
    assert any(element.value == "**After epoch 0**" for element in app.markdown)
    app.button(key="segmentation_on").click().run()
    assert [epoch.number for epoch in finish(app, "segmentation").history] == [1, 2]
    app.slider(key="segmentation_most").set_value(2).run()  # other scenes: what was learned on these is not compared with them
    assert "The scenes above have changed since" in flat(app)
    assert not app.exception


def test_the_medical_model_says_on_the_page_what_the_network_says():
    app = open_app("medicine")
    assert "This is no diagnosis" in app.warning[0].value
    model = load_brain_mri()
    for name in ("head phantom", "noise"):
        app.button_group(key="medicine_shown").set_value(name).run()
        best = rank(model, LABELS, OUTSIDERS[name](), top=1)[0]
        assert f"It calls this **{best.name}**, with a probability of **{percent(best.probability)}**" in flat(app)
    app.button_group(key="medicine_shown").set_value("your picture").run()
    best = rank(model, LABELS, SAMPLES["chelsea"].load(), top=1)[0]
    assert f"It calls this **{best.name}**, with a probability of **{percent(best.probability)}**" in flat(app)
    assert not app.exception


def test_a_small_step_goes_unnoticed_and_a_larger_one_does_not():
    app = section(open_app("medicine"), "medicine", "ImageNet's numbers")
    assert "**14 of 14 figures agree**" in texts(app)
    app.select_slider(key="medicine_step").set_value(1e-9).run()
    assert "go **unnoticed**" in flat(app)
    app.select_slider(key="medicine_step").set_value(1e-3).run()
    assert re.search(r"\*\*[5-8] of its figures\*\* do not agree", flat(app))
    assert "A proof to the last bit takes the original" in flat(app)
    assert not app.exception


def test_the_threshold_trades_one_mistake_for_the_other():
    app = open_app("faces")

    def rates():
        shown = re.search(r"\*\*(\S+)% false accepts\*\*.*\*\*(\S+)% false rejects\*\*", flat(app))
        return float(shown[1]), float(shown[2])

    seen = []
    for threshold in (0.0, 0.4, 0.6, 1.5):
        app.slider(key="faces_threshold").set_value(threshold).run()
        seen.append(rates())
    accepts, rejects = np.array(seen).T
    assert accepts[0] == 0
    assert rejects[0] == 100
    assert accepts[-1] == 100
    assert rejects[-1] == 0
    assert (np.diff(accepts) >= 0).all()
    assert (np.diff(rejects) <= 0).all()
    app.button_group(key="faces_changes").set_value([]).run()
    app.slider(key="faces_threshold").set_value(0.1).run()
    assert rates()[1] == 0  # nothing was changed: every face is itself
    assert not app.exception


def test_the_two_thresholds_let_in_as_many_as_their_presets_say():
    app = open_app("faces")
    for preset, told in enumerate([r"\(2 of 9,900 strangers.*\(46 of 100 friends", r"\(4,9\d\d of 9,900.*\(0 of 100"]):
        app.button(key=f"faces_preset_{preset}").click().run()
        assert re.search(told, flat(app))


def test_each_change_is_compared_alone_and_the_two_thresholds_do_not_read_alike():
    app = section(open_app("faces", faces_strength=4), "faces", "Which vector?")
    app.button(key="faces_alone").click().run()
    assert not [button for button in app.button if button.key == "faces_alone"]
    shown = next(frame.value for frame in app.dataframe if "equal error rate" in frame.value)
    assert {"shift alone", "light alone"} <= set(shown)
    early = shown[shown["vector"] == VECTOR_NAMES["block2_pool"]].iloc[0]
    assert float(early["light alone"].rstrip("%")) > 5 * float(early["shift alone"].rstrip("%"))
    assert f"within **{early['different faces apart']}**" in flat(app)
    assert f"That makes an equal error rate of {early['equal error rate']}." in flat(app)
    section(app, "faces", "By hand")
    total, distance, cosine = map(
        float, re.search(r"about (\S+), and its root .*?\*\*(\S+)\*\*.*?√\(2 − 2 · (\S+)\)", flat(app)).groups()
    )
    assert f"{total**0.5:.4f}" == f"{(2 - 2 * cosine) ** 0.5:.4f}" == f"{distance:.4f}"  # from what is written
    app.button_group(key="faces_changes").set_value(["mirror"]).run()
    assert re.search(r"closest at a threshold of \d\.\d{3}, with", flat(section(app, "faces", "What you saw")))
    section(app, "faces", "Which vector?")
    shown = next(frame.value for frame in app.dataframe if "equal error rate" in frame.value)
    assert not any("alone" in name for name in shown)
    assert not app.exception


@pytest.mark.parametrize("vector", ["pixels", "block5_pool"])
def test_faces_of_ones_own_are_compared_in_memory(vector):
    app = section(open_app("faces", faces_vector=vector), "faces", "Your own faces")
    assert app.selectbox(key="faces_vector").value == vector  # a link from before they had names
    assert not app.warning
    assert "Bring two pictures or more" in app.info[0].value
    faces = bundled_faces()
    files = [("one.png", png_bytes(faces[0]), "image/png"), ("two.png", png_bytes(faces[7]), "image/png")]
    files += [("again.png", png_bytes(faces[0]), "image/png"), ("letter.png", b"Dear Sir", "image/png")]
    app.file_uploader(key="faces_own").set_value(files).run()
    assert "letter.png was skipped" in app.error[0].value
    assert "1: one.png and 3: again.png are closest, with a distance of 0.00" in flat(app)
    assert "3 pairs" in texts(app)
    assert not app.exception


def test_a_face_detector_is_trained_in_seconds():
    app = section(open_app("faces"), "faces", "Face or not")
    app.button(key="faces_train").click().run()
    (result,) = finish(app, "faces")
    assert result.test_report.accuracy >= 0.9
    assert f"**{result.test_report.accuracy:.1%}** of the 80 test patches" in texts(app)
    assert not app.exception


TOLD = {
    "likeness": "of another kind",
    "answer": "pixels",
    "turns": "to any angle",
    "groups": "all of a patient",
}


def test_the_advice_follows_the_facts():
    app = open_app("approach")
    for name, value in TOLD.items():
        app.selectbox(key=f"approach_{name}").set_value(value).run()
    app.select_slider(key="approach_per_class").set_value(10_000).run()
    app.select_slider(key="approach_rarest").set_value(1.0).run()
    task = replace(WISHES["clinic"].task, **TOLD, smallest=10_000, rarest=0.01)
    for rule in recommend(task).values():
        assert f"**{rule.choice}**" in texts(app)
    section(app, "approach", "How much to freeze")
    assert "**→ Fine-tune as deep as you can afford**" in texts(app)
    assert not app.exception


def test_another_seed_tells_another_story_and_asks_about_it():
    app = section(open_app("approach", approach_field="medicine"), "approach", "Check yourself")
    for seed in (0, 1, 2, 3):
        app.number_input(key="approach_seed").set_value(seed).run()
        told = scenario("medicine", seed)
        assert any(element.value == told.story for element in app.info)
        app.radio[0].set_value(recommend(told.task)["training"].choice).run()
        assert ":material/check_circle:" in texts(app)
    assert set(app.button_group(key="approach_field").options) == set(SCENARIOS)
    assert not app.exception


def test_each_fact_is_asked_for_with_each_answer_and_the_control_has_its_value():
    assert {*QUESTIONS} == {field.name for field in fields(Task)}
    app = open_app("approach")
    for fact, asked in QUESTIONS.items():
        app.session_state["approach_answered"] = sorted(QUESTIONS)
        app.session_state["approach_asked"] = fact
        app.run()
        told = " ".join(element.proto.body for element in app.get("html"))
        assert asked.asks in told
        assert told.count(f'data-fact="{fact}" data-value=') == len(asked.values)
        key = "approach_per_class" if fact == "smallest" else f"approach_{fact}"
        for value in asked.values:
            app.session_state[key] = value
            app.run()
            assert not app.exception


@pytest.mark.parametrize("query", [{"approach_seed": "-1"}, {"approach_field": "war"}, {"approach_rarest": "nan"}])
def test_nonsense_in_the_link_of_the_chooser_crashes_nothing(query):
    app = section(open_app("approach", **query), "approach", "Check yourself")
    assert any(element.value == scenario(SCENARIOS[0], 0).story for element in app.info)


@pytest.mark.parametrize(("linked", "wish"), [("clinic", "clinic"), ("war", "own")])
def test_a_wish_is_the_same_after_a_reload_where_a_fact_of_it_was_changed(linked, wish):
    app = open_app("approach", approach_wish=linked, approach_per_class="300", approach_groups="all of a patient")
    assert app.session_state["approach_wish"] == wish
    assert not app.exception


def test_the_answers_to_a_guess_are_known_after_a_reload_and_nonsense_is_none():
    app = open_app("approach", approach_wish="clinic", approach_answered="answer turns war")
    assert app.session_state["approach_answered"] == ["answer", "turns"]
    assert "augmentation" in app.session_state["approach_lit"]
    assert "split" not in app.session_state["approach_lit"]
    assert not app.exception


def test_a_plan_that_is_begun_with_has_no_change_and_a_fact_that_is_asked_again_changes_it():
    def told():
        return " ".join(element.proto.body for element in app.get("html"))

    app = open_app("approach", approach_per_class="3000")
    app.session_state["approach_answered"] = sorted(QUESTIONS)
    app.session_state["approach_per_class"] = 30  # as a step sets it
    app.session_state["approach_lit_before"] = None
    app.run()
    assert ">changed<" not in told()
    app.select_slider(key="approach_per_class").set_value(3_000).run()
    assert told().count(">changed<") == 1
