"""Works as jobs: one at a time in the whole process, in the order of asking, each with a place in the queue."""

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, replace

from lessons.work.progress import Step, Stopped

PATIENCE = 120.0  # seconds after which a job that nobody asks about stops

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """The state of a job at one moment. Immutable."""

    state: str  # "waiting", "running", "finished", "stopped" (nothing was learned) or "failed"
    place: int = 0  # jobs that run before this one, while it is waiting
    step: Step | None = None  # the latest step
    result: object = None  # once finished
    message: str = ""  # what went wrong, once failed

    @property
    def over(self):
        """True when nothing will change any more."""
        return self.state in ("finished", "stopped", "failed")


class Job:
    """One run of a work. Made by `JobQueue.submit`; it belongs to the session that asked for it."""

    def __init__(self, work, queue, patience):
        self._work, self._queue, self._patience = work, queue, patience
        self._snapshot = Snapshot("waiting")
        self._stop = threading.Event()
        self._asked = time.monotonic()

    def poll(self):
        """The latest Snapshot. Asking also tells the job that somebody still wants it."""
        self._asked = time.monotonic()
        snapshot = self._snapshot
        return replace(snapshot, place=self._queue.place(self)) if snapshot.state == "waiting" else snapshot

    def stop(self):
        """Ask the job to stop. It does so within one batch, and keeps what was learned so far."""
        self._stop.set()
        self._queue.drop(self)

    def should_stop(self):
        """True once it was told to stop, or when nobody has polled it for too long."""
        return self._stop.is_set() or time.monotonic() - self._asked > self._patience

    def _run(self):
        if self.should_stop():
            self._end(Snapshot("stopped"))
            return
        self._snapshot = Snapshot("running")
        try:
            result = self._work(on_step=self._publish, should_stop=self.should_stop)
            self._end(Snapshot("finished", step=self._snapshot.step, result=result))
        except Stopped:
            self._end(Snapshot("stopped", step=self._snapshot.step))
        except Exception as error:  # whatever went wrong belongs to this job: the next one must still run
            _log.exception("a job failed")
            self._end(Snapshot("failed", step=self._snapshot.step, message=str(error) or type(error).__name__))

    def _end(self, snapshot):
        self._snapshot = snapshot
        self._work = None  # its data set and settings are no longer needed

    def _publish(self, step):
        self._snapshot = Snapshot("running", step=step)


class JobQueue:
    """Runs jobs one after the other in a thread of its own, which ends when there is nothing to do."""

    def __init__(self, *, patience=PATIENCE):
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting = deque()
        self._busy = False

    def submit(self, work):
        """Queue a job.

        Parameters
        ----------
        work : function that takes on_step and should_stop by name, as `lessons.training.fit.fit` does; returns the job's result

        Returns
        -------
        Job
        """
        job = Job(work, self, self._patience)
        with self._lock:
            self._waiting.append(job)
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._run_all, name="jobs", daemon=True).start()
        return job

    def place(self, job):
        """Number of jobs that run before this one: 0 when it is next, or no longer waiting."""
        with self._lock:
            if job not in self._waiting:
                return 0
            return self._waiting.index(job) + 1

    def drop(self, job):
        """Take a job out of the queue if it has not begun."""
        with self._lock:
            if job not in self._waiting:
                return
            self._waiting.remove(job)
        job._end(Snapshot("stopped"))

    def _run_all(self):
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    return
                job = self._waiting.popleft()
            job._run()
