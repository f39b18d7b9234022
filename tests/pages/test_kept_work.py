"""All of a learner's work leaves and comes back as a file, through routes that know whose it is."""

import json

import numpy as np
import pytest
from starlette.applications import Starlette

from lessons.work.jobs import Snapshot
from pages.shared.server.desk_cookie import COOKIE, new_key, place_of
from pages.shared.server.kept_routes import KEPT_ROUTES, MOST_BYTES, MOST_MEMORY, tag_of
from pages.shared.session import caches, kept_work
from pages.shared.session.desk import DESKS, at
from pages.shared.session.own_pictures import add_pictures, can_undo, own_classes
from pages.shared.session.state import current_picture, recent_pictures, set_picture, take_picture
from tests.apart import run_apart
from tests.pages.test_session import new_session

ROUTES = Starlette(routes=KEPT_ROUTES)


def asked(method, path, content=b"", cookie="", **headers):
    """What the routes answer: status, headers by name, and content. `content` may be an iterator of parts."""
    parts, told = iter([content] if isinstance(content, bytes) else content), []
    sent = {"cookie": f"{COOKIE}={cookie}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "root_path": ""}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in sent.items()]

    async def receive():
        part = next(parts, None)
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(message):
        told.append(message)

    run_apart(ROUTES(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], answered, b"".join(message.get("body", b"") for message in told[1:])


class Browser:
    """A browser with a desk, which asks as a page of this app does."""

    def __init__(self):
        self.key = new_key()
        self.desk = DESKS.of(place_of(self.key))

    def fetch(self):
        """What there is to keep: (what is told of it, bytes)."""
        status, headers, content = asked("GET", "/desk/work", cookie=self.key, x_pixels="page")
        assert headers["cache-control"] == "no-store"
        assert status == (200 if content else 204)
        return json.loads(headers["x-work"]), content

    def bring(self, content):
        """Bring a file: (status, what is said)."""
        status, _, said = asked("PUT", "/desk/work", content, cookie=self.key, x_pixels="page")
        return status, json.loads(said)

    def remember(self, content):
        """Bring a memory, as JSON or as what it stands for. Returns the status."""
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        return asked("PUT", "/desk/memory", content, cookie=self.key, x_pixels="page")[0]


def picture(rng, rows=30, columns=40):
    return rng.integers(0, 256, (rows, columns, 3), dtype=np.uint8)


def worked(rng):
    """A browser whose learner has brought a photo and pictures of two classes, and moved a slider."""
    browser = Browser()
    with at(browser.desk):
        for name in ("first.png", "second.png"):
            set_picture(picture(rng), name, "A picture that you uploaded", ["It was turned."])
        add_pictures("cups", [picture(rng), picture(rng)], burst=True)
        add_pictures("glasses", [picture(rng)])
    browser.desk["state_controls"] = {"pooling": {"pooling_size": (5, True), "pooling_stride": (3, True)}}
    return browser


def test_all_of_it_leaves_and_comes_back(rng):
    here, there = worked(rng), Browser()
    about, kept = here.fetch()
    assert (about["pictures"], about["classes"], about["photos"], about["networks"]) == (3, 2, 2, 0)
    assert there.bring(kept)[0] == 200
    with at(here.desk):
        classes, photos, controls = own_classes(), recent_pictures(), kept_work.noted_controls()
    with at(there.desk):
        assert list(own_classes()) == list(classes)
        for name, shots in own_classes().items():
            for one, other in zip(shots, classes[name], strict=True):
                np.testing.assert_array_equal(one.pixels, other.pixels)
                assert (one.burst, one.part) == (other.burst, other.part)
        assert [(one.name, one.digest, one.notes) for one in recent_pictures()] == [
            (one.name, one.digest, one.notes) for one in photos
        ]
        assert current_picture().name == "second.png"
        assert kept_work.noted_controls() == controls
        assert can_undo()
        said, is_whole, _ = kept_work.noted_return()
        assert (said, is_whole) == ("Welcome back: 3 pictures in 2 classes and 2 photos of your own came back.", True)


def test_a_bundled_picture_stays_the_current_one_where_it_was(rng):
    for name in ("chelsea", "coffee"):
        here, there = worked(rng), Browser()
        with at(here.desk):
            take_picture(caches.bundled_picture(name))
        there.bring(here.fetch()[1])
        with at(there.desk):
            assert current_picture() is caches.bundled_picture(name)
            assert len(recent_pictures()) == 2


def test_what_is_kept_is_told_from_what_has_changed(rng):
    browser = worked(rng)
    versions = [browser.fetch()[0]["version"] for _ in range(2)]
    assert versions[0] == versions[1]
    with at(browser.desk):
        assert kept_work.work_version() == versions[0]
        add_pictures("cups", [picture(rng)])
        assert kept_work.work_version() != versions[0]


class Ended:
    """A job that has a result."""

    def poll(self):
        return Snapshot("finished", result=np.zeros(3))

    def stop(self):
        """It is over."""


def test_what_is_not_kept_is_said(rng):
    here, there = worked(rng), Browser()
    here.desk["state_job_localisation"] = here.desk["state_job_detection_windows"] = Ended()
    with at(here.desk):
        kept, _ = kept_work.pack_work()
    there.bring(kept)
    with at(there.desk):
        said, is_whole, _ = kept_work.noted_return()
        assert said.endswith("What you made on Localisation and on Detection is not kept: start it again there.")
        assert not is_whole
    here.desk.empty()


def test_where_nobody_has_worked_there_is_nothing_to_keep():
    assert Browser().fetch()[1] == b""


def test_nobody_gets_another_ones_work(rng):
    browser = worked(rng)
    key = browser.key
    for cookie, headers in [
        ("", {"x_pixels": "page"}),
        (key, {}),  # another site's page sends no header of ours
        (f"{key}0", {"x_pixels": "page"}),
        (key.partition(".")[0], {"x_pixels": "page"}),
    ]:
        for method, path in [("GET", "/desk/work"), ("PUT", "/desk/work"), ("PUT", "/desk/memory")]:
            assert asked(method, path, cookie=cookie, **headers)[0] == 403
        assert json.loads(asked("GET", "/desk/here", cookie=cookie, **headers)[2])["desk"] is None
    told = asked("GET", "/desk/here", cookie=key, x_pixels="page")[2].decode()
    assert tag_of(browser.desk) in told
    assert not any(part in told for part in [*key.split("."), place_of(key)])


def test_what_is_damaged_changes_nothing(rng):
    browser = worked(rng)
    kept = browser.fetch()[1]
    with at(browser.desk):
        before = kept_work.work_version()
    for content in (b"", b"none", kept[:-40], kept.replace(b'"pictures": 2', b'"pictures": 3')):
        status, told = browser.bring(content)
        assert status == 422
        assert told["said"].endswith(".")
    with at(browser.desk):
        assert kept_work.work_version() == before


def test_more_than_a_browser_keeps_is_refused():
    def much():
        for _ in range(MOST_BYTES // 50_000_000 + 1):
            yield bytes(50_000_000)

    assert Browser().bring(much())[0] == 413
    assert Browser().remember(bytes(MOST_MEMORY + 1)) == 413


def test_a_return_is_told_of_on_the_page_where_the_learner_was_and_on_no_other():
    tab, other = new_session(), new_session()
    tab(kept_work.note_return, "Welcome back.", False)
    for slug, said in [("pooling", "Welcome back."), ("pooling", "Welcome back."), ("dense", ""), ("dense", "")]:
        assert tab(kept_work.said_of_return, slug)[0] == said
    assert other(kept_work.said_of_return, "pooling")[0] == ""


def test_after_a_restart_controls_stand_as_they_stood_and_what_is_gone_is_said():
    browser = Browser()
    controls = {"pooling": {"pooling_size": [5, True]}}
    lost = {"pictures": 42, "classes": 2, "photos": 0, "networks": 1, "trainings": True}
    told = {"memory": {"controls": controls, "sample": "coffee"}, "lost": lost}
    assert browser.remember(told) == 200
    with at(browser.desk):
        assert kept_work.noted_controls() == controls
        assert current_picture() is caches.bundled_picture("coffee")
        said, is_whole, _ = kept_work.noted_return()
        assert "Lost with it: 42 pictures, 1 network." in said
        assert "start it again" in said
        assert not is_whole
    with at(Browser().desk):
        assert kept_work.noted_return()[0] == ""


@pytest.mark.parametrize(
    "memory",
    [
        None,
        [],
        {"controls": 3, "sample": ["coffee"]},
        {"controls": {"pooling": 3, "../etc": {"x": [1, True]}, "collect": {"pooling_size": [5, True]}}},
        {"controls": {"pooling": {"pooling_size": 5}}},
        {"controls": {"pooling": {"pooling_size": [{"a": 1}, True], "pooling_x": ["x" * 3000, True], "pooling_y": [5, 1]}}},
        {"sample": "nobody"},
    ],
)
def test_a_memory_that_was_changed_by_hand_sets_nothing(memory):
    browser = Browser()
    assert browser.remember({"memory": memory}) == 200
    with at(browser.desk):
        assert not any(kept_work.noted_controls().values())
    for content in (b"", b"[]", b"{", b'{"memory": {"controls": {"pooling": {"pooling_size": [NaN, true]}}}}', b"[" * 100_000):
        assert browser.remember(content) == 422


@pytest.mark.slow
def test_a_network_comes_back_and_what_is_not_kept_of_it_is_said(rng):
    from lessons.training.arms import assemble
    from lessons.training.settings import TrainingSettings
    from pages.shared.session.session_networks import network_at_hand, open_network

    here, there = Browser(), Browser()
    settings = TrainingSettings(network="vgg16", image_size=96, epochs=3)
    model = assemble(settings, classes=2).model
    with at(here.desk):
        open_network(model, ("cup", "glass"), settings)
    about, kept = here.fetch()
    assert about["networks"] == 1
    assert len(kept) < 1_000_000
    there.bring(kept)
    pictures = rng.uniform(0, 255, (2, 96, 96, 3)).astype(np.float32)
    with at(there.desk):
        network = network_at_hand()
        assert (network.settings, network.labels) == (settings, ("cup", "glass"))
        np.testing.assert_array_equal(network.model(pictures, training=False), model(pictures, training=False))
        assert kept_work.noted_return()[:2] == ("Welcome back: your network came back.", True)


@pytest.mark.slow
def test_trainings_come_back_with_all_their_figures(rng):
    from lessons.data.datasets import DATASETS
    from lessons.training.fit import fit_arms
    from lessons.training.scratch import fit_scratch
    from lessons.training.settings import ScratchSettings, TrainingSettings
    from pages.shared.session.own_pictures import own_dataset
    from pages.shared.session.session_networks import network_at_hand, opened_network, runs, take, taken
    from pages.shared.session.state import latest_result, restore_result

    here, there = Browser(), Browser()
    plan = [TrainingSettings(arm=arm, network="efficientnet_lite0", image_size=64, epochs=1) for arm in ("random", "frozen")]
    digits = DATASETS["digits"]
    with at(here.desk):
        for name in ("cup", "glass"):
            add_pictures(name, [picture(rng, 64, 64) for _ in range(6)])
        restore_result("fine_tune", tuple(fit_arms(plan, own_dataset()[0])))
        restore_result("build", fit_scratch(ScratchSettings(epochs=1, stack="conv 4; flatten"), digits, watched=picture(rng)))
        take(runs()[0])
        before, stacked = runs(), latest_result("build")
    there.bring(here.fetch()[1])
    with at(there.desk):
        assert kept_work.noted_return()[:2] == ("Welcome back: 12 pictures in 2 classes and 3 networks came back.", True)
        assert opened_network() is None
        assert [run.settings for run in runs()] == plan
        assert network_at_hand() is taken() is runs()[0]
        for one, other in zip((*before, stacked), (*runs(), latest_result("build")), strict=True):
            assert (one.history, one.kept, one.fingerprint) == (other.history, other.kept, other.fingerprint)
            np.testing.assert_array_equal(one.test_report.probabilities, other.test_report.probabilities)
            assert len(other.test_images) == len(other.test_report.targets)
        assert kept_work.work_holds()["networks"] == 3
    with at(Browser().desk):  # a stranger's project
        project, is_whole = kept_work.unpack_work(here.fetch()[1])
        assert runs() == ()
        assert network_at_hand() is opened_network() is not None
        assert not is_whole
        assert "the one at hand was kept" in kept_work.missing_of(project, is_whole)
