"""Memory that the app no longer needs goes back to the system. By itself, the C library keeps most of it for later."""

import ctypes

# Of malloc.h of the GNU C library, with what is asked for.
_SETTINGS = {
    -8: 2,  # M_ARENA_MAX: each thread that runs a page would get a heap of its own, up to eight for each core
    -3: 1024 * 1024,  # M_MMAP_THRESHOLD: maps and pictures are mapped one by one and unmapped when they are let go
    -1: 64 * 1024 * 1024,  # M_TRIM_THRESHOLD: so much may stay free at the end of a heap
}

_set = False


def give_freed_memory_back():
    """Tell the C library to give freed memory back. Once is enough, and more do no harm; other C libraries are left alone."""
    global _set
    library = ctypes.CDLL(None)
    if not _set and hasattr(library, "gnu_get_libc_version"):
        for setting, value in _SETTINGS.items():
            library.mallopt(setting, value)
    _set = True
