"""Which version of a sentence a result calls for: each function names a part of a lesson's text."""

from lessons.core.composition import TwoLayers

_RELU_MATTERS = 0.01  # of the map, which the best single kernel leaves unexplained: below that ReLU changed next to nothing
GAP = 0.05  # between training and test accuracy, above which it is worth a word
LOW = 0.7  # a training accuracy below which a network does not even know the pictures that it learned from


def relu_between(found: TwoLayers) -> str:
    """What ReLU between two convolutions was worth: a part of the lesson Activation."""
    if found.nothing_left:
        return "relu_nothing"
    if found.negative == 0:
        return "relu_idle"
    return "relu" if found.error >= _RELU_MATTERS else "relu_little"


def learned(training: float, test: float) -> str:
    """What the accuracies on training and on test pictures, both in [0, 1], tell: a part of the lesson Build a CNN.

    The gap comes first: a network that knows its own pictures much better than others overfits, however little it knows.
    """
    if training - test > GAP:
        return "overfits"
    if training < LOW:
        return "underfits"
    return "better_on_test" if test - training > GAP else "generalises"


def two_groups(rates: tuple[float, float], others: tuple[float, float]) -> str:
    """Whether one threshold treats two groups of faces alike, by their rates of false accepts and false rejects, as they are
    written: a part of the lesson Faces.
    """
    same = [f"{rate:.1%}" for rate in rates] == [f"{rate:.1%}" for rate in others]
    return "uneven_equal" if same else "uneven_differs"
