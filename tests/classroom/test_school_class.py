"""A class: who may do what, what a flood does to the others, and what is left when it is over."""

import gc
import random
import threading
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet
from lessons.classroom.class_code import LENGTH, LETTERS, new_code, read_code
from lessons.classroom.class_errors import ElsewhereError
from lessons.classroom.lead import Lead
from lessons.classroom.learner_names import ANIMALS, LONGEST, cleaned_name, free_animal, sense
from lessons.classroom.open_classes import OpenClasses
from lessons.classroom.picture_giving import collect, put_pictures_away, share_network
from lessons.classroom.predicting import begin_test, end_test, put_test_away
from lessons.classroom.school_class import (
    GIVES_WAY,
    HERE,
    KEPT_FOR,
    MOST_LEARNERS,
    MOST_SHEETS,
    ClassError,
    NotTheTeacherError,
    SchoolClass,
    new_secret,
)
from lessons.classroom.share import AT_ONCE
from lessons.classroom.vote import Asked

SECRET = "a" * 32
ASKED = Asked("pooling", 2, seed=7, options=4)


class Clock:
    """Seconds as a test sets them."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def school_class(clock):
    return SchoolClass("BCDFHJ", SECRET, clock)


def filled(school_class, count):
    keys = [f"learner {number}" for number in range(count)]
    for key in keys:
        school_class.join(key)
    return keys


def names(school_class):
    return [learner.name for learner in school_class.snapshot(SECRET).learners]


def vote_of(school_class):
    return school_class.snapshot(SECRET).vote


# Codes and names.


def test_a_code_is_read_as_it_is_said_and_typed_and_nothing_else_is_one():
    for _ in range(200):
        code = new_code()
        assert len(code) == LENGTH
        typed = [code, code.lower(), f" {code[:3]} {code[3:]}\n", f"{code[:3]}-{code[3:]}", " ".join(code)]
        assert {read_code(text) for text in typed} == {code}
    assert not {*LETTERS} & {*"AEIOUQLGV0123456789"}
    wrong = ["", "BCDFH", "BCDFHJK", "BCDFHA", "BCDFH1", "<b>BCD", "BCDFH\0", "B" * 10_000, "ВСDFHJ"]
    assert [read_code(text) for text in wrong] == [None] * len(wrong)


@given(st.text(max_size=400))
def test_a_name_is_short_in_one_line_and_holds_nothing_that_a_page_acts_on(text):
    name = cleaned_name(text)
    assert len(name) <= LONGEST
    assert name == " ".join(name.split())
    assert not {*name} & {*'<>&"`*_[](){}#|~$:\\/!=@^%;,+'}
    assert name.isprintable()
    assert cleaned_name(name) == name


def test_a_name_keeps_the_letters_of_all_languages_and_no_towers_of_marks():
    for name in ["Zoë", "Łukasz", "अनिल", "李小龙", "O’Neil", "Anna-Lena", "Mia 2"]:
        assert cleaned_name(name) == name
    assert cleaned_name("Zoe\u0308") == "Zoë"
    assert len(cleaned_name("a" + "\u0301\u0302\u0303\u0304" * 50)) <= 4
    assert cleaned_name("a\u202eb\u200b\x00c") == "abc"


def test_everybody_has_an_animal_of_their_own():
    taken = []
    for _ in range(2 * len(ANIMALS)):
        taken.append(free_animal(taken))
    assert len({sense(name) for name in taken}) == len(taken)
    assert {*ANIMALS} < {*taken}


# Coming and going.


def test_who_comes_back_is_in_their_place_with_their_name_and_vote(school_class, clock):
    name = school_class.join("mine")
    school_class.rename("mine", "Mia")
    school_class.ask(SECRET, ASKED)
    school_class.vote("mine", 1, 1, 3)
    clock.now += 60
    assert not school_class.snapshot(SECRET).learners[0].is_here
    assert school_class.join("mine") == "Mia" != name
    assert school_class.view("mine").choice == 3
    assert school_class.snapshot(SECRET).here == 1


def test_whoever_is_not_heard_of_is_away(school_class, clock):
    filled(school_class, 3)
    clock.now += HERE + 1
    school_class.view("learner 1")
    assert [learner.is_here for learner in school_class.snapshot(SECRET).learners] == [False, True, False]


def test_a_class_has_sixty_places_and_whoever_is_away_for_long_gives_way(school_class, clock):
    filled(school_class, MOST_LEARNERS)
    with pytest.raises(ClassError, match="full"):
        school_class.join("one more")
    clock.now += GIVES_WAY + 1
    for number in range(1, MOST_LEARNERS):
        school_class.view(f"learner {number}")
    school_class.join("one more")
    assert len(school_class.snapshot(SECRET).learners) == MOST_LEARNERS
    with pytest.raises(ClassError):
        school_class.view("learner 0")
    with pytest.raises(ClassError, match="full"):
        school_class.join("another one")


def test_a_locked_door_keeps_strangers_out_and_lets_back_in_who_was_in(school_class):
    school_class.join("mine")
    school_class.lock(SECRET, True)
    with pytest.raises(ClassError, match="locked"):
        school_class.join("late")
    school_class.join("mine")
    school_class.lock(SECRET, False)
    school_class.join("late")


def test_whoever_was_removed_is_gone_with_their_vote_and_stays_out(school_class):
    filled(school_class, 2)
    school_class.ask(SECRET, ASKED)
    school_class.vote("learner 0", 1, 1, 0)
    school_class.vote("learner 1", 1, 1, 1)
    school_class.remove(SECRET, school_class.snapshot(SECRET).learners[0].number)
    school_class.close_vote(SECRET)
    assert vote_of(school_class).counts == ((0, 1, 0, 0),)
    for what in (school_class.join, school_class.view, lambda key: school_class.vote(key, 1, 1, 2)):
        with pytest.raises(ClassError, match="taken you out"):
            what("learner 0")


def test_names_are_unique_whatever_their_capitals(school_class):
    filled(school_class, 2)
    school_class.rename("learner 0", "Mia")
    for same in ("Mia", "mia", " MIA ", "Ｍｉａ", "<b>Mia</b>"[3:6]):
        with pytest.raises(ClassError, match="called that"):
            school_class.rename("learner 1", same)
    assert school_class.rename("learner 0", "MIA") == "MIA"  # one's own name
    for empty in ("", "   ", "<>", "---", "\u202e"):
        with pytest.raises(ClassError):
            school_class.rename("learner 1", empty)
    assert names(school_class)[0] == "MIA"


# Votes.


@pytest.mark.parametrize("name", ["Teacher", "the TEACHER 2", "T e a c h e r", "Ｔｅａｃｈｅｒ"])
def test_no_learner_passes_for_the_teacher(school_class, name):
    (key,) = filled(school_class, 1)
    (before,) = names(school_class)
    with pytest.raises(ClassError, match="the teacher is called"):
        school_class.rename(key, name)
    assert names(school_class) == [before]


def test_a_name_that_the_teacher_takes_away_becomes_an_animal_that_nobody_else_is_called(school_class):
    keys = filled(school_class, 3)
    school_class.rename(keys[0], "Something rude")
    others = names(school_class)[1:]
    school_class.call_by_an_animal(SECRET, 1)
    assert names(school_class)[0] in set(ANIMALS) - set(others)
    assert names(school_class)[1:] == others
    assert school_class.view(keys[0]).name == names(school_class)[0]


@pytest.mark.parametrize("is_answered", [False, True])
def test_a_vote_that_is_over_makes_room_when_the_teacher_goes_on_and_is_back_when_it_is_taken_up(school_class, is_answered):
    (key,) = filled(school_class, 1)
    school_class.ask(SECRET, ASKED)
    school_class.fold_vote(SECRET)
    assert not school_class.view(key).vote.is_folded  # it is open
    school_class.close_vote(SECRET)
    school_class.fold_vote(SECRET)
    assert school_class.view(key).vote.is_folded
    (school_class.show_answer if is_answered else school_class.ask_again)(SECRET)
    assert not school_class.view(key).vote.is_folded


def test_the_class_remembers_what_it_was_asked_until_it_ends(school_class):
    school_class.ask(SECRET, Asked("pooling", 2, 7, 3))
    school_class.put_away(SECRET)
    school_class.ask(SECRET, Asked("pixels", 1, 7, 3))
    assert school_class.snapshot(SECRET).asked == (("pooling", 2), ("pixels", 1))


def test_a_vote_is_counted_once_may_change_until_closed_and_is_not_told_before(school_class):
    keys = filled(school_class, 5)
    school_class.ask(SECRET, ASKED)
    for option, key in enumerate(keys[:4]):
        school_class.vote(key, 1, 1, option)
    school_class.vote(keys[0], 1, 1, 3)
    assert (vote_of(school_class).answered, vote_of(school_class).counts) == (4, ())
    school_class.close_vote(SECRET)
    with pytest.raises(ClassError, match="closed"):
        school_class.vote(keys[4], 1, 1, 0)
    assert vote_of(school_class).counts == ((0, 1, 1, 2),)


def test_before_and_after_stand_beside_each_other(school_class):
    keys = filled(school_class, 3)
    school_class.ask(SECRET, ASKED)
    for key in keys:
        school_class.vote(key, 1, 1, 0)
    school_class.ask_again(SECRET)  # not before the first round is closed
    assert vote_of(school_class).round == 1
    school_class.close_vote(SECRET)
    school_class.ask_again(SECRET)
    assert (vote_of(school_class).round, vote_of(school_class).answered) == (2, 0)
    assert school_class.view(keys[0]).choice is None
    with pytest.raises(ClassError, match="over"):
        school_class.vote(keys[0], 1, 1, 1)  # it was meant for the first round
    school_class.vote(keys[0], 1, 2, 2)
    assert vote_of(school_class).counts == ((3, 0, 0, 0),)
    school_class.close_vote(SECRET)
    assert vote_of(school_class).counts == ((3, 0, 0, 0), (0, 0, 1, 0))
    assert not vote_of(school_class).may_ask_again
    school_class.ask_again(SECRET)
    assert not vote_of(school_class).is_open


def test_once_the_answer_was_told_nobody_votes_any_more(school_class):
    school_class.join("mine")
    school_class.ask(SECRET, ASKED)
    school_class.show_answer(SECRET)
    with pytest.raises(ClassError, match="closed"):
        school_class.vote("mine", 1, 1, 0)
    school_class.ask_again(SECRET)
    assert not vote_of(school_class).is_open


def test_another_question_begins_anew_and_a_late_vote_for_the_one_before_changes_nothing(school_class):
    school_class.join("mine")
    school_class.ask(SECRET, ASKED)
    school_class.ask(SECRET, ASKED)
    with pytest.raises(ClassError, match="over"):
        school_class.vote("mine", 1, 1, 0)
    assert vote_of(school_class).answered == 0
    school_class.put_away(SECRET)
    assert school_class.view("mine").vote is None


@pytest.mark.parametrize("option", [-1, 4, 10**9])
def test_an_option_that_is_not_on_offer_is_none(school_class, option):
    school_class.join("mine")
    school_class.ask(SECRET, ASKED)
    with pytest.raises(ClassError):
        school_class.vote("mine", 1, 1, option)
    assert vote_of(school_class).answered == 0


@given(votes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=60))
def test_the_bars_are_everybodys_last_vote(votes):
    clock = Clock()
    school_class = SchoolClass("BCDFHJ", SECRET, clock)
    filled(school_class, 10)
    school_class.ask(SECRET, ASKED)
    last = {}
    for learner, option in votes:
        clock.now += 1
        school_class.vote(f"learner {learner}", 1, 1, option)
        last[learner] = option
    school_class.close_vote(SECRET)
    assert vote_of(school_class).counts == (tuple(list(last.values()).count(option) for option in range(4)),)


# Follow me.


def test_what_the_teacher_shows_is_told_only_while_all_follow(school_class):
    school_class.join("mine")
    first, second = Lead("pooling", (("pooling_size", 3),)), Lead("convolution", (), "coffee")
    school_class.show(SECRET, first)
    assert school_class.view("mine").lead is None
    school_class.lead(SECRET, True)
    assert school_class.view("mine").lead is None  # nothing was shown since
    assert school_class.view("mine").is_led
    turns = []
    for shown in (first, first, second, first):
        school_class.show(SECRET, shown)
        assert school_class.view("mine").lead == shown
        turns.append(school_class.view("mine").leads)
    assert turns[0] == turns[1] < turns[2] < turns[3], "the same again is nothing new"
    school_class.lead(SECRET, False)
    assert school_class.view("mine").lead is None
    school_class.show(SECRET, second)
    assert school_class.view("mine").lead is None
    assert not school_class.snapshot(SECRET).is_led
    assert not school_class.view("mine").is_led


def test_only_the_teacher_leads(school_class):
    school_class.join("mine")
    for call in (lambda: school_class.lead("mine", True), lambda: school_class.show("mine", Lead("pooling"))):
        with pytest.raises(NotTheTeacherError):
            call()


# Hostile learners.


def test_ten_thousand_votes_are_one_and_the_others_are_not_kept_from_theirs(school_class, clock):
    keys = filled(school_class, 4)
    school_class.ask(SECRET, ASKED)
    refused = 0
    for number in range(10_000):
        try:
            school_class.vote(keys[0], 1, 1, number % 4)
        except ClassError:
            refused += 1
    assert refused == 10_000 - AT_ONCE
    for key in keys[1:]:
        school_class.vote(key, 1, 1, 2)
    assert vote_of(school_class).answered == 4
    clock.now += 5
    school_class.vote(keys[0], 1, 1, 3)  # a share fills up again
    school_class.close_vote(SECRET)
    assert vote_of(school_class).counts == ((0, 0, 3, 1),)


def test_a_flood_of_names_and_returns_takes_one_place(school_class):
    keys = filled(school_class, 2)
    for number in range(10_000):
        school_class.join(keys[0])
        try:
            school_class.rename(keys[0], f"Name {number}")
        except ClassError:
            assert number >= AT_ONCE
    assert len(school_class.snapshot(SECRET).learners) == 2
    school_class.rename(keys[1], "Mia")


def test_a_learner_can_not_become_the_teacher(school_class):
    key = "mine"
    school_class.join(key)
    arguments = {"lock": (True,), "remove": (1,), "call_by_an_animal": (1,), "ask": (ASKED,)}
    for secret in (key, "", SECRET[:-1], SECRET + "a", SECRET.upper(), new_secret(), "é", school_class.code):
        votes = ("ask", "close_vote", "ask_again", "show_answer", "fold_vote", "put_away")
        for what in ("snapshot", "lock", "remove", "call_by_an_animal", *votes, "end"):
            with pytest.raises(NotTheTeacherError):
                getattr(school_class, what)(secret, *arguments.get(what, ()))
    with pytest.raises(ClassError):
        school_class.view(SECRET)  # nor is the teacher a learner
    assert not school_class.is_over
    assert len(school_class.snapshot(SECRET).learners) == 1


def test_what_a_learner_sees_tells_nothing_of_the_others(school_class):
    filled(school_class, 3)
    school_class.rename("learner 1", "Somebody else")
    school_class.ask(SECRET, ASKED)
    school_class.vote("learner 1", 1, 1, 2)
    told = repr(school_class.view("learner 0"))
    assert "Somebody else" not in told
    assert "learner 1" not in told
    assert SECRET not in told
    told = repr(school_class.snapshot(SECRET))
    assert "learner 1" not in told, "the teacher's page has no use for keys"


def test_secrets_have_128_bits_and_are_never_the_same():
    made = {new_secret() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(bytes.fromhex(secret)) == 16 for secret in made)


# The end of it.


def test_everything_of_a_class_is_forgotten_when_it_ends(school_class):
    filled(school_class, 3)
    school_class.ask(SECRET, ASKED)
    held = weakref.ref(school_class._held)
    school_class.end(SECRET)
    gc.collect()
    assert held() is None
    assert school_class.is_over
    for what in (
        lambda: school_class.join("learner 0"),
        lambda: school_class.view("learner 0"),
        lambda: school_class.snapshot(SECRET),
    ):
        with pytest.raises(ClassError, match="over"):
            what()


def test_a_class_closes_after_four_hours_and_gives_its_place_to_another():
    clock = Clock()
    classes = OpenClasses(clock, most=2)
    first, secret = classes.open()
    first.join("mine")
    clock.now = KEPT_FOR - 1
    first.snapshot(secret)
    classes.open()
    with pytest.raises(ClassError, match="takes no more"):
        classes.open()
    assert classes.find(first.code.lower()) is first
    clock.now = KEPT_FOR
    assert first.is_over
    with pytest.raises(ClassError):
        classes.find(first.code)
    with pytest.raises(ClassError):
        first.snapshot(secret)
    classes.open()
    assert len(classes) == 2


def test_a_class_that_everybody_has_left_gives_way_to_a_new_one_and_no_other():
    clock = Clock()
    classes = OpenClasses(clock, most=3)
    (taught, secret), (attended, _), (deserted, _) = classes.open(), classes.open(), classes.open()
    attended.join("mine")
    for _ in range(int(GIVES_WAY) + 1):
        clock.now += 1
        taught.snapshot(secret)
        attended.view("mine")
    classes.open()
    assert classes.find(taught.code) is taught
    assert classes.find(attended.code) is attended
    assert deserted.is_over
    with pytest.raises(ClassError):
        classes.find(deserted.code)
    with pytest.raises(ClassError, match="takes no more"):
        classes.open()


def test_two_classes_share_nothing():
    classes = OpenClasses(Clock())
    (one, its), (other, others) = classes.open(), classes.open()
    assert one.code != other.code
    with pytest.raises(NotTheTeacherError):
        one.lock(others, True)
    one.join("mine")
    assert other.snapshot(others).learners == ()
    one.end(its)
    assert not other.is_over


@pytest.mark.parametrize("text", ["", "nonsense!", "BCDFHJ"])
def test_a_code_of_no_class_gets_a_sentence(text):
    with pytest.raises(ClassError, match="Look at the wall"):
        OpenClasses(Clock()).find(text)


def test_forty_threads_lose_no_vote(school_class):
    school_class.ask(SECRET, ASKED)
    chosen = {f"learner {number}": random.Random(number).randrange(4) for number in range(40)}

    def take_part(key):
        school_class.join(key)
        for option in (0, 1, chosen[key]):
            school_class.view(key)
            school_class.vote(key, 1, 1, option)

    threads = [threading.Thread(target=take_part, args=(key,)) for key in chosen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    school_class.close_vote(SECRET)
    assert vote_of(school_class).counts == (tuple(list(chosen.values()).count(option) for option in range(4)),)
    assert len({*names(school_class)}) == 40


def answers(code, round_="before"):
    return AnswerSheet(code, round_, "A", ("right",) * 24)


def test_answers_are_handed_in_once_a_round_and_tell_nobody(school_class, clock):
    first, second = filled(school_class, 2)
    school_class.hand_in_sheet(second, answers("ZEBRA1"))
    school_class.hand_in_sheet(first, answers("APPLE2"))
    school_class.hand_in_sheet(first, answers("APPLE2", "after"))
    with pytest.raises(ClassError, match="in already"):
        school_class.hand_in_sheet(first, answers("OTHER3"))
    with pytest.raises(ClassError, match="in already"):
        school_class.hand_in_sheet(second, answers("APPLE2", "after"))
    assert [sheet.code for sheet in school_class.sheets(SECRET)] == ["APPLE2", "APPLE2", "ZEBRA1"]  # not as they came
    school_class.leave(first)
    assert len(school_class.sheets(SECRET)) == 3
    with pytest.raises(NotTheTeacherError):
        school_class.sheets(second)
    school_class.end(SECRET)
    assert not school_class._held.sheets


def test_a_learner_who_comes_again_and_again_does_not_fill_the_class_with_answers(school_class, clock):
    taken = 0
    for number in range(2 * MOST_SHEETS):
        key = f"key {number}"
        school_class.join(key)
        try:
            school_class.hand_in_sheet(key, answers(f"CODE{number}", ROUNDS[number % 3]))
            taken += 1
        except ClassError:
            pass
        school_class.leave(key)
    assert taken == MOST_SHEETS == len(school_class.sheets(SECRET))


# Learners are told, and led to the server that has their class.


def test_learners_are_told_of_each_change_that_they_may_see_and_of_nothing_else(clock):
    told = []
    school_class = SchoolClass("BCDFHJ", SECRET, clock, told.append)
    (key,) = filled(school_class, 1)

    def times(change):
        before, seen = len(told), school_class.view(key)
        change()
        assert (school_class.view(key) == seen) == (len(told) == before), change
        return len(told) - before

    assert times(lambda: school_class.snapshot(SECRET)) == 0
    assert times(lambda: school_class.grid(SECRET)) == 0
    assert times(lambda: school_class.lead(SECRET, True)) == 1
    assert times(lambda: school_class.show(SECRET, Lead("pooling"))) == 1
    assert times(lambda: school_class.show(SECRET, Lead("pooling"))) == 0
    assert times(lambda: school_class.lead(SECRET, False)) == 1
    assert times(lambda: school_class.show(SECRET, Lead("pooling"))) == 0
    assert times(lambda: school_class.ask(SECRET, ASKED)) == 1
    assert times(lambda: school_class.fold_vote(SECRET)) == 0  # it is open
    assert times(lambda: school_class.close_vote(SECRET)) == 1
    assert times(lambda: school_class.fold_vote(SECRET)) == 1
    assert times(lambda: school_class.ask_again(SECRET)) == 1
    assert times(lambda: school_class.show_answer(SECRET)) == 1
    assert times(lambda: school_class.fold_vote(SECRET)) == 1
    assert times(lambda: school_class.fold_vote(SECRET)) == 0
    assert times(lambda: school_class.put_away(SECRET)) == 1
    assert times(lambda: collect(school_class, SECRET, "cup, glass")) == 1
    network = object()
    assert times(lambda: share_network(school_class, SECRET, network)) == 1
    assert times(lambda: share_network(school_class, SECRET, network)) == 0
    assert times(lambda: begin_test(school_class, SECRET, [], 7)) == 1
    assert times(lambda: end_test(school_class, SECRET)) == 1
    assert times(lambda: put_test_away(school_class, SECRET)) == 1
    assert times(lambda: put_pictures_away(school_class, SECRET)) == 1
    school_class.remove(SECRET, 1)
    school_class.end(SECRET)
    assert told[-2:] == [school_class, school_class]
    with pytest.raises(NotTheTeacherError):
        school_class.ask("somebody else", ASKED)


def test_who_is_told_may_look_at_once(clock):
    seen = []
    school_class = SchoolClass("BCDFHJ", SECRET, clock, lambda told: seen.append(told.view("learner 0").vote.is_open))
    filled(school_class, 1)
    school_class.ask(SECRET, ASKED)
    school_class.close_vote(SECRET)
    assert seen == [True, False]


def test_a_code_begins_with_the_letter_of_the_server_that_has_the_class(clock):
    here, there = OpenClasses(clock, letter="B"), OpenClasses(clock, letter="C")
    for _ in range(20):
        school_class, _ = here.open()
        assert school_class.code[0] == "B"
        assert here.find(school_class.code.lower()) is school_class
        with pytest.raises(ElsewhereError) as told:
            there.find(school_class.code)
        assert told.value.code == school_class.code
    with pytest.raises(ClassError) as told:
        here.find("B" * LENGTH)
    assert not isinstance(told.value, ElsewhereError)
    for letter in ("A", "BC", "b"):
        with pytest.raises(ValueError, match="letter is one of"):
            OpenClasses(clock, letter=letter)
