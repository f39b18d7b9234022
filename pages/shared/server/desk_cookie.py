"""The cookie by which a browser finds its desk again: a random key of 128 bits, sealed by this process.

Where several servers share a scheduler, their certificates seal it: a learner's jobs are found by it on another server, too.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser

COOKIE = "pixels_desk"
_HOURS = 12


class GivesDesk:
    """ASGI middleware: who opens a page has a key of ours afterwards; one that is not ours is replaced.

    It stands in the cookie alone, which no script of a page can read and no other site makes a browser send.
    """

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        sent = _cookies(scope).get(COOKIE)
        if scope["type"] == "websocket":
            wanted, answer = sent is not None, "websocket.accept"  # of a page that was opened before this server was there
        else:
            wanted = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
            answer = "http.response.start"
        is_ours = place_of(sent) is not None
        if not wanted or (is_ours and scope["type"] == "websocket"):
            return await self._app(scope, receive, send)
        key = sent if is_ours else new_key()
        cookie = f"{COOKIE}={key}; Path=/; Max-Age={_HOURS * 3600}; HttpOnly; SameSite=Lax{_secure(scope)}"

        async def send_with_cookie(message):
            if message["type"] == answer:
                message = {"headers": [], **message}
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        return await self._app(scope if is_ours else _with_key(scope, key), receive, send_with_cookie)


def new_key():
    """A key that nobody has."""
    name = secrets.token_hex(16)
    return f"{name}.{_seal(name)}"


def place_of(key):
    """What stands for a key of ours wherever desks are kept; None of anything else."""
    if not isinstance(key, str):
        return None
    name, _, seal = key.partition(".")
    ours = hmac.compare_digest(_seal(name).encode(), seal.encode("utf-8", "replace"))
    return hashlib.sha256(name.encode()).hexdigest() if ours else None


def own_place():
    """The place of this session's desk, or None where its browser has no cookie."""
    return place_of(st.context.cookies.get(COOKIE))


def _made_secret():
    """What a key is sealed with: one that another server gave, or that was made up, has another seal."""
    if os.environ.get("PIXELS_SCHEDULER"):
        import dask

        certificate = dask.config.get("distributed.comm.tls.client.key", None)
        if certificate:
            return hmac.digest(Path(certificate).read_bytes(), b"desks of Pixels to Predictions", "sha256")
    return secrets.token_bytes(32)


_SECRET = _made_secret()


def _seal(name):
    return hmac.new(_SECRET, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _cookies(scope):
    if scope["type"] not in ("http", "websocket"):
        return {}
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


def _with_key(scope, key):
    """A request as if it had come with this key."""
    cookies = "; ".join(f"{name}={value}" for name, value in (_cookies(scope) | {COOKIE: key}).items())
    others = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    return scope | {"headers": [*others, (b"cookie", cookies.encode("latin-1", "replace"))]}


def _secure(scope):
    """Only over https, where the page came over https: to this server, or to the one in front of it."""
    told = Headers(scope=scope).get("x-forwarded-proto", "").partition(",")[0].strip()
    return "; Secure" if scope["scheme"] in ("https", "wss") or told == "https" else ""
