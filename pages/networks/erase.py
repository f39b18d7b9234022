"""Erase and ask: parts of the picture are painted over, and the network answers at every stroke."""

from pathlib import Path

import numpy as np
import streamlit as st
from streamlit_drawable_canvas import st_canvas

from lessons.figures.bars import probability_bars
from lessons.figures.pictures import magnified, webp
from lessons.images.erasing import FILLS, STARTS, cover, painted
from lessons.images.samples import DEFAULT_SAMPLE
from lessons.texts import words
from lessons.texts.network_snippets import ERASE_CODE
from lessons.texts.questions.erase import erase_questions
from pages.networks.parts.asked_controls import asked_controls
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.network_choice import network_choice, when_awake
from pages.shared.session.state import current_picture

SIDE = 272  # pixels of the canvas
PAPER = SIDE + 64  # of the canvas with what is written above and below it, also while another one comes
ABOVE = 22  # pixels
INSTEAD = "coffee"  # the bundled picture that shows through; the cat where that is the learner's own
LEADING = 3  # classes before the strokes, and as many after them


def other_picture(picture, size):
    """A picture that shows through what is covered, of the network's size."""
    coffee = caches.bundled_picture(INSTEAD)
    other = caches.bundled_picture(DEFAULT_SAMPLE) if picture.digest == coffee.digest else coffee
    return caches.square_picture(other.digest, size, other.pixels)


def ink(fill, behind):
    """The colour of the pen: what covers, where that is one colour."""
    colours = {"its average colour": "#{:02x}{:02x}{:02x}".format(*behind[0, 0]), "black": "#000000"}
    return colours.get(fill, "#6d6355")


def paper(picture, start, pen, colour):
    """The canvas with what is covered from the start, to paint on. Returns what was painted, or None."""
    st.space(ABOVE)  # for the canvas's tools, which float there
    canvas = st_canvas(
        stroke_width=pen,
        stroke_color=colour,
        background_image=webp(magnified(picture, SIDE), quality=80),
        width=SIDE,
        height=SIDE,
        drawing_mode="freedraw",
        return_image_data=True,
        key=f"erase_canvas_{start}",
    )
    st.caption(words("erase", "paint"))
    return canvas.image_data


@st.fragment
def laboratory(picture):
    from lessons.nets.classification import answer

    stage = st.container(key="stage_maps", horizontal=True, gap="large")
    (first, second, third), _, chosen = asked_controls(3)
    with chosen:
        asked = network_choice(key="erase")
    start = first.segmented_control(
        "Covered at first", list(STARTS), default="nothing", required=True, key="erase_start", bind="query-params"
    )
    fill = second.selectbox("Cover it with", list(FILLS), key="erase_fill", bind="query-params", width=190)
    pen = third.slider("Pen", 6, 60, 28, key="erase_pen", bind="query-params", width=150)
    shown = caches.square_picture(picture.digest, asked.size, picture.pixels)
    behind = FILLS[fill](shown, other_picture(picture, asked.size))
    begun = STARTS[start](asked.size)
    before = caches.probabilities(asked.key, picture.digest, asked.model, picture.pixels)
    with stage:
        with st.container(width=SIDE + 2, height=PAPER, border=False, gap="xsmall", key="erase_paper"):
            strokes = painted(paper(cover(shown, begun, behind), start, pen, ink(fill, behind)), asked.size)
        mask = begun | strokes
        covered = cover(shown, mask, behind)
        after = answer(asked.model, covered)
        with st.container(width=SIDE):
            st.space("small")
            told = words("erase", "share" if mask.any() else "nothing", share=mask.mean())
            alt = f"{picture.description}, {told}, as the network is shown it"
            light_picture(magnified(covered, 2 * SIDE), width="stretch", caption=f"What the network is shown: {told}", alt=alt)
        with st.container(width="stretch"):
            st.space("small")
            st.html(probability_bars(*compared(asked, before, after))[0])
            if mask.any():
                st.caption(words("erase", "before"))
    top, best = int(np.argmax(before)), int(np.argmax(after))
    leading = [asked.labels[index] for index in np.argsort(before)[::-1][:LEADING]]
    known = {
        "label": asked.labels[top],
        "was": before[top],
        "now": after[top],
        "after": asked.labels[best],
        "best": after[best],
    }
    known |= {"start": start, "fill": fill, "share": float(mask.mean()), "is_painted": bool(strokes.any()), "others": leading}
    steps("erase", known)
    sections(
        "erase",
        {
            "What you saw": lambda: what_you_saw(known),
            "By hand": lambda: by_hand(asked, picture, shown, covered, top),
            "Be careful": lambda: st.markdown(words("erase", "caution")),
            "In code": lambda: code_panel(ERASE_CODE, cover, key="erase"),
            "Check yourself": lambda: check(asked, shown, covered, top),
            "Summary": lambda: st.markdown(words("erase", "summary")),
        },
    )


def compared(asked, before, after):
    """(labels, probabilities now, and before) of the classes that lead without the strokes or with them."""
    indices = list(dict.fromkeys(int(index) for each in (before, after) for index in np.argsort(each)[::-1][:LEADING]))
    return [asked.labels[index] for index in indices], after[indices], before[indices]


def logits(asked, *pictures):
    from lessons.nets.gradients import class_logits

    return class_logits(asked.model, np.stack(pictures))


def what_you_saw(known):
    finding = {name: known[name] for name in ("share", "label", "was", "now")}
    st.markdown(f"{words('erase', 'opening')}\n\n{words('erase', 'finding', **finding)}")


def by_hand(asked, picture, shown, covered, index):
    """The class's logits, and the map that trying everywhere gives."""
    from lessons.nets.attribution import OCCLUSIONS

    before, after = (float(each) for each in logits(asked, shown, covered)[:, index])
    about = {
        "label": asked.labels[index],
        "before": before,
        "after": after,
        "difference": after - before,
        "tries": OCCLUSIONS**2,
    }
    st.markdown(words("erase", "by_hand", **about).replace("-", "−"))
    with st.spinner("Covering each place in turn", show_time=True):
        heat = caches.explanation(asked.key, picture.digest, "occlusion", index, None, asked.model, picture.pixels)
    light_picture(
        overlay_of(shown, heat),
        width=SIDE,
        alt=f"How far the answer falls when a patch covers each place: {asked.labels[index]}",
    )


def overlay_of(shown, heat):
    from lessons.figures.pictures import at_own_contrast, overlay

    return overlay(magnified(shown, 2 * SIDE), at_own_contrast(heat), opacity=0.7)


def check(asked, shown, covered, index):
    before, after = logits(asked, shown, covered)[:, index]
    quiz(erase_questions(asked.size, asked.size // 5, before, after), key="erase")


st.html(Path(__file__).with_suffix(".css"))
when_awake(laboratory, current_picture())
