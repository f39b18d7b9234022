"""The front door: one frame around every page of the catalog."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager

from lessons.catalog import CATALOG, SECTIONS
from pages.shared.frame.freed_memory import give_freed_memory_back
from pages.shared.frame.uploads import keep_uploads_in_memory

give_freed_memory_back()
keep_uploads_in_memory()

if runtime.exists():  # a visitor is here, and the widgets' components can be registered
    from pages.shared.frame import page_frame as frame

    st.set_page_config(
        page_title="Pixels to Predictions",
        page_icon=":material/filter_center_focus:",
        layout="wide",
        initial_sidebar_state=262,
        menu_items={"About": "**Pixels to Predictions**: take one picture of your own through a convolutional network."},
    )
    pages = {
        lesson.slug: st.Page(
            lesson.page, title=lesson.title, icon=lesson.icon, url_path=lesson.slug, default=lesson is CATALOG[0]
        )
        for lesson in CATALOG
    }
    page = st.navigation(
        {
            heading: [pages[lesson.slug] for lesson in CATALOG if lesson.section == section]
            for section, heading in SECTIONS.items()
        }
    )
    current = next(lesson for lesson in CATALOG if pages[lesson.slug] is page)
    frame.top(current)
    page.run()
    frame.bottom(current)
else:  # `streamlit run` asks this file for the server's application, before the first visitor
    PagesManager.uses_pages_directory = False  # st.navigation says so too, but too late for a first visitor with a deep link
    app = st.App(__file__)
