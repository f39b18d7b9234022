"""Where a learner is: the mark of each lesson, the minutes that a path still takes, and the lesson to go on with."""

from collections.abc import Sequence

from lessons.catalog import CATALOG, PATHS, Lesson, path
from lessons.progress.notes import LessonProgress, Progress

TO_COME, TRIED, ANSWERED = MARKS = ("to come", "tried", "answered")
_QUESTIONS = 5  # of a lesson, until it has told how many
_BEGUN = 2  # steps: whoever looks around can do one without wanting to


def mark_of(done: LessonProgress) -> str:
    """One of MARKS: "answered" once all its questions were, "tried" once anything was done there but reading."""
    if done.questions_there and done.found >= done.questions_there:
        return ANSWERED
    return TRIED if done.steps or done.ideas or done.trained else TO_COME


def minutes_left(done: LessonProgress, lesson: Lesson) -> int:
    """Minutes that a lesson still takes: all of them, less the share of its steps and questions that are done."""
    if mark_of(done) == ANSWERED:
        return 0
    steps, questions = max(done.steps_there, len(done.steps)), done.questions_there or _QUESTIONS
    share = (len(done.steps) + min(done.found, questions)) / (steps + questions)
    return max(1, round(lesson.minutes * (1 - share)))


def minutes_left_of(progress: Progress, path: Sequence[Lesson]) -> int:
    """Minutes that all lessons of a path still take."""
    return sum(minutes_left(progress.of(lesson.slug), lesson) for lesson in path)


def duration_text(minutes: int) -> str:
    """Minutes as one says them: an hour and more to five minutes."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(5 * round(minutes / 5), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def next_lesson(progress: Progress, path: Sequence[Lesson]) -> Lesson | None:
    """The lesson to go on with: the one that was begun last, or the first that is not answered after it, else before it.

    A lesson that was only looked into counts where the one before it was begun. None where all of the path are answered.
    """
    begun = [_is_begun(progress.of(lesson.slug)) for lesson in path]
    reached = [place for place in range(len(path)) if begun[place] or (place and begun[place - 1])]
    start = max(reached, key=lambda place: progress.of(path[place].slug).opened, default=0)
    ahead = [*path[start:], *path[:start]]
    return next((lesson for lesson in ahead if mark_of(progress.of(lesson.slug)) != ANSWERED), None)


def _is_begun(done: LessonProgress) -> bool:
    return bool(len(done.steps) >= _BEGUN or done.ideas or done.trained)


def sums_of(progress: Progress) -> dict[str, int]:
    """How many lessons there are, were answered and were only tried; and how many questions were asked, and right at first."""
    marks = [mark_of(progress.of(lesson.slug)) for lesson in path("full")]
    return {
        "lessons": len(marks),
        "answered": marks.count(ANSWERED),
        "tried": marks.count(TRIED),
        "asked": sum(done.asked for done in progress.lessons.values()),
        "right": sum(done.right_at_first for done in progress.lessons.values()),
    }


def current_path(progress: Progress) -> str:
    """The name of the path that a learner is on: the shortest that is not finished and has the lesson that was opened last.

    Before the first lesson it is the shortest of all, after the last one the longest.
    """
    unfinished = [name for name in PATHS if next_lesson(progress, path(name)) is not None]
    latest = max(progress.lessons, key=lambda slug: progress.of(slug).opened, default=None)
    with_it = [name for name in unfinished if latest in {lesson.slug for lesson in path(name)}]
    return next(iter([*with_it, *unfinished]), list(PATHS)[-1])


def way_around(progress: Progress, lesson: Lesson) -> tuple[Lesson, Lesson | None]:
    """The lessons before and after one: on the learner's path where the lesson is on it, else in the catalog; None at the end.

    Home comes before the first lesson of each path.
    """
    own = (CATALOG[0], *path(current_path(progress)))
    way = own if lesson in own else CATALOG
    place = way.index(lesson)
    return way[place - 1], way[place + 1] if place + 1 < len(way) else None
