"""How far a work is, and what there is of it already. Immutable, so that threads can share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

PHASES = {
    "scenes": "Drawing the scenes to learn from",
    "features": "Showing every picture to the frozen base, once",
    "training": "Training",
    "fine_tuning": "Fine-tuning the last layers too",
    "evaluation": "Judging it on the test pictures",
    "windows": "Showing every window to the network",
    "drawing": "Drawing",
    "fetching": "Fetching",
    "reading": "Reading the pictures",
}
"""Phase -> what happens in it, in words for learners."""


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
    records: tuple = ()  # what a training recorded, one of each epoch: its own kind of record
    earlier: tuple = ()  # the results before this one, of a work that has several
    sketch: object = None  # what is drawn so far, of a work that draws

    def beside(self, results):
        """The same step, of an arm that comes after these results."""
        return replace(self, earlier=tuple(results))

    @property
    def seconds_left(self):
        """Expected seconds to the end of this phase, or None before anything is known."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None


def silent(step: Step) -> None:
    """Report nothing: stands for an `on_step` that was not given."""


def never() -> bool:
    """Do not stop: stands for a `should_stop` that was not given."""
    return False
