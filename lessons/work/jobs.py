"""Works as jobs: one at a time in the whole process, in the order of asking, each with a place in the queue."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lessons.work.progress import Step, Stopped

PATIENCE = 120.0  # seconds after which a job that nobody asks about stops

_log = logging.getLogger(__name__)


class Work(Protocol):
    """What a job runs, such as `lessons.training.fit.fit` with its first arguments filled in."""

    def __call__(self, *, on_step: Callable[[Step], None], should_stop: Callable[[], bool]) -> Any:
        """Do the work and return its result; raise `Stopped` where it was stopped before there was one."""


@dataclass(frozen=True)
class Snapshot:
    """The state of a job at one moment. Immutable."""

    state: str  # "waiting", "running", "finished", "stopped" (nothing was learned) or "failed"
    place: int = 0  # while it is waiting: the jobs that run before this one, 1 or more
    step: Step | None = None  # the latest step
    result: Any = None  # once finished
    message: str = ""  # what went wrong, once failed

    @property
    def over(self) -> bool:
        """True when nothing will change any more."""
        return self.state in ("finished", "stopped", "failed")


class Job:
    """One run of a work. Made by `JobQueue.submit`; it belongs to the session that asked for it."""

    def __init__(self, work: Work, queue: "JobQueue", patience: float) -> None:
        self._work: Work | None = work
        self._queue, self._patience = queue, patience
        self._snapshot = Snapshot("waiting")
        self._stop = threading.Event()
        self._asked = time.monotonic()

    def poll(self) -> Snapshot:
        """The latest Snapshot. Asking also tells the job that somebody still wants it."""
        self._asked = time.monotonic()
        if self._snapshot.state == "waiting":
            place = self._queue.place(self)
            # It may have begun in between. With nobody before it, it begins within a moment: that is no waiting any more.
            if self._snapshot.state == "waiting":
                return Snapshot("waiting", place) if place else Snapshot("running")
        return self._snapshot

    def stop(self) -> None:
        """Ask the job to stop. It does so within one batch, and keeps what was learned so far."""
        self._stop.set()
        self._queue.drop(self)

    def should_stop(self) -> bool:
        """True once it was told to stop, or when nobody has polled it for too long."""
        return self._stop.is_set() or time.monotonic() - self._asked > self._patience

    def _run(self) -> None:
        work = self._work
        if work is None or self.should_stop():
            self._end(Snapshot("stopped"))
            return
        self._snapshot = Snapshot("running")
        try:
            result = work(on_step=self._publish, should_stop=self.should_stop)
            self._end(Snapshot("finished", step=self._snapshot.step, result=result))
        except Stopped:
            self._end(Snapshot("stopped", step=self._snapshot.step))
        except BaseException as error:  # even a SystemExit belongs to this job alone: the next one must still run
            _log.exception("a job failed")
            self._end(Snapshot("failed", step=self._snapshot.step, message=str(error) or type(error).__name__))

    def _end(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._work = None  # its data set and settings are no longer needed

    def _publish(self, step: Step) -> None:
        self._snapshot = Snapshot("running", step=step)


class JobQueue:
    """Runs jobs one after the other in a thread of its own, which ends when there is nothing to do."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._busy = False

    def submit(self, work: Work) -> Job:
        """Queue a job.

        Parameters
        ----------
        work : Work, a function that takes on_step and should_stop by name, as `lessons.training.fit.fit` does

        Raises
        ------
        RuntimeError
            If the process can't start a thread. Nothing was queued then.
        """
        job = Job(work, self, self._patience)
        with self._lock:
            if not self._busy:
                threading.Thread(target=self._run_all, name="jobs", daemon=True).start()  # it waits for the lock
                self._busy = True
            self._waiting.append(job)
        return job

    def place(self, job: Job) -> int:
        """Number of jobs that run before this one: 0 when it is next, or no longer waiting.

        Those that wait but will never run, because nobody asks about them any more, don't count.
        """
        with self._lock:
            if job not in self._waiting:
                return 0
            ahead = list(self._waiting)[: self._waiting.index(job)]
            return (self._running is not None) + sum(not other.should_stop() for other in ahead)

    def drop(self, job: Job) -> None:
        """Take a job out of the queue if it has not begun."""
        with self._lock:
            if job not in self._waiting:
                return
            self._waiting.remove(job)
        job._end(Snapshot("stopped"))

    def _run_all(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    return
                job = self._running = self._waiting.popleft()
            job._run()
            with self._lock:
                self._running = None
