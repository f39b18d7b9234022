"""Whether a visitor comes from another server, which ended or was started anew: a cookie names the one that gave the page."""

import secrets
from http.cookies import SimpleCookie

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders

COOKIE = "pixels_server"
THIS = secrets.token_hex(8)  # of this process: nothing of a visitor is in it
_MOVED = ".moved"  # follows where the cookie named another server before
_HOURS = 12
ELSEWHERE = (
    "The server that you worked on has ended, and a new one goes on. What you made there, your pictures and networks, is not "
    "here, unless it was kept in your browser. The controls of this page are as its address says."
)


class NamesServer:
    """ASGI middleware: the cookie of every page names this server, and tells if it was another one before."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return await self._app(scope, receive, send)
        sent = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
        before = sent.value.removesuffix(_MOVED) if sent else THIS
        # Whoever comes with the code of a class comes from another server because they mean to.
        is_led = any(part.startswith(b"class=") for part in scope["query_string"].split(b"&"))
        value = THIS if before == THIS or is_led else THIS + _MOVED

        async def send_with_cookie(message):
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={value}; Path=/; Max-Age={_HOURS * 3600}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        return await self._app(scope, receive, send_with_cookie)


def comes_from_another():
    """Whether this session's visitor was at another server before: on its own page, or on one whose server has ended."""
    return st.context.cookies.get(COOKIE, THIS) != THIS
