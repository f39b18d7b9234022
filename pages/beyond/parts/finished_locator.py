"""What a network that was trained before says of three scenes, epoch by epoch: it is there to look at at once."""

import streamlit as st

from lessons.core.boxes import iou
from lessons.core.percent import percent
from lessons.figures.box_outlines import FOUND, TRUTH, Frames, framed
from lessons.finding.finished_boxes import finished_boxes
from lessons.texts import counted, words
from pages.beyond.parts.heat_box import GAP, TALLEST
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row

_ORDER = (1, 2, 0)  # of its scenes: those that it names rightly, then the one that it does not


def finished_locator(place, stage, *, key):
    """Let the learner go through the epochs of the finished training, and see its boxes of three scenes.

    Parameters
    ----------
    place : container for the slider
    stage : container for the figure
    key : str, the page's slug

    Returns
    -------
    dict : what the steps to try ask for
    """
    from lessons.finding.locating import LocatorSettings
    from lessons.finding.scene_runs import watched_scenes

    run, settings = finished_boxes(), LocatorSettings()
    last = len(run.boxes) - 1
    epoch = place.slider("After epoch", 0, last, last, key=f"{key}_shown_epoch", bind="query-params", width=260)
    scenes, values = watched_scenes(settings), []
    with stage, st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        with st.container(width=3 * TALLEST + 2 * GAP, key="stage_three"):
            places = wrapping_row(len(_ORDER))
        for where, number in zip(places, _ORDER, strict=True):
            scene, box, said = scenes[number], run.boxes[epoch][number], run.probabilities[epoch][number]
            values.append(float(iou(box, scene.boxes[0])))
            label = settings.scenes.classes[int(said.argmax())]
            shape = settings.scenes.classes[scene.targets[0]]
            is_called = f"a {shape}, called {label}"
            text = f"{is_called}: IoU {values[-1]:.2f}"
            found = Frames([box], FOUND, (f"{label} {percent(said.max(), 0)}",), width=3)
            picture = framed(scene.image, Frames(scene.boxes, TRUTH, width=3), found, side=2 * TALLEST, shown=TALLEST)
            with where:
                light_picture(picture, width="stretch", caption=text, alt=f"After epoch {epoch}: {text}")
        with st.container(width="stretch"):
            about = {"epochs": counted(last, "epoch"), "mean": run.mean_iou, "count": settings.count}
            about |= {"epoch": epoch, "now": sum(values) / len(values)}
            st.markdown(words("localisation", "finished", **about))
    return {"epoch": epoch, "values": values, "mean": run.mean_iou, "epochs": last}
