"""How far a work is, and what there is of it already. Immutable, so that threads can share it."""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

PHASES = {
    "scenes": "Drawing the scenes to learn from",
    "features": "Every picture goes once through the part that stays frozen",
    "training": "Training",
    "fine_tuning": "Fine-tuning the last layers too",
    "evaluation": "Asking it about the pictures held back",
    "windows": "Showing every window to the network",
    "drawing": "Drawing",
    "destroying": "Destroying a twin of the network, layer by layer",
    "fetching": "Fetching",
    "reading": "Reading the pictures",
}
"""Phase -> what happens in it, in words for learners."""

KNOWN_WITHIN = 0.3  # of the remaining time: how well it must be known before it is told


class Stopped(Exception):  # noqa: N818 - being stopped is not an error
    """A work was stopped before it had a result."""


@dataclass(frozen=True)
class Epoch:
    """Figures after one pass over the training pictures. The validation pictures were not trained on."""

    number: int  # from 1
    loss: float  # of a classifier, its cross-entropy in nats
    accuracy: float | None  # in [0, 1]; None where it is not measured
    validation_loss: float
    validation_accuracy: float | None
    figures: Mapping[str, float] = field(default_factory=dict)  # all other figures by Keras's names, such as "val_box_iou"


@dataclass(frozen=True)
class Step:
    """How far a work has come, of any kind. Immutable, so that it can be handed from its thread to a page."""

    phase: str  # a key of PHASES
    done: float  # pictures shown, an epoch after the other; scenes, windows, steps of a drawing, or megabytes in their phases
    total: float
    seconds: float  # since this phase began
    history: tuple[Epoch, ...] = ()  # of a training
    records: tuple = ()  # what a training recorded of epochs: its own kind of record
    earlier: tuple = ()  # what is told of the results before this one, of a work that has several
    sketch: Any = None  # what is drawn so far, of a work that draws
    seconds_left: float | None = None  # expected to the end of this phase; None until that is known within KNOWN_WITHIN

    def beside(self, results: Sequence) -> "Step":
        """The same step, of an arm that comes after these."""
        return replace(self, earlier=tuple(results))


class Phase:
    """One phase of a work while it goes on: it makes the steps, and tells how long the rest will take as soon as that is known.

    The phase begins when this is made. What happens before something is done, such as compiling a network for the first batch,
    is its start-up and tells nothing of the rest.

    Parameters
    ----------
    name : str, a key of PHASES
    total : float, what will be done at the end
    on_step : function of a Step
    epoch : float or None
        What is done in an epoch, at the end of which there is something more to do: a report of the same `done` as before.
    foreseeable : bool, False where the phase may end before all is done
    clock : function that returns seconds
    """

    def __init__(
        self,
        name: str,
        total: float,
        on_step: Callable[[Step], None],
        *,
        epoch: float | None = None,
        foreseeable: bool = True,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._name, self._total, self._on_step, self._clock = name, total, on_step, clock
        self._pace = _Pace(total, epoch) if foreseeable else None
        self._began = clock()

    def report(self, done: float, **more: Any) -> None:
        """Tell that so much is done by now: perhaps nothing yet. What else a Step has may be added by name."""
        seconds = self._clock() - self._began
        left = self._pace.seconds_left(done, seconds) if self._pace and done else None
        self._on_step(Step(self._name, done, self._total, seconds, seconds_left=left, **more))


_SPAN = 0.25  # seconds: shorter steps are measured together, because single ones say more of the clock than of the work
_FEWEST, _LATEST = 5, 40  # spans that an estimate takes, and the latest that it looks at
_STUDENT = 2.78  # 95% of Student's distribution with _FEWEST - 1 degrees of freedom lies within so many standard errors
_ENDS = 5  # the latest ends of epochs that are looked at


class _Pace:
    """The time that one unit takes, and the end of an epoch, each with how well it is known."""

    def __init__(self, total: float, epoch: float | None) -> None:
        self._total, self._epoch = total, epoch
        self._paces: deque[float] = deque(maxlen=_LATEST)  # seconds for a unit, in each span
        self._ends: deque[float] = deque(maxlen=_ENDS)  # seconds of the ends of epochs
        self._first_end: float | None = None  # seconds of the first one, in which more is compiled
        self._done, self._at = 0.0, 0.0  # of the last report
        self._units, self._seconds = 0.0, 0.0  # of the span that is not yet full
        self._started = False

    def seconds_left(self, done: float, seconds: float) -> float | None:
        """The expected seconds to the end, or None while they are not known well enough."""
        units, taken = done - self._done, seconds - self._at
        self._done, self._at = done, seconds
        if units <= 0 and self._epoch is not None:
            self._end(taken)
        elif self._started:
            self._span(units, taken)
        self._started = self._started or units > 0
        if done >= self._total:
            return 0.0
        return self._left(self._total - done)

    def _span(self, units: float, taken: float) -> None:
        self._units, self._seconds = self._units + units, self._seconds + taken
        if self._seconds >= _SPAN and self._units > 0:
            self._paces.append(self._seconds / self._units)
            self._units, self._seconds = 0.0, 0.0

    def _end(self, taken: float) -> None:
        if self._first_end is None:
            self._first_end = taken
        else:
            self._ends.append(taken)

    def _left(self, units: float) -> float | None:
        if len(self._paces) < _FEWEST:
            return None
        paces = np.array(self._paces)
        pace, unsure = paces.mean(), _STUDENT * paces.std(ddof=1) / len(paces) ** 0.5
        least, most = (units * (pace + sign * unsure) for sign in (-1, 1))
        if self._epoch is not None:
            if self._first_end is None:
                return None
            ends = -(-units // self._epoch)
            least += ends * min(self._ends, default=0.0)
            most += ends * max(self._ends, default=self._first_end)
        middle = (least + most) / 2
        return float(middle) if most - middle <= KNOWN_WITHIN * middle else None


OnStep = Callable[[Step], None]
"""What a work calls with every step; it must return quickly."""

ShouldStop = Callable[[], bool]
"""What a work asks again and again: whether it is to end."""


def silent(step: Step) -> None:
    """Report nothing: stands for an `on_step` that was not given."""


def never() -> bool:
    """Do not stop: stands for a `should_stop` that was not given."""
    return False
