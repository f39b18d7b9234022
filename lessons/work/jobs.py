"""Works as jobs that run on workers: learners take turns, and everybody knows their place. A lost worker loses no job."""

import contextlib
import logging
import pickle
import threading
import time
import uuid
import weakref
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from typing import Any

from distributed import Client, Future
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.comm import CommClosedError

from lessons.work import places, running
from lessons.work.places import PREFIX, Standing, Survey
from lessons.work.progress import Step
from lessons.work.workers import Workers, WorkersError

PATIENCE = 120.0  # seconds after which a job that nobody asks about stops
MOST = 4  # jobs of a learner that are not over: one that runs, and three that wait
LOSSES = 2  # workers that a job may lose before it ends
_LOOK = 0.5  # seconds between two looks at the jobs that nobody asks about just now
_FRESH = 0.2  # seconds that a survey of all jobs is good for
_ANSWER = 1.0  # seconds that a worker may take to say how far it is
_WAIT = 10  # seconds until a scheduler that does not answer is given up
_BRING = 60  # seconds until a result is, from a worker that steps back for all others
_KEPT = "kept-"  # begins what a scheduler keeps of jobs that are to be found again
KEPT_FOR = 4 * 3600  # seconds that it does
_LOST = "the process that computed it was lost twice. It may need more memory than there is: choose less, and start again"
_GONE = "the processes that train can't be reached any more. Start again in a minute"

_LOST_TOUCH = (CancelledError, FutureCancelledError, ClosedClientError, CommClosedError, OSError, TimeoutError)

_log = logging.getLogger(__name__)


class TooManyJobs(ValueError):  # noqa: N818 - a sentence for learners
    """A learner has as many jobs as may wait."""


@dataclass(frozen=True)
class Snapshot:
    """The state of a job at one moment. Immutable."""

    state: str  # "waiting", "running", "finished", "stopped" (nothing was learned) or "failed"
    place: int = 0  # while it is waiting: the jobs that run before this one, 1 or more
    wait: float | None = None  # while it is waiting: seconds until it begins, by what such jobs took; None: not known yet
    step: Step | None = None  # the latest step, while it is running
    losses: int = 0  # workers that were lost while it ran: it was begun anew so often
    result: Any = None  # once finished
    message: str = ""  # what went wrong, once failed

    @property
    def over(self) -> bool:
        """True when nothing will change any more."""
        return self.state in ("finished", "stopped", "failed")


class Job:
    """One run of a work. Made by `JobQueue.submit`; it belongs to the learner who asked for it."""

    def __init__(self, queue: "JobQueue", call: "_Call", row: tuple[str, bool]) -> None:
        self.key = f"{PREFIX}{call.kind}-{uuid.uuid4().hex}"
        self.row = row  # of the queue: its learner, and whether it is heavy
        self.note = call.note
        self._queue, self._call = queue, call
        self._lock = threading.RLock()
        self._end: Snapshot | None = None
        self._future: Future | None = None
        self._done = threading.Event()
        self._data: list[Future] = []  # what it works on stays at the workers as long as this job is known
        self._stopping = False
        self._name = ""  # by which a scheduler keeps it
        self._asked = time.monotonic()
        self._step: Step | None = None
        self._records: dict[int, Any] = {}

    def poll(self) -> Snapshot:
        """The latest Snapshot. Asking also tells the job that somebody still wants it."""
        self.want()
        return self._look()

    def want(self) -> None:
        """Tell the job that somebody still wants it."""
        self._asked = time.monotonic()

    def wait(self, seconds: float) -> Snapshot:
        """The Snapshot when the job is over, or after so many seconds."""
        until = time.monotonic() + seconds
        while not (snapshot := self.poll()).over and (left := until - time.monotonic()) > 0:
            if self._future is None or self._done.is_set():  # or it is lost, and begun anew
                time.sleep(min(_FRESH, left))
            else:
                self._done.wait(min(_LOOK, left))  # not `distributed.wait`: its TimeoutError would hold this job in a circle
        return snapshot

    def stop(self) -> None:
        """Ask the job to stop. It does so within one batch, and keeps what was learned so far."""
        with self._lock:
            self._stopping = True
            name, self._name = self._name, ""
        self._look()
        if name:
            self._queue._no_longer_kept(name)

    def _look(self) -> Snapshot:
        with self._lock:
            if self._end is None:
                try:
                    snapshot = self._queue._waiting(self) if self._future is None else self._of(self._future)
                except (WorkersError, *_LOST_TOUCH) as error:
                    _log.warning("a job was lost: %r", error)
                    snapshot = Snapshot("stopped") if self._stopping else Snapshot("failed", message=_GONE)
                if not snapshot.over:
                    return snapshot
                self._end = snapshot
                self._future = None  # the worker may forget it
                self._call, self._step, self._records = self._call.emptied(), None, {}
                self._queue._over(self)
            return self._end

    def _of(self, future: Future) -> Snapshot:
        """The state of a job that was handed to the workers."""
        if future.done():
            return self._ended(future)
        standing = self._queue.standing(self)
        if standing is None:  # the scheduler has done with it, and its end is on the way here
            return Snapshot("running", step=self._step)
        if standing.losses >= LOSSES:
            future.cancel()
            return Snapshot("failed", message=_LOST, losses=standing.losses)
        if standing.running:
            self._listen(future.client, str(standing.worker))
        elif self._stopping:
            if standing.worker:  # which may be free before it hears from the scheduler that the job is gone
                with contextlib.suppress(TimeoutError):
                    self._ask(future.client, standing.worker, running.stop)
            future.cancel()
            return Snapshot("stopped")
        elif standing.place:
            return Snapshot("waiting", standing.place, standing.seconds, losses=standing.losses)
        return Snapshot("running", step=self._step, losses=standing.losses)

    def _listen(self, client: Client, worker: str) -> None:
        """Tell the worker that has the job to stop, if that is wanted, and ask it how far it is."""
        try:
            if self._stopping:
                self._ask(client, worker, running.stop)
            told = self._ask(client, worker, running.report, list(self._records))
        except TimeoutError:
            return  # it was lost a moment ago, or has its hands full: it is asked again soon
        if isinstance(told, running.Report) and told.step is not None:
            known = self._records | dict(told.records or {})
            self._records = {number: known[number] for number in told.kept}
            self._step = replace(told.step, records=tuple(self._records.values()))

    def _ask(self, client: Client, worker: str, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function of this job's key returns in a worker, or None where that worker is gone."""
        at_most: dict[str, Any] = {"workers": [worker], "on_error": "ignore", "callback_timeout": _ANSWER}
        return next(iter(client.run(function, self.key, *arguments, **at_most).values()), None)

    def _ended(self, future: Future) -> Snapshot:
        try:
            ended = future.result(timeout=_BRING)
            result = ended.result
            if ended.state == "finished" and self._call.received:
                result = self._call.received(result)
        except _LOST_TOUCH:
            raise
        except Exception as error:  # the result could not travel, or not be put together
            _log.exception("a job's result was lost")
            return Snapshot("failed", message=str(error) or type(error).__name__)
        return Snapshot(ended.state, result=result, message=ended.message)

    def _begin(self, client: Client) -> None:
        with self._lock:
            if self._end is None and self._future is None:
                self._future, self._data = self._queue._handed_over(client, self.key, self._call)
                self._name = self._queue._kept(client, self)
                self._watch(self._future)

    def _watch(self, future: Future) -> None:
        """Hear when the workers are done with it. What is called then must not hold this job."""
        done, news = self._done, self._queue._news

        def tell(_: Future) -> None:
            done.set()
            news.set()

        future.add_done_callback(tell)

    def _abandoned(self, patience: float) -> bool:
        return time.monotonic() - self._asked > patience


@dataclass(frozen=True, eq=False)
class _Call:
    """What a job runs."""

    work: Callable | None
    arguments: tuple
    options: dict[str, Any]
    kind: str
    heavy: bool
    received: Callable[[Any], Any] | None
    name: str = ""
    note: Any = None

    def emptied(self) -> "_Call":
        """The same, without data that is no longer needed."""
        return replace(self, work=None, arguments=(), options={}, received=None)


class JobQueue:
    """Hands jobs to workers, of each learner one at a time: so learners take turns, however much each of them asks for.

    Parameters
    ----------
    workers : Workers
    patience : float, seconds after which a job that nobody asks about stops
    """

    def __init__(self, workers: Workers, *, patience: float = PATIENCE) -> None:
        self._workers, self._patience = workers, patience
        self._lock = threading.RLock()
        # Jobs that are not over, the first of each row at the workers: rows by learner, of heavy jobs and of others.
        self._jobs: dict[tuple[str, bool], deque[Job]] = defaultdict(deque)
        self._sent: weakref.WeakValueDictionary[str, Future] = weakref.WeakValueDictionary()  # by travel key
        self._survey: tuple[float, Survey] | None = None
        self._news = threading.Event()
        self._caring = False

    def submit(
        self,
        work: Callable,
        *arguments: Any,
        learner: str = "",
        kind: str = "work",
        heavy: bool = True,
        received: Callable[[Any], Any] | None = None,
        name: str = "",
        note: Any = None,
        **options: Any,
    ) -> Job:
        """Queue a job.

        Parameters
        ----------
        work : an importable function of these arguments and options, and of on_step and should_stop, such as
            `lessons.training.fit.fit`. All of them, and its result, are sent as data. An argument with a
            `travel_key`, a text that tells its content from every other, is sent once, however many jobs use it.
        learner : who asks; learners take turns
        kind : of work, in letters and "_": jobs of one kind take about as long as one another
        heavy : whether it takes a whole worker. Others run beside such jobs.
        received : function of the result that puts it together here, or None
        name : by which `find` finds the job from another process, where workers outlive this one
        note : data that the job has as `note`, there too
        **options : of the work

        Returns
        -------
        Job

        Raises
        ------
        TooManyJobs
            If the learner has so many jobs already.
        lessons.work.workers.WorkersError
            If there are no workers.
        """
        job = Job(self, _Call(work, arguments, options, kind, heavy, received, name, note), (learner, heavy))
        with self._lock:
            mine = self._jobs[job.row]
            if len(mine) >= MOST:
                raise TooManyJobs(f"{MOST} of your trainings run or wait already. Stop one of them, or wait for it.")
            mine.append(job)
            self._care_soon()
        if mine[0] is job:
            try:
                self._begin(job)
            except BaseException:  # such as a work that can't be sent
                self._over(job)
                raise
        return job

    def find(self, beginning: str, *, received: Callable[[list[Any], Any], Any]) -> dict[str, Job]:
        """The jobs that another process submitted with names that begin so, and that has ended since: by name.

        `received` puts a result together here: a function of the data that the job worked on, and of the result.
        Of jobs that were handed to the workers more than KEPT_FOR ago, nothing is kept any more.
        """
        client, found = self._workers.client, {}
        if not self._workers.outlive:
            return {}
        for kept in sorted(str(each) for each in client.list_datasets() if str(each).startswith(_KEPT)):
            name, _, since = kept.removeprefix(_KEPT).rpartition("@")
            if time.time() - float(since) > KEPT_FOR:
                self._no_longer_kept(kept)
            elif name.startswith(beginning):
                found[name] = self._found(client.get_dataset(kept), kept, received)
        return found

    def _found(self, told: dict[str, Any], kept: str, received: Callable[[list[Any], Any], Any]) -> Job:
        data = told["data"]

        def together(result: Any) -> Any:
            return received([each.result(timeout=_BRING) for each in data], result)

        call = _Call(None, (), {}, told["kind"], told["row"][1], together, note=told["note"])
        job = Job(self, call, told["row"])
        job.key, job._future, job._data, job._name = told["key"], told["future"], data, kept
        job._watch(job._future)
        with self._lock:
            self._jobs[job.row].append(job)
            self._care_soon()
        return job

    def _kept(self, client: Client, job: Job) -> str:
        """Have the scheduler keep what finds a job again, if it has a name and outlives this process. Returns by which name."""
        if not job._call.name or not self._workers.outlive:
            return ""
        name = f"{_KEPT}{job._call.name}@{time.time():.0f}"
        told = {"key": job.key, "row": job.row, "kind": job._call.kind, "note": job.note}
        client.publish_dataset(told | {"future": job._future, "data": job._data}, name=name, override=True)
        return name

    def _no_longer_kept(self, name: str) -> None:
        with contextlib.suppress(WorkersError, *_LOST_TOUCH):  # what is lost is not kept either
            self._workers.client.unpublish_dataset(name)

    def _care_soon(self) -> None:
        if not self._caring:
            self._caring = True
            threading.Thread(target=self._care, name="jobs", daemon=True).start()

    def _begin(self, job: Job) -> None:
        """Hand a job to the workers: to others where these turn out to be lost in that very moment."""
        try:
            job._begin(self._workers.client)
        except WorkersError:
            job._begin(self._workers.client)

    def survey(self, *, afresh: bool = False) -> Survey:
        """All jobs of all learners, as they stood a moment ago at most, or as they stand now."""
        with self._lock:
            if afresh or self._survey is None or time.monotonic() - self._survey[0] > _FRESH:
                seen = self._workers.client.run_on_scheduler(places.survey, callback_timeout=_WAIT)
                self._survey = (time.monotonic(), seen)
            return self._survey[1]

    def standing(self, job: Job) -> Standing | None:
        """Where a job stands at the workers; None where the scheduler does not know it any more: it is over in a moment."""
        return self.survey().standings.get(job.key)

    def _waiting(self, job: Job) -> Snapshot:
        """The state of a job that has not been handed to the workers, because its learner has another one there."""
        if job._stopping:
            return Snapshot("stopped")
        with self._lock:
            own = list(self._jobs[job.row]).index(job) - 1  # the first of them is at the workers, and counted there
        seen = self.survey()
        return Snapshot("waiting", max(len(seen.standings) + own, 1), seen.behind)

    def _handed_over(self, client: Client, key: str, call: _Call) -> tuple[Future, list[Future]]:
        try:
            resources = self.survey().resources[call.heavy]
            data: list[Future] = []
            arguments = [self._once(client, argument, data) for argument in call.arguments]
            parcel = pickle.dumps((call.work, arguments, call.options))
            sent = client.submit(running.run, key, parcel, *data, key=key, pure=False, resources=resources, fifo_timeout="0 ms")
            while key not in self.survey(afresh=True).standings and not sent.done():
                pass  # the scheduler hears of it within milliseconds; from then on it knows its place
        except _LOST_TOUCH as error:
            raise WorkersError(f"It could not begin: {_GONE}.") from error
        return sent, data

    def _once(self, client: Client, argument: Any, data: list[Future]) -> Any:
        """What stands for an argument: one with a travel key is at the workers once, and joins the data of the job."""
        mark = getattr(argument, "travel_key", None)
        if not isinstance(mark, str):
            return argument
        with self._lock:
            sent = self._sent.get(mark)
            if sent is None or sent.client is not client or sent.status in ("cancelled", "lost", "error"):
                parcel = pickle.dumps(argument)
                sent = self._sent[mark] = client.submit(running.unpacked, parcel, key=f"data-{mark}-{uuid.uuid4().hex}")
        data.append(sent)
        return running.Data(len(data) - 1)

    def _over(self, job: Job) -> None:
        with self._lock:
            mine = self._jobs[job.row]
            if job in mine:
                mine.remove(job)
            if not mine:
                self._jobs.pop(job.row, None)
            self._survey = None
        self._news.set()

    def _care(self) -> None:
        """Stop jobs that nobody asks about, and begin those whose turn has come, as long as there are any."""
        while True:
            self._news.wait(_LOOK)
            self._news.clear()
            with self._lock:
                unfinished = [job for row in self._jobs.values() for job in row]
            for job in unfinished:
                if job._abandoned(self._patience):
                    job.stop()
                elif job._future is not None and (job._future.done() or self._losses_of(job) >= LOSSES):
                    job._look()
            with self._lock:
                firsts = [row[0] for row in self._jobs.values() if row]
                if not firsts:
                    self._caring = False
                    return
            for job in firsts:
                try:
                    self._begin(job)
                except WorkersError as error:
                    _log.warning("a job could not begin: %s", error)

    def _losses_of(self, job: Job) -> int:
        try:
            standing = self.standing(job)
            return standing.losses if standing else 0
        except (WorkersError, *_LOST_TOUCH):
            return 0  # whoever asks about the job is told
