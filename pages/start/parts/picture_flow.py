"""The current picture on its way through the networks: shown as soon as they are awake, and nobody waits for that."""

import base64
import os

import streamlit as st

from pages.shared.server.warming import SWITCH
from pages.shared.session import caches, map_caches
from pages.start.parts.network_flow import network_flow

SIDE = 224  # pixels, as VGG16 is shown it
LOOK_EVERY = 1.0  # seconds, until the networks are awake


def picture_at_once(picture):
    """The picture alone, where the figure will have it: it is there before the networks have answered."""
    seen = base64.b64encode(map_caches.square_webp(picture.digest, SIDE, picture.pixels)).decode()
    st.html(f'<img class="home-at-once" src="data:image/webp;base64,{seen}" alt="">')


def picture_flow(picture):
    """Show what VGG16 makes of the picture, and what another network calls it; until they are awake, the places for that."""
    asleep = not caches.are_awake()
    is_warmed = os.environ.get(SWITCH) != "off"
    st.fragment(_show, run_every=LOOK_EVERY if asleep and is_warmed else None)(picture, asleep and not is_warmed)


def _show(picture, is_to_be_asked):
    seen = map_caches.square_webp(picture.digest, SIDE, picture.pixels)
    flow = answers = None
    if caches.are_awake():
        flow = map_caches.picture_flow("vgg16", picture.digest, lambda: map_caches.maps_of_flow(picture.digest, picture.pixels))
        answers = caches.picture_labels(picture.digest, picture.pixels)
    with st.container(key="home_flow_box"):
        starts = flow is None and not is_to_be_asked
        network_flow(seen, picture.description, picture.pixels.shape[:2], flow, answers or (), starts=starts, key="home_flow")
        if is_to_be_asked and flow is None and st.button("Show what networks see", key="home_wake"):
            _wake()


def _wake():
    """Start the networks. Weights that are missing get a sentence."""
    from lessons.nets.weights import WeightsError

    try:
        with st.spinner("Waking the networks. The first time takes ten seconds or more.", show_time=True):
            caches.vgg16()
            caches.classifier("imagenet")
    except WeightsError as error:
        st.error(str(error), icon=":material/download_off:")
    else:
        st.rerun()
