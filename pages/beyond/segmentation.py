"""Segmentation: classes and objects, masks by hand, a U-Net that is trained live, and where components fail."""

import numpy as np
import streamlit as st

from lessons.core.overlap import class_dice, class_iou, moved_mask, pixel_confusion
from lessons.figures.masks import HIT, MISSED, WRONG, agreement, mask_over, objects_over
from lessons.figures.pictures import magnified, png
from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scenes import SPACINGS, SceneSettings, draw_scene
from lessons.images.instances import connected_objects, numbered_like, objects_found
from lessons.texts import counted, words
from lessons.texts.beyond_snippets import segmenter_code
from lessons.texts.questions.segmentation import segmentation_questions
from pages.beyond.parts.mask_view import class_legend, finished_masks_on_stage
from pages.beyond.parts.segmentation_runs import train_one
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import colour_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import beyond_caches

AT_FIRST = "apart"  # how objects lie when the page is opened
TRUTH, NETWORK = "the truth", "a network's"
_VIEW = "segmentation_view"
FACTOR = 8  # how much larger a scene is shown


def scene_controls(places, are_of_use):
    """How hard the scenes are: SceneSettings, and the number of the one that is shown."""
    first, second, third, fourth = (
        only_where(are_of_use, place, f"segmentation_{name}")
        for place, name in zip(places, ("spacing", "most", "scene", "noise"), strict=True)
    )
    names, key = list(SPACINGS), "segmentation_spacing"
    spacing = first.segmented_control(
        "Objects lie", names, default=AT_FIRST, required=True, key=key, help=told_of(SPACINGS), bind="query-params"
    )
    most = second.slider("Objects at most", 1, 8, SCENES.most, key="segmentation_most", bind="query-params", width=160)
    number = third.number_input("Scene", 0, 9999, 1, key="segmentation_scene", bind="query-params", width=140)
    noise = fourth.slider("Noise", 0, 64, int(SCENES.noise), 4, key="segmentation_noise", bind="query-params", width=160)
    settings = SceneSettings(
        size=SCENES.size, smallest=SCENES.smallest, largest=SCENES.largest, spacing=spacing, most=most, noise=float(noise)
    )
    return settings, number


def told_of(table):
    return "; ".join(f"*{name}*: {meaning}" for name, meaning in table.items())


def show_two_kinds(scene, labels, components):
    """The picture, its classes, its objects, and the objects by connected components."""
    things, pieces = len(scene.targets), len(np.unique(components[components > 0]))
    views = {
        "The picture": magnified(scene.image, 384),
        "Kinds": mask_over(scene.image, scene.semantic, factor=FACTOR),
        f"{counted(things, 'thing')}: a number each": objects_over(scene.image, scene.instances, factor=FACTOR),
        f"{counted(pieces, 'piece')}: what hangs together": objects_over(scene.image, components, factor=FACTOR, in_order=True),
    }
    columns = wrapping_row(len(views))
    for column, (title, shown) in zip(columns, views.items(), strict=True):
        with column:
            is_key = title == "Kinds"
            caption = None if is_key else title
            st.image(png(shown), width="stretch", caption=caption, alt=f"{title}, {things} objects")
            if is_key:
                class_legend(labels, title)


@st.fragment
def laboratory():
    shown = st.container(key="stage_high")
    choice, *places, last, note = stage_controls(7, more=False)
    view = choice.segmented_control("Masks of", [TRUTH, NETWORK], default=TRUTH, required=True, key=_VIEW, bind="query-params")
    settings, number = scene_controls(places, view == TRUTH)
    scene, labels = draw_scene(settings, np.random.default_rng(number)), ("background", *settings.classes)
    components, kinds = connected_objects(scene.semantic)
    found, objects, _ = objects_found(scene.instances, components)
    epoch = None
    with shown:
        if view == TRUTH:
            show_two_kinds(scene, labels, numbered_like(scene.instances, components))
        else:
            epoch = finished_masks_on_stage(last, note, key="segmentation")
    moved = mask_and_moved(scene)
    confusion = pixel_confusion(*moved, 2)
    known = {"spacing": settings.spacing, "noise": settings.noise, "found": found, "objects": objects}
    known |= {"pieces": len(kinds)}
    known |= {"iou": class_iou(confusion)[1], "accuracy": np.mean(moved[0] == moved[1])}
    steps("segmentation", known | {"epoch": epoch})
    sections(
        "segmentation",
        {
            "What you saw": lambda: what_you_saw(settings, objects, found),
            "By hand": lambda: by_hand(scene, labels),
            "Train a network": lambda: train_one(settings, key="segmentation"),
            "In code": lambda: code_panel(
                segmenter_code(settings.size, len(labels)), class_iou, class_dice, key="segmentation"
            ),
            "Check yourself": lambda: quiz(segmentation_questions(confusion, objects=len(scene.targets)), key="segmentation"),
            "Summary": lambda: st.markdown(words("segmentation", "summary")),
        },
    )


def mask_and_moved(scene):
    """The mask of the first object's class, and the same as far to the right as the learner moved it."""
    truth = scene.semantic == int(scene.targets[0]) + 1
    return truth, moved_mask(truth, st.session_state.get("segmentation_move", 3))


def what_you_saw(settings, objects, found):
    told = words("segmentation", "two_kinds", objects=objects, found=found)
    shares = words("segmentation", "touching", count=beyond_caches.SEPARATED, **beyond_caches.separation(settings))
    st.markdown("\n\n".join([words("segmentation", "opening"), told, shares]))


def by_hand(scene, labels):
    """IoU and Dice of a true mask and the same mask, moved."""
    step = st.slider("Move the mask to the right by", -12, 12, 3, key="segmentation_move", bind="query-params", width=320)
    truth, moved = mask_and_moved(scene)
    confusion = pixel_confusion(truth, moved, 2)
    counts = {"shared": confusion[1, 1], "missed": confusion[1, 0], "wrong": confusion[0, 1]}
    figures = {"iou": class_iou(confusion)[1], "dice": class_dice(confusion)[1], "accuracy": np.mean(truth == moved)}
    seen, said = st.columns([1, 2], gap="large")
    seen.image(
        png(magnified(agreement(truth, moved), 384)), width=320, alt=f"IoU {figures['iou']:.2f}: the mask moved by {step}"
    )
    with said:
        colour_legend({"in both": HIT, "missed": MISSED, "too many": WRONG})
        label = labels[int(scene.targets[0]) + 1]
        st.markdown(words("segmentation", "by_hand", label=label, **counts))
        st.markdown(words("segmentation", "sums", **counts, **figures))


laboratory()
