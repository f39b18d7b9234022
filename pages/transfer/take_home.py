"""Take it home: the network sees live, opens in every viewer, and leaves as files that work elsewhere."""

from html import escape
from pathlib import Path

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words
from lessons.texts.questions.take_home import take_home_questions
from lessons.texts.studio_snippets import LOAD_MODEL_CODE
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.lesson.trying import CAMERA, CURRENT, DRAWING, FILE, trying
from pages.shared.session.export_panel import lite_download, zip_download
from pages.shared.session.session_networks import best, name_of, named_networks, newest, take, use_opened
from pages.shared.session.state import current_picture
from pages.transfer.parts.example_network import example_network
from pages.transfer.parts.own_network_choice import is_chosen_here, own_network_choice
from pages.transfer.parts.project_file import open_project_file, save_project_file, say_what_was_opened
from pages.transfer.parts.scaled_twice import first_scaling, scaled_twice

VIEWERS = ("vgg16", "unit", "explain", "believe", "zoo")
TRAVELS = (
    ("README.md", "to read: what it was trained on, and how good it is"),
    ("model.keras", "the network: all its weights, and the scaling of pictures"),
    ("labels.json", "the names of its classes, in their order"),
    ("golden pictures", "six pictures, and the answers that it gives to them here"),
    ("check.py", "a program: does it give the same answers on your computer?"),
    ("retrain.ipynb", "a notebook, with Python inside: it trains the network again"),
    ("settings.json", "all settings of its training"),
)
PIXEL = 200


def offer_newest(at_hand):
    """Where an earlier network was chosen on another page: the one that was trained last is a press away."""
    latest = newest()[1]
    if not latest or any(run is at_hand for run in latest) or is_chosen_here("take_home_network"):
        return
    with st.container(key="take_home_newest", horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(words("take_home", "newest", name=plain(name_of(best(latest)))), width="content")
        st.button("Take that one", key="take_home_take_newest", on_click=take_newest)


def take_newest():
    use_opened(False)
    take(best(newest()[1]))


def show(at_hand):
    """Returns the ways in which the network was shown something."""
    said = {"invite": words("take_home", "invite" if at_hand else "nothing"), "said": ""}
    said |= {"looked": words("train", "looked"), "nowhere": words("train", "nowhere")}
    labels = at_hand.labels if at_hand else ()
    ways = (CURRENT, CAMERA, FILE, DRAWING)
    shown = trying(at_hand, labels, words_of=said, key="take_home", ways=ways, beside=True)
    if at_hand is None:
        example_network(key="take_home", progress=st.container())
    return shown


def what_travels(at_hand):
    """The one file to take home and what is in it; all other ways are behind a button."""
    with st.container(key="take_home_travels"):
        row = st.container(horizontal=True, vertical_alignment="center", gap="small")
        is_packable = False
        with row.container(width="stretch"):
            if at_hand is None:
                st.markdown(words("take_home", "nothing_to_pack"))
            else:
                is_packable = zip_download(at_hand, key="take_home")
        with row.popover("Other ways: phone, project", icon=":material/more_horiz:", width="content"):
            other_ways(at_hand)
        if is_packable:
            st.html(f'<p class="do">{escape(words("take_home", "what_to_do"))}</p>')
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(what)}</dd>" for name, what in TRAVELS)
        st.html(f'<dl class="files">{rows}</dl>')
    say_what_was_opened(key="take_home")


def other_ways(at_hand):
    """For phones; and all of the learner's work as a project."""
    if at_hand is not None and at_hand.settings is not None:
        st.markdown(words("take_home", "lite"))
        lite_download(at_hand, key="take_home")
    st.markdown(words("take_home", "project"))
    save_project_file(key="take_home")
    open_project_file(key="take_home")


def sections_of(at_hand):
    """The sections below."""
    return {
        "What you saw": lambda: what_you_saw(at_hand),
        "By hand": lambda: by_hand(at_hand),
        "Look inside": lambda: look_inside(at_hand),
        "In code": lambda: code_panel(LOAD_MODEL_CODE, key="take_home"),
        "Check yourself": lambda: quiz(take_home_questions(at_hand.labels if at_hand else ("cat", "dog")), key="take_home"),
        "Summary": lambda: st.markdown(words("take_home", "summary")),
    }


def what_you_saw(at_hand):
    st.markdown(words("take_home", "opening"))
    if at_hand is not None and at_hand.settings is not None:
        st.markdown(words("take_home", "zip"))
    keep_switch(key="take_home")


def by_hand(at_hand):
    """What the first layer makes of a pixel; and measured, what the network says where pictures are scaled twice."""
    offset, scale = first_scaling(at_hand)
    about = {"pixel": PIXEL, "offset": offset, "scale": scale, "scaled": (PIXEL - offset) / scale}
    about |= {"twice": PIXEL / 255, "wrong": (PIXEL / 255 - offset) / scale}
    st.markdown(words("take_home", "by_hand", **about))
    if at_hand is None:
        st.markdown(words("take_home", "untold"))
        return
    right, wrong = scaled_twice(at_hand, current_picture().pixels)
    told = {"best": plain(right.name), "share": right.probability, "other": plain(wrong.name), "other_share": wrong.probability}
    st.markdown(words("take_home", "measured", picture=plain(current_picture().name), **told))


def look_inside(at_hand):
    if at_hand is not None:
        st.markdown(words("take_home", "viewers", name=name_of(at_hand)))
    with st.container(horizontal=True):
        for slug in VIEWERS:
            st.page_link(lesson(slug).page, label=lesson(slug).title, icon=lesson(slug).icon)


def megabytes(name):
    """Of a file that was made on this page and is offered for download; 0 while there is none."""
    made = st.session_state.get(f"take_home_{name}")
    return len(made[1]) / 1e6 if made else 0


st.html(Path(__file__).with_suffix(".css"))
showing, packing = st.container(key="stage_row").columns([5, 6], gap="large")
with showing:
    networks = named_networks()
    at_hand = own_network_choice(networks, key="take_home_network", width="stretch", label="collapsed")
    offer_newest(at_hand)
    if len(networks) == 1:
        st.caption(words("take_home", "only", name=plain(name_of(at_hand))))
    shown = show(at_hand)
with packing:
    what_travels(at_hand)
offset, scale = first_scaling(at_hand)
known = {"has_network": at_hand is not None, "shown": shown, "section": section_of("take_home")}
known |= {"pixel": PIXEL, "scaled": (PIXEL - offset) / scale, "packed": megabytes("pack_made"), "saved": megabytes("project")}
steps("take_home", known)
sections("take_home", sections_of(at_hand))
