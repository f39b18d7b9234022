"""When a question comes back: at once after a wrong answer, then a day, three days and a week after the last right one.

That practice spread out in time is remembered better than the same practice at once: Latimier, Peyre and Ramus, "A
meta-analytic review of the benefit of spacing out retrieval practice episodes on retention", 2021 (g = 0.74).
"""

from collections.abc import Container

from lessons.progress.notes import Idea, Progress

DAY = 24 * 3600  # seconds
WAITS = (DAY, 3 * DAY, 7 * DAY)  # after the first right answer, the second, and each that follows


def due_at(idea: Idea) -> int | None:
    """When a question comes back, in seconds since 1970; None where it was not answered yet.

    A right answer that came before its time changes nothing: practice at once does not stand for practice spread out.
    """
    due, waits = None, 0
    for when, right in idea.tries:
        if not right:
            due, waits = when, 0
        elif due is None or when >= due:
            due, waits = when + WAITS[waits], min(waits + 1, len(WAITS) - 1)
    return due


def due_ideas(progress: Progress, now: float, known: Container[tuple[str, int]] | None = None) -> list[tuple[str, int]]:
    """The questions that come back by now: those that were answered wrong first, of each kind the one that waits longest.

    Parameters
    ----------
    progress : Progress
    now : float, seconds since 1970
    known : (slug, number of the question in its lesson) of those that can be asked again; or None for all

    Returns
    -------
    list of (slug, number)
    """
    waiting = []
    for slug, done in progress.lessons.items():
        for number, idea in done.ideas.items():
            due = due_at(idea)
            if due is not None and due <= now and (known is None or (slug, number) in known):
                waiting.append((idea.tries[-1].right, due, slug, number))
    return [(slug, number) for _, _, slug, number in sorted(waiting)]
