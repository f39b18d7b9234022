"""Where a browser fetches its learner's work, to keep it, and brings it back. The desk's cookie says whose work it is.

A request must have a header of our own, too: no other site's page can make a browser send that.
"""

import asyncio
import json
import os

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lessons.takehome.project import ProjectError
from lessons.texts import counted
from pages.shared.server.desk_cookie import COOKIE, place_of
from pages.shared.server.server_change import THIS
from pages.shared.session import kept_work
from pages.shared.session.desk import DESKS, at
from pages.shared.session.desk_bytes import NoRoomError
from pages.shared.session.state import SCHEDULER, unfinished_jobs

MOST_BYTES = 200_000_000  # of a work; what a browser keeps, and what comes back
MOST_MEMORY = 1_000_000  # bytes
ASKED_BY = "x-pixels"  # the header
_ABOUT = "x-work"  # what a file holds, and which version of the work it is
_TOO_LARGE = "Your work takes more than {} MB, too much to keep in a browser. Save it as a project on the page Take it home."
_NO_DESK = "This server has no desk for this browser."
_MORE = "This is more than a browser keeps."
_RESTARTED = "The server was restarted. You are back where you were, and your controls stand as you left them."

_TURN = asyncio.Semaphore(2)  # works that are packed or opened at a time: each may take as much memory again
_ARRIVING = asyncio.Semaphore(4)  # works that are on their way to the server at a time


def tag_of(own):
    """What tells a desk from all others of all servers, and opens none."""
    return f"{THIS}.{own.number}"


async def _here(request: Request):
    """Which server and which desk this is, and what there is to keep of it."""
    own = _desk_of(request)
    told = {"server": THIS, "desk": None}
    return _said(told if own is None else told | await run_in_threadpool(_told, own))


async def _fetch(request: Request):
    """The work on the desk as a project file, or nothing where nobody has worked yet."""
    own = _desk_of(request)
    if own is None:
        return _said({"said": _NO_DESK}, 403)
    async with _TURN:
        data, about = await run_in_threadpool(_packed, own)
    if data is None:
        return Response(status_code=204, headers={_ABOUT: json.dumps(about), "cache-control": "no-store"})
    if len(data) > MOST_BYTES:
        return _said({"said": _TOO_LARGE.format(MOST_BYTES // 1_000_000)}, 413)
    return Response(data, headers={_ABOUT: json.dumps(about), "cache-control": "no-store"}, media_type="application/zip")


async def _bring(request: Request):
    """Open a project file onto the desk."""
    own = _desk_of(request)
    if own is None:
        return _said({"said": _NO_DESK}, 403)
    async with _ARRIVING:
        data = await _body(request, MOST_BYTES)
        if data is None:
            return _said({"said": _MORE}, 413)
        try:
            async with _TURN:
                return _said(await run_in_threadpool(_opened, own, data))
        except (ProjectError, NoRoomError) as error:
            return _said({"said": f"{str(error).rstrip('.')}."}, 422)


async def _remember(request: Request):
    """Have the controls stand as they stood on a server that has ended, and say what is not here any more."""
    own = _desk_of(request)
    if own is None:
        return _said({"said": _NO_DESK}, 403)
    data = await _body(request, MOST_MEMORY)
    if data is None:
        return _said({"said": _MORE}, 413)
    try:
        told = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        return _said({"said": "This can't be read."}, 422)
    await run_in_threadpool(_remembered, own, told)
    return _said({"desk": tag_of(own)})


def _told(own):
    with at(own):
        return {
            "desk": tag_of(own),
            "version": kept_work.work_version(),
            "holds": kept_work.work_holds(),
            "trains": len(unfinished_jobs()),
            "packed": kept_work.are_packed(),
            "memory": kept_work.memory(),
        }


def _packed(own):
    with at(own):
        about = {"version": kept_work.work_version(), "desk": tag_of(own), **kept_work.work_holds()}
        if not any(kept_work.work_holds().values()):
            return None, about
        data, lacks = kept_work.pack_work()
        return data, about | {"lacks": lacks}


def _opened(own, data):
    with at(own):
        project, is_whole = kept_work.unpack_work(data, is_own=True)
        came = kept_work.said_of(project, kept_work.work_holds()["networks"]) or "your settings"
        missing = kept_work.missing_of(project, is_whole)
        kept_work.note_return(f"Welcome back: {came} came back. {missing}".strip(), is_whole=not missing)
        return {"desk": tag_of(own), "version": kept_work.work_version()}


def _remembered(own, told):
    with at(own):
        memory, lost = told.get("memory"), told.get("lost")
        kept_work.remember(memory if isinstance(memory, dict) else {})
        if isinstance(lost, dict):
            (came, is_whole, _), gone = kept_work.noted_return(), _what_is_gone(lost)
            kept_work.note_return(" ".join([came or _RESTARTED, *gone]), is_whole=is_whole and not gone)


def _what_is_gone(lost):
    """What was in the memory of a server that ended, in sentences. A scheduler outlives it, with what it trains."""
    names = {"pictures": "picture", "photos": "photo"} | ({} if os.environ.get(SCHEDULER) else {"networks": "network"})
    counts = {one: lost.get(name) for name, one in names.items()}
    gone = [counted(count, one) for one, count in counts.items() if isinstance(count, int) and 0 < count < 10_000]
    said = [f"Lost with it: {', '.join(gone)}. “Keep my work in this browser” saves you that the next time."] if gone else []
    has_ended = lost.get("trainings") and not os.environ.get(SCHEDULER)
    return [*said, "What was being trained ended with the server: start it again."] if has_ended else said


async def _body(request, most):
    """What was sent, or None if it is more."""
    data = bytearray()
    async for chunk in request.stream():
        if len(data) <= most:
            data += chunk
    return bytes(data) if len(data) <= most else None


def _desk_of(request):
    """The desk of a browser whose own page asks, or None."""
    place = place_of(request.cookies.get(COOKIE))
    return DESKS.of(place) if place and ASKED_BY in request.headers else None


def _said(told, status=200):
    return JSONResponse(told, status, headers={"cache-control": "no-store"})


def _no_constant(name):
    raise ValueError(name)


KEPT_ROUTES = [
    Route("/desk/here", _here),
    Route("/desk/work", _fetch, methods=["GET"]),
    Route("/desk/work", _bring, methods=["PUT"]),
    Route("/desk/memory", _remember, methods=["PUT"]),
]
