"""What a visitor's browser may ask of the server: no more than this app's pages give it reason to."""

from dataclasses import dataclass, field

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lessons.images.decoding import MAX_BYTES

MEGABYTE = 1024**2
FRAMING = 64 * 1024  # bytes that a form adds to the file that it carries
ROOM = 100 * MEGABYTE  # for other files, beside the largest that a page takes
_UPLOADS = "_stcore/upload_file/"

# What the app's own pages make a browser send. Not in it: `clear_cache`, which would empty the caches of all learners.
MESSAGES = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
OPERATIONS = {"deferred_file", "dataframe_chunk"}  # not `install_skills`, which writes to the server's disk


@dataclass
class _Visitor:
    """What the server has sent to one browser tab: the reasons for what may come back."""

    session: str = ""
    page: str = ""
    uploaders: dict = field(default_factory=dict)  # widget -> bytes that it takes
    asked: set = field(default_factory=set)  # files that the browser was given addresses for, on this page
    arriving: int = 0  # bytes of uploads that are on their way


class Visitors:
    """ASGI middleware: follows the talk between browser and server, and lets only what was asked for in.

    A message that no page of this app makes a browser send is dropped. An upload is taken while a page shows something to
    upload with, up to what that takes, and while all of a visitor's uploads together stay within `total_bytes()`. They are
    let go when the visitor goes to another page, as Streamlit's own uploaders are.
    """

    def __init__(self, app):
        self._app = app
        self._visitors = {}  # session -> _Visitor

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            return await self._follow(scope, receive, send)
        base = st.get_option("server.baseUrlPath").strip("/")
        path = scope["path"].strip("/").removeprefix(base).strip("/") if scope["type"] == "http" else ""
        if path.startswith(_UPLOADS) and scope["method"] == "PUT":
            session, _, file = path.removeprefix(_UPLOADS).partition("/")
            return await self._take(session, file, scope, receive, send)
        return await self._app(scope, receive, send)

    async def _follow(self, scope, receive, send):
        visitor = _Visitor()

        async def receive_allowed():
            while True:
                message = await receive()
                asked = _read(message)
                if asked is None or _is_allowed(asked):
                    if asked is None or asked.WhichOneof("type") != "file_urls_request" or _has_room(visitor):
                        return message
                    await send(_no_room(asked.file_urls_request))

        async def send_and_note(message):
            if message["type"] == "websocket.send":
                _note(visitor, ForwardMsg.FromString(message["bytes"]))
                self._visitors[visitor.session] = visitor
            await send(message)

        try:
            await self._app(scope, receive_allowed, send_and_note)
        finally:
            if self._visitors.get(visitor.session) is visitor:  # and not the same one who is back already
                del self._visitors[visitor.session]

    async def _take(self, session, file, scope, receive, send):
        visitor = self._visitors.get(session)
        size = Headers(scope=scope).get("content-length", "")
        if visitor is None or file not in visitor.asked or not visitor.uploaders:
            return await _refuse("No page asks for this upload.", 403, scope, receive, send)
        if not size.isdecimal():
            return await _refuse("An upload says how long it is.", 411, scope, receive, send)
        if int(size) > max(visitor.uploaders.values()) + FRAMING:
            return await _refuse("This file is too large.", 413, scope, receive, send)
        if held_bytes(session) + visitor.arriving + int(size) > total_bytes() + FRAMING:
            return await _refuse(_full(), 413, scope, receive, send)
        visitor.arriving += int(size)
        try:
            return await self._app(scope, receive, send)
        finally:
            visitor.arriving -= int(size)


async def _refuse(sentence, status, scope, receive, send):
    """Answer when all has come, and was thrown away: who is still sending does not listen."""
    while (await receive()).get("more_body"):
        pass
    await PlainTextResponse(sentence, status)(scope, receive, send)


def total_bytes():
    """What all uploads of one visitor may hold at a time."""
    return st.get_option("server.maxUploadSize") * MEGABYTE + ROOM


def held_bytes(session):
    """What the uploads of a session hold now."""
    files = runtime.get_instance().uploaded_file_mgr.file_storage.get(session, {})
    return sum(len(file.data) for file in list(files.values()))


def _read(message):
    """What a browser says, or None where Streamlit will see by itself that it can't be read, and hang up."""
    if message["type"] != "websocket.receive":
        return None
    try:
        return BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return None


def _is_allowed(asked):
    """Whether a page of this app makes a browser send this."""
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind is None or kind in MESSAGES


def _has_room(visitor):
    """Whether one more file fits, as large as the uploaders on the page take it. Its size is told too late for a sentence."""
    largest = max(visitor.uploaders.values(), default=0)
    return held_bytes(visitor.session) + visitor.arriving + largest <= total_bytes()


def _no_room(request):
    """The answer to a browser that asks where to put a file. The learner reads its sentence beside the file's name."""
    told = ForwardMsg()
    told.file_urls_response.response_id = request.request_id
    told.file_urls_response.error_msg = _full()
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def _full():
    return (
        f"All your files on this page may hold {total_bytes() // MEGABYTE} MB together. "
        "Go to another page and come back: that lets go of those from before."
    )


def _note(visitor, told):
    """Note what a message of the server gives the browser reason to send."""
    kind = told.WhichOneof("type")
    if kind == "new_session":
        visitor.session = told.new_session.initialize.session_id
    elif kind == "navigation" and told.navigation.page_script_hash != visitor.page:
        _let_go(visitor)
        visitor.page = told.navigation.page_script_hash
    elif kind == "file_urls_response":
        visitor.asked.update(urls.file_id for urls in told.file_urls_response.file_urls)
    elif kind == "delta":
        element = told.delta.new_element
        if element.WhichOneof("type") == "file_uploader":
            visitor.uploaders[element.file_uploader.id] = element.file_uploader.max_upload_size_mb * MEGABYTE
        elif element.WhichOneof("type") == "camera_input":
            visitor.uploaders[element.camera_input.id] = MAX_BYTES


def _let_go(visitor):
    """On another page there are other uploaders, and nothing needs the files of those before."""
    for file in visitor.asked:
        runtime.get_instance().uploaded_file_mgr.remove_file(visitor.session, file)
    visitor.uploaders.clear()
    visitor.asked.clear()
