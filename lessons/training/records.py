"""What is recorded of the epochs of a training, in bounded memory: the first, the last, and evenly spread ones between them."""

from collections.abc import Sequence
from typing import Any

from lessons.work.byte_store import nbytes

MOST_BYTES = 48_000_000  # of all records of a run


class Records:
    """Records of one epoch after the other. Where they would be too many, every second one goes, and so for those that follow.

    Parameters
    ----------
    earlier : sequence of the records of a run that goes on
    most : int, bytes. The first and the latest record are kept, however large they are.
    """

    def __init__(self, earlier: Sequence[Any] = (), most: int = MOST_BYTES) -> None:
        self._kept, self._latest = list(earlier), None  # the latest where it is not one of those that are kept
        self._count, self._every, self._most = len(earlier), 1, most

    def add(self, record: Any) -> None:
        """Add the record of the next epoch."""
        self._latest = record
        if self._count % self._every == 0:
            self._kept.append(record)
            self._latest = None
        self._count += 1
        while len(self._kept) > 1 and nbytes(self.all) > self._most:
            last = self.all[-1]
            self._kept, self._every = self._kept[::2], 2 * self._every
            self._latest = None if self._kept[-1] is last else last

    @property
    def all(self) -> tuple[Any, ...]:
        """The records that are kept, in their order."""
        return (*self._kept, *(() if self._latest is None else (self._latest,)))


def at_epoch(records: Sequence[Any], epoch: int) -> Any:
    """The record of an epoch, or if that was not kept, of the last one before it that was. Each tells its number by `epoch`."""
    return max((record for record in records if record.epoch <= epoch), key=lambda record: record.epoch)
