"""Which job comes when, as the scheduler knows it: for all web servers together."""

import heapq
import time
from collections.abc import Iterable
from dataclasses import dataclass

from distributed.scheduler import Scheduler, TaskState

from lessons.work.running import STARTS

TRAINING = "training"  # the resource that a heavy job takes: a worker has one, so such jobs run one at a time
LIGHT = "light"  # the resource that any other job takes: a worker has some, where there is one for such jobs
GPU = "GPU"  # the resource of a worker that has one: where there are such, they get the heavy jobs
PREFIX = "job_"  # of the keys of jobs; the kind of the job and a number of its own follow


@dataclass(frozen=True)
class Standing:
    """Where a job stands that is not over."""

    running: bool
    begun: int  # how often it was begun: more than once where workers were lost
    worker: str | None  # the address of the one that has it
    place: int  # heavy jobs that run or begin before it; 0 where a worker is free for it
    seconds: float | None  # until it begins, as long as such jobs took so far; None where that is not known

    @property
    def losses(self) -> int:
        """How many workers were lost that had begun it."""
        return self.begun - self.running


@dataclass(frozen=True)
class Survey:
    """All jobs of a scheduler at one moment."""

    standings: dict[str, Standing]  # by key
    workers: int  # that take heavy jobs
    seconds: dict[str, float]  # kind -> what such a job has taken, on average
    behind: float | None  # seconds until a heavy job would begin that came now; None where that is not known
    resources: dict[bool, dict[str, float]]  # what a job asks for: a heavy one, and another


def survey(dask_scheduler: Scheduler) -> Survey:
    """Look at all jobs. It runs on the scheduler: `distributed.Client.run_on_scheduler` calls it so."""
    starts: dict[str, list[dict]] = {}
    for _, start in dask_scheduler.get_events(STARTS):
        starts.setdefault(start["key"], []).append(start)
    jobs = [task for key, task in dask_scheduler.tasks.items() if str(key).startswith(PREFIX) and task.state in _UNFINISHED]
    average = {task.prefix.name.removeprefix(PREFIX): task.prefix.duration_average for task in jobs}
    average |= {name.removeprefix(PREFIX): prefix.duration_average for name, prefix in dask_scheduler.task_prefixes.items()}
    gpus = any(worker.resources.get(GPU) for worker in dask_scheduler.workers.values())
    heavy = {TRAINING: 1.0} | ({GPU: 1.0} if gpus else {})
    light = any(worker.resources.get(LIGHT) for worker in dask_scheduler.workers.values())
    workers = sum(all(worker.resources.get(each) for each in heavy) for worker in dask_scheduler.workers.values())

    running = {str(task.key): _since(task, starts) for task in jobs}
    in_turn = sorted(
        (task for task in jobs if TRAINING in (task.resource_restrictions or ())),
        key=lambda task: (running[str(task.key)] is None, task.priority),
    )
    left = [_left(average.get(task.prefix.name.removeprefix(PREFIX), -1), running[str(task.key)]) for task in in_turn]
    *waits, behind = begin_times(left, workers)
    turns = {str(task.key): (place, wait) for place, (task, wait) in enumerate(zip(in_turn, waits, strict=True))}
    standings = {}
    for task in jobs:
        key = str(task.key)
        place, wait = turns.get(key, (0, 0.0))
        worker = task.processing_on.address if task.processing_on else None
        waiting = running[key] is None and place >= workers
        standings[key] = Standing(
            running[key] is not None, len(starts.get(key, ())), worker, place if waiting else 0, wait if waiting else 0.0
        )
    known = {kind: taken for kind, taken in average.items() if taken > 0}
    return Survey(standings, workers, known, behind, {True: heavy, False: {LIGHT: 1.0} if light else {}})


_UNFINISHED = ("waiting", "no-worker", "queued", "processing")


def _since(task: TaskState, starts: dict[str, list[dict]]) -> float | None:
    """Seconds since a job was begun by the worker that has it now, or None where it waits."""
    latest = starts.get(str(task.key), [None])[-1]
    if latest is None or task.processing_on is None or latest["worker"] != task.processing_on.address:
        return None
    return time.time() - latest["at"]


def _left(average: float, since: float | None) -> float | None:
    return None if average <= 0 else max(average - (since or 0.0), 0.0)


def begin_times(left: Iterable[float | None], workers: int) -> list[float | None]:
    """When jobs begin that take so many seconds, each in its turn as soon as a worker is free: seconds from now.

    Parameters
    ----------
    left : seconds that each job takes, those that run already first; None where that is not known
    workers : int

    Returns
    -------
    list with a number for each of them, and one for a job that would come after them. None where that is not known: for all
    that follow a job of unknown length, unless enough workers are free.
    """
    free: list[float] = [0.0] * max(workers, 1)
    begins: list[float | None] = []
    for seconds in left:
        begins.append(free[0] if free[0] < float("inf") else None)
        heapq.heapreplace(free, float("inf") if seconds is None else free[0] + seconds)
    return [*begins, free[0] if free[0] < float("inf") else None]
