"""Checks of what a learner may choose. Each raises ValueError with what was expected and what came."""

import dataclasses
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any


def one_of(name: str, value: object, choices: Sequence[object]) -> None:
    """Raise ValueError unless the value is one of the choices. True is not 1, and 96.0 is not 96."""
    alike = [choice for choice in choices if isinstance(choice, bool) == isinstance(value, bool) and choice == value]
    if isinstance(value, float) or not alike:
        raise ValueError(f"{name} must be one of {', '.join(map(str, choices))}. Received: {name}={value!r}")


def within(name: str, value: Any, low: float, high: float) -> None:
    """Raise ValueError unless the value is a number from low to high. A bool is none, and neither is NaN."""
    if not _is_a(Real, value) or not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}. Received: {name}={value!r}")


def whole(name: str, value: Any, low: int, high: int) -> None:
    """Raise ValueError unless the value is a whole number from low to high, of Python's or of NumPy's types."""
    if not _is_a(Integral, value) or not low <= value <= high:
        raise ValueError(f"{name} must be a whole number between {low} and {high}. Received: {name}={value!r}")


def take_pythons_numbers(settings: Any) -> None:
    """Replace NumPy's numbers in a frozen dataclass by Python's own, before they are checked: Keras and JSON want those."""
    for item in dataclasses.fields(settings):
        value = getattr(settings, item.name)
        if isinstance(value, Real) and type(value) not in (bool, int, float):
            object.__setattr__(settings, item.name, int(value) if isinstance(value, Integral) else float(value))


def _is_a(kind: type, value: Any) -> bool:
    """Whether a value is a number of that kind. True and False are none."""
    return isinstance(value, kind) and not isinstance(value, bool)
