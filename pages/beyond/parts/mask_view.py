"""Scenes and what a network takes their pixels for: side by side, over the epochs, and for a drawing."""

import numpy as np
import streamlit as st

from lessons.core.overlap import class_iou, pixel_confusion
from lessons.core.percent import percent
from lessons.figures.masks import colour_of, mask_over
from lessons.figures.pictures import png
from lessons.finding.finished_masks import finished_masks
from lessons.texts import words
from lessons.training.records import at_epoch
from pages.beyond.parts.own_scene import own_scene
from pages.shared.components.maps_of_layer import show_maps
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.legend import colour_legend
from pages.shared.lesson.live_picture import live_picture
from pages.shared.lesson.wrapping_row import wrapping_row

CANVAS = 288  # pixels of what was drawn, with its mask
FACTOR = 5  # how much larger a scene is shown
WIDTH = 156  # pixels of one picture among several: four fit beside each other, next to the controls


def class_legend(labels, title=""):
    """The colours of the classes; the first label is the background, which keeps the picture's own colours, and has none."""
    colour_legend({name: colour_of(n) for n, name in enumerate(labels[1:], start=1)}, title)


def row_of_masks(pictures, masks, title):
    """Pictures with their masks over them, in a row."""
    st.markdown(f"**{title}**")
    with st.container(horizontal=True, gap="small"):
        for number, (picture, mask) in enumerate(zip(pictures, masks, strict=True), start=1):
            share = (mask > 0).mean()
            alt = f"{title}, picture {number}: {share:.0%} of its pixels belong to objects"
            live_picture(png(mask_over(picture, mask, factor=FACTOR)), width=WIDTH, alt=alt)


def epochs_of_masks(result, scenes, *, key):
    """A scrubber through the epochs of a run: its masks of the scenes and of the learner's picture that were watched.

    Parameters
    ----------
    result : lessons.finding.segmenting.SegmenterRun
    scenes : sequence of lessons.finding.scenes.Scene, those that were watched
    key : str
    """
    st.fragment(_epochs)(result, scenes, key)


def finished_masks_on_stage(place, note, *, key):
    """The masks of a run that was trained before, of four scenes; the epoch is chosen in `place`, and what they are
    is said in `note`. Returns the epoch.
    """
    from lessons.finding.scene_runs import watched_scenes
    from lessons.finding.segmenting import SegmentationSettings

    run = finished_masks()
    scenes = watched_scenes(SegmentationSettings(scenes=run.scenes))[: run.masks.shape[1]]
    last = len(run.masks) - 1
    epoch = place.slider("After epoch", 0, last, last, key=f"{key}_finished_epoch", bind="query-params", width=260)
    with note.container(width=440, gap="xsmall"):
        class_legend(("background", *run.scenes.classes))
        st.caption(words("segmentation", "finished", network=run.network, mean=run.mean_iou))
    classes = len(run.scenes.classes) + 1
    for where, scene, mask in zip(wrapping_row(len(scenes)), scenes, run.masks[epoch], strict=True):
        right, value = (mask == scene.semantic).mean(), np.nanmean(class_iou(pixel_confusion(scene.semantic, mask, classes)))
        told = f"{percent(float(right), 0)} of its pixels are right, IoU {value:.2f}"
        where.image(png(mask_over(scene.image, mask, factor=8)), width="stretch", caption=told, alt=f"Epoch {epoch}: {told}")
    return epoch


def ask_for_masks(result, *, key):
    """Let the network find the pixels of what is drawn, and show its maps."""
    st.fragment(_ask)(result, key)


def _epochs(result, scenes, key):
    epochs = [record.epoch for record in result.records]
    epoch = scrubber("After epoch", epochs, start=epochs[-1], key=f"{key}_epoch")
    record = at_epoch(result.records, epoch)
    row_of_masks(record.pictures, record.masks, f"After epoch {epoch}")
    row_of_masks([scene.image for scene in scenes], [scene.semantic for scene in scenes], "The truth")
    class_legend(result.labels)


def _ask(result, key):
    size, names = result.settings.scenes.size, result.labels[1:]
    st.markdown(words("segmentation", "draw", classes="s, ".join(names), size=size))
    drawn, said = st.columns([1, 1], gap="large")
    with drawn:
        image, scene = own_scene(result.settings.scenes, key=key, what="circles, squares, triangles")
    if image is None:
        return
    from lessons.finding.segmenting import masks_of
    from lessons.nets.probing import feature_maps

    mask = masks_of(result.model, image[None])[0]
    seen = {name: int((mask == number).sum()) for number, name in enumerate(names, start=1) if (mask == number).any()}
    counts = ", ".join(f"{count} pixels of {name}" for name, count in seen.items())
    with said:
        over = mask_over(image, mask, factor=CANVAS // size)
        st.image(png(over), width=CANVAS, alt=f"Pixels taken for {', '.join(seen) or 'nothing but background'}")
        class_legend(result.labels)
        st.markdown(f"It sees **{counts or 'nothing but background'}**, of {size} × {size} pixels.")
        if scene is not None:
            st.image(
                png(mask_over(image, scene.semantic, factor=CANVAS // size)),
                width=CANVAS,
                caption="The truth",
                alt=f"What it is: {', '.join(names[target] for target in scene.targets)}",
            )
    layer = st.selectbox("Its maps of it in", parts_of(result.model), key=f"{key}_asked_part")
    maps = feature_maps(result.model, image, layers=[layer])[layer]
    show_maps(maps, f"the maps of {layer} for this picture", key=f"{key}_asked_wall")


def parts_of(model):
    """The layers that are parts of the network's table, without the steps within a block."""
    from lessons.nets.probing import map_layers

    return [name for name in map_layers(model) if "_" not in name]
