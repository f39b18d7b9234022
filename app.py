"""The front door: one frame around every page of the catalog."""

import streamlit as st
from streamlit import runtime

from lessons.catalog import CATALOG, SECTIONS
from pages.shared.server.freed_memory import give_freed_memory_back
from pages.shared.server.quicker_runs import make_runs_quicker
from pages.shared.server.streamlit_repairs import repair_streamlit
from pages.shared.session.controls import follow_controls

give_freed_memory_back()
repair_streamlit()
make_runs_quicker()
follow_controls()

if runtime.exists():  # a visitor is here, and the widgets' components can be registered
    from pages.shared.frame import page_frame as frame

    pages = {
        lesson.slug: st.Page(
            lesson.page, title=lesson.title, icon=lesson.icon, url_path=lesson.slug, default=lesson is CATALOG[0]
        )
        for lesson in CATALOG
    }
    frame.window()
    page = st.navigation(
        {
            heading: [pages[lesson.slug] for lesson in CATALOG if lesson.section == section]
            for section, heading in SECTIONS.items()
        },
        position="hidden",
    )
    current = next(lesson for lesson in CATALOG if pages[lesson.slug] is page)
    with frame.around(current):
        page.run()
else:  # `streamlit run` asks this file for the server's application, before the first visitor
    from pages.shared.server.fonts import FONTS
    from pages.shared.server.kept_routes import KEPT_ROUTES
    from pages.shared.server.lifespan import while_it_runs
    from pages.shared.server.middleware import MIDDLEWARE
    from pages.shared.server.network_routes import NETWORK_ROUTES
    from pages.shared.server.widget_modules import WIDGET_MODULES

    # By this name and this call Streamlit finds it.
    routes = [FONTS, WIDGET_MODULES, *KEPT_ROUTES, *NETWORK_ROUTES]
    app = st.App(__file__, routes=routes, middleware=MIDDLEWARE, lifespan=while_it_runs)
