"""The same map of a network for other pictures."""

import streamlit as st

from lessons.figures.pictures import magnified, overlay
from lessons.images.samples import SAMPLES
from lessons.texts import words
from pages.shared.lesson.light_picture import light_picture
from pages.shared.session import caches

SHOWN = 224  # pixels that a smaller picture is magnified to
MOST = 4


def same_map(asked, columns, place):
    """Let other pictures be chosen, and show the map that the learner is at for each of them.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    columns : sequence of lessons.nets.network_columns.Column
    place : pages.networks.parts.living_place.Place
    """
    if place.map is None:
        st.markdown(words("vgg16", "same_map"))
        return
    titles = {name: sample.title for name, sample in SAMPLES.items()}
    label = f"Map {place.map} of {place.layer} for other pictures"
    first = list(titles)[:MOST]
    others = st.multiselect(label, list(titles), first, max_selections=MOST, format_func=titles.get, key="vgg16_others")
    for column, name in zip(st.columns(MOST, gap="medium"), others, strict=False):
        values = caches.sample_map(asked.key, name, place.layer, place.map, asked.model)
        sample = caches.bundled_picture(name)
        shown = magnified(caches.square_picture(sample.digest, asked.size, sample.pixels), SHOWN)
        caption = f"{titles[name]}: at most {values.max():.4g}"
        with column:
            over_it = overlay(shown, values, opacity=0.6)
            light_picture(over_it, width="stretch", caption=caption, alt=f"Map {place.map} of {titles[name]}")
