"""Coroutines in a thread of their own: Playwright leaves an event loop running in the one that tests run in."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run_apart(coroutine):
    """As `asyncio.run`, which refuses where a loop runs already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
