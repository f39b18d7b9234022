"""Checks of what a learner may choose. Each raises ValueError with what was expected and what came."""


def one_of(name, value, choices):
    """Raise ValueError unless the value is one of the choices."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(str, choices))}. Received: {name}={value!r}")


def within(name, value, low, high):
    """Raise ValueError unless the value is a number from low to high. A bool is none, and neither is NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}. Received: {name}={value!r}")
