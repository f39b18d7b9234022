"""Loaded by each worker process at its start, as a Dask preload: who trains lets the web server go first, and names its GPU."""

import contextlib
import os
from pathlib import Path

from distributed import Worker

from lessons.work.places import GPU

NICENESS = "PIXELS_NICENESS"  # the environment variable that says how far a worker steps back: 0 on a machine of its own
_STEP_BACK = 5  # a third of what others get while both cores are busy: with 10, a training starved where much else ran
_GROUP = Path("/proc/self/autogroup")
_DRIVER = Path("/proc/driver/nvidia/version")


def dask_setup(worker: Worker) -> None:
    """Take a lower priority, and say so if there is a GPU: it gets the trainings then."""
    if hasattr(os, "nice"):
        niceness = os.nice(int(os.environ.get(NICENESS, _STEP_BACK)))
        with contextlib.suppress(OSError):  # it leads a session already, or the kernel knows none
            os.setsid()  # on Linux niceness counts within a session, and then the session's against the others:
            _GROUP.write_text(str(niceness))  # the scheduler and the nannies, who answer for it, don't step back with it
    if _DRIVER.exists():
        for resources in (worker.state.total_resources, worker.state.available_resources):
            resources[GPU] = 1.0
