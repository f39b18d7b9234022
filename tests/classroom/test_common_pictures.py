"""The pictures of a class: who may give and take back what, what is refused, and how they are shared out."""

import base64
import io
import itertools

import numpy as np
import pytest
from PIL import Image

from lessons.classroom.common_dataset import common_dataset, missing
from lessons.classroom.common_pictures import (
    LONGEST,
    MOST_BYTES,
    MOST_OF_A_LEARNER,
    NO_CONSENT,
    SHARE,
    CommonPictures,
    GivenPicture,
    read_things,
)
from lessons.classroom.picture_giving import (
    agree,
    collect,
    give,
    network_of_all,
    pictures_of_all,
    put_pictures_away,
    remove_picture,
    share_network,
    withdraw,
)
from lessons.classroom.school_class import ClassError, NotTheTeacherError, SchoolClass
from lessons.classroom.share import AT_ONCE
from lessons.classroom.tournament_entries import entries_of_all, hand_in, take_back
from lessons.data.own_data import DataError

SECRET = "a" * 32


@pytest.fixture
def school_class():
    now = itertools.count()
    made = SchoolClass("BCDFHJ", SECRET, lambda: float(next(now)))
    collect(made, SECRET, "cup, glass")
    for key in ("one", "other"):
        made.join(key)
    return made


def frame(pixels, kind="PNG"):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def picture(seed=0, rows=40, columns=60):
    return np.random.default_rng(seed).integers(0, 256, (rows, columns, 3)).astype(np.uint8)


def own(school_class, key):
    return school_class.view(key).together


def test_nothing_is_taken_before_one_has_agreed(school_class):
    with pytest.raises(ClassError, match=NO_CONSENT):
        give(school_class, "one", 0, [frame(picture())])
    agree(school_class, "one")
    give(school_class, "one", 0, [frame(picture())])
    assert own(school_class, "one").agreed
    assert not own(school_class, "other").agreed
    assert pictures_of_all(school_class, SECRET).counts == (1, 0)


def test_a_learner_sees_and_takes_back_their_own_alone(school_class):
    for key in ("one", "other"):
        agree(school_class, key)
        give(school_class, key, 1, [frame(picture(len(key)))])
    (mine,), (theirs,) = own(school_class, "one").pictures, own(school_class, "other").pictures
    assert mine.file != theirs.file
    withdraw(school_class, "one", theirs.number)
    assert own(school_class, "other").pictures == (theirs,)
    withdraw(school_class, "one", mine.number)
    assert own(school_class, "one").pictures == ()
    remove_picture(school_class, SECRET, theirs.number)
    assert pictures_of_all(school_class, SECRET).given == {}


def test_a_page_is_told_of_each_change_that_it_has_to_show(school_class):
    stages = [own(school_class, "one").stage]

    def note():
        stages.append(own(school_class, "one").stage)

    agree(school_class, "one")
    note()
    give(school_class, "one", 0, [frame(picture())])
    note()
    share_network(school_class, SECRET, object())
    note()
    share_network(school_class, SECRET, object())
    note()
    assert len(set(stages)) == 5
    agree(school_class, "other")
    give(school_class, "other", 0, [frame(picture())])
    assert own(school_class, "one").stage == stages[-1], "what others do changes nothing"
    put_pictures_away(school_class, SECRET)
    note()
    assert stages[-1] not in stages[:-1]
    assert own(school_class, "one").doing == ""


def test_pictures_are_small_and_kept_as_they_look(school_class):
    agree(school_class, "one")
    smooth = np.linspace(0, 255, 256 * 192 * 3).reshape(192, 256, 3).astype(np.uint8)
    give(school_class, "one", 0, [frame(smooth)])
    (kept,) = own(school_class, "one").pictures
    assert kept.pixels.shape == (168, LONGEST, 3)
    assert abs(kept.pixels.astype(float).mean() - smooth.mean()) < 1
    assert kept.thumbnail[8:12] == b"WEBP"


@pytest.mark.parametrize(
    "frames",
    [
        None,
        "x",
        [],
        [7],
        ["!!!"],
        [base64.b64encode(b"<svg onload=alert(1)>").decode()],
        ["A" * 500_000],
        [frame(np.zeros((5000, 8000, 3), np.uint8))],
        [frame(picture()), "broken"],
        [frame(picture())] * 41,
    ],
)
def test_what_is_hostile_gets_a_sentence_and_nothing_is_taken(school_class, frames):
    agree(school_class, "one")
    with pytest.raises(ClassError, match=r"\w+ .*\w\."):
        give(school_class, "one", 0, frames)
    assert own(school_class, "one").pictures == ()


@pytest.mark.parametrize("thing", [-1, 2, 10**9])
def test_there_are_only_the_things_that_the_teacher_named(school_class, thing):
    agree(school_class, "one")
    with pytest.raises(ClassError):
        give(school_class, "one", thing, [frame(picture())])


def test_nobody_gives_more_than_their_share_and_a_class_holds_no_more_than_it_may():
    common = CommonPictures(("cup", "glass"), agreed={1, 2})
    for number in range(MOST_OF_A_LEARNER):
        common.give(1, 0, [picture(number)])
    with pytest.raises(ClassError, match=SHARE):
        common.give(1, 1, [picture()])
    common.given[10**6] = GivenPicture(10**6, 3, 0, bytes(MOST_BYTES))
    with pytest.raises(ClassError, match="as many pictures as it can hold"):
        common.give(2, 0, [picture()])
    assert common.counts == (MOST_OF_A_LEARNER + 1, 0)


def test_who_floods_waits():
    made = SchoolClass("BCDFHJ", SECRET, lambda: 0.0)
    collect(made, SECRET, "cup, glass")
    made.join("one")
    agree(made, "one")
    for _ in range(AT_ONCE - 1):
        give(made, "one", 0, [frame(picture())])
    with pytest.raises(ClassError, match="very often"):
        give(made, "one", 0, [frame(picture())])


def test_what_is_the_teachers_needs_the_secret(school_class):
    for act in (
        lambda: collect(school_class, "one", "a, b"),
        lambda: pictures_of_all(school_class, "one"),
        lambda: remove_picture(school_class, "one", 1),
        lambda: put_pictures_away(school_class, "one"),
        lambda: share_network(school_class, "one", object()),
        lambda: network_of_all(school_class, "one"),
    ):
        with pytest.raises(NotTheTeacherError):
            act()


def test_who_leaves_or_is_removed_takes_their_pictures_along_and_the_end_takes_all(school_class):
    for key in ("one", "other"):
        agree(school_class, key)
        give(school_class, key, 0, [frame(picture())])
    school_class.leave("one")
    assert pictures_of_all(school_class, SECRET).counts == (1, 0)
    school_class.remove(SECRET, 2)
    assert pictures_of_all(school_class, SECRET).counts == (0, 0)
    school_class.end(SECRET)
    with pytest.raises(ClassError):
        pictures_of_all(school_class, SECRET)


@pytest.mark.parametrize(
    ("typed", "things"),
    [
        ("cup, glass", ("cup", "glass")),
        (" Cup ;cup,\nglass,, ", ("Cup", "glass")),
        ("<b>cup</b>, :red[glass]", ("b cup /b", "red glass")),
        ("a" * 90 + ",b", ("a" * 24, "b")),
    ],
)
def test_things_are_named_as_they_were_typed_and_cleaned(typed, things):
    assert read_things(typed) == things


@pytest.mark.parametrize("typed", ["", "cup", "cup, Cup", ",,,", "a,b,c,d,e,f,g"])
def test_two_to_six_things_are_needed(typed):
    with pytest.raises(ClassError):
        read_things(typed)


def test_a_network_that_was_handed_in_goes_with_its_learner(school_class):
    hand_in(school_class, "one", "a head")
    assert own(school_class, "one").has_handed_in
    assert not own(school_class, "other").has_handed_in
    agree(school_class, "other")
    give(school_class, "other", 1, [frame(picture())])
    entries = entries_of_all(school_class, SECRET)
    assert (list(entries.targets), list(entries.learners), entries.heads) == ([1], [2], {1: "a head"})
    with pytest.raises(NotTheTeacherError):
        entries_of_all(school_class, "one")
    school_class.leave("one")
    assert entries_of_all(school_class, SECRET).heads == {}
    hand_in(school_class, "other", "another")
    take_back(school_class, "other")
    put_pictures_away(school_class, SECRET)
    assert entries_of_all(school_class, SECRET) is None
    with pytest.raises(ClassError):
        hand_in(school_class, "other", "another")


def filled(learners, each=3):
    common = CommonPictures(("cup", "glass"), agreed=set(range(learners)))
    for learner in range(learners):
        for thing in (0, 1):
            common.give(learner, thing, [picture(100 * learner + 10 * thing + number) for number in range(each)])
    return common


@pytest.mark.parametrize("learners", [2, 3, 5, 12, 30])
def test_all_pictures_of_a_learner_are_on_one_side_of_the_split(learners):
    common = filled(learners)
    dataset = common_dataset(common)
    files = {each.pixels.tobytes(): each.learner for each in common.given.values()}
    train, test = ({files[image.tobytes()] for image in part.images} for part in (dataset.train, dataset.test))
    assert train | test == set(range(learners))
    assert not train & test
    assert dataset.labels == ("cup", "glass")
    assert len(dataset.train) + len(dataset.test) == 6 * learners
    assert set(dataset.test.targets) == set(dataset.train.targets) == {0, 1}
    if learners > 2:
        assert 0.1 < len(dataset.test) / (6 * learners) < 0.45


def test_what_is_missing_is_told_by_thing():
    common = filled(1, each=3)
    assert missing(common) == {"cup": (2, 1), "glass": (2, 1)}
    with pytest.raises(DataError):
        common_dataset(common)
    assert missing(filled(2)) == {}


def test_learners_that_can_not_be_shared_out_get_a_sentence():
    common = CommonPictures(("cup", "glass", "bowl"), agreed={1, 2, 3})
    for learner in (1, 2, 3):  # each brings two of the things: whoever stands alone on a side lacks the third
        for thing in {0, 1, 2} - {learner - 1}:
            common.give(learner, thing, [picture(100 * learner + 10 * thing + number) for number in range(3)])
    assert missing(common) == {}
    with pytest.raises(DataError, match="every thing"):
        common_dataset(common)
