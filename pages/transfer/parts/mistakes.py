"""The pictures that a network gets wrong, each with what spoke for the wrong class and for the right one."""

import numpy as np
import streamlit as st

from lessons.catalog import lesson
from lessons.data.own_data import TITLE
from lessons.figures.pictures import magnified, overlay, png, side_by_side
from lessons.images.resizing import square
from lessons.texts import words
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.plain_text import plain
from pages.shared.session import caches
from pages.shared.session.dataset_choice import OWN
from pages.shared.session.network_choice import number_of

MOST = 8  # mistakes that are shown
SIDE = 128  # pixels
DOUBTED = ("drawings", "textures", "faces", "digits")  # the bundled data sets whose labels can be doubted


def mistakes(run, images, *, key):
    """Show the surest mistakes of a run.

    Parameters
    ----------
    run : lessons.training.results.ClassifierRun
    images : the test pictures, in the order of its report
    key : str
    """
    wrong = run.test_report.mistakes
    if not len(wrong):
        st.success(words("judge", "no_mistakes"), icon=":material/celebration:")
        return
    st.markdown(words("judge", "mistakes", which=_which(len(wrong))))
    doubt_labels(run)
    explained = st.toggle("Explain each with Grad-CAM", key=f"{key}_explained")
    columns = st.columns(2, gap="large")
    for place, index in enumerate(wrong[:MOST]):
        with columns[place % 2]:
            _one(run, images[index], int(index), explained)
    if explained:
        magnitude_legend("the strongest place of each picture")


def doubt_labels(run):
    """A way to where labels are put to a test: of the data set that the network learned from, if that page has it."""
    st.caption(words("judge", "doubt_labels"))
    sets = {name.capitalize(): name for name in DOUBTED} | {TITLE: OWN}
    where = {"neighbours_planted": 0, "neighbours_layer": "Block 4"}
    where |= {"neighbours_set": sets[run.data]} if run.data in sets else {}
    page = lesson("neighbours")
    st.page_link(page.page, label="Look for wrong labels", icon=page.icon, query_params=where)


def _which(count):
    if count == 1:
        return "Its only mistake."
    return (
        f"Its {count} mistakes, the surest first."
        if count <= MOST
        else f"The {MOST} mistakes of which it was surest, of {count}."
    )


def _one(run, image, index, explained):
    report = run.test_report
    truth, said = int(report.targets[index]), int(report.answers[index])
    shown = square(image, run.settings.image_size)
    pictures = [magnified(shown, SIDE)]
    if explained:
        with st.spinner("Explaining", show_time=True):
            heats = [_explanation(run, index, image, target) for target in (said, truth)]
        pictures += [magnified(overlay(shown, heat, opacity=0.6), SIDE) for heat in heats]
    st.image(
        png(side_by_side([np.ascontiguousarray(picture) for picture in pictures])),
        alt=f"A picture of {run.labels[truth]} that was called {run.labels[said]}",
    )
    heats = ". In the middle: what spoke for that; on the right: for what it is" if explained else ""
    st.caption(
        f"**{plain(run.labels[truth])}**, called {plain(run.labels[said])} with {report.probabilities[index, said]:.0%} "
        f"({report.probabilities[index, truth]:.0%} for what it is){heats}."
    )


def _explanation(run, index, image, target):
    return caches.explanation(
        f"run {number_of(run.model)}", f"test picture {index}", "grad_cam", target, None, run.model, image
    )
