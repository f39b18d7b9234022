"""An item of the test of learning: one idea, in two forms that ask the same of other things, with other numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

RIGHT = "right"
UNKNOWN = "unknown"  # what somebody answers who does not know it yet: as good as wrong, but no misconception
FORMS = ("A", "B")
OPTIONS = 4  # of each item: by chance alone a quarter of the answers is right


@dataclass(frozen=True)
class Asked:
    """An item as somebody sees it: a prompt, the right answer, and by the name of its misconception each wrong one."""

    prompt: str
    right: str
    wrong: Mapping[str, str]  # name of a misconception -> the answer of whoever has it

    @property
    def options(self) -> dict[str, str]:
        """Name -> answer, the right one first."""
        return {RIGHT: self.right, **self.wrong}


@dataclass(frozen=True)
class Item:
    """An idea of the course, and how it is asked.

    Parameters
    ----------
    idea : in a few words
    lesson : slug of the lesson that is about it
    ask : function of a form's place (0 for A, 1 for B) and a random generator
    """

    idea: str
    lesson: str
    ask: Callable[[int, np.random.Generator], Asked]

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of its misconceptions, in their order."""
        return tuple(self.ask(0, np.random.default_rng(0)).wrong)


def one_of(rng: np.random.Generator, values: npt.ArrayLike) -> Any:
    """One of several values."""
    return rng.choice(np.asarray(values)).item()
