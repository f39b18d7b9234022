"""One class: who is in it, what it is asked, and what each of them may do. Any thread may call it at any time.

The teacher's secret opens what is the teacher's, and a learner's key what is that learner's; neither opens the other.
"""

import hmac
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lessons.classroom.answer_sheet import AnswerSheet
from lessons.classroom.class_errors import ClassError, NotTheTeacherError
from lessons.classroom.class_grid import LearnerRow, Slip
from lessons.classroom.class_state import Held, Learner, row_of
from lessons.classroom.class_views import ClassSnapshot, OwnView, Present
from lessons.classroom.handed_in import HandedIn
from lessons.classroom.lead import Lead
from lessons.classroom.learner_names import cleaned_name, free_animal, is_teachers, sense
from lessons.classroom.share import Share
from lessons.classroom.vote import Asked, Vote
from lessons.progress.notes import Progress

MOST_LEARNERS = 60
KEPT_FOR = 4 * 3600.0  # seconds after it was opened
HERE = 10.0  # seconds: whoever was not heard of for longer is away
GIVES_WAY = 300.0  # seconds: where all is full, whoever is away for longer gives way, and so does a class without anybody
GRID_EVERY = 2.0  # seconds between two snapshots of where the class is
MOST_SHEETS = 4 * MOST_LEARNERS  # of the test of learning
_MOST_ASKED = 200  # questions that are kept in mind
_MOST_SLIPS = 400  # of a learner: more than there are questions

OVER = "This class is over. Ask your teacher for the code of a new one."
LOCKED = "The door of this class is locked. Ask your teacher to open it, then try again."
FULL = f"This class is full: {MOST_LEARNERS} learners are in it."
REMOVED = "Your teacher has taken you out of this class."
NOT_IN_IT = "You are not in this class."
TOO_OFTEN = "That was very often. Wait a moment, then go on."
NO_NAME = "A name needs a letter or a digit: a picture alone can't be one."
SHEET_IS_IN = "Answers of this round are in already, from you or under your code."
SHEETS_ARE_FULL = "This class takes no more answers. Save them, and give your teacher the file."
TEACHERS_NAME = "That is what the teacher is called. Choose another name."
TAKEN = "Somebody in this class is called that already. Choose another name."


class SchoolClass:
    """A class.

    Parameters
    ----------
    code : str, by which it is found
    secret : str, which only the teacher has
    clock : function that returns seconds
    tell : function of the class, called after each change that learners may see; it must not wait for anything
    """

    def __init__(
        self, code: str, secret: str, clock: Callable[[], float], tell: "Callable[[SchoolClass], None] | None" = None
    ) -> None:
        self.code = code
        self._secret, self._clock, self._tell = secret, clock, tell
        self._ends_at = clock() + KEPT_FOR
        self._taught_at = clock()
        self._is_locked, self._came, self._asked = False, 0, 0
        self._held = Held()
        self._lock = threading.RLock()

    @property
    def is_over(self) -> bool:
        """Whether it was ended, or its time is over: nothing of it is left then."""
        with self._lock:
            if self._clock() >= self._ends_at:
                self._held = Held()
                return True
            return False

    def end_if_deserted(self) -> None:
        """End the class if neither the teacher nor any learner was heard of for a while."""
        with self._lock:
            heard = max([self._taught_at, *(learner.seen for learner in self._held.learners.values())])
            if self._clock() - heard > GIVES_WAY:
                self._end()

    # What the teacher may do.

    def is_taught_by(self, secret: str) -> bool:
        """Whether this is the teacher's secret."""
        return hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret.encode())

    def snapshot(self, secret: str) -> ClassSnapshot:
        """The class as it is now."""
        with self.taught(secret):
            now, held = self._clock(), self._held
            learners = tuple(Present(each.number, each.name, now - each.seen <= HERE) for each in held.learners.values())
            vote = held.vote.snapshot() if held.vote else None
            return ClassSnapshot(self.code, self._is_locked, learners, vote, held.is_led, tuple(held.asked))

    def lock(self, secret: str, is_locked: bool) -> None:
        """Lock the door, or open it again: who is in stays in, and finds back in."""
        with self.taught(secret):
            self._is_locked = is_locked

    def remove(self, secret: str, number: int) -> None:
        """Take a learner out, with all that they did. With the same key they don't come in again."""
        with self.changed(secret):
            for key in [key for key, learner in self._held.learners.items() if learner.number == number]:
                self._forget(key)
                self._held.removed.append(key)

    def call_by_an_animal(self, secret: str, number: int) -> None:
        """Take a learner's name away: they are called by an animal again, until they change it."""
        with self.changed(secret) as held:
            taken = [learner.name for learner in held.learners.values()]
            for learner in held.learners.values():
                if learner.number == number:
                    learner.name = free_animal(taken)

    def lead(self, secret: str, is_led: bool) -> None:
        """Have all follow the teacher from now on, or each go at their own pace."""
        with self.taught(secret) as held:
            held.is_led, held.lead = is_led, None
        self._tell_learners()

    def show(self, secret: str, lead: Lead) -> None:
        """Tell what the teacher shows. It is kept only while all follow."""
        with self.taught(secret) as held:
            is_new = held.is_led and lead != held.lead
            if is_new:
                held.lead, held.leads = lead, held.leads + 1
        if is_new:
            self._tell_learners()

    def grid(self, secret: str) -> tuple[LearnerRow, ...]:
        """How far each learner is: a snapshot, which is made anew every two seconds, however often it is asked for."""
        with self.taught(secret):
            held, now = self._held, self._clock()
            if now - held.grid_at >= GRID_EVERY:
                held.grid, held.grid_at = tuple(map(row_of, held.learners.values())), now
            return held.grid

    def ask(self, secret: str, asked: Asked) -> None:
        """Ask the class a question, in place of the one before."""
        with self.changed(secret):
            self._asked += 1
            self._held.vote = Vote(asked, self._asked)
            self._held.asked = [*self._held.asked[-_MOST_ASKED:], (asked.slug, asked.number)]

    def close_vote(self, secret: str) -> None:
        """End the round that is open: nothing is taken any more."""
        with self.changed(secret):
            if self._held.vote:
                self._held.vote.is_open = False

    def ask_again(self, secret: str) -> None:
        """Ask the same question a second time, after the learners have talked."""
        with self.changed(secret):
            if self._held.vote:
                self._held.vote.ask_again()

    def show_answer(self, secret: str) -> None:
        """Tell the right answer, and end the vote with that."""
        with self.changed(secret):
            if self._held.vote:
                self._held.vote.show_answer()

    def fold_vote(self, secret: str) -> None:
        """Have a vote that is closed make room on the phones: the teacher goes on."""
        with self.taught(secret) as held:
            is_new = held.vote is not None and held.vote.fold()
        if is_new:
            self._tell_learners()

    def put_away(self, secret: str) -> None:
        """Take the question away, with its votes."""
        with self.changed(secret):
            self._held.vote = None

    def sheets(self, secret: str) -> tuple[AnswerSheet, ...]:
        """The answer sheets that were handed in, in the order of their codes, so that nobody sees who was when."""
        with self.taught(secret):
            return tuple(sheet for _, sheet in sorted(self._held.sheets.items()))

    def end(self, secret: str) -> None:
        """End the class. Everything of it is forgotten."""
        with self.changed(secret):
            self._end()

    # What a learner may do.

    def join(self, key: str) -> str:
        """Come in, or come back to one's place. Returns the learner's name; ClassError says why one can't."""
        with self._lock:
            if self.is_over:
                raise ClassError(OVER)
            held, now = self._held, self._clock()
            if key in held.learners:
                held.learners[key].seen = now
                return held.learners[key].name
            if key in held.removed:
                raise ClassError(REMOVED)
            if self._is_locked:
                raise ClassError(LOCKED)
            self._make_room()
            self._came += 1
            name = free_animal([learner.name for learner in held.learners.values()])
            held.learners[key] = Learner(self._came, name, now, Share(now))
            return name

    def leave(self, key: str) -> None:
        """Go, and take everything along."""
        with self._lock:
            self._forget(key)

    def view(self, key: str) -> OwnView:
        """What the learner sees now. It also tells that they are here. ClassError where they are not in it."""
        with self._lock:
            learner, held = self._learner(key), self._held
            learner.seen, vote = self._clock(), held.vote
            return OwnView(
                learner.name,
                vote.snapshot() if vote else None,
                vote.choice_of(learner.number) if vote else None,
                held.lead,
                held.leads,
                held.together.seen_by(learner.number),
                held.is_led,
                learner.handed_in is not None,
            )

    def tell_progress(self, key: str, progress: Progress) -> None:
        """Tell how far the learner is with the lessons."""
        with self._lock:
            self._learner(key).progress = progress

    def tell_slip(self, key: str, slip: Slip) -> None:
        """Tell that the learner's first answer to a question was wrong, and about what."""
        with self._lock:
            slips = self._learner(key).slips
            if len(slips) < _MOST_SLIPS:
                slips[slip.slug, slip.number] = slip

    def hand_in(self, key: str, results: HandedIn) -> None:
        """Hand in "My results", in place of what the learner handed in before. They go with the learner."""
        with self._lock:
            self._writing(key).handed_in = results

    def hand_in_sheet(self, key: str, sheet: AnswerSheet) -> None:
        """Hand in answers to the test of learning, one sheet a round. It is kept without the learner, and for good."""
        with self._lock:
            learner, sheets = self._writing(key), self._held.sheets
            if sheet.round in learner.rounds or (sheet.code, sheet.round) in sheets:
                raise ClassError(SHEET_IS_IN)
            if len(sheets) >= MOST_SHEETS:
                raise ClassError(SHEETS_ARE_FULL)
            learner.rounds.add(sheet.round)
            sheets[sheet.code, sheet.round] = sheet

    def rename(self, key: str, text: str) -> str:
        """Be called something else. Returns the name as it was cleaned; ClassError says why one can't be called so."""
        with self._lock:
            learner = self._writing(key)
            name = cleaned_name(text)
            if not any(letter.isalnum() for letter in name):
                raise ClassError(NO_NAME)
            if is_teachers(name):
                raise ClassError(TEACHERS_NAME)
            others = {sense(other.name) for other in self._held.learners.values() if other is not learner}
            if sense(name) in others:
                raise ClassError(TAKEN)
            learner.name = name
            return name

    def vote(self, key: str, turn: int, round_: int, option: int) -> None:
        """Vote for an option, in place of an earlier vote in this round.

        Parameters
        ----------
        key : str, the learner's
        turn, round_ : which question and which round it is meant for: a late one for another changes nothing
        option : int, from 0

        Raises
        ------
        ClassError
            If the learner is not in the class, it is too late, there is no such option, or it was too often.
        """
        with self._lock:
            learner, vote = self._writing(key), self._held.vote
            if vote is None or (vote.turn, len(vote.rounds)) != (turn, round_):
                raise ClassError("That question is over.")
            try:
                vote.take(learner.number, option)
            except ValueError as error:
                raise ClassError(str(error)) from None

    # The doors for what stands in modules of its own.

    @contextmanager
    def within(self, key: str) -> Iterator[tuple[Held, Learner]]:
        """Within, one is in the class as this learner, whom nobody comes between. ClassError where they are not in it."""
        with self._lock:
            yield self._held, self._learner(key)

    @contextmanager
    def written(self, key: str) -> Iterator[tuple[Held, Learner]]:
        """The same, which takes one from the learner's share."""
        with self._lock:
            yield self._held, self._writing(key)

    @contextmanager
    def taught(self, secret: str) -> Iterator[Held]:
        """Within, the class is the teacher's, who has the secret. ClassError where it is over."""
        if not self.is_taught_by(secret):
            raise NotTheTeacherError("only the teacher can do that")
        with self._lock:
            if self.is_over:
                raise ClassError(OVER)
            self._taught_at = self._clock()
            yield self._held

    @contextmanager
    def changed(self, secret: str) -> Iterator[Held]:
        """The same, for what learners may see: they are told afterwards."""
        with self.taught(secret) as held:
            yield held
        self._tell_learners()

    def _tell_learners(self) -> None:
        if self._tell is not None:
            self._tell(self)

    def _end(self) -> None:
        self._ends_at = self._clock()
        self._held = Held()

    def _learner(self, key: str) -> Learner:
        if self.is_over:
            raise ClassError(OVER)
        if key not in self._held.learners:
            raise ClassError(REMOVED if key in self._held.removed else NOT_IN_IT)
        return self._held.learners[key]

    def _writing(self, key: str) -> Learner:
        """The learner, who takes one from their share."""
        learner = self._learner(key)
        if not learner.share.take(self._clock()):
            raise ClassError(TOO_OFTEN)
        return learner

    def _make_room(self) -> None:
        """Have whoever is away for longest give way in a full class."""
        learners, now = self._held.learners, self._clock()
        if len(learners) < MOST_LEARNERS:
            return
        oldest = min(learners, key=lambda key: learners[key].seen)
        if now - learners[oldest].seen <= GIVES_WAY:
            raise ClassError(FULL)
        self._forget(oldest)

    def _forget(self, key: str) -> None:
        learner = self._held.learners.pop(key, None)
        if learner:
            self._held.together.forget(learner.number)
            if self._held.vote:
                self._held.vote.forget(learner.number)


def new_secret() -> str:
    """128 bits that nobody can guess."""
    return secrets.token_hex(16)
