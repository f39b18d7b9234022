"""Segmentation: classes and objects, masks by hand, a U-Net that is trained live, and where components fail."""

import numpy as np
import streamlit as st

from lessons.core.overlap import class_dice, class_iou, moved_mask, pixel_confusion
from lessons.figures.masks import HIT, MISSED, WRONG, agreement, figure_curves, mask_over, objects_over
from lessons.figures.pictures import magnified, png
from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scenes import SPACINGS, SceneSettings, draw_scene
from lessons.images.instances import connected_objects, objects_found
from lessons.texts import words
from lessons.texts.beyond_snippets import segmenter_code
from lessons.texts.questions.segmentation import segmentation_questions
from pages.beyond.parts.mask_view import ask_for_masks, class_legend, epochs_of_masks, parts_of
from pages.beyond.parts.segmentation_runs import compared, train_one
from pages.shared.components.maps_of_layer import maps_of_layer
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import colour_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import number_of
from pages.shared.session.state import current_picture

FACTOR = 8  # how much larger a scene is shown


def scene_controls():
    """How hard the scenes are: SceneSettings, and the number of the one that is shown."""
    first, second, third, fourth = wrapping_row(4)
    names = list(SPACINGS)
    spacing = first.selectbox(
        "Objects lie", names, names.index(SCENES.spacing), key="segmentation_spacing", bind="query-params"
    )
    most = second.slider("Objects at most", 1, 8, SCENES.most, key="segmentation_most", bind="query-params")
    noise = third.slider("Noise", 0, 64, int(SCENES.noise), 4, key="segmentation_noise", bind="query-params")
    number = fourth.number_input("Scene", 0, 9999, 9, key="segmentation_scene", bind="query-params")
    first.caption(SPACINGS[spacing])
    settings = SceneSettings(
        size=SCENES.size, smallest=SCENES.smallest, largest=SCENES.largest, spacing=spacing, most=most, noise=float(noise)
    )
    return settings, number


def two_kinds(scene, labels, settings):
    """The picture, its classes, its objects, and the objects by connected components."""
    components, _ = connected_objects(scene.semantic)
    views = {
        "The picture": magnified(scene.image, 384),
        "Semantic: its classes": mask_over(scene.image, scene.semantic, factor=FACTOR),
        "Instances: a number each": objects_over(scene.image, scene.instances, factor=FACTOR),
        "Components: a number each": objects_over(scene.image, components, factor=FACTOR),
    }
    for column, (title, shown) in zip(wrapping_row(4), views.items(), strict=True):
        column.image(png(shown), width="stretch", caption=title, alt=f"{title}, {len(scene.targets)} objects")
    class_legend(labels)
    found, objects, _ = objects_found(scene.instances, components)
    st.markdown(words("segmentation", "two_kinds", objects=objects, found=found))
    shares = caches.separation(settings)
    st.markdown(words("segmentation", "touching", count=caches.SEPARATED, **shares))


def by_hand(scene, labels):
    """IoU and Dice of a true mask and the same mask, moved."""
    st.header("By hand: IoU and Dice")
    kind = int(scene.targets[0]) + 1
    step = st.slider("Move the mask to the right by", -12, 12, 3, key="segmentation_move", bind="query-params")
    truth = scene.semantic == kind
    moved = moved_mask(truth, step)
    confusion = pixel_confusion(truth, moved, 2)
    counts = {"shared": confusion[1, 1], "missed": confusion[1, 0], "wrong": confusion[0, 1]}
    figures = {"iou": class_iou(confusion)[1], "dice": class_dice(confusion)[1], "accuracy": np.mean(truth == moved)}
    seen, said = st.columns([1, 2], gap="large")
    seen.image(
        png(magnified(agreement(truth, moved), 384)), width=320, alt=f"IoU {figures['iou']:.2f}: the mask moved by {step}"
    )
    with said:
        colour_legend({"in both": HIT, "missed": MISSED, "too many": WRONG})
        st.markdown(words("segmentation", "by_hand", label=labels[kind], **counts))
        st.markdown(words("segmentation", "sums", **counts, **figures))
    return confusion


def judge(result):
    """The figures of a trained network, its masks over the epochs, a drawing, and its maps."""
    from lessons.finding.scene_runs import watched_scenes

    report, picture = result.test_report, current_picture()
    st.header("How good is it?")
    nothing = report.confusion[0].sum() / report.confusion.sum()
    about = {"tests": result.settings.tests, "epochs": len(result.history), "seconds": result.seconds, "device": result.device}
    figures = {"mean": report.mean_iou, "accuracy": report.accuracy, "nothing": nothing}
    st.markdown(words("segmentation", "result", **about, **figures))
    rows = zip(result.labels, report.iou, report.dice, strict=True)
    rows = [{"class": label, "IoU": f"{iou:.3f}", "Dice": f"{dice:.3f}"} for label, iou, dice in rows]
    st.dataframe(rows, hide_index=True, key="segmentation_figures")
    show_chart(figure_curves(result.history, len(result.history), result.kept), key="segmentation_curve")
    counts = {"found": report.found, "objects": report.objects, "components": report.components}
    st.markdown(words("segmentation", "objects", **counts))
    st.header("Side by side")
    compared(result, key="segmentation")
    st.header("Epoch by epoch")
    st.markdown(words("segmentation", "frames"))
    epochs_of_masks(result, watched_scenes(result.settings), key="segmentation")
    st.header("Let it find your drawing")
    ask_for_masks(result, key="segmentation")
    st.header("Look inside")
    st.markdown(words("segmentation", "inside"))
    network = f"segmentation {number_of(result.model)}"
    st.fragment(maps_of_layer)(network, result.model, parts_of(result.model), picture, key="segmentation")


st.markdown(words("segmentation", "opening"))
st.header("One scene, classes and objects")
st.markdown(words("segmentation", "scene"))
settings, number = scene_controls()
scene, labels = draw_scene(settings, np.random.default_rng(number)), ("background", *settings.classes)
two_kinds(scene, labels, settings)
confusion = by_hand(scene, labels)
st.header("Train a network")
result = train_one(settings, key="segmentation")
if result is not None:
    judge(result)
st.header("The same in code")
code_panel(segmenter_code(settings.size, len(labels)), class_iou, class_dice, key="segmentation")
st.header("Check yourself")
quiz(segmentation_questions(confusion, objects=len(scene.targets)), key="segmentation")
st.header("Summary")
st.markdown(words("segmentation", "summary"))
