"""The pictures to choose from: those that come along as thumbnails, and one's own by file, pen or camera."""

import base64

import streamlit as st

from lessons.images.samples import SAMPLES
from pages.shared.frame.picture_source import picture_source
from pages.shared.session import caches
from pages.shared.session.state import current_picture, take_picture

OWN = ("Upload", "Draw", "Camera")


def picture_choice():
    """Thumbnails to press, and a button for each way to bring a picture of one's own."""
    current = current_picture().digest
    for name in SAMPLES:
        if st.session_state.get(f"home_show_{name}"):
            current = caches.bundled_picture(name).digest
    st.html(f"<style>{''.join(map(_thumbnail, SAMPLES))}</style>")
    with st.container(key="home_pictures", horizontal=True, vertical_alignment="center", gap=None):
        for name, sample in SAMPLES.items():
            kind = "primary" if caches.bundled_picture(name).digest == current else "secondary"
            st.button(sample.title, key=f"home_show_{name}", type=kind, on_click=_take, args=(name,))
        _own()


def credits():
    """Who made the pictures that come along."""
    st.caption("Photos: " + "; ".join(f"{sample.title}: {sample.credit}" for sample in SAMPLES.values()) + ".")


def _take(name):
    take_picture(caches.bundled_picture(name))


def _thumbnail(name):
    picture = base64.b64encode(caches.sample_thumbnail(name)).decode()
    return f".st-key-home_show_{name} button{{background-image:url(data:image/webp;base64,{picture})}}"


@st.fragment
def _own():
    """The dialog opens without the page being made again."""
    with st.container(key="home_own", horizontal=True, gap=None, width="content"):
        pressed = [st.button(way, key=f"home_own_{way.lower()}", on_click=_begin_with, args=(way,)) for way in OWN]
    if any(pressed):
        _bring()


def _begin_with(source):
    st.session_state["home_source"] = source


@st.dialog("Bring a picture of your own", width="medium", icon=":material/add_photo_alternate:")
def _bring():
    picture_source("home")
