"""A class on the pages: doors, places, what is said where one can't come in, and what a page tells of others."""

import base64
import html
import re

import numpy as np
import pytest

from lessons.classroom.class_grid import Slip
from lessons.classroom.class_sheet import lesson_lines
from lessons.classroom.lead import Lead
from lessons.classroom.picture_giving import agree, give, pictures_of_all
from lessons.classroom.predicting import begin_test, human_test_of
from lessons.classroom.school_class import LOCKED, OVER, REMOVED
from lessons.classroom.tournament_entries import entries_of_all
from lessons.classroom.vote import Asked
from lessons.data.own_data import from_pictures
from lessons.figures.pictures import jpeg
from lessons.progress.notes import Progress
from lessons.texts import words
from lessons.texts.warm_ups import ideas_that_come_back, question_from_seed
from lessons.training.fit import fit
from lessons.training.prediction_items import PredictionItem
from lessons.training.settings import TrainingSettings
from lessons.work.jobs import Snapshot
from pages.classroom.parts.class_address import class_address
from pages.shared.session import caches
from pages.shared.session.class_seat import CLASSES, HUMAN_TEST, TOGETHER, TOURNAMENT
from pages.shared.session.desks import JOB, PROGRESS, SEAT
from pages.shared.session.picture import picture_of
from tests.pages.apps import at_address, desk_of, open_app, png_of, section, texts
from tests.pages.test_session import new_session

pytestmark = pytest.mark.slow  # the questions of all lessons are made


@pytest.fixture(autouse=True)
def _no_class_is_left():
    yield
    CLASSES._classes.clear()


def teacher():
    app = open_app("classroom")
    app.button(key="classroom_begin").click().run()
    assert not app.exception
    return app, desk_of(app)[SEAT]


def learner(code, slug="pixels"):
    return at_address(slug, **{"class": code})


def told(app):
    """What is said of the class."""
    return [warning.value for warning in app.warning if warning.icon == ":material/groups:"]


def everything(app):
    """All that the page sent."""
    return " ".join(str(getattr(element, "proto", "")) for element in app)


def test_an_address_with_a_code_leads_into_the_class_on_any_page():
    app, place = teacher()
    for slug in ("pixels", "glossary", "classroom"):
        joined = learner(place.code.lower(), slug)
        assert not joined.exception
        assert not told(joined)
        assert desk_of(joined)[SEAT].school_class is place.school_class
        assert "class" not in joined.query_params
    assert len(place.look().learners) == 3
    app.run()
    assert all(learner.name in everything(app) for learner in place.look().learners)


def test_no_page_tells_a_secret_or_anothers_name():
    app, place = teacher()
    first, second = learner(place.code, "classroom"), learner(place.code, "classroom")
    app.run()
    for page in (app, first, second):
        assert place.key not in everything(page)
        assert not any(desk_of(each)[SEAT].key in everything(page) for each in (first, second))
    names = [each.name for each in place.look().learners]
    assert names[0] in texts(first)
    assert names[0] not in everything(second)


@pytest.mark.parametrize("code", ["BCDFHJ", "nonsense", "<script>"])
def test_a_wrong_code_gets_a_sentence_and_the_page_is_there(code):
    app = learner(code)
    assert "Look at the wall" in told(app)[0]
    assert not app.exception
    assert not told(app.run())  # it is said once


def test_a_locked_class_a_removed_learner_and_a_class_that_is_over_get_their_sentences():
    app, place = teacher()
    joined = learner(place.code)
    app.toggle(key="classroom_locked").set_value(True).run()
    assert told(learner(place.code)) == [LOCKED]
    app.button(key="classroom_who_1").click().run()
    app.button(key="classroom_take_out").click().run()
    assert told(joined.run()) == [REMOVED]
    assert SEAT not in desk_of(joined)
    app.toggle(key="classroom_locked").set_value(False).run()
    joined = learner(place.code)
    app.button(key="classroom_end").click().run()
    app.button(key="classroom_end_sure").click().run()
    assert told(joined.run()) == [OVER]
    assert place.school_class.is_over


def test_what_can_not_be_undone_is_asked_about_once_more():
    app, place = teacher()
    joined = learner(place.code, "classroom")
    joined.button(key="classroom_leave").click().run()
    joined.button(key="classroom_leave_stay").click().run()
    assert len(place.look().learners) == 1
    joined.button(key="classroom_leave").click().run()
    joined.button(key="classroom_leave_sure").click().run()
    assert place.look().learners == ()
    app.button(key="classroom_end").click().run()
    app.button(key="classroom_end_stay").click().run()
    assert not place.school_class.is_over


def test_another_class_begins_with_its_code_on_the_wall():
    app, _ = teacher()
    app.button(key="classroom_end").click().run()
    app.segmented_control(key="classroom_view").set_value("Learn together").run()
    app.segmented_control(key="classroom_view").set_value("Ask now").run()
    app.button(key="classroom_end_sure").click().run()
    app.session_state["classroom_view"] = "The human test"
    app.button(key="classroom_begin").click().run()
    assert app.segmented_control(key="classroom_view").value == "Ask now"


def test_a_teacher_whose_class_is_over_is_told_so():
    app, place = teacher()
    place.school_class.end(place.key)
    app.run()
    assert "Your class is over" in told(app)[0]
    assert "classroom_begin" in [button.key for button in app.button]


def test_a_name_with_markup_is_shown_as_letters():
    app, place = teacher()
    joined = learner(place.code, "classroom")
    joined.text_input(key="classroom_name").set_value("*<b>Mia</b>* :red[x]").run()
    (seen,) = place.look().learners
    assert seen.name == "bMiab redx"
    app.run()
    assert not any(markup in everything(app) for markup in ("<b>Mia", ":red[x"))


def test_whoever_forgets_everything_leaves_and_with_the_teacher_the_class_ends():
    _, place = teacher()
    joined = learner(place.code)
    desk_of(joined).empty()
    assert place.look().learners == ()
    school_class, secret = CLASSES.open()
    session = new_session()

    def teach():
        from pages.shared.session.class_seat import Seat
        from pages.shared.session.desk import desk, forget_everything

        desk()[SEAT] = Seat(school_class, secret, teaches=True)
        forget_everything()

    session(teach)
    assert school_class.is_over


def test_a_question_is_the_same_for_everybody_and_a_vote_is_counted():
    app, place = teacher()
    joined = learner(place.code)
    app.selectbox(key="classroom_lesson_network").set_value("pooling").run()
    app.segmented_control(key="classroom_number_pooling").set_value(2).run()
    app.button(key="classroom_ask_it").click().run()
    joined.run()
    made = question_from_seed("pooling", 2, place.look().vote.asked.seed)
    assert made.question.prompt in texts(joined)
    assert made.given in texts(joined)
    right = [choice.text for choice in made.question.choices].index(made.question.right.text)
    joined.button(key=f"class_option_1_1_{right}").click().run()
    assert place.look().vote.answered == 1
    app.button(key="classroom_close").click().run()
    assert place.look().vote.counts[0][right] == 1
    assert made.question.right.note not in everything(app)  # the answer is not told before a second vote
    app.button(key="classroom_again").click().run()
    app.button(key="classroom_close").click().run()
    app.button(key="classroom_show").click().run()
    for choice in made.question.choices:
        assert choice.note.split(":")[0][:20] in everything(app)


def test_a_vote_counts_for_the_learner_like_an_answer_in_the_lesson():
    """The first one at once, and a right one after talking as found; the class's sheet has both."""
    app, place = teacher()
    joined = {who: learner(place.code) for who in ("wrong", "right")}
    app.selectbox(key="classroom_lesson_network").set_value("pooling").run()
    app.segmented_control(key="classroom_number_pooling").set_value(2).run()
    app.button(key="classroom_ask_it").click().run()
    question = question_from_seed("pooling", 2, place.look().vote.asked.seed).question
    right = [choice.text for choice in question.choices].index(question.right.text)
    wrong = (right + 1) % len(question.choices)
    for turn, votes in enumerate(({"wrong": wrong, "right": right}, {"wrong": right, "right": right}), 1):
        for who, option in votes.items():
            joined[who].run().button(key=f"class_option_1_{turn}_{option}").click().run()
            assert len(desk_of(joined[who])[PROGRESS].of("pooling").ideas) == turn - 1  # nothing before it is closed
        app.button(key="classroom_close").click().run()
        for each in joined.values():
            each.run().run()
        if turn == 1:
            app.button(key="classroom_again").click().run()
    ideas = {who: desk_of(each)[PROGRESS].of("pooling").ideas[2] for who, each in joined.items()}
    assert [idea.tries[0].right for idea in ideas.values()] == [False, True]
    assert all(desk_of(each)[PROGRESS].of("pooling").found == 1 for each in joined.values())
    (line,) = [line for line in lesson_lines(place.school_class.grid(place.key)) if line["Lesson"] == "Pooling"]
    assert line["Right at first"] == "1 of 2"
    assert question.choices[wrong].note in line["Most common mistake"]


def test_a_lessons_own_question_is_asked_with_the_numbers_on_the_wall():
    app, place = teacher()
    joined = learner(place.code)
    app.switch_page("pages/layers/pooling.py").run()
    section(app, "pooling", "Check yourself")
    app.segmented_control(key="pooling_question").set_value(5).run()
    assert "answered" not in texts(app)
    app.button(key="pooling_ask_class").click().run()
    assert "**0 of 1** answered" in texts(app)
    assert app.radio[0].label in texts(joined.run())
    options = [button.label for button in joined.button if "class_option" in button.key]
    assert [label.partition("\u2002")[2] for label in options] == app.radio[0].options
    section(joined, "pixels", "Check yourself")
    assert "pixels_ask_class" not in [button.key for button in joined.button]  # which is the teacher's
    app.switch_page("pages/classroom/classroom.py").run()
    assert app.radio[0:] == []
    app.button(key="classroom_away").click().run()
    assert app.selectbox(key="classroom_lesson_pooling").value == "pooling"  # the lesson that was opened last


def test_a_question_about_the_pages_own_picture_is_asked_with_all_that_one_needs():
    app, place = teacher()
    joined = learner(place.code)
    app.switch_page("pages/layers/convolution.py").run()
    section(app, "convolution", "Check yourself")
    app.button(key="convolution_ask_class").click().run()
    asked = place.look().vote.asked
    made = question_from_seed("convolution", 1, asked.seed)
    assert "kernel" in made.given
    joined.run()
    for part in (made.given, made.question.prompt):
        assert part in texts(joined)
    assert "numbers of its own" in app.toast[0].value
    options = [button.label.partition("\u2002")[2] for button in joined.button if "class_option" in button.key]
    assert options == [choice.text for choice in made.question.choices]


def asked_and_answered(number):
    """A teacher whose class has answered a question of "Convolution" wrongly and was told the answer; and a learner."""
    app, place = teacher()
    joined = learner(place.code)
    made = question_from_seed("convolution", number, 7)
    place.school_class.ask(place.key, Asked("convolution", number, 7, len(made.question.choices)))
    wrong = [choice.text != made.question.right.text for choice in made.question.choices].index(True)
    joined.run().button(key=f"class_option_1_1_{wrong}").click().run()
    place.school_class.show_answer(place.key)
    return app.run(), place, joined.run(), made.question


def test_the_right_answer_and_a_wrong_one_of_ones_own_are_marked_as_what_they_are():
    *_, joined, question = asked_and_answered(2)
    labels = [button.label.partition("\u2002")[2] for button in joined.button if "class_option" in button.key]
    right = f"{question.right.text} ✓"
    assert sorted(label[-1] for label in labels if label[-1] in "✓✗") == sorted("✓✗")
    assert right in labels


def test_a_finished_question_leaves_the_phones_once_the_teacher_turns_to_a_lesson():
    app, place, joined, question = asked_and_answered(2)
    assert question.prompt in texts(joined)
    app.switch_page("pages/networks/zoo.py").run()
    assert question.prompt not in texts(joined.run())
    joined.switch_page("pages/classroom/classroom.py").run()
    assert joined.expander[0].label == "The question before"
    assert question.prompt in texts(joined)
    assert place.look().vote is not None  # on the wall it stays


def test_another_question_goes_on_from_the_one_before_and_marks_what_was_asked():
    app, *_ = asked_and_answered(2)
    app.button(key="classroom_away").click().run()
    (lesson,) = [each for each in app.selectbox if each.key.startswith("classroom_lesson")]
    number = app.segmented_control(key="classroom_number_convolution")
    assert (lesson.value, number.value) == ("convolution", 3)
    assert number.options == ["1", "2 ✓", "3", "4", "5"]


def test_a_full_bar_is_everybody_who_voted():
    app, place = teacher()
    phones = [learner(place.code) for _ in range(4)]
    place.school_class.ask(place.key, Asked("convolution", 2, 7, 4))
    for number, phone in enumerate(phones):
        place.school_class.vote(desk_of(phone)[SEAT].key, 1, 1, min(number, 2))
    place.school_class.close_vote(place.key)
    (bars,) = [element.proto.body for element in app.run().get("html") if element.proto.body.startswith("<ol")]
    assert re.findall(r"width:([\d.]+)%", bars)[:3] == ["25.0", "25.0", "50.0"]
    assert re.findall(r"<small>(\d+)%", bars)[:3] == ["25", "25", "50"]


def test_every_question_that_is_offered_can_be_made_from_any_seed():
    for slug, number in ideas_that_come_back():
        for seed in (1, 999_999):
            made = question_from_seed(slug, number, seed)
            assert made.question == question_from_seed(slug, number, seed).question
            assert len(made.question.choices) >= 2
    with pytest.raises(ValueError, match="can come back"):
        question_from_seed("unit", 3, 1)


def test_where_only_this_machine_is_listened_to_no_address_is_promised(monkeypatch):
    import streamlit as st

    session = new_session()
    asked = {"server.address": "127.0.0.1"}
    option = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: asked.get(name, option(name)))
    assert session(class_address, "BCDFHJ") is None
    asked["server.address"] = "localhost"
    assert session(class_address, "BCDFHJ") is None


def led():
    """A teacher whom all follow, on a page, and a learner on the same."""
    app, place = teacher()
    app.switch_page("pages/layers/pooling.py").run()
    joined = learner(place.code, "pooling")
    app.toggle(key="frame_follow").set_value(True).run()
    return app, place, joined.run()


def test_who_follows_has_the_controls_and_the_bundled_picture_of_the_teacher():
    app, place, joined = led()
    set_picture_of(app, caches.bundled_picture("coffee"))
    app.slider(key="pooling_size").set_value(4).run()
    app.segmented_control(key="pooling_mode").set_value("average").run()
    joined.run()
    assert not joined.exception
    assert joined.slider(key="pooling_size").value == 4
    assert joined.segmented_control(key="pooling_mode").value == "average"
    assert desk_of(joined)["state_picture"].name == caches.bundled_picture("coffee").name
    app.slider(key="pooling_size").set_value(2).run()  # as it is at first, which stands in no address
    assert joined.run().slider(key="pooling_size").value == 2
    assert not told(joined)
    assert place.look().is_led


def test_whoever_looks_around_is_told_of_no_address_and_still_looks_around_after_a_reload():
    app, _, joined = led()
    section(joined, "pooling", "What you saw")
    joined.slider(key="pooling_size").set_value(3).run()  # the learner's own
    app.slider(key="pooling_size").set_value(4).run()
    joined.run().button(key="class_look").click().run()
    for _ in range(2):
        joined.run()
        assert words("home", "link") not in texts(joined)
        assert "class_back" in [button.key for button in joined.button]
        joined.session_state["class_followed"] = None  # as in a session that is new
    joined.button(key="class_back").click().run()
    assert "class_look" in [button.key for button in joined.run().button]


def test_who_follows_is_brought_to_the_classs_page_to_give_pictures_and_goes_on_with_the_others():
    app, _, joined = led()
    app.switch_page("pages/classroom/classroom.py").run()
    assert joined.run().title[0].value == words("pooling", "question")  # there is nothing to do
    learn_together(app)
    assert joined.run().title[0].value == words("classroom", "question")
    joined.switch_page("pages/classroom/classroom.py").run()  # the tester's next run begins where it was sent last
    joined.button(key="classroom_agree").click().run()
    assert "class_back" not in [button.key for button in joined.button]  # that isn't to look around
    app.switch_page("pages/layers/convolution.py").run()
    assert joined.run().title[0].value == words("convolution", "question")


def test_a_learners_class_page_waits_for_the_teacher_and_leads_nowhere_else():
    _, place = teacher()
    joined = learner(place.code, "classroom")
    (seen,) = place.look().learners
    assert "Waiting for your teacher" in everything(joined)
    assert f"**{seen.name}**" in texts(joined)
    assert not [link for link in joined.get("page_link") if link.proto.label.startswith(("Back", "Next"))]


def test_who_follows_is_told_so_before_there_is_a_lesson_to_follow_to():
    app, place = teacher()
    joined = learner(place.code, "classroom")
    app.toggle(key="frame_follow").set_value(True).run()
    assert words("classroom", "leads") in everything(app)
    assert words("classroom", "led") in everything(joined.run())
    app.switch_page("pages/layers/convolution.py").run()
    assert joined.run().title[0].value == words("convolution", "question")
    app.toggle(key="frame_follow").set_value(False).run()
    app.switch_page("pages/classroom/classroom.py").run()
    assert words("classroom", "leads") not in everything(app)


def test_a_name_that_is_refused_is_told_beside_its_field():
    _, place = teacher()
    joined = learner(place.code, "classroom")
    joined.text_input(key="classroom_name").set_value("😀").run()
    assert "a letter or a digit" in joined.error[0].value
    assert not joined.run().error


def test_a_code_that_is_typed_wrongly_is_told_beside_its_field():
    app = open_app("classroom")
    app.text_input(key="classroom_code").set_value("ABCDEF").run()
    assert "No class has this code" in app.error[0].value
    assert not told(app)
    app.text_input(key="classroom_code").set_value("ABC").run()
    assert "six letters" in app.error[0].value


def test_who_follows_is_led_to_the_test_of_learning_too():
    app, _, joined = led()
    app.switch_page("pages/classroom/learning_test.py").run()
    assert joined.run().title[0].value == words("learning_test", "question")


def test_a_picture_of_the_teachers_own_is_not_given_away():
    app, _, joined = led()
    own = picture_of(np.zeros((30, 40, 3), np.uint8), "mine.png", "my picture")
    set_picture_of(app, own)
    app.run()
    joined.run()
    assert desk_of(joined).get("state_picture") is None
    assert desk_of(joined)[SEAT].look().lead.picture == ""


def test_a_value_that_a_learners_page_does_not_have_harms_nothing():
    _, place, joined = led()
    place.school_class.show(
        place.key, Lead("pooling", (("pooling_mode", "nonsense"), ("pooling_size", 10**9), ("pooling_x", "?")))
    )
    joined.run()
    assert not joined.exception
    assert joined.segmented_control(key="pooling_mode").value in ("max", "average")


def set_picture_of(app, picture):
    desk_of(app)["state_picture"] = picture


def test_the_grid_tells_what_learners_did_and_got_wrong_and_hides_names_when_asked():
    app, place = teacher()
    joined = learner(place.code, "pixels")
    section(joined, "pixels", "Check yourself")
    joined.segmented_control(key="pixels_question").set_value(5).run()
    joined.radio[0].set_value("Black").run()
    joined.run()  # which tells the class, as a part of the page does every second
    app.segmented_control(key="classroom_view").set_value("Where is the class").run()
    (row,) = place.school_class.grid(place.key)
    assert row.progress == desk_of(joined)[PROGRESS]
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert f'<th scope="row">{row.name}</th>' in shown
    assert "0 of 1" in shown
    assert html.escape(row.slips[0].note) in shown
    app.segmented_control(key="classroom_view").set_value("Ask now").run()
    app.toggle(key="classroom_hidden").set_value(True).run()
    assert row.name not in everything(app)
    app.button(key=f"classroom_who_{row.number}").click().run()  # by a number
    assert row.name not in everything(app)
    assert "classroom_take_out" in [button.key for button in app.button]
    app.button(key="classroom_keep").click().run()
    app.segmented_control(key="classroom_view").set_value("Where is the class").run()
    for _ in range(3):
        assert row.name not in everything(app.run()), "a switch that is not shown any more is still as it was"
    app.segmented_control(key="classroom_view").set_value("Ask now").run()
    assert app.toggle(key="classroom_hidden").value


def learn_together(app, typed="cup, glass"):
    app.segmented_control(key="classroom_view").set_value("Learn together").run()
    app.text_input(key="classroom_named").set_value(typed).run()
    assert not app.exception
    return app


def test_a_phone_asks_before_the_first_picture_and_another_page_leads_there():
    app, place = teacher()
    phone, elsewhere = learner(place.code, "classroom"), learner(place.code, "pixels")
    assert "classroom_agree" not in [button.key for button in phone.button]
    learn_together(app)
    assert "Your class collects pictures" in everything(elsewhere.run())
    phone.run()
    assert words("classroom", "consent").split(".")[0] in texts(phone)
    phone.button(key="classroom_agree").click().run()
    assert not phone.exception
    assert desk_of(phone)[SEAT].look().together.agreed
    assert not desk_of(elsewhere)[SEAT].look().together.agreed


@pytest.mark.parametrize("typed", ["cup", "<script>", "a, a"])
def test_things_that_are_too_few_get_a_sentence(typed):
    app, place = teacher()
    learn_together(app, typed)
    assert "two" in app.error[0].value or "2 to 6" in app.error[0].value
    assert pictures_of_all(place.school_class, place.key) is None


def test_no_phone_is_sent_anothers_picture_and_names_are_hidden_when_asked():
    app, place = teacher()
    phones = [learner(place.code, "classroom") for _ in range(2)]
    learn_together(app)
    files = []
    for phone in phones:
        phone.run()
        phone.button(key="classroom_agree").click().run()
        seat = desk_of(phone)[SEAT]
        give(seat.school_class, seat.key, 0, [base64.b64encode(png_of((len(files) * 200, 9, 9))).decode()])
        (picture,) = seat.look().together.pictures
        files.append(base64.b64encode(picture.thumbnail).decode())
    assert files[0] != files[1]
    for phone, mine, other in zip(phones, files, files[::-1], strict=True):
        assert mine in everything(phone.run())
        assert other not in everything(phone)
    app.run()
    assert all(file in everything(app) for file in files)
    names = [each.name for each in place.look().learners]
    assert all(name in everything(app) for name in names)
    app.toggle(key="classroom_hidden").set_value(True).run()
    assert not any(name in everything(app) for name in names)


def test_a_network_of_ones_own_takes_part_if_it_tells_the_same_things_apart():
    app, place = teacher()
    phone = learner(place.code, "classroom")
    learn_together(app, "glass, cup")
    phone.run()
    phone.button(key="classroom_agree").click().run()
    assert "classroom_hand_in" not in [button.key for button in phone.button]
    draw = np.random.default_rng(0)
    pictures = {name: list(draw.integers(0, 256, (6, 32, 32, 3)).astype(np.uint8)) for name in ("cup", "glass")}
    run = fit(TrainingSettings(epochs=1), from_pictures(pictures))
    desk_of(phone)["state_restored_train"] = (run,)
    phone.run()
    phone.button(key="classroom_hand_in").click().run()
    assert not phone.exception
    assert list(entries_of_all(place.school_class, place.key).heads) == [1]
    phone.button(key="classroom_take_back").click().run()
    assert entries_of_all(place.school_class, place.key).heads == {}
    run.call_classes(("cup", "bowl"))
    phone.button(key="classroom_hand_in").click().run()
    assert "glass, cup" in phone.toast[0].value
    assert entries_of_all(place.school_class, place.key).heads == {}


def test_one_half_sees_heat_maps_and_the_wall_tells_the_difference():
    app, place = teacher()
    learn_together(app)
    phones = [learner(place.code, "classroom") for _ in range(2)]
    draw = np.random.default_rng(0)
    files = [[jpeg(draw.integers(0, 256, (20, 20, 3)).astype(np.uint8)) for _ in range(2)] for _ in range(3)]
    for phone in phones:
        seat = desk_of(phone)[SEAT]
        agree(seat.school_class, seat.key)
    for number in range(3):
        give(seat.school_class, seat.key, 0, [base64.b64encode(png_of((number, 0, 0))).decode()])
    items = [PredictionItem(number + 1, number % 2, True, *files[number]) for number in range(3)]
    begin_test(place.school_class, place.key, items, seed=5)
    groups = human_test_of(place.school_class, place.key).groups
    assert sorted(groups.values()) == [False, True]
    for number, phone in enumerate(phones, start=1):
        shown, sees = everything(phone.run()), groups[number]
        assert any(base64.b64encode(file[sees]).decode() in shown for file in files)
        assert not any(base64.b64encode(file[not sees]).decode() in shown for file in files)
        for answered in range(3):
            phone.button(key=f"classroom_predict_1_{answered}_1").click().run()
            assert not phone.exception
        if number == 1:  # the other has not begun: to end the test now asks first
            app.segmented_control(key="classroom_view").set_value("The human test").run()
            app.button(key="classroom_test_end").click().run()
            assert "Still at work: 1 learner." in texts(app)
            app.button(key="classroom_test_end_stay").click().run()
    app.run()  # it looks again every second
    assert "<b>2</b> of 2 have finished" in everything(app)
    app.button(key="classroom_test_end").click().run()
    assert not app.exception
    assert "as many" in everything(app)
    assert "1 of 3" in texts(phones[0].run())
    app.button(key="classroom_test_away").click().run()
    assert human_test_of(place.school_class, place.key) is None


def test_the_end_of_a_class_lets_go_of_what_learned_from_its_pictures():
    app, _ = teacher()
    desk = desk_of(app)
    jobs = {f"{JOB}_{key}": Mute() for key in (TOGETHER, TOURNAMENT, HUMAN_TEST)}
    desk.update(jobs)
    app.segmented_control(key="classroom_view").set_value("Ask now").run()
    app.button(key="classroom_end").click().run()
    app.button(key="classroom_end_sure").click().run()
    assert all(job.is_stopped for job in jobs.values())
    assert not jobs.keys() & desk.keys()


class Mute:
    """A job that waits."""

    is_stopped = False

    def poll(self):
        return Snapshot("waiting", 1)

    def stop(self):
        self.is_stopped = True

    want = poll


def test_a_learner_hands_in_under_the_name_that_is_shown_and_the_teacher_prints_it():
    app, place = teacher()
    joined = learner(place.code, "results")
    assert "results_hand_in_now" not in [button.key for button in joined.button]  # there is nothing yet
    desk_of(joined)[PROGRESS] = Progress().opened("pooling", 100).tried("pooling", 1, True, 200, 2)
    joined.run()
    (seen,) = place.look().learners
    assert f"You are **{seen.name}** in the class {place.code}" in texts(joined)
    joined.button(key="results_hand_in_now").click().run()
    assert not joined.exception
    assert f"Your results are in the class {place.code}, under the name **{seen.name}**" in texts(joined)
    app.segmented_control(key="classroom_view").set_value("Sheet").run()
    assert not app.exception
    assert "results of 1 handed in" in texts(app)
    assert f"| {seen.name} |" in texts(app)


def test_nobody_outside_a_class_is_asked_to_hand_in():
    app = open_app("results")
    desk_of(app)[PROGRESS] = Progress().opened("pooling", 100)
    app.run()
    assert "results_hand_in_now" not in [button.key for button in app.button]


@pytest.mark.parametrize(
    ("slug", "experiment"),
    [
        ("pooling", {"pooling_mode": "average", "pooling_size": 4}),
        ("convolution", {"convolution_padding": "same"}),
        ("pooling", {"pooling_view": "Moved picture", "pooling_shift": 5}),
    ],
)
def test_the_experiment_against_the_most_made_mistake_is_put_on_the_wall_by_one_button(slug, experiment):
    app, place = teacher()
    joined = learner(place.code)
    slip = Slip(slug, 1, "That is the other one.", experiment)
    place.school_class.tell_slip(desk_of(joined)[SEAT].key, slip)
    joined.switch_page("pages/layers/pooling.py").run()
    app.segmented_control(key="classroom_view").set_value("Where is the class").run()
    assert "That is the other one." in everything(app)
    app.button(key="classroom_experiment").click().run()
    assert not app.exception
    assert app.title[0].value == words(slug, "question")
    assert {key: app.session_state[key] for key in experiment} == experiment


def test_a_wrong_answer_in_a_lesson_tells_the_class_its_experiment():
    _, place = teacher()
    joined = learner(place.code, "convolution")
    asked = section(joined, "convolution", "Check yourself")
    asked.segmented_control(key="convolution_question").set_value(2).run()
    asked = section(joined, "convolution", "Check yourself")
    largest = max(asked.radio[0].options, key=lambda text: int(text.split(" × ")[0]))  # the input's size
    asked.radio[0].set_value(largest).run()
    ((slip,),) = [row.slips for row in place.school_class.grid(place.key)]
    assert (slip.slug, slip.number) == ("convolution", 2)
    assert slip.experiment == {"convolution_padding": "same"}


def test_after_a_vote_the_experiment_against_what_most_chose_wrongly_is_at_hand():
    app, place = teacher()
    made = question_from_seed("convolution", 2, 7)
    joined = learner(place.code)
    place.school_class.ask(place.key, Asked("convolution", 2, 7, len(made.question.choices)))
    joined.run()
    texts_of = [choice.text for choice in made.question.choices]
    wrong = next(choice for choice in made.question.wrong if choice.experiment)
    joined.button(key=f"class_option_1_1_{texts_of.index(wrong.text)}").click().run()
    app.run()
    assert "classroom_vote_experiment" not in [button.key for button in app.button]
    place.school_class.close_vote(place.key)
    place.school_class.show_answer(place.key)
    app.run()
    assert f"What speaks against “{wrong.text}”" in texts(app)
    app.button(key="classroom_vote_experiment").click().run()
    assert app.title[0].value == words("convolution", "question")
    assert app.session_state["convolution_padding"] == wrong.experiment["convolution_padding"]
