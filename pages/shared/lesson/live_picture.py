"""A picture that is soon replaced by the next: while something is trained or drawn, or a slider plays."""

import base64

import streamlit as st


def live_picture(png, **options):
    """Show the bytes of a PNG as `st.image` does, but inside the message itself.

    A picture at an address is dropped by the server as soon as the next one takes its place: a browser that is late is told
    that there is none, and shows a broken picture.
    """
    st.image("data:image/png;base64," + base64.b64encode(png).decode(), **options)
