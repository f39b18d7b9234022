"""A class in browsers: a teacher's laptop and two phones, from the code to the end."""

import itertools
import re
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from lessons.classroom.school_class import HERE
from lessons.images.samples import SAMPLES
from tests.browser.cable import Cable
from tests.browser.conftest import PATIENCE, POCKET, STILL, Tab, until, visiting
from tests.browser.test_every_page import AXE, FAULTS
from tests.browser.visiting import SLOW, go_to, heading_of, is_whole, open_page


@pytest.fixture(scope="module")
def pupils(browser, server):
    """Two learners' phones."""
    kind = {"viewport": POCKET, "has_touch": True, "is_mobile": True} | STILL
    contexts = [browser.new_context(base_url=server, **kind) for _ in range(2)]
    yield [Tab(context, server, POCKET) for context in contexts]
    for context in contexts:
        context.close()


@contextmanager
def phones(pupils, count):
    """So many phones, each of a new visitor."""
    with ExitStack() as all_of_them:
        yield [all_of_them.enter_context(pupil.visiting()) for pupil in pupils[:count]]


@pytest.fixture
def code(page):
    """A class that the laptop has opened; its code. It is ended when the test is over."""
    open_page(page, "classroom")
    page.get_by_role("button", name="Open a class").click()
    shown = page.locator(".class-code")
    expect(shown).to_have_text(re.compile("^[A-Z]{6}$"), timeout=SLOW)
    expect(page.get_by_role("button", name="Ask the class")).to_be_visible(timeout=SLOW)
    yield shown.inner_text()
    if page.get_by_role("button", name="Another question").count():
        page.get_by_role("button", name="Another question").click()
    if page.get_by_role("button", name="End the class").count():
        page.get_by_role("button", name="End the class").click()
        page.get_by_role("button", name="End it now").click()
        expect(page.get_by_role("button", name="Open a class")).to_be_visible(timeout=SLOW)


def faults(tab):
    """What axe-core finds on a page as it is."""
    tab.evaluate(AXE)
    tab.mouse.move(0, 0)
    return tab.evaluate(FAULTS)


def options(tab):
    return tab.locator("[class*=st-key-class_option_] button")


def bars(page):
    """Of each round the votes for each answer, as the wall shows them."""
    rows = page.locator("ol.class-bars li")
    return [tuple(int(text) for text in row.locator(".bar > b").all_inner_texts()) for row in rows.all()]


def test_join_vote_talk_vote_again_and_end(page, code, pupils):
    with phones(pupils, 2) as (first, second):
        open_page(first, f"pixels?class={code}")
        open_page(second, "classroom")
        second.get_by_label("Code of the class").fill(code.lower())
        second.get_by_role("button", name="Join", exact=True).click()
        expect(second.get_by_text("You are called")).to_be_visible()
        expect(page.locator(".class-count")).to_have_text("2 here")

        assert faults(page) == faults(second) == []

        first.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 700)")
        page.get_by_role("button", name="Ask the class").click()
        expect(options(first)).not_to_have_count(0, timeout=SLOW)
        expect(options(first).nth(0)).to_be_in_viewport()  # wherever the learner has scrolled to
        options(first).nth(0).tap()
        expect(page.locator(".class-count")).to_have_text("1 of 2 answered")
        assert bars(page) == [()] * options(first).count(), "while the vote is open, the wall tells nothing of it"
        options(second).nth(1).press("Enter")
        expect(page.locator(".class-count")).to_have_text("2 of 2 answered")
        expect(second.get_by_text("Your vote is in: B.")).to_be_visible()
        expect(options(second).nth(1)).to_be_focused()

        first.reload()  # a vote is lost by no reload, and counted once
        is_whole(first)
        expect(first.get_by_text("Your vote is in: A.")).to_be_visible()
        page.reload()  # and the teacher is the teacher again
        is_whole(page)
        expect(page.locator(".class-count")).to_have_text("2 of 2 answered")
        page.get_by_role("button", name="Close the vote").click()
        expect(page.locator("ol.class-bars .bar")).to_have_count(options(first).count())
        assert [votes for (votes,) in bars(page)][:2] == [1, 1]
        assert faults(page) == faults(first) == []
        expect(first.get_by_text("The vote is closed.")).to_be_visible()
        expect(options(first).nth(1)).to_be_disabled()

        page.get_by_role("button", name="Ask again").click()
        expect(first.get_by_text("Did your neighbour convince you?")).to_be_visible()
        for phone in (first, second):
            expect(options(phone).nth(1)).to_be_enabled()
            options(phone).nth(1).tap()
        expect(page.locator(".class-count")).to_have_text("2 of 2 answered")
        page.get_by_role("button", name="Close the vote").click()
        expect(page.locator("ol.class-bars .bar.after")).to_have_count(options(first).count())
        assert bars(page)[:2] == [(1, 0), (1, 2)]
        page.get_by_role("button", name="Show the answer").click()
        expect(page.locator("ol.class-bars .right")).to_have_count(1)
        expect(page.locator("ol.class-bars .note")).to_have_count(options(first).count())
        expect(first.locator(".st-key-class_question")).to_contain_text("✓")
        assert faults(page) == faults(second) == []

        page.get_by_role("button", name="Another question").click()
        expect(options(first)).to_have_count(0)
        page.get_by_role("radio", name="Where is the class").click()
        expect(page.locator(".class-grid tbody tr")).to_have_count(2)
        assert faults(page) == []
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as CSV").click()
        assert "Pixels" in Path(saved.value.path()).read_text("utf-8")
        page.get_by_role("radio", name="Ask now").click()
        page.get_by_role("button", name="End the class").click()
        page.get_by_role("button", name="End it now").click()
        expect(page.get_by_role("button", name="Open a class")).to_be_visible()
        for phone in (first, second):
            expect(phone.get_by_text("This class is over.")).to_be_visible()


def test_hostile_learners_change_nothing_for_the_others(page, code, pupils):
    """One with markup for a name who taps without end, and one with a secret that was made up."""
    with phones(pupils, 2) as (hostile, honest):
        open_page(hostile, f"classroom?class={code}")
        open_page(honest, f"classroom?class={code}")
        name = hostile.get_by_label("Change your name")
        name.fill("<i id=hurt>Mia</i>")
        name.press("Enter")
        expect(page.get_by_role("button", name="i idhurtMiai", exact=True)).to_be_visible()
        assert page.locator("#hurt").count() == 0
        page.get_by_role("button", name="Ask the class").click()
        expect(options(hostile)).not_to_have_count(0, timeout=SLOW)
        for tap in range(40):
            options(hostile).nth(tap % 2).evaluate("button => button.click()")
        options(honest).nth(1).tap()
        expect(page.locator(".class-count")).to_have_text("2 of 2 answered")
        expect(honest.get_by_text("Your vote is in: B.")).to_be_visible()
        page.get_by_role("button", name="Close the vote").click()
        expect(page.locator("ol.class-bars .bar")).not_to_have_count(0)
        assert sum(votes for (votes,) in bars(page)) == 2

        cookie = next(each for each in hostile.context.cookies() if each["name"] == "pixels_desk")
        hostile.context.add_cookies([cookie | {"value": f"{'0' * 32}.{'0' * 64}"}])
        open_page(hostile, "classroom")
        expect(hostile.get_by_role("button", name="Open a class")).to_be_visible()
        expect(hostile.get_by_role("button", name="End the class")).to_have_count(0)


def test_a_phone_that_loses_its_network_is_back_in_its_place(page, code, pupils):
    with phones(pupils, 1) as (phone,):
        open_page(phone, f"classroom?class={code}")
        page.get_by_role("button", name="Ask the class").click()
        expect(options(phone)).not_to_have_count(0, timeout=SLOW)
        options(phone).nth(0).tap()
        expect(page.locator(".class-count")).to_have_text("1 of 1 answered")
        phone.goto("about:blank")
        open_page(phone, "pixels")
        expect(phone.get_by_text("Your vote is in: A.")).to_be_visible()
        expect(page.locator(".class-count")).to_have_text("1 of 1 answered")


def test_a_phone_whose_network_is_away_is_back_with_its_vote_where_the_class_is_by_then(page, code, browser, server):
    cable = Cable(server)
    context = browser.new_context(base_url=cable.address, viewport=POCKET, has_touch=True, is_mobile=True, **STILL)
    with visiting(context, cable.address) as phone:
        open_page(phone, f"classroom?class={code}")
        page.get_by_role("button", name="Ask the class").click()
        expect(options(phone)).not_to_have_count(0, timeout=SLOW)
        options(phone).nth(0).tap()
        expect(page.locator(".class-count")).to_have_text("1 of 1 answered")
        cable.cut()
        expect(phone.get_by_text("The server can't be reached just now.")).to_be_visible()
        page.get_by_role("button", name="Close the vote").click()
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".class-count")).to_have_text("0 of 0 answered", timeout=1000 * HERE + PATIENCE)  # nobody is here
        cable.mend()
        expect(phone.get_by_text("Did your neighbour convince you?")).to_be_visible(timeout=SLOW)
        expect(page.locator(".class-count")).to_have_text("0 of 1 answered")
        options(phone).nth(1).tap()
        expect(page.locator(".class-count")).to_have_text("1 of 1 answered")
        page.get_by_role("button", name="Close the vote").click()
        expect(page.locator("ol.class-bars .bar.after")).to_have_count(options(phone).count())
        assert bars(page)[:2] == [(1, 0), (0, 1)]
    context.close()
    cable.close()


def window(tab):
    return tab.get_by_role("slider", name="Window")


def test_phones_follow_the_teacher_look_around_and_come_back(page, code, pupils):
    with phones(pupils, 1) as (phone,):
        open_page(phone, "pooling")
        window(phone).press("ArrowRight")
        phone.wait_for_url("**pooling_size=3")
        expect(phone.get_by_text("551").first).to_be_attached(timeout=SLOW)  # numbers are left: the server has seen it
        is_whole(phone)
        open_page(phone, f"pixels?class={code}")
        go_to(page, "Pooling")
        is_whole(page)
        page.locator(".st-key-frame_follow label").click()
        expect(phone.get_by_role("heading", name=heading_of("Pooling"))).to_be_visible(timeout=SLOW)
        expect(phone.get_by_text("Following your teacher")).to_be_visible()
        expect(window(phone)).to_have_value("2")  # as the teacher has it, whatever the learner had
        for size in ("3", "4"):
            is_whole(page)
            window(page).press("ArrowRight")
            page.wait_for_url(f"**pooling_size={size}")  # the teacher's page has it
            expect(window(phone)).to_have_value(size)
        until(phone, "() => location.search === '?pooling_size=4'")
        is_whole(page)
        go_to(page, "Convolution")
        expect(phone.get_by_role("heading", name=heading_of("Convolution"))).to_be_visible(timeout=SLOW)
        until(phone, "() => location.search === ''")
        bar = phone.locator(".st-key-frame_bar")
        boxes = [
            each.bounding_box() for each in (*bar.get_by_test_id("stPopoverButton").all(), phone.get_by_test_id("stMainMenu"))
        ]
        assert all(one["x"] + one["width"] <= other["x"] for one, other in itertools.pairwise(boxes))

        phone.get_by_role("link", name="Back:").tap()  # to another page than the teacher's
        expect(phone.get_by_text("Looking around")).to_be_visible(timeout=SLOW)
        assert "color-contrast" not in [fault["id"] for fault in faults(phone)]
        phone.reload()
        is_whole(phone)
        expect(phone.get_by_text("Looking around")).to_be_visible(timeout=SLOW)
        is_whole(page)
        page.locator(".st-key-convolution_stride").get_by_role("radio").nth(1).click()
        page.wait_for_url("**convolution_stride=2")
        expect(phone.get_by_role("heading", name=heading_of("Convolution"))).to_have_count(0)
        phone.get_by_role("button", name="Back to the teacher").tap()
        expect(phone.get_by_role("heading", name=heading_of("Convolution"))).to_be_visible(timeout=SLOW)
        until(phone, "() => location.search === '?convolution_stride=2'")

        page.locator(".st-key-frame_follow label").click()
        expect(phone.get_by_text("Following your teacher")).to_have_count(0)
        is_whole(phone)
        open_page(phone, "pooling")
        expect(window(phone)).to_have_value("3")  # the learner's own, which the teacher's did not touch
        open_page(page, "classroom")


def shown_to_browser(name, seed, folder):
    """Files of six parts of a bundled picture, as a learner's phone would take them."""
    whole, draw = SAMPLES[name].load(), np.random.default_rng(seed)
    files = []
    for number in range(6):
        side = int(min(whole.shape[:2]) * draw.uniform(0.5, 0.95))
        top, left = (draw.integers(0, length - side + 1) for length in whole.shape[:2])
        files.append(folder / f"{name}-{seed}-{number}.png")
        Image.fromarray(whole[top : top + side, left : left + side]).save(files[-1])
    return files


def test_collect_train_and_test_together(page, code, pupils, tmp_path):
    with phones(pupils, 2) as both:
        for phone in both:
            open_page(phone, f"classroom?class={code}")
        page.get_by_role("radio", name="Learn together").click()
        named = page.get_by_label("Things, with commas")
        expect(named).to_be_visible()
        named.fill("cup, cat")
        named.press("Enter")
        expect(page.locator(".column")).to_have_count(2)
        for seed, phone in enumerate(both):
            phone.get_by_role("button", name="I agree").tap()
            for place, name in enumerate(("coffee", "chelsea")):
                column = phone.locator(".column").nth(place)
                with phone.expect_file_chooser() as chooser:
                    column.get_by_role("button", name="Choose pictures").tap()
                chooser.value.set_files(shown_to_browser(name, seed, tmp_path))
                expect(column.locator("figure:not(.coming)")).to_have_count(6)
        shots = page.locator("figure")
        expect(shots).to_have_count(24)
        names = {each.inner_text() for each in page.locator("figcaption").all()}
        assert len(names) == 2
        assert faults(page) == faults(both[0]) == []

        mine = both[0].locator(".column").first.locator("figure")
        mine.first.get_by_role("button", name="cup, picture").press("Enter")
        mine.first.get_by_role("button", name="Withdraw").press("Enter")
        expect(mine).to_have_count(5)
        expect(shots).to_have_count(23)
        shots.first.get_by_role("button", name=re.compile(", picture")).click()
        shots.first.get_by_role("button", name="Remove").click()
        expect(shots).to_have_count(22)
        page.get_by_text("Hide names").click()
        expect(page.locator("figcaption:visible").first).to_have_text(re.compile(r"^\d+$"))
        assert all(text.isdecimal() for text in page.locator("figcaption:visible").all_inner_texts())

        page.get_by_role("button", name="Train", exact=True).click()
        expect(page.locator(".class-result")).to_contain_text("right", timeout=6 * SLOW)
        assert faults(page) == []
        for phone, asked, answer in zip(both, ("chelsea", "coffee"), ("cat", "cup"), strict=True):
            expect(phone.get_by_text("Test the network of your class")).to_be_visible()
            (file, *_) = shown_to_browser(asked, 7, tmp_path)
            phone.locator(".st-key-classroom_test_file input[type=file]").set_input_files(file)
            expect(phone.locator(".bar.first .words")).to_contain_text(answer, timeout=SLOW)
        assert faults(both[0]) == []
        page.get_by_role("radio", name="Tournament").click()
        page.get_by_role("button", name="Start the tournament").click()
        expect(page.locator(".class-matrix tbody tr")).to_have_count(2, timeout=6 * SLOW)
        expect(page.locator(".class-matrix td.own")).to_have_count(2)
        assert faults(page) == []
        page.get_by_role("radio", name="The human test").click()
        page.get_by_role("button", name="Start the test").click()
        for phone in both:
            for number in range(1, 11):
                expect(phone.get_by_text(f"{number} of 10", exact=True)).to_be_visible(timeout=3 * SLOW)
                phone.locator(".st-key-classroom_answers button").nth(number % 2).press("Enter")
            expect(phone.get_by_text("Your predictions are in.")).to_be_visible()
        expect(page.locator(".class-count")).to_have_text("2 of 2 have finished")
        assert faults(page) == faults(both[0]) == []
        page.get_by_role("button", name="End the test").click()
        expect(page.locator(".class-strips section")).to_have_count(2)
        expect(page.locator(".class-strips .dots i")).to_have_count(2)
        assert faults(page) == []
        expect(both[1].get_by_text("You predicted")).to_be_visible()
        page.get_by_role("radio", name="Learn together").click()
        page.get_by_role("button", name="Take it home").click()
        page.get_by_role("link", name=re.compile("It is yours")).click()
        expect(page.get_by_role("heading", name=heading_of("Take it home"))).to_be_visible(timeout=SLOW)
        open_page(page, "classroom")
        page.get_by_role("radio", name="Ask now").click(timeout=SLOW)
        expect(page.get_by_role("button", name="End the class")).to_be_visible(timeout=SLOW)
