"""What strangers write into an address: every page opens all the same, and says what it could not take."""

import math
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lessons.catalog import CATALOG
from lessons.texts import words
from pages.shared.session.address import says
from tests.pages.apps import at_address

MONSTERS = [
    *("1e309", "-1e309", "nan", "inf", "-Infinity", "9" * 3000, "1e-400", "-1", "-0", "0x10", "1_000", "٣", "2.5", "99999"),
    *("", " ", "true", "null", "<img src=x onerror=alert(1)>", "**$x$**", "`", "../../etc/passwd", "%00", "\x00", "é\u0301"),
    "a" * 130_000,
]
values = st.one_of(st.sampled_from(MONSTERS), st.integers().map(str), st.floats().map(repr), st.text(max_size=20))
asked = st.one_of(values, st.lists(values, min_size=1, max_size=3))


def bound_widgets(app):
    """Parameter -> widget, of what this page ties to its address."""
    widgets = [widget for widget in app if getattr(getattr(widget, "proto", None), "query_param_key", "")]
    return {widget.proto.query_param_key: widget for widget in widgets}


@cache
def defaults(slug):
    return {name: widget.value for name, widget in bound_widgets(at_address(slug)).items()}


def stands_for(text, value):
    try:
        return math.isclose(float(text), float(value))
    except (TypeError, ValueError):
        return text.casefold().replace(" ", "_") == str(value).casefold().replace(" ", "_")


SLOW = ("networks", "transfer", "beyond")  # sections whose pages run networks
PAGES = [
    pytest.param(entry.slug, marks=[pytest.mark.slow] if entry.section in SLOW else [], id=entry.slug) for entry in CATALOG
]


@pytest.mark.parametrize("slug", PAGES)
@settings(max_examples=2, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_address_asks_for_the_page_opens_and_says_what_it_refused(slug, data):
    if not defaults(slug):
        return
    address = {name: data.draw(asked, label=name) for name in defaults(slug)}
    app = at_address(slug, **address)
    assert not app.exception, app.exception
    assert app.title[0].value == words(slug, "question")
    told = " ".join(warning.value for warning in app.warning)
    for name, widget in bound_widgets(app).items():
        texts = [address[name]] if isinstance(address[name], str) else address[name]
        if name in defaults(slug) and widget.value == defaults(slug)[name] and widget.type != "text_input":
            taken = len(texts) == 1 and stands_for(texts[0], widget.value)
            assert taken or f"`{name}`" in told


@pytest.mark.timeout(30)
def test_a_long_text_of_an_address_is_compared_at_once():
    """To name it as a layer takes the square of its length."""
    assert not says(["1" * 130_000 + "!"], "convolution 9")
    assert says(["conv9"], "convolution 9")
    assert says(["convolution 9"], "convolution 9")
