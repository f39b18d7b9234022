"""What a session remembers, without a browser: results, one's own pictures with their undo, and looks at the test set."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.figures.level_sheets import level_sheet
from lessons.nets.probing import feature_maps, map_layers
from lessons.work.progress import Stopped
from pages.shared.session import caches, map_caches, training_caches
from pages.shared.session.state import current_picture
from pages.shared.session.stores import of_picture
from tests.work import works

LIMIT = 20  # seconds


@pytest.fixture
def session():
    """Runs a function in one and the same session; what it returns comes back."""
    return new_session()


def new_session():
    app = AppTest.from_function(_call, default_timeout=LIMIT)

    def run(function, *arguments, **names):
        app.session_state["call"] = lambda: function(*arguments, **names)
        app.run()
        assert not app.exception, app.exception
        return app.session_state["returned"]

    run.app = app
    return run


def _call():
    import streamlit as st

    st.session_state["returned"] = st.session_state["call"]()


def test_the_latest_result_outlives_jobs_that_have_none(session, tmp_path):
    from pages.shared.session.state import latest_result, set_job

    assert session(latest_result, "lesson") is None
    queue = training_caches.job_queue()
    stopped, failing = (partial(works.failing, error) for error in (Stopped(), ValueError("no memory")))
    for work, expected in ((stopped, None), (partial(works.quick, "first"), "first"), (failing, "first"), (stopped, "first")):
        job = queue.submit(work)
        session(set_job, "lesson", job)
        job.wait(LIMIT)
        assert session(latest_result, "lesson") == expected
    job = queue.submit(works.held, str(tmp_path), "second")
    session(set_job, "lesson", job)
    assert session(latest_result, "lesson") == "first"
    (tmp_path / "end").touch()
    job.wait(LIMIT)
    assert session(latest_result, "lesson") == "second"
    assert session(latest_result, "another lesson") is None


def test_what_is_good_stays_until_it_is_about_something_else(session):
    from pages.shared.session.state import last_good

    def bad():
        raise ValueError("That is no number")

    assert session(last_good, "key", bad, "default") == "default"
    assert session(last_good, "key", lambda: "good") == "good"
    assert session(last_good, "key", bad, "default") == "good"
    assert session.app.error[0].value == "That is no number"
    assert session(last_good, "other", bad, "default") == "default"
    session(last_good, "key", lambda: "of a cat", of="cat")
    assert session(last_good, "key", bad, "default", of="cat") == "of a cat"
    assert session(last_good, "key", bad, "default", of="dog") == "default"


def pictures(*shades):
    return [np.full((8, 8, 3), shade, np.uint8) for shade in shades]


def shades(session):
    from pages.shared.session.own_pictures import own_classes

    return {name: [int(shot.pixels[0, 0, 0]) for shot in shots] for name, shots in session(own_classes).items()}


def test_pictures_are_moved_and_removed_and_every_step_is_taken_back(session):
    from pages.shared.session.own_pictures import add_pictures, can_undo, move, remove, undo

    assert not session(can_undo)
    states = [{}]
    steps = [
        (add_pictures, "cat", pictures(1, 2, 3)),
        (add_pictures, " dog  ", pictures(4)),  # names are cleaned
        (move, "cat", [0, 2], "dog"),
        (remove, "dog", [1]),
        (move, "cat", [0], "bird"),  # cat is empty now, and goes
    ]
    expected = [
        {"cat": [1, 2, 3]},
        {"cat": [1, 2, 3], "dog": [4]},
        {"cat": [2], "dog": [4, 1, 3]},
        {"cat": [2], "dog": [4, 3]},
        {"dog": [4, 3], "bird": [2]},
    ]
    for (step, *arguments), after in zip(steps, expected, strict=True):
        session(step, *arguments)
        states.append(shades(session))
        assert states[-1] == after
    for before in states[-2::-1]:
        assert session(can_undo)
        session(undo)
        assert shades(session) == before
    assert not session(can_undo)


def test_pictures_that_may_not_be_added_change_nothing(session):
    from lessons.data.own_data import MOST_CLASSES, MOST_PICTURES
    from pages.shared.session.own_pictures import LONGEST_NAME, add_classes, add_pictures

    session(add_pictures, "cat", pictures(1))
    for wrong in (
        {"": pictures(2)},
        {"x" * (LONGEST_NAME + 1): pictures(2)},
        {f"class {number}": pictures(2) for number in range(MOST_CLASSES)},
        {"dog": pictures(2) * MOST_PICTURES},
    ):
        with pytest.raises(ValueError):
            _in(session, add_classes, wrong)
        assert shades(session) == {"cat": [1]}


def _in(session, function, *arguments):
    """Call in the session; what it raises is raised here."""

    def caught():
        try:
            function(*arguments)
        except ValueError as error:
            return error

    error = session(caught)
    if error:
        raise error


def test_bursts_are_numbered_and_single_pictures_belong_to_none(session):
    from pages.shared.session.own_pictures import add_pictures, own_classes

    session(add_pictures, "cat", pictures(1, 2), burst=True)
    session(add_pictures, "dog", pictures(3))
    session(add_pictures, "dog", pictures(4, 5), burst=True)
    numbers = {name: [shot.burst for shot in shots] for name, shots in session(own_classes).items()}
    assert numbers == {"cat": [1, 1], "dog": [None, 2, 2]}


@dataclass(frozen=True, eq=False)
class Run:
    test_images: tuple[np.ndarray, ...]


def test_looks_at_the_same_test_pictures_are_counted_and_others_are_not(session):
    from pages.shared.session.test_set_lock import is_open, looked_at, looks

    first, same, part, other = (Run(tuple(pictures(*some))) for some in ((1, 2, 3), (3, 2, 1), (3, 4), (7, 8)))

    def open_it(run, key):
        assert session(is_open, run, key=key) is False
        note = session.app.info[0].value
        session.app.button(key=f"{key}_open").click().run()
        return note

    open_it(first, "first")
    assert session(is_open, first, key="first") is True
    assert len(session.app.warning) == 0
    assert (session(looked_at, first), session(looked_at, same), session(looks, same)) == (True, False, 1)
    open_it(other, "other")
    assert session(is_open, other, key="other") is True
    assert len(session.app.warning) == 0
    open_it(same, "same")
    session(is_open, same, key="same")
    assert "the same test pictures" in session.app.warning[0].value
    open_it(part, "part")
    session(is_open, part, key="part")
    assert "of which 1 of 2 were seen before" in session.app.warning[0].value
    assert [session(looks, run) for run in (first, same, part, other)] == [3, 3, 3, 1]
    session(is_open, first, key="first")
    assert len(session.app.warning) == 0  # it was the first to be opened


def test_what_a_bundled_network_says_is_made_once_of_a_bundled_picture_and_for_each_session_of_its_own(session):
    made = []

    @of_picture
    def said(network, digest):
        made.append((network, digest))
        return len(made)

    cat = session(current_picture).digest
    for network, digest, times in (
        ("vgg16", cat, 1),
        ("brain_mri", "noise", 1),  # which only its page shows
        ("vgg16", "a picture of one's own", 2),
        ("a network of one's own", cat, 2),
    ):
        for visitor in (session, new_session(), session):
            visitor(said, network, digest)
        assert made.count((network, digest)) == times


def test_maps_of_an_own_picture_are_kept_in_little_memory_once_they_are_put_away(session):
    pixels = np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    model = caches.vgg16()

    def look(digest, pixels):
        maps = map_caches.picture_maps("vgg16", digest, model, pixels)
        layers = {layer: maps[layer].copy() for layer in maps}
        map_caches.put_maps_away("vgg16", digest)
        return layers, map_caches.picture_maps.found("vgg16", digest, model, pixels)

    first, kept = session(look, "a picture of one's own", pixels)
    again, same = session(look, "a picture of one's own", pixels)
    assert same is kept
    assert kept.nbytes < 0.7 * sum(values.nbytes for values in first.values())
    for layer, values in feature_maps(model, pixels).items():
        for found in (first, again, kept):
            np.testing.assert_array_equal(found[layer], values)


def test_the_sheet_of_a_layer_is_drawn_once(session):
    asked = caches.classifier("imagenet")
    sample = caches.bundled_picture("coffee")
    layer = map_layers(asked.model)[3]
    sheet, largest = session(map_caches.layer_sheet, "imagenet", sample.digest, layer, 512, asked.model, sample.pixels)
    maps = feature_maps(asked.model, sample.pixels, layers=[layer])[layer]
    assert sheet == level_sheet(maps, one_scale=True)
    assert largest == np.abs(maps).max()
    again = new_session()(map_caches.layer_sheet, "imagenet", sample.digest, layer, 512, asked.model, sample.pixels)
    assert again[0] is sheet


def test_what_can_be_taken_back_is_bounded_in_bytes_and_it_is_said(session, monkeypatch, rng):
    from pages.shared.session import own_pictures

    picture = rng.integers(0, 256, (50, 50, 3), dtype=np.uint8)  # 7,500 bytes
    monkeypatch.setattr(own_pictures, "MOST_BYTES", 5 * picture.nbytes)
    for number in range(4):
        session(own_pictures.add_pictures, f"class {number}", [picture.copy()])
    assert session(own_pictures.own_notes) == ()
    for number in range(3):
        session(own_pictures.remove, f"class {number}", {0})
    assert session(own_pictures.own_notes) == ()  # what was removed is held once, however often it can come back
    session(own_pictures.add_pictures, "class 4", [picture.copy()])
    assert session(own_pictures.own_notes) == ()
    session(own_pictures.add_pictures, "class 5", [picture.copy(), picture.copy()])
    assert any("can't be taken back" in note for note in session(own_pictures.own_notes))
    assert {name: len(shots) for name, shots in session(own_pictures.own_classes).items()} == {
        "class 3": 1,
        "class 4": 1,
        "class 5": 2,
    }
    session(own_pictures.undo)
    assert list(session(own_pictures.own_classes)) == ["class 3", "class 4"]
