"""Non-maximum suppression, step by step: which box is kept, which fall with it, and why."""

import numpy as np
import streamlit as st

from lessons.core.boxes import suppression_steps
from lessons.figures.box_outlines import FOUND, REJECTED, TRUTH, Frames, framed
from lessons.figures.pictures import png
from lessons.finding.mock_detections import crowd
from lessons.finding.scenes import SceneSettings, draw_scenes
from lessons.texts import counted, words
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row

_WISH = SceneSettings(fewest=3, most=3, smallest=0.14, largest=0.24, sketches=0.0)
_MADE, _DETECTED = "made up around the truth", "your detector, unsuppressed"
_LEAST = 0.2  # score of a detector's box that is shown
_SIDE, _SHOWN = 276, 7  # pixels of a scene on the stage, and its number: too low a threshold loses a thing there
DOUBLES = "doubles"  # what the stage shows, in its choice of these


def doubles_on_stage(place, *, key):
    """All boxes that are said, and beside them those that suppression leaves; the threshold stands in `place`.

    Returns
    -------
    dict of how many boxes are "said" and "kept", for how many "things"
    """
    lowest = _threshold(place, key)
    scene, boxes, scores = _made(_SHOWN)
    kept = [step.kept for step in suppression_steps(boxes, scores, threshold=lowest / 100)]
    counts = {"said": len(boxes), "kept": len(kept), "things": len(scene.boxes)}
    pictures = {
        f"As a detector gives them: {len(boxes)} boxes": Frames(boxes, TRUTH, width=3),
        f"After dropping: {counted(len(kept), 'box', 'boxes')} for {len(scene.boxes)} things": Frames(
            boxes[kept], FOUND, _scores(scores[kept]), width=4
        ),
    }
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        with st.container(width=2 * _SIDE + 32, key="stage_squares"):
            for where, (title, frames) in zip(wrapping_row(2), pictures.items(), strict=True):
                with where:
                    shown = framed(scene.image, frames, side=2 * _SIDE, shown=_SIDE)
                    light_picture(shown, width="stretch", caption=title, alt=title)
        with st.container(width="stretch"):
            st.markdown(words("detection", "nms_at_once", threshold=lowest))
    return counts


def _threshold(place, key):
    return place.slider(
        "Drop above an IoU of", 0, 100, 45, format="%d %%", key=f"{key}_overlap", bind="query-params", width=260
    )


def _made(number):
    """A scene, and boxes around its things as a detector says them: (scene, boxes, scores)."""
    (scene,) = draw_scenes(_WISH, 1, seed=1234, first=number)
    return scene, *crowd(scene, np.random.default_rng((77, number)))


def suppression_view(result, told, *, key):
    """Walk through suppression on overlapping boxes.

    Parameters
    ----------
    result : DetectorRun of a detector that this session trained, or None
    told : str, what it is good for
    key : str, the page's slug
    """
    st.fragment(_view)(result, told, key)


def _view(result, told, key):
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    options = [_MADE] if result is None else [_MADE, _DETECTED]
    source = row.selectbox("Boxes", options, key=f"{key}_boxes", width=260)
    number = row.number_input("Scene", 0, 999, 0, key=f"{key}_crowd", bind="query-params", width=140)
    is_above = st.session_state.get(f"{key}_stage") == DOUBLES
    percent = st.session_state[f"{key}_overlap"] if is_above else _threshold(row, key)
    if source == _MADE:
        scene, boxes, scores = _made(int(number))
    else:
        (scene,) = draw_scenes(result.settings.scenes, 1, seed=1234, first=int(number))
        boxes, scores = _detected(result, scene)
    if not len(boxes):
        st.info("Your detector finds nothing in this scene: take another one.", icon=":material/search_off:")
        return
    steps = suppression_steps(boxes, scores, threshold=percent / 100)
    at = scrubber("Step", list(range(len(steps) + 1)), start=0, key=f"{key}_step")
    kept = [step.kept for step in steps[:at]]
    gone = [index for step in steps[: max(at - 1, 0)] for index, _ in step.dropped]
    falling = [index for index, _ in steps[at - 1].dropped] if at else []
    waiting = [index for index in range(len(boxes)) if index not in {*kept, *gone, *falling}]
    seen, said = st.columns([1, 2], gap="large")
    with seen:
        groups = [
            Frames(boxes[waiting], TRUTH, width=2),
            Frames(boxes[falling], REJECTED, _scores(scores[falling]), width=2),
            Frames(boxes[kept], FOUND, _scores(scores[kept]), width=3),
        ]
        st.image(
            png(framed(scene.image, *groups, side=512)),
            width="stretch",
            caption="White: still waiting. Orange: kept. Blue: dropped in this step. The number is the score.",
            alt=f"{len(kept)} boxes are kept, {len(falling)} fall in this step, {len(gone)} fell before, {len(waiting)} wait",
        )
    with said:
        if at == 0:
            st.markdown(told)
            st.markdown(words("detection", "nms_start", count=len(boxes), objects=len(scene.boxes)))
            return
        step = steps[at - 1]
        st.markdown(words("detection", "nms_step", step=at, score=scores[step.kept], threshold=percent / 100))
        rows = [
            {"score": float(scores[index]), "IoU with the kept box": value, "": verdict}
            for pairs, verdict in ((step.dropped, "dropped"), (step.spared, "stays"))
            for index, value in pairs
        ]
        if rows:
            st.dataframe(rows, hide_index=True, height=min(320, 38 * len(rows) + 40), column_config=_FORMATS)
        if at == len(steps):
            st.markdown(words("detection", "nms_end", kept=len(kept), count=len(boxes), objects=len(scene.boxes)))


_FORMATS = {name: st.column_config.NumberColumn(format="%.2f") for name in ("score", "IoU with the kept box")}


def _scores(values):
    return tuple(f"{value:.2f}" for value in values)


def _detected(result, scene):
    from lessons.finding.finders import detect

    (found,) = detect(result.model, result.settings.grid, scene.image[np.newaxis], least_score=_LEAST, overlap=1.0)
    return found.boxes, found.scores
