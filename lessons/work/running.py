"""What happens in a worker: a job runs in one of its threads, and tells those who ask how far it is."""

import logging
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from distributed import Worker, get_worker

from lessons.work.progress import Step, Stopped

STARTS = "starts-of-jobs"  # where workers tell the scheduler of each job that they begin

_IMPORTS = threading.RLock()  # two threads that import TensorFlow at the same time find halves of its modules

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """How a job ended: what comes back from a worker."""

    state: str  # "finished", "stopped" (there is no result) or "failed"
    result: Any = None
    message: str = ""  # what went wrong


@dataclass(frozen=True)
class Report:
    """How far a job is, for somebody who knows some of its records already."""

    step: Step | None  # without its records
    kept: tuple[int, ...] = ()  # the numbers of its records, in their order
    records: Mapping[int, Any] | None = None  # number -> record, of those that are new


class _Running:
    """One job while it runs here."""

    def __init__(self, key: str, worker: Worker) -> None:
        self._key, self._worker = key, worker
        self._told_to_stop = False
        self._lock = threading.Lock()
        self._step: Step | None = None
        self._numbers: list[tuple[int, Any]] = []  # the records of the latest step, each with its number
        self._count = 0

    def publish(self, step: Step) -> None:
        with self._lock:
            known = {id(record): number for number, record in self._numbers}
            self._numbers = [(known.get(id(record), -1), record) for record in step.records]
            for place, (number, record) in enumerate(self._numbers):
                if number < 0:
                    self._numbers[place] = (self._count, record)
                    self._count += 1
            self._step = replace(step, records=())

    def report(self, known: Sequence[int]) -> Report:
        with self._lock:
            kept = tuple(number for number, _ in self._numbers)
            return Report(self._step, kept, {number: record for number, record in self._numbers if number not in known})

    def stop(self) -> None:
        self._told_to_stop = True

    def should_stop(self) -> bool:
        """Whether it was told to, or nobody wants its result any more: a scheduler takes back what a lost client asked for."""
        task = self._worker.state.tasks.get(self._key)
        return self._told_to_stop or task is None or task.state != "executing"


_HERE: dict[str, _Running] = {}
"""Key -> job that runs in this process."""

_NOT_TO_BEGIN: deque[str] = deque(maxlen=1000)
"""Keys of jobs that were told to stop while they waited for this process: the latest ones."""


@dataclass(frozen=True)
class Data:
    """Stands for an argument that is at the workers already."""

    number: int  # of the data that `run` is given


def run(key: str, parcel: bytes, *data: Any) -> Ended:
    """Run a job in a worker: the work that is in the parcel, with its arguments, and with on_step and should_stop.

    What a job is made of travels as one pickle, so that the scheduler need not know what it is: it would import TensorFlow.
    """
    work, arguments, options = unpacked(parcel)
    arguments = [data[argument.number] if isinstance(argument, Data) else argument for argument in arguments]
    if key in _NOT_TO_BEGIN:
        return Ended("stopped")
    worker = get_worker()
    job = _HERE[key] = _Running(key, worker)
    worker.log_event(STARTS, {"key": key, "worker": worker.address, "at": time.time()})
    try:
        return Ended("finished", work(*arguments, on_step=job.publish, should_stop=job.should_stop, **options))
    except Stopped:
        return Ended("stopped")
    except BaseException as error:  # even a SystemExit belongs to this job alone: the worker must go on
        _log.exception("a job failed")
        return Ended("failed", message=str(error) or type(error).__name__)
    finally:
        del _HERE[key]


def report(key: str, known: Sequence[int]) -> Report | None:
    """How far a job of this worker is, or None where it does not run here (any more). `known` are numbers of records."""
    job = _HERE.get(key)
    return job.report(known) if job else None


def stop(key: str) -> None:
    """Tell a job of this worker to stop: within one batch, with what it has by then. One that waits never begins."""
    _NOT_TO_BEGIN.append(key)
    job = _HERE.get(key)
    if job:
        job.stop()


def unpacked(parcel: bytes) -> Any:
    """What is in a parcel. To unpack it may import TensorFlow, so it waits for `prepare`, and for others that unpack."""
    with _IMPORTS:
        return pickle.loads(parcel)


def prepare(function: Callable[[], Any]) -> None:
    """Call a function that imports what jobs need. Jobs that come meanwhile wait for it."""
    with _IMPORTS:
        function()
