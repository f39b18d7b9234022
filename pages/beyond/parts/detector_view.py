"""What a one-stage detector finds: in the watched scenes over the epochs, and in a scene of the learner's own."""

import numpy as np
import streamlit as st

from lessons.core.percent import percent
from lessons.figures.box_outlines import CLASS_COLOURS, TRUTH, Frames, framed
from lessons.figures.pictures import png
from lessons.finding.scene_runs import watched_scenes
from lessons.finding.scenes import draw_scenes
from lessons.texts import words
from lessons.training.records import at_epoch
from pages.beyond.parts.own_scene import UNSEEN, own_scene
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.live_picture import live_picture

WIDTH = 208  # pixels of a scene: three beside each other, next to the controls
AT_FIRST = 0.4  # least score that is shown
AT_WORK = 3  # scenes on the stage


def show_record(record, settings, least=AT_FIRST):
    """The watched scenes with their true boxes and those that were found after an epoch."""
    labels = settings.scenes.classes
    with st.container(horizontal=True, gap="small"):
        for scene, found in zip(watched_scenes(settings), record.found, strict=True):
            shown = found.above(least)
            picture = framed(scene.image, Frames(scene.boxes, TRUTH), *found_frames(shown, labels), side=320)
            told = f"{len(scene.boxes)} objects, found: {_names(shown, labels) or 'nothing'}"
            live_picture(png(picture), width=WIDTH, alt=f"After epoch {record.epoch}: {told}")


def _names(found, labels):
    return ", ".join(f"{labels[target]} {percent(score, 0)}" for target, score in zip(found.targets, found.scores, strict=True))


def found_frames(found, labels):
    """Frames around what was found, a colour for each class."""
    return [
        Frames(
            found.boxes[found.targets == target],
            CLASS_COLOURS[target % len(CLASS_COLOURS)],
            tuple(f"{label} {percent(score, 0)}" for score in found.scores[found.targets == target]),
        )
        for target, label in enumerate(labels)
    ]


def detector_at_work(result, place, *, key):
    """Three scenes that no training has seen, with what the detector finds in them; its controls stand in `place`."""
    from lessons.finding.finders import detect

    number = place.number_input("Scenes from", 0, 9999, 0, AT_WORK, key=f"{key}_work", width=140)
    lowest = place.slider("Show boxes from a score of", 5, 95, 40, format="%d %%", key=f"{key}_work_score", width=200)
    scenes = draw_scenes(result.settings.scenes, AT_WORK, seed=UNSEEN, first=int(number))
    found = detect(result.model, result.settings.grid, np.stack([scene.image for scene in scenes]))
    with st.container(horizontal=True, gap="medium"):
        for scene, all_found in zip(scenes, found, strict=True):
            shown = all_found.above(lowest / 100)
            frames = found_frames(shown, result.labels)
            told = f"{len(scene.boxes)} objects, found: {_names(shown, result.labels) or 'nothing'}"
            live_picture(png(framed(scene.image, Frames(scene.boxes, TRUTH), *frames, side=320)), width=300, alt=told)


def found_over_epochs(result, *, key):
    """A scrubber through the epochs with the watched scenes."""
    st.fragment(_epochs)(result, key)


def _epochs(result, key):
    records = result.records
    lowest = st.slider("Show boxes with a score from", 5, 95, round(AT_FIRST * 100), format="%d %%", key=f"{key}_score")
    epoch = scrubber("After epoch", [record.epoch for record in records], start=records[-1].epoch, key=f"{key}_epoch")
    record = at_epoch(records, epoch)
    show_record(record, result.settings, lowest / 100)
    st.markdown(words("detection", "epoch", epoch=epoch, value=record.mean_average_precision))


def ask_a_scene(result, *, key):
    """Let the network find everything in a drawing, or in a scene that it has never seen."""
    st.fragment(_ask)(result, key)


def _ask(result, key):
    drawn, said = st.columns([1, 1], gap="medium")
    wish = result.settings.scenes
    with drawn:
        image, scene = own_scene(
            wish, key=key, what=f"several of: {', '.join(wish.classes)}. Each about a third as wide as the paper,"
        )
    if image is None:
        return
    from lessons.finding.finders import detect

    with said:
        lowest = st.slider("Show from a score of", 5, 95, 30, format="%d %%", key=f"{key}_drawn_score")
        (found,) = detect(result.model, result.settings.grid, image[np.newaxis])
        found = found.above(lowest / 100)
        truth = [] if scene is None else [Frames(scene.boxes, TRUTH)]
        names = _names(found, result.labels)
        st.image(
            png(framed(image, *truth, *found_frames(found, result.labels), side=448)),
            width="stretch",
            caption="What the network is shown, and what it finds in one look",
            alt=f"It finds: {names or 'nothing'}",
        )
        st.markdown(f"It finds **{len(found.boxes)}**: {names or 'nothing with such a score'}.")
