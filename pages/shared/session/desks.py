"""Desks: what learners have, each found again by a key, for as long as it is used; so many of them, and in memory only."""

import itertools
import os
import threading
import time
import weakref

KEPT_FOR = 4 * 3600.0  # seconds after its last use
MOST = int(os.environ.get("PIXELS_DESKS", "60"))  # desks with pictures, networks or trainings on them
MOST_IN_ALL = 1000 + MOST  # with those on which nothing but answers and controls lies
MOST_BYTES = MOST * 25_000_000  # of pictures and networks on all desks together
EARLIER_JOBS = "state_earlier_jobs"
JOB = "state_job"  # begins the names of jobs on a desk
PROGRESS = "state_progress"  # which the browser keeps, too
LOOKED = "state_looked_for_jobs"
SEAT = "class_seat"  # a place in a class
VIEWS = "state_network_views"  # which the browser fetches from
_LITTLE = {"state_learner", "state_share_of_caches", PROGRESS, LOOKED, VIEWS}  # what a desk has on which nobody has worked yet

_numbers = itertools.count(1)
_living = weakref.WeakValueDictionary()  # number -> desk, of those that sessions have by themselves, too


class Desk(dict):
    """Name -> value: what a learner has. All tabs of a browser share it; `lock` is for changes of several steps."""

    def __init__(self):
        super().__init__()
        self.number = next(_numbers)  # of no other desk of this process
        self.lock = threading.RLock()
        self.used = 0.0
        self.changes = 0  # of what all pages show
        self.is_gone = False
        self.bytes = {}  # kind of work -> bytes of it, as they were counted last
        _living[self.number] = self

    @property
    def jobs(self):
        """The jobs of each page, the latest of it."""
        return [value for name, value in list(self.items()) if name.startswith(f"{JOB}_")]

    @property
    def has_work(self):
        """Whether pictures, networks or trainings lie on it, which take the server's memory."""
        return any(self.bytes.values()) or bool(self.jobs)

    @property
    def is_bare(self):
        """Whether nobody has worked on it."""
        return self.keys() <= _LITTLE

    def empty(self):
        """Stop its jobs, leave the class, and let go of everything."""
        for job in self.jobs:
            job.stop()
        if SEAT in self:
            self[SEAT].leave()
        with self.lock:
            self.is_gone = True
            self.bytes = {}
            self.clear()


def all_bytes():
    """Bytes of the pictures and networks on all desks, as they were counted last."""
    return sum(sum(desk.bytes.values()) for desk in list(_living.values()))


class Desks:
    """The desks of all browsers.

    Parameters
    ----------
    most : int; where so many have work on them, there is no other, and none is lost
    most_in_all : int; where there are so many, one that nobody has worked on gives way to another
    kept_for : float, seconds that a desk is kept after its last use
    clock : function that returns seconds
    """

    def __init__(self, most=MOST, most_in_all=MOST_IN_ALL, kept_for=KEPT_FOR, clock=time.monotonic):
        self._most, self._most_in_all, self._kept_for, self._clock = most, most_in_all, kept_for, clock
        self._desks = {}
        self._lock = threading.RLock()

    def of(self, place):
        """The desk of a place, which is used by that; a new one if there is none. None where no room is left."""
        with self._lock:
            desk = self._desks.get(place)
            if desk is not None and self._is_over(desk):
                desk = None
                self.forget(place)
            if desk is None:
                if not self._make_room():
                    return None
                desk = self._desks[place] = Desk()
            desk.used = self._clock()
            return desk

    def forget(self, place):
        """Let go of what lies on a desk, at once. The next one of that place is a new one."""
        with self._lock:
            desk = self._desks.pop(place, None)
        if desk is not None:
            desk.empty()

    def forget_unused(self):
        """Let go of the desks whose time is over. Returns how many there were."""
        over = [place for place, desk in list(self._desks.items()) if self._is_over(desk)]
        for place in over:
            self.forget(place)
        return len(over)

    def unused_for(self, seconds):
        """The desks that nobody has used for so long."""
        return [desk for desk in list(self._desks.values()) if self._clock() - desk.used > seconds]

    def want_jobs(self):
        """Tell the jobs of all desks that they are still wanted: others stop."""
        for desk in list(self._desks.values()):
            for job in desk.jobs:
                job.want()

    def __len__(self):
        return len(self._desks)

    def _is_over(self, desk):
        return self._clock() - desk.used > self._kept_for

    def _make_room(self):
        if self._is_full():
            self.forget_unused()
        if self._has_enough_work():
            return False
        if len(self._desks) >= self._most_in_all:
            bare = [place for place, desk in self._desks.items() if desk.is_bare]
            if not bare:
                return False
            self.forget(min(bare, key=lambda place: self._desks[place].used))
        return True

    def _is_full(self):
        return len(self._desks) >= self._most_in_all or self._has_enough_work()

    def _has_enough_work(self):
        return sum(desk.has_work for desk in self._desks.values()) >= self._most
