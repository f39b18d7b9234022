"""Desks: found by the right key alone, bounded, forgotten in time, and no page or log tells a key."""

import gc
import re
import weakref

import numpy as np
import pytest

from pages.shared.server.desk_cookie import COOKIE, new_key, place_of
from pages.shared.session import desk_bytes
from pages.shared.session.desk import at
from pages.shared.session.desks import KEPT_FOR, Desk, Desks, all_bytes
from pages.shared.session.own_pictures import add_pictures, own_classes, own_notes, remove
from pages.shared.session.state import recent_pictures, set_picture
from tests.browser.conftest import running
from tests.pages.test_session import new_session
from tests.pages.visitor import Visitor, answer


class Clock:
    """Seconds as a test sets them."""

    now = 0.0

    def __call__(self):
        return self.now


class Picture:
    """Something that is held, or not."""


class Running:
    """Stands where a job stands."""

    stopped = wanted = False

    def stop(self):
        self.stopped = True

    def want(self):
        self.wanted = True


def test_only_keys_that_were_handed_out_have_a_place():
    keys = [new_key() for _ in range(100)]
    assert len({place_of(key) for key in keys}) == 100
    assert all(place_of(key) == place_of(key) is not None for key in keys)
    name, seal = keys[0].split(".")
    assert re.fullmatch("[0-9a-f]{32}", name)  # 128 bits
    another = f"{int(name, 16) ^ 1:032x}"
    made_up = ["", ".", name, f"{name}.", f"{name}.{'0' * 64}", f"{another}.{seal}", f"{name}.{seal}0", f"{name}.é", None, 3]
    assert [place_of(key) for key in made_up] == [None] * len(made_up)


def test_a_place_tells_no_key():
    key = new_key()
    assert not any(part in place_of(key) for part in key.split("."))


def test_what_lies_on_a_desk_is_there_for_its_place_alone():
    desks = Desks()
    desks.of("one")["picture"] = "mine"
    assert desks.of("one")["picture"] == "mine"
    assert "picture" not in desks.of("another")


def test_a_desk_is_forgotten_four_hours_after_its_last_use():
    clock = Clock()
    desks = Desks(clock=clock)
    desks.of("one")["picture"] = "mine"
    for _ in range(3):
        clock.now += KEPT_FOR - 1
        assert desks.forget_unused() == 0
        assert desks.of("one")["picture"] == "mine"
    clock.now += KEPT_FOR + 1
    assert "picture" not in desks.of("one")
    desks.of("one")["picture"] = "mine"
    clock.now += KEPT_FOR + 1
    assert desks.forget_unused() == 1
    assert len(desks) == 0


def test_forgetting_stops_jobs_and_lets_go_of_everything():
    desks, job, picture = Desks(), Running(), Picture()
    desk, held = desks.of("one"), weakref.ref(picture)
    desk["state_job_build"], desk["picture"] = job, picture
    del picture
    desks.want_jobs()
    assert job.wanted
    assert held() is not None
    desks.forget("one")
    gc.collect()
    assert job.stopped
    assert held() is None
    assert not desk
    assert desks.of("one").number != desk.number


def test_where_no_room_is_left_no_work_is_lost_for_another():
    clock = Clock()
    desks = Desks(most=2, clock=clock)
    for place in ("first", "second", "third"):
        desks.of(place)["answers"] = place
    desks.of("first").bytes["photos"] = 1
    assert desks.of("fourth") is not None
    desks.of("third")["state_job_build"] = Running()
    assert desks.of("fifth") is None
    assert [desks.of(place)["answers"] for place in ("first", "second", "third")] == ["first", "second", "third"]
    clock.now += KEPT_FOR + 1
    assert desks.of("fifth") is not None


def test_where_too_many_came_those_give_way_who_did_nothing():
    clock = Clock()
    desks = Desks(most_in_all=3, clock=clock)
    for place in ("first", "second", "third"):
        clock.now += 1
        desks.of(place)
    desks.of("first")["answers"] = desks.of("third")["answers"] = "right"
    desks.of("fourth")["answers"] = "right"  # nobody had worked on the second
    assert desks.of("fifth") is None
    assert all(desks.of(place)["answers"] == "right" for place in ("first", "third", "fourth"))


def test_where_the_memory_is_full_what_comes_is_refused_and_what_is_there_stays(rng, monkeypatch):
    def pictures(count):
        return [rng.integers(0, 256, (100, 100, 3), dtype=np.uint8) for _ in range(count)]  # 30 kB each

    here, there = Desk(), Desk()
    monkeypatch.setattr(desk_bytes, "MOST_BYTES", all_bytes() + 200_000)
    with at(there):
        add_pictures("cups", pictures(3))
    with at(here):
        add_pictures("cups", pictures(2))
        remove("cups", [0])
        add_pictures("cups", pictures(1))
        assert not own_notes()
        add_pictures("cups", pictures(1))  # the oldest of what could be taken back gives way
        assert "To make room" in own_notes()[0]
    for own in (here, there):
        with at(own):
            with pytest.raises(desk_bytes.NoRoomError, match="memory of this server is full"):
                add_pictures("cups", pictures(2))
            with pytest.raises(desk_bytes.NoRoomError):
                desk_bytes.refuse_network_where_full()
            assert len(own_classes()["cups"]) == 3
    with at(here):
        for number in range(3):
            set_picture(*pictures(1), f"{number}", "one")
        assert [picture.name for picture in recent_pictures()] == ["2"]
    there.empty()
    with at(here):
        add_pictures("cups", pictures(2))


def test_forgetting_lets_go_of_all_that_a_tab_remembers(rng):
    from pages.shared.session.desk import desk, forget_everything, is_to_begin_anew
    from pages.shared.session.state import current_picture

    session = new_session()
    session(set_picture, rng.integers(0, 256, (30, 40, 3), dtype=np.uint8), "secret.png", "a secret")
    session(add_pictures, "cups", [rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)])
    held = [weakref.ref(session(current_picture)), weakref.ref(session(own_classes)["cups"][0])]
    session(lambda: None)
    number = session(desk).number
    session(forget_everything)
    assert session(is_to_begin_anew)
    gc.collect()
    assert [each() for each in held] == [None, None]
    assert session(desk).number != number
    assert not session(desk)


@pytest.mark.slow
def test_who_comes_with_a_key_finds_the_desk_again_and_no_other(tmp_path):
    log = tmp_path / "log"
    with running("app.py", log, "--logger.level", "debug") as (_, address):
        key = _key_given(address)
        assert _key_given(address) != key
        assert _key_given(address, key) == key
        with Visitor(address, "pooling", cookies=f"{COOKIE}={key}") as visitor:
            visitor.state_of("slider", "pooling_size").double_array_value.data.append(5)
            visitor.turn_to("pooling")
        assert _window(address, key) == [5]
        for other in ("", new_key(), key[:-1], key.replace(key[0], "f" if key[0] == "e" else "e", 1)):
            assert _window(address, other) == [2], other
        assert _key_given(address, new_key()) != key  # of another process
        page = answer(f"{address}/pooling", headers={"Accept": "text/html", "Cookie": f"{COOKIE}={key}"})[2]
    told = log.read_text("utf-8", "replace")
    for part in key.split("."):
        assert part not in page
        assert part not in told
    assert place_of(key) is None  # this process is not the one that gave it


@pytest.mark.slow
def test_the_key_stands_in_a_cookie_that_no_script_and_no_other_site_gets_at(tmp_path):
    with running("app.py", tmp_path / "log") as (_, address):
        plain = _cookie_given(address, {})
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(plain.split("; "))
        assert "Secure" not in plain
        assert "Secure" in _cookie_given(address, {"X-Forwarded-Proto": "https"}).split("; ")
        assert COOKIE not in str(answer(f"{address}/_stcore/health")[1].get_all("set-cookie"))  # who opens no page


def _cookie_given(address, headers):
    told = answer(f"{address}/", headers={"Accept": "text/html"} | headers)[1]
    return next(cookie for cookie in told.get_all("set-cookie") if cookie.startswith(f"{COOKIE}="))


def _key_given(address, key=""):
    cookie = _cookie_given(address, {"Cookie": f"{COOKIE}={key}"} if key else {})
    return re.match(f"{COOKIE}=([^;]+);", cookie).group(1)


def _window(address, key):
    """The size of the window on the page Pooling, as a visitor with this key finds it."""
    with Visitor(address, "pooling", cookies=f"{COOKIE}={key}") as visitor:
        slider = [element for element in visitor.elements("slider") if element.id.endswith("-pooling_size")][-1]
        return list(slider.value) if slider.set_value else list(slider.default)
