"""What surrounds every page: the title, the current picture, and the footer."""

import streamlit as st

from lessons.catalog import CATALOG
from lessons.nets.device import device_name
from pages.widgets import caches
from pages.widgets.picture_source import picture_dialog
from pages.widgets.state import current_picture


# A grid of pixels that becomes one answer. Its teal can be read on light and on dark paper.
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="216" height="32" viewBox="0 0 216 32">
<g fill="#14907f"><rect x="1" y="5" width="6" height="6" rx="1" opacity=".35"/><rect x="9" y="5" width="6" height="6" rx="1"/>
<rect x="17" y="5" width="6" height="6" rx="1" opacity=".6"/><rect x="1" y="13" width="6" height="6" rx="1"/>
<rect x="9" y="13" width="6" height="6" rx="1" opacity=".6"/><rect x="17" y="13" width="6" height="6" rx="1" opacity=".35"/>
<rect x="1" y="21" width="6" height="6" rx="1" opacity=".6"/><rect x="9" y="21" width="6" height="6" rx="1" opacity=".35"/>
<rect x="17" y="21" width="6" height="6" rx="1"/></g><circle cx="34" cy="16" r="6" fill="#e76f51"/>
<text x="47" y="22" textLength="166" lengthAdjust="spacingAndGlyphs" font-family="Segoe UI, Helvetica, Arial, sans-serif"
font-size="17" font-weight="700" fill="#14907f">Pixels to Predictions</text></svg>"""


def top(lesson):
    """The head of a page: its title, what can be done there, and the picture it works on."""
    st.logo(LOGO, size="large")
    st.title(lesson.title)
    st.markdown(lesson.summary)
    if lesson.picture:
        _picture_strip()


def bottom(lesson):
    """The way on, and what this page ran on."""
    position = CATALOG.index(lesson)
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        device = device_name() or "nothing yet, they start with the first network"
        st.caption(f"Pixels to Predictions · networks run on: {device}", width="content")
        if position + 1 < len(CATALOG):
            following = CATALOG[position + 1]
            st.page_link(following.page, label=f"Next: {following.title}", icon=":material/arrow_forward:", width="content")


def _picture_strip():
    picture = current_picture()
    rows, columns = picture.pixels.shape[:2]
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="frame_picture"):
        st.image(caches.thumbnail(picture.digest, picture.pixels), width=72, alt=picture.description)
        st.markdown(f"**{_plain(picture.name)}**  \n{columns} × {rows} pixels", width="stretch")
        if st.button("Change picture", icon=":material/swap_horiz:", key="frame_change"):
            picture_dialog()


def _plain(name):
    """A stranger's file name without the characters that Markdown would act on."""
    shown = "".join(letter if letter.isalnum() or letter in " .-_()" else " " for letter in name)
    return shown.replace("_", r"\_")[:48].strip() or "Your picture"
