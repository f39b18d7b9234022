"""What the shortcut lab shows: the pictures with their cue, six maps with the cue's place outlined, and three tests."""

from html import escape

import numpy as np
import streamlit as st

from lessons.core.shortcut import cue_frames, cue_place, share_on, times_its_area
from lessons.figures.box_outlines import Frames, framed, sheet_of
from lessons.figures.learning_curve import learning_curve
from lessons.figures.pictures import at_own_contrast, overlay
from lessons.texts import words
from lessons.texts.names import METHOD_NAMES
from lessons.texts.steps.shortcut import MAPS, POINTS
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.job_panel import is_training, watch_job
from pages.shared.session.state import epochs_of
from pages.transfer.parts.answer_wall import answer_wall

SHOWN, SIDE, WIDE = 5, 192, 590  # pictures of each class, pixels of one, and of the row on the screen
EXAMPLE = 72  # pixels of a picture beside a test
OPACITY = 0.75  # of a map over its picture
WARNING = "light-dark(#b2402c, #f0907a)"
_NUMBER = "font-size: 32px; line-height: 36px; font-weight: 600; font-variant-numeric: tabular-nums;"
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_TITLE = "font-size: 16px; line-height: 20px; font-weight: 600;"
_TRACK = "height: 12px; border-radius: 3px; background: var(--line); overflow: hidden;"


def outlined(picture, cue, side=SIDE):
    """A picture with the outline of the cue's place; nothing is outlined where there is none."""
    return framed(picture, *([Frames(cue_frames(cue))] if cue else []), side=side)


def show_pictures(planted, about, result):
    """Both classes as they are learned from, and beside them the training and what came of it."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        train = planted.dataset.train
        for target, label in enumerate(planted.dataset.labels):
            own = np.flatnonzero(train.targets == target)
            shown = [framed(train.images[place], side=SIDE) for place in own[np.linspace(0, len(own) - 1, SHOWN).astype(int)]]
            st.html(f'<div style="{_TITLE}">{escape(label)}</div>')
            light_picture(sheet_of(shown, columns=SHOWN), width=WIDE, alt=f"{SHOWN} pictures of {label} to learn from")
        st.caption(words("shortcut", "planted" if about["marked"] else "not_planted", **about))
    with right:
        _training(about, result)


def _training(about, result):
    watch_job(key="shortcut", above=_curve)
    if result is not None:
        report, part = result.test_report, "trained" if about["marked"] else "trained_clean"
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            st.html(f'<div style="{_NUMBER}">{report.accuracy:.0%}</div>', width="content")
            st.button("Look at six maps", icon=":material/help_center:", key="shortcut_on", on_click=look_at, args=(MAPS,))
        st.markdown(words("shortcut", part, **about | {"count": len(report.targets)}))
        st.html(learning_curve(result.history, result.settings.epochs)[0])
    elif not is_training("shortcut"):
        st.markdown(words("shortcut", "untrained"))


def look_at(view):
    st.session_state.shortcut_view = view


def _curve(step):
    st.html(learning_curve(step.history if step else (), epochs_of("shortcut") or 1)[0])


def heats(key, model, picture, number):
    """The map of each method for the first class: name of the method -> map."""
    from lessons.nets.attribution import ATTRIBUTIONS

    return {name: caches.explanation(f"shortcut {key}", number, name, 0, None, model, picture) for name in ATTRIBUTIONS}


def kept_heats(key, model, picture, number):
    """The same maps, if all of them were made before; else none."""
    from lessons.nets.attribution import ATTRIBUTIONS

    kept = {name: caches.explanation.found(f"shortcut {key}", number, name, 0, None, model, picture) for name in ATTRIBUTIONS}
    return {} if any(heat is None for heat in kept.values()) else kept


def show_maps(found, picture, label, cue):
    """The picture, and beside it each map over it, with the cue's place outlined and the heat on it."""
    first, *places = wrapping_row(1 + len(found))
    with first:
        light_picture(outlined(picture, cue), width="stretch", alt=f"A test picture of {label}, the place of the cue outlined")
        st.html(_named(label, cue))
    for place, (method, heat) in zip(places, found.items(), strict=True):
        with place:
            over = overlay(picture, at_own_contrast(heat), opacity=OPACITY)
            light_picture(outlined(over, cue), width="stretch", alt=f"Where {METHOD_NAMES[method]} finds reasons for {label}")
            st.html(_verdict(METHOD_NAMES[method], heat, cue))


def _named(label, cue):
    if not cue:
        return f'<div style="{_TITLE}">{escape(label)}</div>'
    area = f'<div style="{_NUMBER}">{cue_place(cue).mean():.1%}</div>'
    return f'{area}<div style="{_TITLE}">is the cue</div><div style="{_SMALL}">of this picture:<br>{escape(label)}</div>'


def _verdict(name, heat, cue):
    title = f'<div style="{_TITLE}">{escape(name)}</div>'
    if not cue:
        return title
    times, place = times_its_area(heat, cue_place(cue)), cue_place(cue)
    colour = "var(--accent)" if times >= POINTS else "var(--ink3)"
    said = "betrays it" if times >= POINTS else "tells nothing" if times >= 1 / POINTS else "looks elsewhere"
    number = f'<div style="{_NUMBER} color: {colour};">{times:.1f} ×</div>'
    return f'{number}{title}<div style="{_SMALL}">{share_on(heat, place):.0%} of its heat<br>{said}</div>'


def show_tests(planted, reports):
    """The three tests beside each other: how many are right, some of the pictures, and a dot for each."""
    parts = zip(("test_planted", "test_clean", "test_swapped"), reports, planted.tests, strict=True)
    columns = st.columns(3, gap="large")
    for column, (part, report, images) in zip(columns, parts, strict=True):
        with column:
            _one_test(part, report, images, planted.dataset.labels)


def _one_test(part, report, images, labels):
    chance = 1 / len(labels)
    colour = "var(--accent)" if report.accuracy > (1 + chance) / 2 else WARNING
    right = int((report.answers == report.targets).sum())
    number = f'<span style="{_NUMBER}">{report.accuracy:.0%}</span>'
    bar = f"width: {100 * report.accuracy:.1f}%; height: 100%; background: {colour};"
    st.html(
        f'<div style="{_TITLE}">{escape(words("shortcut", part))}</div>'
        f'<div>{number} <span style="{_SMALL}">{right} of {len(images)} right</span></div>'
        f'<div style="{_TRACK}"><div style="{bar}"></div></div>'
    )
    examples = [int(place) for target in range(len(labels)) for place in np.flatnonzero(report.targets == target)[:2]]
    with st.container(horizontal=True, gap="xsmall"):
        for place in examples:
            said, truth = labels[report.answers[place]], labels[report.targets[place]]
            with st.container(width=EXAMPLE, gap="xxsmall"):
                light_picture(framed(images[place], side=2 * EXAMPLE), width=EXAMPLE, alt=f"A picture of {truth}")
                st.caption(f"{'✓' if said == truth else '✗'} {plain(said)}")
    answer_wall(report, labels, key=f"shortcut_{part}", images=images, named=True, wide=280, high=64)
