"""YOLO, SSD and Faster R-CNN on one scene: which boxes each considers, and which of them answer for the objects."""

from dataclasses import replace

import numpy as np
import streamlit as st

from lessons.core.anchors import Grid, match_anchors, responsible
from lessons.core.boxes import iou
from lessons.figures.box_outlines import CLASS_COLOURS, REJECTED, TRUTH, Frames, framed, sheet_of
from lessons.figures.pictures import png
from lessons.finding.scenes import draw_scenes
from lessons.images.regions import propose
from lessons.images.resizing import square
from lessons.texts import words

_YOLO, _SSD, _RCNN = "YOLO", "SSD", "Faster R-CNN"
_SSD_CELLS = {16: 0.16, 8: 0.32, 4: 0.55}  # cells of each grid -> sides of its default boxes, as a share of the scene
_SMALLEST, _LARGEST = 0.07, 0.3  # radii as shares of the scene: things of many sizes, which is where the three differ
_SIDE, _CUT = 448, 96  # pixels of a picture; of a proposal's cut
_MOST = 12  # proposals that are shown


def detector_families(settings, *, key):
    """One scene, as each of the three families looks at it.

    Parameters
    ----------
    settings : lessons.finding.detecting.DetectorSettings
    key : str, the page's slug
    """
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    family = row.segmented_control(
        "Family", [_YOLO, _SSD, _RCNN], default=_YOLO, required=True, key=f"{key}_family", bind="query-params"
    )
    number = row.number_input("Scene", 0, 999, 0, key=f"{key}_family_scene", bind="query-params", width=140)
    several = replace(settings.scenes, fewest=3, most=max(3, settings.scenes.most), smallest=_SMALLEST, largest=_LARGEST)
    (scene,) = draw_scenes(several, 1, seed=555, first=int(number))
    {_YOLO: _yolo, _SSD: _ssd, _RCNN: _rcnn}[family](scene, replace(settings, scenes=several), row, key)


def _yolo(scene, settings, row, key):
    cells = row.select_slider("Cells", [4, 8, 16], 8, key=f"{key}_cells", bind="query-params", width=200)
    anchors = row.slider("Anchors of a cell", 1, 3, 2, key=f"{key}_cell_anchors", bind="query-params", width=200)
    grid = Grid(scene.image.shape[0], cells, replace(settings, anchors=anchors).grid.sides)
    places = responsible(grid, scene.boxes)
    step = grid.step
    filled = [(column * step, row * step, (column + 1) * step, (row + 1) * step) for row, column, _ in places]
    lines = [(x * step, 0, (x + 1) * step, scene.image.shape[0]) for x in range(cells)]
    lines += [(0, y * step, scene.image.shape[0], (y + 1) * step) for y in range(cells)]
    chosen = np.array([grid.boxes[tuple(place)] for place in places])
    lost = len(places) - len(np.unique(places, axis=0))
    seen, said = st.columns([2, 3], gap="large")
    with seen:
        groups = [
            Frames(lines, (150, 150, 150), width=1),
            Frames(filled, CLASS_COLOURS[0], width=2, fill=0.45),
            Frames(chosen, CLASS_COLOURS[1], width=2),
            Frames(scene.boxes, TRUTH, width=2),
        ]
        st.image(
            png(framed(scene.image, *groups, side=_SIDE)),
            width="stretch",
            caption="White: the truth. Orange: the responsible cells. Blue: their anchors.",
            alt=f"{len(np.unique(places, axis=0))} anchors of {grid.cells**2 * anchors} answer for {len(places)} objects",
        )
    numbers = cells * cells * anchors * (5 + len(settings.scenes.classes))
    with said:
        st.markdown(words("detection", "yolo", cells=cells, anchors=anchors, boxes=cells * cells * anchors, numbers=numbers))
        st.markdown(_fit(chosen, scene.boxes))
        if lost:
            st.markdown(words("detection", "yolo_lost", lost=lost))


def _ssd(scene, settings, row, key):
    percent = row.slider(
        "A default box answers from an IoU of", 30, 80, 50, format="%d %%", key=f"{key}_match", bind="query-params", width=280
    )
    size = scene.image.shape[0]
    grids = [Grid(size, cells, (share * size,)) for cells, share in _SSD_CELLS.items()]
    everything = np.concatenate([grid.boxes.reshape(-1, 4) for grid in grids])
    answers = match_anchors(everything, scene.boxes, threshold=percent / 100)
    pictures, told, first = [], [], 0
    for grid in grids:
        here = answers[first : first + grid.cells**2] >= 0
        boxes = grid.boxes.reshape(-1, 4)[here].clip(0, size)
        pictures.append(framed(scene.image, Frames(boxes, CLASS_COLOURS[1]), Frames(scene.boxes, TRUTH), side=320))
        told.append(f"{grid.cells} × {grid.cells} cells: {int(here.sum())}")
        first += grid.cells**2
    st.image(
        png(sheet_of(pictures)),
        width="stretch",
        caption="White: the truth. Blue: the default boxes that answer for it, on a fine, a middle and a coarse grid.",
        alt=f"Default boxes that answer, by grid: {'; '.join(told)}",
    )
    matched = int((answers >= 0).sum())
    st.markdown(
        words(
            "detection", "ssd", boxes=len(everything), matched=matched, told="; ".join(told), background=len(answers) - matched
        )
    )
    st.markdown(_fit(everything[answers >= 0], scene.boxes))


def _rcnn(scene, settings, row, key):
    boxes, _ = propose(scene.image)
    most = row.slider(
        "Proposals that go on to the second look", 1, _MOST, 6, key=f"{key}_proposals", bind="query-params", width=300
    )
    taken = boxes[:most]
    if not len(taken):
        st.info("Nothing stands out by its colour in this scene: take another one.", icon=":material/search_off:")
        return
    agreement = iou(taken[:, None], scene.boxes[None]).max(axis=1)
    good = agreement >= 0.5
    seen, said = st.columns([2, 3], gap="large")
    with seen:
        groups = [
            Frames(taken[~good], REJECTED, width=2),
            Frames(taken[good], CLASS_COLOURS[0], width=2),
            Frames(scene.boxes, TRUTH),
        ]
        st.image(
            png(framed(scene.image, *groups, side=_SIDE)),
            width="stretch",
            caption="White: the truth. Orange: proposals that hold an object. Blue: background.",
            alt=f"{int(good.sum())} of {len(taken)} proposals reach an IoU of 0.5 with an object",
        )
    with said:
        st.markdown(
            words("detection", "rcnn", all=len(boxes), taken=len(taken), good=int(good.sum()), background=int((~good).sum()))
        )
        cuts = [scene.image[int(top) : int(bottom), int(left) : int(right)] for left, top, right, bottom in taken]
        st.image(
            png(sheet_of([square(cut, _CUT) for cut in cuts], columns=6, gap=6)),
            caption="What the second look gets: every proposal, resized to the same shape",
            alt=f"{len(cuts)} cuts, {int(good.sum())} of them with an object",
        )
        st.markdown(_fit(taken, scene.boxes))


def _fit(boxes, truth):
    """How near the considered boxes come to the objects, before any network has moved them."""
    best = iou(boxes[:, None], truth[None]).max(axis=0)
    return words("detection", "fit", mean=best.mean(), objects=len(truth), missed=int((best < 0.5).sum()))
