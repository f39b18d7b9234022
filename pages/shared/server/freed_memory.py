"""Memory that the app no longer needs goes back to the system: pages' at once, and a learner's soon after the session ended.

By itself the C library keeps most of what was freed, and Streamlit keeps the last sessions that ended, with the pictures in
them, until another begins or ends.
"""

import asyncio
import contextlib
import ctypes
import gc

from streamlit import runtime

from pages.shared.session.desk import DESKS, at
from pages.shared.session.session_networks import count_networks, rest_networks

LOOK_EVERY = 15.0  # seconds between two looks for sessions that have ended
AWAY = 600.0  # seconds without use after which the networks on a desk rest

# Of malloc.h of the GNU C library, with what is asked for.
_SETTINGS = {
    -8: 2,  # M_ARENA_MAX: each thread that runs a page would get a heap of its own, up to eight for each core
    -3: 1024 * 1024,  # M_MMAP_THRESHOLD: maps and pictures are mapped one by one and unmapped when they are let go
    -1: 8 * 1024 * 1024,  # M_TRIM_THRESHOLD: so much may stay free at the end of a heap, and malloc_trim leaves it
}

_set = False


def give_freed_memory_back():
    """Tell the C library to give freed memory back. Once is enough, and more do no harm; other C libraries are left alone."""
    global _set
    library = _glibc()
    if not _set and library is not None:
        for setting, value in _SETTINGS.items():
            library.mallopt(setting, value)
    _set = True


@contextlib.asynccontextmanager
async def forgetting_sessions(app):
    """For `st.App`'s lifespan: as long as the server runs, let go of what sessions and desks had whose time is over."""
    task = asyncio.create_task(_forget_sessions())
    try:
        yield
    finally:
        task.cancel()


async def _forget_sessions():
    known = set()
    while True:
        await asyncio.sleep(LOOK_EVERY)
        now, forgotten = living_sessions(runtime.get_instance()._session_mgr), DESKS.forget_unused()
        DESKS.want_jobs()
        await asyncio.to_thread(_look_at_networks)
        if forgotten or known - now:
            runtime.get_instance().media_file_mgr.remove_orphaned_files()  # files to download go at the second call only
            await asyncio.to_thread(collect)
        known = now


def _look_at_networks():
    """Count what networks take, and let go of those of learners who are away, until they are asked again."""
    for own in DESKS.unused_for(0):
        with at(own):
            count_networks()
    for own in DESKS.unused_for(AWAY):
        with at(own):
            rest_networks()


def living_sessions(manager):
    """The ids of Streamlit's sessions that are connected or may still come back. Those whose time is over are dropped."""
    for _, ended in manager._session_storage._cache.expire():  # it does so by itself only when a session is added to it
        ended.session.shutdown()  # not before nothing refers to it: Streamlit's loop holds the last that it sent to
        ended.session.session_state.clear()
    return {info.session.id for info in manager.list_sessions()}


def collect():
    """Free what only refers to itself, as ended sessions do, and give it back to the system."""
    gc.collect()
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def _glibc():
    """The GNU C library, or None where the process has another."""
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None
