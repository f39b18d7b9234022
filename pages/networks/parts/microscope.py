"""A microscope for one unit: which pixels can reach it, which do, and what excites its channel."""

import streamlit as st

from lessons.figures.pictures import field_frame, magnified, overlay
from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.session import caches, map_caches

SHOWN = 448  # pixels that a picture is magnified to
PATCH = 112


def microscope(asked, picture, layer, channel, row, column, unit):
    """Show what can reach a unit, what does, and the patches of the bundled pictures that excite its channel most.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : pages.shared.session.state.Picture
    layer : str, one of its convolutions; channel, row, column : ints, the unit
    unit : lessons.nets.units.UnitSum

    """
    from lessons.nets.units import layer_fields

    side = asked.size
    shown, field = caches.square_picture(picture.digest, side, picture.pixels), layer_fields(asked.model)[layer]
    (top, bottom), (left, right) = field.of_unit(row), field.of_unit(column)
    edges = {"top": top, "bottom": bottom, "left": left, "right": right, "side": side}
    named = layer_in_words(layer)
    st.markdown(words("unit", "field", layer=named, size=field.size, outside=_outside(edges), **edges))
    can, does = st.columns(2, gap="large")
    framed = field_frame(shown, top, left, field.size, factor=max(2, round(SHOWN / side)))
    with can:
        light_picture(framed, width="stretch", caption="What can reach it", alt=f"The receptive field of a unit of {named}")
    strength = map_caches.unit_reach(asked.key, picture.digest, layer, row, column, channel, asked.model, picture.pixels)
    with does:
        light_picture(overlay(magnified(shown, SHOWN), strength, opacity=0.75), width="stretch",
            caption="How much each pixel does reach it", alt="The gradient of the unit over the picture")  # fmt: skip
        magnitude_legend(float(strength.max()))
    st.markdown(words("unit", _reached(unit)))
    st.subheader(f"What excites map {channel} of {named}")
    with st.spinner("Asking the network about the bundled pictures.", show_time=True):
        peaks = map_caches.peaks(asked.key, asked.model)
    patches = map_caches.patches(asked.key, layer, channel, asked.model, peaks)
    st.markdown(words("unit", "patches" if patches else "no_patches"))
    with st.container(horizontal=True, gap="medium"):
        for patch in patches:
            told = f"{patch.name}: {patch.value:.4g}"
            light_picture(magnified(patch.pixels, PATCH), width=PATCH, caption=told, alt=patch.name)


def _reached(unit):
    """Which words tell what the gradient says: of a sum above zero, of one that ReLU cut off, and of one that leaks."""
    if unit.before > 0 or unit.after == unit.before:
        return "reach"
    return "leaks" if unit.after else "silent"


def _outside(edges):
    """What is to be said of a field that reaches out of the picture."""
    reaches = [edges["top"] < 0, edges["left"] < 0, *(edges[end] >= edges["side"] for end in ("bottom", "right"))]
    return words("unit", "everything" if all(reaches) else "outside") if any(reaches) else ""
