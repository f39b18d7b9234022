"""What building blocks make of pictures, and what famous networks are built of."""

import numpy as np
import streamlit as st

from lessons.core.blocks import figures_of
from lessons.core.blocks import first_maps as first_maps_of
from lessons.core.scaling import luma
from lessons.images.resizing import square
from pages.shared.session.caches import sample_pictures
from pages.shared.session.stores import of_picture, read_only

IN_BLOCKS = 64  # rows and columns of pictures that pass through building blocks


@of_picture
def first_maps(digest, _pixels):
    """Eight maps of the learner's picture, to pass through building blocks."""
    return _first_maps(_pixels)


@st.cache_resource(max_entries=1, show_spinner=False)
def _maps_of_samples():
    return read_only(np.stack([_first_maps(pixels) for pixels in sample_pictures().values()]))


def _first_maps(pixels):
    return first_maps_of(luma(square(pixels, IN_BLOCKS)))


def company(seed, count=3):
    """The maps of a few bundled pictures, as others that are in a batch: float32 (count, rows, columns, maps)."""
    samples = _maps_of_samples()
    return samples[np.random.default_rng(seed).choice(len(samples), count, replace=False)]


def running_figures():
    """Means and variances of those maps over all bundled pictures, as training would have averaged them."""
    return figures_of(_maps_of_samples())


@st.cache_resource(show_spinner=False)
def famous_networks():
    """What famous networks cost, counted once for all sessions."""
    from lessons.nets.famous_costs import famous_networks as counted

    return counted()
