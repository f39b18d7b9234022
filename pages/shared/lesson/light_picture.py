"""A picture to look at, in few bytes."""

import base64

import streamlit as st

from lessons.figures.pictures import webp


def light_picture(image, **options):
    """Show an RGB or RGBA uint8 picture as `st.image` does, as a WebP inside the message itself."""
    light_bytes(webp(image), **options)


def picture_address(image):
    """The same for HTML: an address that holds the picture."""
    return "data:image/webp;base64," + base64.b64encode(webp(image)).decode()


def light_bytes(data, **options):
    """As `light_picture`, of the bytes of a WebP: Streamlit would decode them to look how wide it is."""
    st.image("data:image/webp;base64," + base64.b64encode(data).decode(), **options)
