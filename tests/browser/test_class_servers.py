"""A class on one of two servers behind nginx, as deploy/nginx.conf has them: its code leads there, from the square or typed."""

import os
import subprocess
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.benchmarks.serving import NGINX, nginx_conf
from tests.browser.conftest import free_port, running, until, visiting
from tests.browser.visiting import SLOW, is_whole, open_page

LETTERS = ("B", "C")


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Two servers: `.address` of nginx, and `.servers`, each by its letter."""
    if NGINX is None:
        if "CI" in os.environ:
            pytest.fail("these tests may not skip in CI: install nginx")
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("school")
    with ExitStack() as all_of_them:
        servers = {}
        for letter in LETTERS:
            with pytest.MonkeyPatch.context() as variables:
                variables.setenv("PIXELS_LETTER", letter)
                _, address = all_of_them.enter_context(running("app.py", folder / letter))
            servers[letter] = address.removeprefix("http://")
        front = free_port()
        conf = nginx_conf(folder, front, [address.rpartition(":")[2] for address in servers.values()])
        nginx = subprocess.Popen([NGINX, "-c", str(conf), "-p", str(folder)])
        all_of_them.callback(nginx.wait)
        all_of_them.callback(nginx.terminate)
        yield SimpleNamespace(address=f"http://127.0.0.1:{front}", servers=servers)


def place_of(tab):
    """The server that a tab's cookie names."""
    return next(cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "pixels_at")


def test_the_code_leads_to_the_class_from_another_server(school, browser):
    with ExitStack() as all_of_them:
        three = [browser.new_context(base_url=school.address) for _ in range(3)]  # each keeps the app's files
        for context in three:
            all_of_them.callback(context.close)

        def visitor(number, server):
            """A tab of one of three browsers that has been with this server, and with no other."""
            tab = tabs.enter_context(visiting(three[number], school.address))
            three[number].add_cookies([{"name": "pixels_at", "value": server, "url": school.address}])
            open_page(tab, "classroom")
            assert place_of(tab) == server
            return tab

        for letter, other in (LETTERS, LETTERS[::-1]):
            tabs = all_of_them.enter_context(ExitStack())
            here, there = school.servers[letter], school.servers[other]
            teacher = visitor(0, here)
            teacher.get_by_role("button", name="Open a class").click()
            code = teacher.locator(".class-code").inner_text(timeout=SLOW)
            assert code[0] == letter
            by_square, by_letters = visitor(1, there), visitor(2, there)
            open_page(by_square, f"pixels?class={code}")
            expect(by_square.get_by_role("link", name=f"Class {code}")).to_be_visible(timeout=SLOW)
            by_letters.get_by_label("Code of the class").fill(code.lower())
            by_letters.get_by_label("Code of the class").press("Enter")
            expect(by_letters.get_by_text("You are called")).to_be_visible(timeout=SLOW)
            expect(teacher.locator(".class-count")).to_have_text("2 here")
            for learner in (by_square, by_letters):
                until(learner, "() => location.search === ''")
                assert place_of(learner) == here
                learner.reload()
                is_whole(learner)
                expect(learner.get_by_role("link", name=f"Class {code}")).to_be_visible(timeout=SLOW)
                expect(learner.get_by_test_id("stAlert")).to_have_count(0)
            tabs.close()

        tabs = all_of_them.enter_context(ExitStack())
        lost = visitor(0, school.servers["B"])
        lost.get_by_label("Code of the class").fill("CXXXXX")
        lost.get_by_label("Code of the class").press("Enter")
        expect(lost.get_by_text("No class has this code.")).to_be_visible(timeout=SLOW)
