"""A class activation map turned into a box: which threshold, and what comes out of it."""

import numpy as np
import streamlit as st

from lessons.core.boxes import iou
from lessons.core.percent import percent
from lessons.figures.box_outlines import FOUND, TRUTH, Frames, framed
from lessons.figures.pictures import overlay
from lessons.images.regions import bounds, hottest_region
from lessons.images.samples import DEFAULT_SAMPLE
from lessons.texts import words
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import class_choice, network_choice
from pages.shared.session.state import take_picture

SIDE, FAINT = 640, 50  # pixels of a picture's longer side; how visible (of 255) what falls below the threshold stays
TALLEST, WIDEST, GAP = 264, 410, 32  # pixels that a picture takes on the screen, and between two
AT_FIRST, LOW = 40, 10  # the threshold, in per cent, and the one that a step asks for
SURE = 0.5  # from which probability on a network may be said to know what it sees


def heat_box(picture, places, stage, *, key):
    """Let the learner choose a class and a threshold, and see the map, and the box around what of it is left.

    Parameters
    ----------
    picture : Picture
    places : three containers for the class, the threshold, and what is rarely changed
    stage : container for the figure
    key : str, the page's slug

    Returns
    -------
    (dict, str) : what the steps to try ask for, and what came out, in words
    """
    from lessons.nets.attribution import last_maps
    from lessons.nets.probing import map_layers

    first, second, more = places
    with more:
        asked = network_choice(key=key)
    with first:
        index, probability = class_choice(asked, picture, key=key)
    lowest = second.slider(
        "Threshold, of the largest value",
        5,
        95,
        AT_FIRST,
        format="%d %%",
        key=f"{key}_threshold",
        bind="query-params",
        width=260,
    )
    best = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[0]
    label = asked.labels[index]
    known = {"threshold": lowest, "label": label, "probability": probability, "is_other_class": index != best.index}
    known |= {"first_label": asked.labels[best.index], "agreement": 0.0}
    if not map_layers(asked.model):
        return known, "This network has no maps to look at: stack a convolution on the page Build a CNN."
    layer = last_maps(asked.model)
    with stage, st.spinner("Asking Grad-CAM", show_time=True):
        heat, at_first = (
            caches.explanation(asked.key, picture.digest, "grad_cam", which, layer, asked.model, picture.pixels)
            for which in (index, best.index)
        )
    if not heat.any():
        stage.info(words("localisation", "no_heat", label=label), icon=":material/search_off:")
        return known, words("localisation", "no_heat", label=label)
    region, box = _region_and_box(heat, lowest, picture.pixels)
    before = _region_and_box(at_first, AT_FIRST, picture.pixels)[1] if at_first.any() else box
    known["agreement"] = float(iou(box, before))
    start, low = (_share(_region_and_box(heat, limit, picture.pixels)[1], picture.pixels) for limit in (AT_FIRST, LOW))
    known |= {"share": _share(box, picture.pixels), "first_share": start, "grows": low > start}
    moved = "" if np.array_equal(box, before) else f"{known['first_label']}, {AT_FIRST}%"
    left, top, right, bottom = (round(float(value)) for value in box)
    cells = asked.model.get_layer(layer).output.shape[1:3]
    about = {
        "label": label,
        "probability": percent(probability),
        "box": f"({left}, {top}, {right}, {bottom})",
        "share": known["share"],
    }
    with stage, st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        _show(picture.pixels, heat, region, Frames([box], FOUND, (label[:24],), width=4), before if moved else None)
        with st.container(width="stretch", gap="small"):
            st.markdown(words("localisation", "shown", **about))
            if moved:
                kind = "moved" if known["is_other_class"] else "grown"
                st.markdown(words("localisation", kind, first=moved, agreement=known["agreement"], first_share=start))
            if best.probability < SURE:
                _say_unsure(asked.labels[best.index], best.probability, key)
    return known, words("localisation", "heat_box", threshold=lowest / 100, rows=cells[0], columns=cells[1], **about)


def box_at_first(asked, picture, index):
    """The box around what speaks most for a class, at the threshold that is there at first, in pixels; None without a map."""
    from lessons.nets.attribution import last_maps
    from lessons.nets.probing import map_layers

    if not map_layers(asked.model):
        return None
    layer = last_maps(asked.model)
    heat = caches.explanation(asked.key, picture.digest, "grad_cam", index, layer, asked.model, picture.pixels)
    return _region_and_box(heat, AT_FIRST, picture.pixels)[1] if heat.any() else None


def _region_and_box(heat, lowest, pixels):
    """What of the map reaches the threshold, and the box around it, in pixels of the picture."""
    region = hottest_region(heat, lowest / 100)
    rows, columns = pixels.shape[:2]
    return region, bounds(region) * np.array([columns, rows, columns, rows]) / np.array([*heat.shape[::-1]] * 2)


def _share(box, pixels):
    """What a box takes of a picture."""
    left, top, right, bottom = box
    return float((right - left) * (bottom - top) / (pixels.shape[0] * pixels.shape[1]))


def _show(pixels, heat, region, found, before):
    """The map over the picture; and the picture where the map reaches the threshold, with the box around that."""
    rows, columns = pixels.shape[:2]
    wide = min(WIDEST, round(TALLEST * columns / rows))
    earlier = [] if before is None else [Frames([before], TRUTH, width=4)]
    boxed = framed(pixels, *earlier, found, side=SIDE, shown=wide)
    drawn = (boxed != framed(pixels, side=SIDE)).any(axis=-1)
    places = np.ix_(*(np.arange(now) * then // now for now, then in zip(boxed.shape, region.shape, strict=False)))
    left_over = np.dstack([boxed, np.where(region[places] | drawn, 255, FAINT).astype(np.uint8)])
    pictures = {"Where its reasons lie": overlay(pixels, heat, opacity=0.7), "What is left, and the box around it": left_over}
    with st.container(width=2 * wide + GAP, key="stage_two"):
        for place, (title, shown) in zip(wrapping_row(2), pictures.items(), strict=True):
            with place:
                light_picture(shown, width="stretch", caption=title, alt=title)


def _say_unsure(label, probability, key):
    """A network that knows nothing in the picture has reasons, but for nothing: a picture that it knows is a press away."""
    st.markdown(words("localisation", "unsure", label=label, probability=percent(probability)))
    if st.button("Take the cat", key=f"{key}_cat"):
        take_picture(caches.bundled_picture(DEFAULT_SAMPLE))
        st.rerun()
