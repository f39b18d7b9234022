"""What a detector that was trained before finds in three scenes, epoch by epoch: it is there to look at at once."""

import streamlit as st

from lessons.core.boxes import iou
from lessons.core.percent import percent
from lessons.figures.box_outlines import CLASS_COLOURS, TRUTH, Frames, framed
from lessons.finding.finished_finds import LEAST, SHOWN, finished_finds
from lessons.texts import counted, words
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row

LEARNED = "a detector"  # what the stage shows, in its choice of these
_SIDE = 276  # pixels of a scene on the stage
_ORDER = (1, 0, 2)  # of its scenes: the easy one first, the crowded one last
_ALIKE, _INSET = 0.9, (2.0, 2.0, -2.0, -2.0)  # an IoU from which a box would hide another, and how it then makes room


def side_by_side(boxes):
    """The boxes as they are drawn: one that lies on an earlier one is drawn inside it, or it would be hidden."""
    return [
        box + _INSET if any(iou(box, other) >= _ALIKE for other in boxes[:number]) else box for number, box in enumerate(boxes)
    ]


def finished_detector(place, *, key):
    """Let the learner go through the epochs of the finished training, whose slider stands in `place`.

    Returns
    -------
    dict of what the steps to try ask for
    """
    from lessons.finding.detecting import DetectorSettings
    from lessons.finding.scene_runs import watched_scenes

    run, settings = finished_finds(), DetectorSettings()
    last = len(run.values) - 1
    epoch = place.slider("After epoch", 0, last, last, key=f"{key}_shown_epoch", bind="query-params", width=260)
    total, things = 0, 0
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        with st.container(width=3 * _SIDE + 64, key="stage_three"):
            places = wrapping_row(SHOWN)
        scenes = watched_scenes(settings)
        for where, number in zip(places, _ORDER, strict=True):
            scene, mine = scenes[number], run.found(epoch, number)
            boxes = side_by_side(run.boxes[mine])
            frames = [
                Frames([box], CLASS_COLOURS[target], (f"{settings.scenes.classes[target]} {percent(score, 0)}",), width=3)
                for box, score, target in zip(boxes, run.scores[mine], run.targets[mine], strict=True)
            ]
            shown = framed(scene.image, Frames(scene.boxes, TRUTH, width=2), *frames, side=2 * _SIDE, shown=_SIDE)
            told = f"{counted(len(scene.boxes), 'thing')}, {counted(int(mine.sum()), 'box', 'boxes')}"
            told += (
                ": two on one thing"
                if any((box != other).any() for box, other in zip(boxes, run.boxes[mine], strict=True))
                else ""
            )
            with where:
                light_picture(shown, width="stretch", caption=told, alt=f"After epoch {epoch}: {told}")
            total, things = total + int(mine.sum()), things + len(scene.boxes)
        with st.container(width="stretch"):
            about = {"count": settings.count, "least": LEAST, "value": run.value, "epochs": counted(last, "epoch")}
            st.markdown(words("detection", "finished", **about))
    return {"epoch": epoch, "found": total, "things": things, "value": run.value, "epochs": last}
