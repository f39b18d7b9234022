"""Steps to try: a simulated learner does each of them, and sees it ticked. What needs a pointer is done in a browser's test."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lessons.catalog import CATALOG, lesson, path
from lessons.progress.marks import current_path
from lessons.texts.steps import BY_ITSELF, Step, steps_of
from lessons.training.evaluation import evaluate
from pages.shared.lesson.steps import DONE_BEFORE, JUST_TELL, NOW_TRY
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import at_address, desk_of, open_app, section, texts

CHOSEN = {  # what a click in the figure tells the page, and a number that is dragged there
    "cell": {"{slug}_inspector": {"cell": [3, 4]}},
    "drag": {"{slug}_inspector": {"moved": {"any": True, "result": False}}},
}
WITH_STEPS = {entry.slug: steps for entry in CATALOG if (steps := steps_of(entry.slug))}
SLOW = ("networks", "transfer", "beyond")  # sections whose pages run networks
PAGES = [pytest.param(slug, marks=[pytest.mark.slow] if lesson(slug).section in SLOW else [], id=slug) for slug in WITH_STEPS]


def shown_braces(app):
    """Names in braces that the page shows as they are."""
    return re.findall(r"\{\w[^{}]*\}", texts(app))


def links(app):
    return [link.proto.label for link in app.get("page_link")]


@pytest.mark.parametrize("slug", PAGES)
def test_each_step_is_ticked_once_its_controls_stand_as_it_asks_and_tells_what_there_was_to_see(slug):
    app = open_app(slug)
    for number, step in enumerate(WITH_STEPS[slug].steps, start=1):
        by = step.by or CHOSEN.get(step.name, {})
        app.segmented_control(key=f"{slug}_try").set_value(number).run()
        assert not app.exception
        assert not shown_braces(app)
        if not by:
            continue
        assert step.name not in desk_of(app)[PROGRESS].of(slug).steps
        if step.guesses:
            pills = app.pills(key=f"{slug}_guess_{step.name}")
            guess = pills.options[0]
            pills.set_value(guess).run()
        for control, value in by.items():
            app.session_state[control.format(slug=slug)] = value
        app.run()
        assert not app.exception
        assert step.name in desk_of(app)[PROGRESS].of(slug).steps
        assert not step.guesses or re.search(rf"You guessed (right: |“?{re.escape(guess)})", texts(app))
        assert not shown_braces(app)
    assert not app.error
    rings = app.segmented_control(key=f"{slug}_try")
    assert len({*rings.options}) == len(rings.options)  # what looks alike can't be told apart when it is chosen


@pytest.mark.parametrize("slug", [page for page in PAGES if any(step.start for step in WITH_STEPS[page.id].steps)])
def test_a_step_begins_where_its_sentences_say_and_is_not_done_by_that(slug):
    """Whatever was set before: going on sets what the next step rests on, and what stands otherwise is offered to be set."""
    app = open_app(slug)
    for number, step in enumerate(WITH_STEPS[slug].steps, start=1):
        app.segmented_control(key=f"{slug}_try").set_value(number).run()
        if step.start and f"{slug}_try_start" in [button.key for button in app.button]:
            app.button(key=f"{slug}_try_start").click().run()
        assert not app.exception
        for control, value in step.start.items():
            assert value is BY_ITSELF or control not in app.session_state or app.session_state[control] == value
        assert not step.start or step.name not in desk_of(app)[PROGRESS].of(slug).steps
        assert f"{slug}_try_start" not in [button.key for button in app.button]
        for control, value in step.by.items():
            app.session_state[control.format(slug=slug)] = value
        app.run()
        following = WITH_STEPS[slug].steps[number : number + 1]
        if f"{slug}_try_next" in [button.key for button in app.button]:
            app.button(key=f"{slug}_try_next").click().run()
            assert not app.exception
            assert app.segmented_control(key=f"{slug}_try").value == number + 1
            for control, value in following[0].start.items():
                assert value is BY_ITSELF or control not in app.session_state or app.session_state[control] == value


def test_what_a_step_rests_on_is_offered_to_be_set_and_what_it_asks_for_is_not():
    app = open_app("pooling")
    app.segmented_control(key="pooling_try").set_value(3).run()
    app.session_state["pooling_size"] = 4  # the half of what is asked for
    app.run()
    assert "pooling_try_start" not in [button.key for button in app.button]
    app.session_state["pooling_mode"] = "average"
    app.run()
    app.button(key="pooling_try_start").click().run()
    assert app.session_state["pooling_mode"] == "max"
    assert app.session_state["pooling_size"] == 2


def test_what_a_step_needs_below_is_opened_from_its_card():
    """Not every learner looks below the first view: what is not in sight is one press away."""
    app = open_app("collect")
    wanted = [step.by.get("collect_section") for step in WITH_STEPS["collect"].steps]
    assert any(wanted)
    for number, section_name in enumerate(wanted, start=1):
        app.segmented_control(key="collect_try").set_value(number).run()
        assert ("collect_try_open" in [button.key for button in app.button]) == bool(section_name)
        if section_name:
            app.button(key="collect_try_open").click().run()
            assert not app.exception
            assert app.session_state["collect_section"] == section_name
            assert "collect_try_open" not in [button.key for button in app.button]


@pytest.mark.parametrize("slug", PAGES)
def test_each_preset_stands_and_says_what_to_look_at_unless_it_does_the_step(slug):
    app, step = open_app(slug), WITH_STEPS[slug].steps[0]
    for number, preset in enumerate(WITH_STEPS[slug].presets):
        assert preset.look not in texts(app)
        was_done = step.name in desk_of(app)[PROGRESS].of(slug).steps
        app.button(key=f"{slug}_preset_{number}").click().run()
        assert not app.exception
        is_done = step.name in desk_of(app)[PROGRESS].of(slug).steps
        assert (preset.look in texts(app)) == (was_done or not is_done)
        for control, value in preset.values.items():
            assert value is BY_ITSELF or app.session_state[control] == value


def test_what_was_seen_is_told_again_wherever_the_page_stands_by_now():
    """What a step tells may need a cell, a run or a report that the page has no more: it is told as it was, or not at all."""
    app = open_app("activation")
    done = desk_of(app)[PROGRESS]
    for step in WITH_STEPS["activation"].steps:
        done = done.step("activation", step.name, 3)
    desk_of(app)[PROGRESS] = done  # as it comes back from the browser after days
    for number in (2, 1):
        app.segmented_control(key="activation_try").set_value(number).run()
        assert not app.exception
        assert DONE_BEFORE in texts(app)
    app.session_state["activation_scale"] = 1
    app.session_state["activation_function"] = "Sigmoid"
    app.segmented_control(key="activation_try").set_value(2).run()
    assert DONE_BEFORE not in texts(app)
    app.pills(key="activation_guess_sigmoid").set_value(JUST_TELL).run()
    told = desk_of(app)["activation_answer_sigmoid"][None]
    assert told in texts(app)
    app.session_state["activation_function"] = "ReLU"
    app.run()
    assert not app.exception
    assert told in texts(app)


def test_a_ring_that_is_none_gives_way_to_the_first():
    app = open_app("pooling")
    app.session_state["pooling_try"] = None
    app.run()
    assert not app.exception
    assert app.segmented_control(key="pooling_try").value == 1


@pytest.mark.parametrize("slug", WITH_STEPS)
def test_a_lesson_has_three_to_five_steps_and_a_contrast(slug):
    steps, presets = WITH_STEPS[slug].steps, WITH_STEPS[slug].presets
    assert 3 <= len(steps) <= 5
    assert len(presets) >= 2
    assert len({step.name for step in steps}) == len(steps)
    assert len({preset.name for preset in presets}) == len(presets)


@pytest.mark.parametrize(
    ("seen", "right", "wrongly", "rightly"),
    [
        ("0.57. It stays.", "0.57", "You guessed 9. In fact: 0.57. It stays.", "You guessed right: 0.57. It stays."),
        ("“Cat”, with 9%.", "cat", "You guessed 9. In fact: “Cat”, with 9%.", "You guessed right: “Cat”, with 9%."),
        (
            "No more.",
            "None",
            "You guessed 9; the right answer is None. No more.",
            "You guessed right: None. No more.",
        ),
        (
            "3.5 of 6.",
            "3",
            "You guessed 9; the right answer is 3. 3.5 of 6.",
            "You guessed right: 3. 3.5 of 6.",
        ),
        (
            "So it is.",
            "It grows",
            "You guessed 9; the right answer is “It grows”. So it is.",
            "You guessed right: “It grows”. So it is.",
        ),
        (
            "30 of 60.",
            "3",
            "You guessed 9; the right answer is 3. 30 of 60.",
            "You guessed right: 3. 30 of 60.",
        ),
    ],
)
def test_what_is_right_is_said_once(seen, right, wrongly, rightly):
    step = Step("some", "Guess.", lambda _: True, seen, lambda _: [right, "9"])
    assert step.answer_to("9", {}) == wrongly
    assert step.answer_to(right, {}) == rightly
    assert step.answer_to(None, {}) == seen


def test_a_task_names_what_the_page_knows():
    step = Step("some", "A pixel is {pixel}.", lambda _: True, "It is {pixel:.1f}.")
    assert step.task_in({"pixel": 200}) == "A pixel is 200."
    assert step.answer_to(None, {"pixel": 200}) == "It is 200.0."


def test_a_class_may_be_called_with_braces():
    strange = next(step for step in WITH_STEPS["train"].steps if step.name == "strange")
    assert "{mug}, cup." in strange.seen_in({"run": SimpleNamespace(labels=("{mug}", "cup"))})


def test_the_order_of_guesses_does_not_tell_which_is_right():
    """Over many tasks the right one stands in the first place about as often as chance has it."""
    step = WITH_STEPS["convolution"].steps[1]
    firsts = 0
    for number in range(300):
        asked = replace(step, task=f"Task {number}", guesses=lambda _: ["right", "wrong", "beside it"])
        firsts += asked.guesses_of({})[0] == "right"
    assert 60 < firsts < 140


def test_a_preset_that_does_the_step_hides_no_answer():
    app = open_app("backpropagation")
    app.segmented_control(key="backpropagation_try").set_value(1).run()
    preset = next(preset for preset in WITH_STEPS["backpropagation"].presets if preset.name == "Too careful")
    app.button(key="backpropagation_preset_1").click().run()
    assert preset.look not in texts(app)
    assert "It grows: from" not in texts(app)  # nobody has guessed yet
    app.pills(key="backpropagation_guess_roll").set_value(JUST_TELL).run()
    assert "It grows: from" in texts(app)
    assert "You guessed" not in texts(app)
    app.button(key="backpropagation_preset_1").click().run()  # once it is done, the preset has the word
    assert preset.look in texts(app)


def test_the_last_step_leads_on_to_the_lesson_that_follows():
    app = open_app("pooling")
    app.segmented_control(key="pooling_try").set_value(5).run()
    assert not [label for label in links(app) if label.startswith("Go on: ")]
    app.segmented_control(key="pooling_view").set_value("Moved picture").run()
    assert [label for label in links(app) if label.startswith("Go on: ")] == ["Go on: Inside VGG16"]
    assert "Next: Inside VGG16" in links(app)


def test_the_last_step_of_a_path_leads_home():
    app = open_app("network")
    last = path(current_path(desk_of(app)[PROGRESS]))[-1].slug
    app = open_app(last)
    progress = desk_of(app)[PROGRESS]
    for step in WITH_STEPS[last].steps:
        progress = progress.step(last, step.name, len(WITH_STEPS[last].steps))
    desk_of(app)[PROGRESS] = progress
    app.segmented_control(key=f"{last}_try").set_value(len(WITH_STEPS[last].steps)).run()
    assert "Go on: Home" in links(app)


def test_a_section_can_be_set_after_one_came_back_to_its_page():
    """As an experiment and a preset do it: what was open before does not hold against them."""
    app = section(open_app("pooling"), "pooling", "By hand")
    app.switch_page("pages/layers/dense.py").run()
    app.switch_page("pages/layers/pooling.py").run()
    assert app.session_state["pooling_section"] == "By hand"
    section(app, "pooling", "Summary")
    assert app.session_state["pooling_section"] == "Summary"
    assert "Pooling makes maps smaller" in texts(app)


def test_a_link_that_names_a_control_of_a_section_opens_that_section():
    app = at_address("convolution", convolution_shift="3")
    assert app.session_state["convolution_section"] == "Move the picture"


@pytest.mark.parametrize(
    ("slug", "named", "view"),
    [
        ("activation", {"activation_first": "Box blur"}, "Two kernels"),
        ("pooling", {"pooling_shift": "3"}, "Moved picture"),
    ],
)
def test_a_link_that_names_a_control_of_another_view_shows_that_view(slug, named, view):
    app = at_address(slug, **named)
    assert app.session_state[f"{slug}_view"] == view


def test_judging_begins_with_opening_a_test_and_an_answer_without_mistakes_is_told():
    """No threshold can raise a share of 100%: that is said, and is among the guesses."""
    first, threshold = WITH_STEPS["judge"].steps[:2]
    assert (first.name, threshold.name) == ("own", "threshold")
    all_right = evaluate(np.eye(2)[[0, 1, 1]] * 0.9 + 0.05, np.array([0, 1, 1]), ("cup", "glass"))
    known = {"report": all_right, "limit": 0.92}
    assert threshold.is_done(known | {"view": "Its test"})
    assert threshold.right_of(known) == "The same share"
    assert "no threshold can raise that share" in threshold.seen_in(known)


def test_a_network_that_is_as_sure_as_its_interval_allows_is_told_so():
    """94% sure and 96% right, of 160, is no difference that anybody could measure."""
    sure = next(step for step in WITH_STEPS["judge"].steps if step.name == "sure")
    targets = np.arange(160) % 2
    for right, confidence, told in (
        (154, 0.94, "About as sure as right"),
        (154, 0.7, "Not sure enough"),
        (80, 0.9, "Too sure of itself"),
    ):
        said = np.where(np.arange(160) < right, targets, 1 - targets)
        report = evaluate(np.where(np.eye(2)[said] == 1, confidence, 1 - confidence), targets, ("cup", "glass"))
        assert sure.right_of({"report": report}) == told


def test_a_kernel_that_explodes_on_noise_does_not_show_that_noise_is_easier():
    noise = next(step for step in WITH_STEPS["learn_kernel"].steps if step.name == "noise")
    known = {"source": "noise", "is_far": True}
    assert noise.is_done(known | {"falls": True})
    assert not noise.is_done(known | {"falls": False})


def ways(**right):
    """What Fine-tune knows of trainings: way and pictures of each class, as in `frozen_3` -> right answers of 64."""
    trained = {}
    for name, count in right.items():
        way, amount = name.rsplit("_", 1)
        report, settings = SimpleNamespace(accuracy=count / 64, targets=[0] * 64), SimpleNamespace(fine_rate=1e-5)
        trained[way, int(amount)] = SimpleNamespace(validation_report=report, settings=settings)
    return {"trained": trained}


@pytest.mark.parametrize(
    ("name", "known", "right"),
    [
        ("few", ways(scratch_3=29, frozen_3=60), "The pretrained one, clearly"),
        ("few", ways(scratch_3=60, frozen_3=62), "Both, about equally"),
        ("few", ways(scratch_3=50, frozen_3=30), "The small CNN, clearly"),
        ("train", ways(scratch_3=29, scratch_0=63, frozen_0=64), "It catches up"),
        ("train", ways(scratch_3=29, scratch_0=50, frozen_0=64), "It gets better, but stays behind"),
        ("train", ways(scratch_3=29, scratch_0=30, frozen_0=64), "It hardly gets better"),
        ("control", ways(scratch_3=29, random_3=18, frozen_3=60), "No better than the small CNN"),
        ("control", ways(scratch_3=29, random_3=40, frozen_3=60), "Between the two others"),
        ("control", ways(scratch_3=29, random_3=58, frozen_3=60), "Near the pretrained one"),
        ("tuned", ways(frozen_1=55, fine_tuned_1=56), "About as many"),
        ("tuned", ways(frozen_1=55, fine_tuned_1=60), "More"),
        ("tuned", ways(frozen_1=55, fine_tuned_1=8), "Fewer"),
    ],
)
def test_what_fine_tune_says_is_right_follows_from_what_was_trained(name, known, right):
    step = next(step for step in WITH_STEPS["fine_tune"].steps if step.name == name)
    assert step.is_done(known)
    assert step.right_of(known) == right
    assert f"{next(iter(known['trained'].values())).validation_report.accuracy * 64:.0f} of 64" in step.seen_in(known)
    for way in known["trained"] if name != "train" else [("scratch", 0), ("frozen", 0)]:
        assert not step.is_done({"trained": {key: run for key, run in known["trained"].items() if key != way}})


def test_one_message_at_a_time_a_preset_takes_the_place_of_what_was_told_before():
    app = open_app("convolution")
    app.segmented_control(key="convolution_try").set_value(2).run()
    app.pills(key="convolution_guess_stride").set_value(app.pills(key="convolution_guess_stride").options[0]).run()
    assert NOW_TRY in texts(app)
    app.session_state["convolution_stride"] = 2
    app.run()
    assert NOW_TRY not in texts(app)
    assert "the window moves two pixels at a time" in texts(app)
    preset = WITH_STEPS["convolution"].presets[0]
    moved = {"convolution_stride": 3}, {}  # moving a control, or going back to the step, ends what the preset tells
    for values in moved:
        app.button(key="convolution_preset_0").click().run()
        assert preset.look in texts(app)
        assert WITH_STEPS["convolution"].steps[1].task not in texts(app)
        assert "the window moves two pixels at a time" not in texts(app)
        if not values:
            app.button(key="convolution_try_back").click()
        for key, value in values.items():
            app.session_state[key] = value
        app.run()
        assert preset.look not in texts(app)
        assert "the window moves two pixels at a time" in texts(app)


@pytest.mark.parametrize(("label", "said"), [("moon", "every cell here is blue"), ("coins", "red cells speak for coins")])
def test_what_is_said_of_red_and_blue_cells_is_true_of_those_that_are_shown(label, said):
    app = open_app("dense")
    app.segmented_control(key="dense_try").set_value(2).run()
    app.selectbox(key="dense_unit").set_value(label).run()
    pills = app.pills(key="dense_guess_unit")
    pills.set_value("For and against").run()
    assert said in texts(app)


def test_a_guess_about_writing_is_asked_of_writing_whatever_patch_is_shown():
    app = open_app("dense")
    app.segmented_control(key="dense_try").set_value(4).run()
    before = app.pills(key="dense_guess_average").options
    assert "flattened, it says “coins”" in texts(app)
    app.button(key="dense_try_start").click().run()
    assert app.pills(key="dense_guess_average").options == before
    assert "flattened, it says “coins”" in texts(app)
    assert app.selectbox(key="dense_unit").value == "coins"


@pytest.mark.parametrize(
    ("guessed", "told"), [(128, "only 1 away"), (129, "exactly as many"), (100, "29 away"), (None, "129 of 160 are right. ")]
)
def test_a_guess_of_right_answers_is_told_with_how_near_it_was(guessed, told):
    said = np.where(np.arange(160) < 129, 0, 1)
    report = evaluate(np.eye(2)[said] * 0.8 + 0.1, np.zeros(160, int), ("cup", "glass"))
    seen = WITH_STEPS["judge"].steps[0].seen_in({"report": report, "guessed": guessed})
    assert told in seen
    assert ("You guessed" in seen) == (guessed is not None)


def test_what_a_race_of_sums_will_show_is_told_nowhere_before_it_was_run():
    app = open_app("dense")
    assert "The largest logit" not in texts(app)
    app.session_state["dense_added_up"] = True
    app.run()
    assert "The largest logit" in texts(app)
