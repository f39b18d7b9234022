"""Take it home: the network travels in a box, which can be packed badly, and leaves as files that work elsewhere."""

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
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
from pages.shared.session import caches
from pages.shared.session.export_panel import lite_download, zip_download
from pages.shared.session.network_choice import number_of, when_awake
from pages.shared.session.session_networks import best, name_of, named_networks, newest, take, use_opened
from pages.transfer.parts.example_network import example_network
from pages.transfer.parts.own_network_choice import is_chosen_here, own_network_choice
from pages.transfer.parts.project_file import open_project_file, save_project_file, say_what_was_opened
from pages.transfer.parts.scaled_twice import first_scaling, scaled_twice
from pages.transfer.parts.travelling_box import ICONS, PARTS, journey, share_of, show_box

VIEWERS = ("vgg16", "unit", "explain", "believe", "zoo")
TRAVELS = (
    ("model.keras", "the network: all its weights, and the scaling of pictures"),
    ("labels.json", "the names of its classes, in their order"),
    ("golden", "a folder with proof pictures; the answers to them are in golden.json"),
    ("check.py", "a program: does it give the same answers on your computer?"),
    ("retrain.ipynb", "a notebook, with Python inside: it trains the network again"),
    ("README.md", "to read: what it was trained on, and how good it is"),
    ("settings.json", "all settings of its training"),
)
PIXEL = 200
SHOWN = 6  # of the sample photos, where the network is ready-made


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


def proof_pictures(own):
    """The pictures that travel as its proof, by name."""
    if own is None:
        return {name: caches.bundled_picture(name).pixels for name in list(SAMPLES)[:SHOWN]}
    from lessons.takehome.export import golden_pictures

    return {name: np.asarray(pixels, np.uint8) for name, pixels in golden_pictures(own)[1].items()}


def answers(network, own, packed, pictures):
    """All probabilities of the proof pictures where these parts have come."""
    key = "imagenet" if own is None else f"own {number_of(own.model)} {hash(own.labels)}"
    return caches.elsewhere(key, "proof", tuple(packed), network.model, list(pictures.values()))


def telling_picture(network, own, pictures):
    """The place of the proof picture that suffers most without the scaling, of those that the network gets right here.

    The cat's, where the network is ready-made.
    """
    if own is None:
        return list(pictures).index(DEFAULT_SAMPLE)
    from lessons.takehome.export import golden_targets

    unscaled = [part for part in PARTS if part != "scaling"]
    here, there = (answers(network, own, packed, pictures) for packed in (PARTS, unscaled))
    places, best = range(len(here)), here.argmax(axis=1)
    falls = here[places, best] - there[places, best]
    targets = golden_targets(own)
    is_right = np.array([best[place] == targets.get(name) for place, name in enumerate(pictures)])
    return int(np.where(is_right | ~is_right.any(), falls, -np.inf).argmax())


def travel(network, own, packed):
    """Show the box, and what the network answers before and after. Returns a Journey."""
    from lessons.takehome.left_behind import first_kernels

    pictures = proof_pictures(own)
    here, there = (answers(network, own, parts, pictures) for parts in (PARTS, packed))
    told = journey(network.labels, here, there, packed, shown=telling_picture(network, own, pictures))
    show_box(told, packed, pictures=list(pictures.values()), kernels=first_kernels(network.model))
    return told


def ways_home(own):
    """Where it can go: each with what one gets, and its button. Technical details are one press away."""
    computer, phone, tomorrow = st.container(key="take_home_ways").columns(3, gap="medium")
    with computer:
        st.markdown(words("take_home", "computer"))
        if own is None:
            example_network(key="take_home", progress=st.container())
        else:
            zip_download(own, key="take_home")
            with st.popover("What is inside", width="content"):
                rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(what)}</dd>" for name, what in TRAVELS)
                st.html(f'<dl class="files">{rows}</dl>')
    with phone:
        st.markdown(words("take_home", "phone"))
        if own is not None and own.settings is not None:
            lite_download(own, key="take_home")
    with tomorrow:
        st.markdown(words("take_home", "tomorrow"))
        with st.popover("Save or open a project", icon=":material/save:", width="content"):
            st.markdown(words("take_home", "project"))
            save_project_file(key="take_home")
            open_project_file(key="take_home")


def sections_of(network, own):
    """The sections below."""
    return {
        "What you saw": lambda: what_you_saw(own),
        "Show it something": lambda: show_it_something(network),
        "By hand": lambda: by_hand(network, own),
        "Look inside": lambda: look_inside(own),
        "In code": lambda: code_panel(LOAD_MODEL_CODE, key="take_home"),
        "Check yourself": lambda: quiz(take_home_questions(own.labels if own else ("cat", "dog")), key="take_home"),
        "Summary": lambda: st.markdown(words("take_home", "summary")),
    }


def what_you_saw(own):
    st.markdown(words("take_home", "opening"))
    if own is not None and own.settings is not None:
        st.markdown(words("take_home", "zip"))
    keep_switch(key="take_home")


def show_it_something(network):
    """The network as it will be elsewhere: it answers the camera, a file, a drawing."""
    said = {"invite": words("take_home", "invite"), "said": ""}
    said |= {"looked": words("train", "looked"), "nowhere": words("train", "nowhere")}
    trying(network, network.labels, words_of=said, key="take_home", ways=(CURRENT, CAMERA, FILE, DRAWING), beside=True)


def by_hand(network, own):
    """What the first layer makes of a pixel; and measured, what the network says where pictures are scaled twice."""
    offset, scale = first_scaling(network)
    about = {"pixel": PIXEL, "offset": offset, "scale": scale, "scaled": (PIXEL - offset) / scale}
    about |= {"twice": PIXEL / 255, "wrong": (PIXEL / 255 - offset) / scale}
    st.markdown(words("take_home", "by_hand", **about))
    pictures = proof_pictures(own)
    shown = list(pictures.values())[telling_picture(network, own, pictures)]
    right, wrong = scaled_twice(network, shown)
    told = {"best": plain(right.name), "share": right.probability, "other": plain(wrong.name), "other_share": wrong.probability}
    st.markdown(words("take_home", "measured", **told))


def look_inside(own):
    if own is not None:
        st.markdown(words("take_home", "viewers", name=name_of(own)))
    with st.container(horizontal=True):
        for slug in VIEWERS:
            st.page_link(lesson(slug).page, label=lesson(slug).title, icon=lesson(slug).icon)


def megabytes(name):
    """Of a file that was made on this page and is offered for download; 0 while there is none."""
    made = st.session_state.get(f"take_home_{name}")
    return len(made[1]) / 1e6 if made else 0


def show():
    """The lesson."""
    networks = named_networks()
    own = own_network_choice(networks, key="take_home_network", width="stretch", label="collapsed")
    offer_newest(own)
    network = caches.classifier("imagenet") if own is None else own
    stage = st.container(key="take_home_stage")
    with st.container(key="take_home_choice", horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.caption(words("take_home", "choice"), width="content")
        packed = st.pills(
            "In the box",
            list(PARTS),
            selection_mode="multi",
            default=list(PARTS),
            format_func=lambda part: f"{ICONS[part]} {PARTS[part]}",
            key="take_home_parts",
            bind="query-params",
            label_visibility="collapsed",
            width="content",
        )
    with stage:
        told = travel(network, own, [part for part in PARTS if part in packed])
    to_try = st.container()
    ways_home(own)
    say_what_was_opened(key="take_home")
    known = {"has_network": own is not None, "parts": set(packed), "section": section_of("take_home")}
    known |= {"here": plain(told.here.name), "there": plain(told.there.name), "is_alike": told.is_alike}
    known |= {"kept": told.kept, "count": len(told.answers)}
    known |= {"share": share_of(told.here.share), "there_share": share_of(told.there.share)}
    with to_try:
        steps("take_home", known | {"packed": megabytes("pack_made")})
    sections("take_home", sections_of(network, own))


st.html(Path(__file__).with_suffix(".css"))
when_awake(show)
