"""The rows of classes on the desk: those with pictures, those that the learner wanted, and at least two."""

from dataclasses import dataclass, replace

from lessons.data.class_names import class_name, known_as
from pages.shared.session.desk import desk
from pages.shared.session.own_pictures import own_classes

LEAST = 2
_ROWS = "state_rows_of_classes"


@dataclass(frozen=True)
class _Row:
    """A row with all names that it ever had: when a change is taken back, its pictures may have an earlier one again."""

    names: tuple[str, ...]
    wanted: bool = False  # by the learner, who named it or asked for it: it stays while it is empty

    @property
    def name(self):
        """The name of its pictures, if it has any; else the latest."""
        return next((name for name in reversed(self.names) if name in own_classes()), self.names[-1])

    @property
    def is_filled(self):
        return self.name in own_classes()


def row_names():
    """(name, whether it is more than a placeholder) of each row. A row stays where it is, whatever it is called."""
    return [(row.name, row.is_filled or len(row.names) > 1) for row in _rows()]


def add_row():
    """Begin one more class, with a placeholder for its name."""
    rows = [replace(row, wanted=True) for row in _rows()]
    desk()[_ROWS] = [*rows, _Row((_placeholder(rows),), wanted=True)]


def name_row(name, other):
    """Give the row of this name another one.

    Raises
    ------
    ValueError
        If nothing is left of it once it is cleaned, or another row has it.
    """
    label, rows = class_name(other), _rows()
    others = [row.name for row in rows if row.name != name]
    if known_as(label, others) in others:
        raise ValueError(f"Another class is called {known_as(label, others)} already. Give this one a name of its own")
    desk()[_ROWS] = [_renamed(row, label) if row.name == name else _without(row, label) for row in rows]


def forget_row(name):
    """Let go of a row; it comes back where its pictures do."""
    desk()[_ROWS] = [replace(row, wanted=False) if row.name == name else row for row in _rows()]


def _rows():
    """The rows to show. Classes that came from elsewhere have joined them, and empty ones that nobody wanted have left."""
    rows = list(desk().get(_ROWS, ()))
    known = {name for row in rows for name in row.names}
    rows += [_Row((name,)) for name in own_classes() if name not in known]
    spare = LEAST - sum(row.is_filled or row.wanted for row in rows)
    shown = []
    for row in rows:
        if row.is_filled or row.wanted:
            shown.append(row)
        elif spare > 0:
            shown.append(row)
            spare -= 1
    while len(shown) < LEAST:
        shown.append(_Row((_placeholder(shown),)))
    desk()[_ROWS] = shown
    return shown


def _renamed(row, label):
    return replace(row, names=(*(each for each in row.names if each != label), label), wanted=True)


def _without(row, label):
    return replace(row, names=tuple(each for each in row.names if each != label) or row.names)


def _placeholder(rows):
    names = [name for row in rows for name in row.names]
    return next(f"Class {number}" for number in range(1, len(names) + 2) if known_as(f"Class {number}", names) not in names)
