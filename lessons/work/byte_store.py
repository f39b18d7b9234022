"""What was computed for somebody, kept for the next time: up to so many bytes, those used last."""

import contextlib
import itertools
import sys
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any


class ByteStore:
    """Values that hang on owners, such as data sets or sessions. An owner that nobody holds any more takes its values along.

    Parameters
    ----------
    most : int, bytes of all values of all owners together; where they would be more, the one goes that was longest not used
    each : int, bytes of the values of one owner, likewise; or None for no other bound than `most`
    """

    def __init__(self, most: int, each: int | None = None) -> None:
        self.most, self.each = most, most if each is None else min(each, most)
        self._values: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()  # owner -> key -> _Kept
        self._making: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()  # owner -> key -> (lock, its users)
        self._clock = itertools.count()
        self._lock = threading.Lock()

    def find(self, owner: Any, key: Hashable) -> Any:
        """The value that was kept for an owner under this key, or None."""
        with self._lock:
            kept = self._values.get(owner, {}).get(key)
            if kept is None:
                return None
            kept.used = next(self._clock)
            return kept.value

    def keep(self, owner: Any, key: Hashable, value: Any) -> None:
        """Keep a value. One that is larger than all that may be kept is not kept.

        Values may become smaller with time: they are measured again before one has to go.
        """
        size = nbytes(value)
        if size > self.each:
            return
        with self._lock:
            own = self._values.setdefault(owner, {})
            own[key] = _Kept(next(self._clock), size, value)
            _let_go([own], self.each)
            _let_go(list(self._values.values()), self.most)

    def drop(self, owner: Any, key: Hashable) -> None:
        """Keep the value under this key no longer, if one is kept."""
        with self._lock:
            self._values.get(owner, {}).pop(key, None)

    def get(self, owner: Any, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value that was kept, or what `make()` returns, which is kept then.

        Of several threads that want the same value at a time one makes it, and the others wait for it. `make` must not return
        None.
        """
        found = self.find(owner, key)
        if found is None:
            with self._one_at_a_time(owner, key):
                found = self.find(owner, key)
                if found is None:
                    found = make()
                    self.keep(owner, key, found)
        return found

    @property
    def nbytes(self) -> int:
        """Bytes of all values that are kept."""
        with self._lock:
            return _measured(list(self._values.values()))

    @contextlib.contextmanager
    def _one_at_a_time(self, owner: Any, key: Hashable) -> Iterator[None]:
        with self._lock:
            locks = self._making.setdefault(owner, {})
            lock, users = locks.get(key, (threading.Lock(), 0))
            locks[key] = (lock, users + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                users = locks[key][1] - 1
                if users:
                    locks[key] = (lock, users)
                else:
                    del locks[key]


@dataclass(eq=False)
class _Kept:
    """A value, when it was used last, and its bytes as they were last measured."""

    used: int
    size: int
    value: Any


def _let_go(places: Sequence[dict[Hashable, _Kept]], most: int) -> None:
    """Drop values, those first that were longest not used, until all of them together take no more than `most` bytes."""
    total = sum(kept.size for values in places for kept in values.values())
    if total > most:
        total = _measured(places)
    while total > most:
        _, values, oldest = min(((kept.used, values, key) for values in places for key, kept in values.items()), key=_use)
        total -= values.pop(oldest).size


def _use(kept: tuple[int, Any, Any]) -> int:
    return kept[0]


def _measured(places: Sequence[dict[Hashable, _Kept]]) -> int:
    """Bytes of all values, each measured anew."""
    for values in places:
        for kept in values.values():
            kept.size = nbytes(kept.value)
    return sum(kept.size for values in places for kept in values.values())


def nbytes(value: Any) -> int:
    """Bytes that a value takes: what it says of itself in `nbytes`, or else those of its parts. It may change with time."""
    if isinstance(getattr(value, "nbytes", None), int):
        return value.nbytes
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + sum(nbytes(key) + nbytes(part) for key, part in value.items())
    if isinstance(value, (tuple, list, set, frozenset)):
        return sys.getsizeof(value) + sum(map(nbytes, value))
    if is_dataclass(value) and not isinstance(value, type):
        return sys.getsizeof(value) + sum(nbytes(getattr(value, field.name)) for field in fields(value))
    return sys.getsizeof(value)
