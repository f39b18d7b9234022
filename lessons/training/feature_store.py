"""What was computed from data sets, kept for the next run: up to so many bytes in the whole process, the latest used."""

import itertools
import threading
import weakref


class FeatureStore:
    """Values that hang on data sets. A data set that nobody holds any more takes its values along.

    Parameters
    ----------
    most : int, bytes of all values of all data sets together; where they would be more, the one goes that was longest not used
    """

    def __init__(self, most):
        self.most = most
        self._values = weakref.WeakKeyDictionary()  # data set -> key -> (time of its last use, value)
        self._clock = itertools.count()
        self._lock = threading.Lock()

    def find(self, dataset, key):
        """The value that was kept for a data set under this key, or None."""
        with self._lock:
            values = self._values.get(dataset, {})
            if key not in values:
                return None
            value = values[key][1]
            values[key] = (next(self._clock), value)
            return value

    def keep(self, dataset, key, value):
        """Keep a value, which says in `nbytes` how large it is. One that is larger than all that may be kept is not kept."""
        if value.nbytes > self.most:
            return
        with self._lock:
            self._values.setdefault(dataset, {})[key] = (next(self._clock), value)
            while self._total() > self.most:
                uses = [(used, values, key) for values in self._values.values() for key, (used, _) in values.items()]
                _, values, key = min(uses, key=lambda use: use[0])
                del values[key]

    @property
    def nbytes(self):
        """Bytes of all values that are kept."""
        with self._lock:
            return self._total()

    def _total(self):
        return sum(value.nbytes for values in self._values.values() for _, value in values.values())
