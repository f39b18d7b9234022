"""Addresses that nobody taught Streamlit: /home is the first page, and an address without a page says so."""

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse

from lessons.catalog import CATALOG

_HOME = CATALOG[0]
_SLUGS = {lesson.slug for lesson in CATALOG[1:]}
_SERVED = ("_stcore/", "media/", "static/", "component/", "app/static/", "fonts/", "widgets/")  # no pages

_NOT_FOUND = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such page · Pixels to Predictions</title>
<style>
:root { color-scheme: light dark; --paper: light-dark(#fbf7ee, #181613); --ink: light-dark(#120f0b, #f0e9db);
  --link: light-dark(#0a6b5c, #5cc9ae); font: 17px/1.6 system-ui, sans-serif }
body { background: var(--paper); color: var(--ink); max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
a { color: var(--link) }
</style>
<h1>There is no such page</h1>
<p>The course has no page at this address. Perhaps a letter is missing, or the link is old.</p>
<p><a href="HOME">Go to the first page</a>, where all lessons are listed.</p>
</html>
"""


class Addresses:
    """ASGI middleware: answers a browser that goes to an address which is not one of the catalog's."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        answer = _answer(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (answer or self._app)(scope, receive, send)


def _answer(scope):
    base = st.get_option("server.baseUrlPath").strip("/")
    home = f"/{base}/" if base else "/"
    path = scope["path"].strip("/").removeprefix(base).strip("/")
    if "text/html" not in Headers(scope=scope).get("accept", "") or f"{path}/".startswith(_SERVED):
        return None  # not somebody's way to a page
    if path == _HOME.slug:
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{home}?{query}" if query else home)
    if path and path not in _SLUGS:
        return HTMLResponse(_NOT_FOUND.replace("HOME", home), 404)
    return None
