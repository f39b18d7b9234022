"""The learner's own pictures stay at hand: the latest first, each once, and no more than are promised."""

import numpy as np

from lessons.images.samples import SAMPLES
from pages.shared.session import caches
from pages.shared.session.desk import at
from pages.shared.session.state import MOST_RECENT, current_picture, recent_pictures, set_picture, take_picture
from tests.pages.apps import desk_of, open_app, png_of, upload
from tests.pages.test_session import new_session


def brought(session, numbers):
    for number in numbers:
        session(set_picture, np.full((30, 40, 3), number, np.uint8), f"{number}.png", "one")


def names(session):
    return [picture.name for picture in session(recent_pictures)]


def test_the_latest_come_first_each_once_and_older_ones_go():
    session = new_session()
    assert names(session) == []
    brought(session, [1, 2, 1])
    assert names(session) == ["1.png", "2.png"]
    brought(session, range(3, 3 + MOST_RECENT))
    assert names(session) == [f"{number}.png" for number in range(2 + MOST_RECENT, 2, -1)]


def test_pictures_that_come_with_the_course_are_not_among_them():
    session = new_session()
    brought(session, [1])
    for name in SAMPLES:
        session(take_picture, caches.bundled_picture(name))
    assert names(session) == ["1.png"]


def test_one_of_them_is_a_click_away():
    app = open_app()
    for name, colour in [("first_one.png", "red"), ("second.png", "blue")]:
        upload(app, name, png_of(colour))
    app.switch_page("pages/layers/pixels.py").run()
    app.button(key="frame_change").click().run()
    with at(desk_of(app)):
        earlier = recent_pictures()[1]
        assert current_picture().name == "second.png"
    app.button(key=f"dialog_again_{earlier.digest}").click()
    app.button(key="frame_change").click().run()
    assert not app.exception
    with at(desk_of(app)):
        assert current_picture() is earlier
        assert recent_pictures()[0] is earlier
