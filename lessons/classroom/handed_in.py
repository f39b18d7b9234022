"""What a learner hands in of "My results": the lessons as they stood then, and the networks, as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessons.progress.notes import Progress

MOST_NETWORKS = 20
LONGEST = 300  # letters of a cell


@dataclass(frozen=True)
class HandedIn:
    """Results as they were when they were handed in. Handing in again takes their place."""

    progress: Progress
    networks: tuple[Mapping[str, str], ...]  # a row for each: column -> text
    when: float  # seconds since 1970


def handed_in(progress: Progress, networks: Sequence[Mapping[str, str]], when: float) -> HandedIn:
    """Results, as many and as long as a class keeps of one learner."""
    kept = tuple({column: text[:LONGEST] for column, text in row.items()} for row in networks[:MOST_NETWORKS])
    return HandedIn(progress, kept, when)
