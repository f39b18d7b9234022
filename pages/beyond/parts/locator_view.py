"""What a box regressor says: of the watched scenes over the epochs, and of a scene of the learner's own."""

import numpy as np
import streamlit as st

from lessons.core.boxes import agreement, iou
from lessons.core.percent import percent
from lessons.figures.box_outlines import FOUND, TRUTH, Frames, framed
from lessons.figures.pictures import png
from lessons.finding.scene_runs import watched_scenes
from lessons.texts import words
from lessons.training.records import at_epoch
from pages.beyond.parts.detector_view import WIDTH
from pages.beyond.parts.own_scene import own_scene
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.live_picture import live_picture


def show_record(record, settings):
    """The watched scenes with their true boxes and those that the network says after an epoch."""
    labels = settings.scenes.classes
    with st.container(horizontal=True, gap="small"):
        for scene, box, said in zip(watched_scenes(settings), record.boxes, record.probabilities, strict=True):
            value = float(iou(box, scene.boxes[0]))
            text = f"{labels[int(said.argmax())]} {percent(said.max(), 0)}"
            picture = framed(scene.image, Frames(scene.boxes, TRUTH), Frames([box], FOUND, (text,)), side=320)
            told = f"{labels[scene.targets[0]]}, called {text}, IoU {value:.2f}"
            live_picture(png(picture), width=WIDTH, alt=f"After epoch {record.epoch}: {told}")


def boxes_over_epochs(result, *, key):
    """A scrubber through the epochs with the watched scenes, and one of them worked out by hand."""
    st.fragment(_epochs)(result, key)


def _epochs(result, key):
    records = result.records
    epoch = scrubber("After epoch", [record.epoch for record in records], start=records[-1].epoch, key=f"{key}_epoch")
    record = at_epoch(records, epoch)
    show_record(record, result.settings)
    scenes = watched_scenes(result.settings)
    number = st.segmented_control(
        "Work out scene", list(range(1, len(scenes) + 1)), default=1, required=True, key=f"{key}_worked"
    )
    truth, found = scenes[number - 1].boxes[0], _written(record.boxes[number - 1])
    steps = agreement(truth, found)
    st.markdown(
        words(
            "localisation",
            "worked",
            number=number,
            epoch=epoch,
            truth=_numbers(truth),
            found=_numbers(found),
            width=steps.shared_width,
            height=steps.shared_height,
            shared=steps.shared,
            area_a=steps.area_a,
            area_b=steps.area_b,
            together=steps.together,
            iou=steps.iou,
        )
    )


def ask_a_scene(result, *, key):
    """Let the network find the thing in a drawing, or in a scene that it has never seen."""
    st.fragment(_ask)(result, key)


def _ask(result, key):
    drawn, said = st.columns([1, 1], gap="medium")
    wish = result.settings.scenes
    with drawn:
        image, scene = own_scene(
            wish, key=key, what=f"one of {', '.join(wish.classes)}, about as large as a third of the paper,"
        )
    if image is None:
        return
    from lessons.finding.finders import locate

    boxes, probabilities = locate(result.model, image[np.newaxis])
    best = int(probabilities[0].argmax())
    left, top, right, bottom = boxes[0]
    told = words(
        "localisation",
        "drawn",
        label=result.labels[best],
        probability=percent(probabilities[0, best], 0),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        size=wish.size,
    )
    truth = [] if scene is None else [Frames(scene.boxes, TRUTH)]
    with said:
        shown = framed(image, *truth, Frames(boxes, FOUND, (result.labels[best],)), side=448)
        st.image(
            png(shown),
            width="stretch",
            caption="What the network is shown, and the box that it predicts",
            alt=told.replace("**", ""),
        )
        st.markdown(told)
        if scene is not None:
            value = float(iou(boxes[0], scene.boxes[0]))
            st.markdown(words("localisation", "drawn_truth", label=result.labels[scene.targets[0]], iou=value))


def _written(box):
    """A box as it is written down, so that who computes with what is written gets the same."""
    rounded = np.round(np.asarray(box, np.float64), 1)
    return rounded if (rounded[:2] < rounded[2:]).all() else box


def _numbers(box):
    return "(" + ", ".join(f"{value:.1f}" for value in box) + ")"
