"""What the server takes from a visitor, what it tells, and whom it asks: over its own protocol, no browser."""

import re
import threading
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from pages.shared.components.javascript import PAGES, VERSION
from pages.shared.server.headers import Headers
from tests.audited_streamlit import WRITES
from tests.browser.conftest import serving
from tests.pages.visitor import Visitor, answer

KB = 1024
SCRIPT = "tests/pages/counting_app.py"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Small pages behind the app's middleware; all uploads of a visitor may hold 102 MB."""
    with serving(SCRIPT, tmp_path_factory.mktemp("server") / "log", "--server.maxUploadSize", "2") as address:
        yield address


def visit_number(visitor):
    return int(visitor.elements("text")[-1].body.split()[-1])


def test_a_visitor_can_not_empty_the_caches_of_all(address):
    with Visitor(address) as first, Visitor(address) as second:
        before = visit_number(first)
        for field in ("clear_cache", "load_git_info"):
            message = BackMsg()
            setattr(message, field, True)
            second.say(message)
        message = BackMsg()
        message.backend_operation_request.session_id = second.session
        message.backend_operation_request.install_skills.SetInParent()
        second.say(message)
        assert second.is_answered()
        assert not [told for told in second.told if told.WhichOneof("type") == "backend_operation_response"]
        first.turn_to("")
        assert visit_number(first) > before


def test_an_upload_needs_a_page_that_asks_for_it(address):
    with Visitor(address) as visitor, Visitor(address, "pixels") as elsewhere:
        path = visitor.address_for_upload()
        made_up = path.rpartition("/")[0] + "/made-up"
        assert visitor.upload(made_up, 10)[0] == 403
        assert visitor.upload(elsewhere.address_for_upload(), 10) == (403, "No page asks for this upload.")
        assert visitor.upload(path, 10)[0] == 204
        visitor.turn_to("pixels")
        assert visitor.upload(path, 10)[0] == 403


def test_an_upload_fits_what_asks_for_it_and_all_of_them_the_total(address):
    with Visitor(address) as visitor:
        assert visitor.upload(visitor.address_for_upload(), 1500 * KB) == (413, "This file is too large.")
        paths = [visitor.address_for_upload() for _ in range(110)]  # all before the first of them is there
        statuses = [visitor.upload(path, 1000 * KB)[0] for path in paths]
        assert statuses == [204] * 104 + [413] * 6  # of 102 MB
        with pytest.raises(PermissionError, match="may hold 102 MB together"):
            visitor.address_for_upload()
        with Visitor(address) as another:
            assert another.upload(another.address_for_upload(), 1000 * KB)[0] == 204
        visitor.turn_to("pixels")
        visitor.turn_to("")
        assert visitor.upload(visitor.address_for_upload(), 1000 * KB)[0] == 204


@pytest.mark.parametrize("path", ["/", "/pixels", "/_stcore/health", "/no/such/page", "/static/nothing.js"])
def test_every_answer_says_what_a_browser_may_load(address, path):
    _, headers, _ = answer(address + path, headers={"Accept": "text/html"})
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["frame-ancestors"] == policy["default-src"] == "'self'"
    assert "'unsafe-inline'" not in policy["script-src"]
    for sources in policy.values():  # this server, its own data, or scripts of its page by their hashes
        assert {*sources.split()} <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"} | {
            *re.findall("'sha256-.*?'", sources)
        }


def test_a_widgets_module_is_kept_by_browsers_and_nothing_else_is_served_as_one(address):
    name = "shared/components/arrays.js"
    status, headers, body = answer(f"{address}/widgets/{VERSION}/{name}")
    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in headers["cache-control"]
    assert body == (PAGES / name).read_text("utf-8")
    assert answer(f"{address}/widgets/older/{name}")[1]["cache-control"] == "no-store"
    for other in ("shared/components/arrays.py", "../app.py", "%2e%2e/app.py", ""):
        assert answer(f"{address}/widgets/{VERSION}/{other}")[0] in (400, 404)


def test_a_part_of_a_page_that_was_left_is_not_run(address):
    """A popover that closes as its page is left asks for such a part: the browser would throw the new page away for it."""
    with Visitor(address) as visitor:
        (session,) = [told.new_session for told in visitor.told if told.WhichOneof("type") == "new_session"]
        (pages,) = [told.navigation.app_pages for told in visitor.told if told.WhichOneof("type") == "navigation"]
        new = next(page.page_script_hash for page in pages if page.url_pathname == "pixels")
        part = next(told.delta.fragment_id for told in visitor.told if told.delta.fragment_id)

        def ask(page, fragment=""):
            message = BackMsg()
            message.rerun_script.page_script_hash, message.rerun_script.fragment_id = page, fragment
            visitor.say(message)

        for _ in range(12):  # without the repair, it happens in one of three
            visitor.told.clear()
            ask(new)
            ask(session.page_script_hash, part)  # at once, as browsers do
            visitor.hear(is_over)
            ask(new)
            visitor.hear(is_over)
            shown = [told.new_session.page_script_hash for told in visitor.told if told.WhichOneof("type") == "new_session"]
            assert set(shown) == {new}
            visitor.turn_to("")


def test_a_part_of_the_page_that_an_address_led_to_is_run(address):
    """A browser learns only then which page that was, and names it when it asks for a part."""
    with Visitor(address) as visitor:
        (page,) = [told.navigation.page_script_hash for told in visitor.told if told.WhichOneof("type") == "navigation"]
        part = next(told.delta.fragment_id for told in visitor.told if told.delta.fragment_id)
        message = BackMsg()
        message.rerun_script.page_script_hash, message.rerun_script.fragment_id = page, part
        visitor.say(message)
        visitor.hear(is_over)


def is_over(told):
    return told.WhichOneof("type") == "script_finished"


def test_no_cache_keeps_a_picture(address):
    with Visitor(address) as visitor:
        url = visitor.elements("imgs")[0].imgs[0].url
        status, headers, _ = answer(f"{address}/{url.lstrip('/')}")
        assert (status, headers["cache-control"], headers["content-type"][:6]) == (200, "no-store", "image/")


def test_what_a_visitor_had_is_gone_soon_after_the_visit_though_nobody_else_comes(tmp_path):
    with serving(SCRIPT, tmp_path / "log", "--server.disconnectedSessionTTL", "1") as address:
        with Visitor(address) as visitor:
            assert visitor.upload(visitor.address_for_upload(), KB)[0] == 204
            urls = [visitor.elements("imgs")[0].imgs[0].url, visitor.elements("download_button")[0].url]
            urls = [f"{address}/{url.lstrip('/')}" for url in urls]
            assert [answer(url)[0] for url in urls] == [200, 200]
        pause, deadline = threading.Event(), time.monotonic() + 60
        while [answer(url)[0] for url in urls] != [404, 404] or "UploadedFileManager" in answer(f"{address}/_stcore/metrics")[
            2
        ]:
            assert time.monotonic() < deadline
            pause.wait(0.05)


def test_an_upload_is_not_written_to_disk_on_its_way(tmp_path):
    """A large part of a form goes to a temporary file, unless Starlette is told otherwise."""
    log = tmp_path / "log"
    with serving(SCRIPT, log) as address, Visitor(address) as visitor:
        before = log.read_text().count(WRITES)
        assert visitor.upload(visitor.address_for_upload(), 1040 * KB)[0] == 204
        assert log.read_text().count(WRITES) == before


def answer_to(client, *headers):
    """The status that a client of this address gets for the metrics."""
    scope = {"type": "http", "path": "/_stcore/metrics", "headers": list(headers), "client": client, "method": "GET"}
    statuses = []

    async def told(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        statuses.append(message.get("status"))

    with pytest.raises(StopIteration):  # nothing waits, so one step is all: the browser tests' loop may be running here
        Headers(told)(scope, None, send).send(None)
    return statuses[0]


def test_metrics_are_told_to_this_machine_alone(address):
    assert answer(f"{address}/_stcore/metrics")[0] == 200
    assert answer(f"{address}/_stcore/metrics", headers={"X-Forwarded-For": "192.0.2.7"})[0] == 403
    assert [answer_to(client) for client in (("127.0.0.1", 1), ("::1", 1))] == [200, 200]
    assert [answer_to(client) for client in (("192.0.2.7", 1), ("testclient", 1), None)] == [403, 403, 403]


def test_the_name_of_the_first_page_leads_to_it(address):
    status, _, text = answer(f"{address}/home?pixels_row=3", headers={"Accept": "text/html"})
    assert (status, "<title>Streamlit</title>" in text) == (200, True)


@pytest.mark.parametrize("path", ["/no_such_page", "/a/b/c", "/pixels/more", "/%3Cscript%3Ealert(1)%3C%2Fscript%3E"])
def test_an_address_without_a_page_says_so_with_a_way_on(address, path):
    status, _, text = answer(address + path, headers={"Accept": "text/html"})
    assert status == 404
    assert "There is no such page" in text
    assert '<a href="/">' in text
    assert "alert" not in text


def test_who_starts_the_server_and_who_comes_from_elsewhere_makes_it_ask_nobody(tmp_path):
    """`serving` reads what the process asked for. Without an address of its own, Streamlit asks the world for one."""
    with serving(SCRIPT, tmp_path / "log", "--server.address", "0.0.0.0") as address:
        with pytest.raises(InvalidStatus):
            Visitor(address, origin="http://elsewhere.example")
        with Visitor(address) as visitor:
            assert visitor.is_answered()
