"""Headers of every answer: what a browser may load and who may frame it. And what the server tells of itself, to whom."""

import base64
import hashlib
import re
from functools import cache
from ipaddress import ip_address
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers as ReadHeaders
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

# Nothing from another host, no script that the server did not serve itself. What has to be looser:
# - a component's JavaScript arrives over the websocket, and its module gets an address of its own: "blob:";
# - Streamlit, Plotly and the components style their elements in place: 'unsafe-inline', for styles alone;
# - pictures of components arrive over the websocket, and Streamlit's camera reads its own photo: "data:" and "blob:".
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


@cache
def headers_of_every_answer():
    """Name -> value. The scripts that stand in Streamlit's own page are known by their hashes."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    policy = POLICY | {"script-src": " ".join([POLICY["script-src"], *(f"'sha256-{text}'" for text in hashes)])}
    return {
        "content-security-policy": "; ".join(f"{directive} {sources}" for directive, sources in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }


class Headers:
    """ASGI middleware: sets the headers, keeps pictures out of every cache, and tells metrics to this machine alone."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        base = st.get_option("server.baseUrlPath").strip("/")
        path = scope["path"].strip("/").removeprefix(base).strip("/")

        async def send_with_headers(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(headers_of_every_answer())
                if path.startswith("media/"):
                    headers["cache-control"] = "no-store"  # a learner's pictures: a shared computer keeps no copy
            await send(message)

        refused = path == "_stcore/metrics" and not _from_this_machine(scope)
        answer = PlainTextResponse("Metrics are for this machine alone.", 403) if refused else self._app
        return await answer(scope, receive, send_with_headers)


def _from_this_machine(scope):
    """Whether a request comes from here and not through a proxy, which would make everybody look local."""
    try:
        local = ip_address(scope["client"][0]).is_loopback
    except (TypeError, ValueError):
        return False
    return local and not {"forwarded", "x-forwarded-for", "x-real-ip"} & {*ReadHeaders(scope=scope)}
