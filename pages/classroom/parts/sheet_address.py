"""On a worksheet: where the same questions with the same numbers are on a screen."""

from base64 import b64encode
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lessons.figures.qr_code import qr_svg
from lessons.texts import words
from pages.classroom.parts.class_address import phone_address


def on_screen(title, seed):
    """The address, from the top of the app, of the questions of a lesson with the numbers of a seed."""
    return f"on_paper?{urlencode({'on_paper_about': title, 'on_paper_sheet': 'Screen', 'on_paper_seed': seed})}"


def same_numbers(title, seed):
    """Show the address, and the square that leads a phone there; a note that isn't printed where no phone gets there."""
    address = phone_address(on_screen(title, seed))
    if address is None:
        with st.container(key="on_paper_local"):
            st.caption(words("on_paper", "only_here"))
        return
    drawn = b64encode(qr_svg(address).encode()).decode()
    st.html(
        f'<div class="same-numbers"><img src="data:image/svg+xml;base64,{drawn}" alt="QR code of these questions on a screen">'
        f"<p>{escape(words('on_paper', 'square', server=urlsplit(address).netloc, title=title, seed=seed))}</p></div>"
    )
