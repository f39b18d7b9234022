"""Timing two things in turn, so that a slow moment of the machine meets both."""

import statistics
import time
from dataclasses import dataclass

PAUSE = 0.05  # seconds


@dataclass(frozen=True)
class Comparison:
    """A row of the table: our seconds, the reference's, and the ratio that was asked for."""

    what: str
    reference: str
    ours_seconds: float
    reference_seconds: float
    goal: str  # such as "at most 1.35"

    @property
    def row(self):
        """The comparison as a row of a Markdown table."""
        ratio = self.ours_seconds / self.reference_seconds
        shown = f"{1 / ratio:.1f} times faster" if self.goal.startswith("at least") else f"{ratio:.2f}"
        cells = (self.what, _spell(self.ours_seconds), self.reference, _spell(self.reference_seconds), shown, self.goal)
        return f"| {' | '.join(cells)} |"


HEADER = "| what | ours | compared with | takes | ratio | asked |\n| --- | --- | --- | --- | --- | --- |"


def medians(ours, reference, *, rounds, warm_up=2):
    """Median seconds of two functions, called in turn after a warm-up.

    A pause before each call lets the other's threads go to sleep: ONNX Runtime's and TensorFlow's keep spinning for a while.
    """
    seconds = ([], [])
    for attempt in range(warm_up + rounds):
        for function, taken in zip((ours, reference), seconds, strict=True):
            time.sleep(PAUSE)
            began = time.perf_counter()
            function()
            if attempt >= warm_up:
                taken.append(time.perf_counter() - began)
    return tuple(statistics.median(taken) for taken in seconds)


def _spell(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
