"""A test with harder pictures: the same ones in the dark, with noise, turned or small; or pictures of something else."""

from html import escape

import numpy as np
import streamlit as st

from lessons.images.hard_pictures import CHANGES
from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.resizing import square
from lessons.texts import words
from lessons.training.evaluation import evaluate
from lessons.training.linear_head import TextureNetwork
from pages.shared.lesson.light_picture import light_picture
from pages.shared.session.network_choice import number_of
from pages.shared.session.state import current_picture
from pages.transfer.parts.answer_wall import answer_wall
from pages.transfer.parts.closest_calls import closest_calls

NAMES = {name.capitalize(): name for name in CHANGES}
STRANGE = "Something else"
OPTIONS = ["Noise", "Dark", "Turned", "Small", STRANGE]
SIDE, MISTAKES = 96, 18
_KEPT = "state_judge_harder"  # what was asked last: nothing is asked twice while one looks at it
_SMALL = "font-size: 14px; line-height: 18px; overflow-wrap: anywhere;"


def harder_choice():
    """The controls: (what is changed, how strongly)."""
    change = st.segmented_control(
        "What makes it hard",
        OPTIONS,
        default=OPTIONS[0],
        required=True,
        key="judge_change",
        bind="query-params",
        width="content",
    )
    if change == STRANGE:
        return change, 0
    return change, st.slider("How much, %", 0, 100, 0, 5, key="judge_strength", bind="query-params", width=160)


def show_strangers(run):
    """What it calls pictures of things that it has never heard of, the learner's own picture first."""
    pictures = {"your picture": current_picture().pixels} | {name: load() for name, load in OUTSIDERS.items()}
    answers = _kept(run, (STRANGE, current_picture().digest), lambda: [_best(run, image) for image in pictures.values()])
    st.html(f'<div style="{_SMALL}">{escape(words("judge", "strangers", classes=", ".join(run.labels)))}</div>')
    with st.container(horizontal=True, gap="small"):
        for (name, image), (said, share) in zip(pictures.items(), answers, strict=True):
            with st.container(width=SIDE + 8, gap="xxsmall"):
                light_picture(square(image, SIDE), width=SIDE, alt=f"{name}, called {said}")
                told = f"{escape(name)}<br>“<b>{escape(said)}</b>” {share:.0%}"
                st.html(f'<div style="{_SMALL}">{told}</div>')
    return answers


def show_harder(run, change, strength, beside):
    """The figures of some test pictures as they are and made harder. Returns what the steps want to know of them."""
    from lessons.training.harder_test import harder_pictures, some_of

    places = some_of(run.test_report.targets)
    images, targets = [run.test_images[place] for place in places], run.test_report.targets[places]
    changed = harder_pictures(images, NAMES[change], strength / 100)
    report = _kept(run, (change, strength), lambda: _answers(run, changed, targets))
    before = float((run.test_report.answers == run.test_report.targets)[places].mean())
    with st.container(key="stage_figures", horizontal=True, gap="medium"):
        st.metric(f"These {len(images)}, as they are", f"{before:.0%}", width="content")
        st.metric(f"{change}, {strength}%", f"{report.accuracy:.0%}", width="content")
    answer_wall(report, run.labels, key="judge_harder_wall", images=changed, named=True, wide=288, high=140)
    st.caption(words("judge", "harder", count=len(images), all=len(run.test_images), accuracy=run.test_report.accuracy))
    with beside:
        closest_calls(report, run.labels, changed, most=MISTAKES)
    named = np.bincount(report.answers, minlength=len(run.labels))
    favourite = {"favourite": run.labels[named.argmax()], "favoured": int(named.max()), "asked": len(images)}
    return {"before": before, "after": report.accuracy} | favourite


def _answers(run, images, targets):
    """The report of what it says of pictures."""
    from lessons.training.harder_test import harder_report

    if isinstance(run, TextureNetwork):
        return evaluate(run.probabilities(images), targets, run.labels)
    return harder_report(run.model, images, targets, run.labels)


def _best(run, image):
    """(what it calls a picture, with which probability)."""
    if isinstance(run, TextureNetwork):
        shares = run.probabilities([image])[0]
        return run.labels[shares.argmax()], float(shares.max())
    from lessons.nets.classification import rank

    label = rank(run.model, run.labels, image, top=1)[0]
    return label.name, label.probability


def _kept(run, what, make):
    key = (number_of(run if isinstance(run, TextureNetwork) else run.model), run.labels, *what)
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        with st.spinner("Asking your network again", show_time=True):
            st.session_state[_KEPT] = kept = (key, make())
    return kept[1]
