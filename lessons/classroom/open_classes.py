"""The classes of this server: opened, found by their codes, and forgotten when their time is over."""

import threading
import time
from collections.abc import Callable

from lessons.classroom.class_code import LENGTH, LETTERS, letters_of, new_code, read_code
from lessons.classroom.class_errors import ElsewhereError
from lessons.classroom.school_class import ClassError, SchoolClass, new_secret

MOST_CLASSES = 20

NO_ROOM = f"This server has {MOST_CLASSES} classes open and takes no more. Try again later."
NO_CODE = "A code has six letters. Look at the wall once more."
UNKNOWN = "No class has this code. Look at the wall once more; perhaps the class is over."


class OpenClasses:
    """All open classes.

    Parameters
    ----------
    clock : function that returns seconds
    most : int, how many may be open at a time
    tell : function of a class, as SchoolClass has it
    letter : str, with which all codes begin: this server's, where several share an address; empty where it is the only one
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST_CLASSES,
        tell: Callable[[SchoolClass], None] | None = None,
        letter: str = "",
    ) -> None:
        if letter and (len(letter) != 1 or letter not in LETTERS):
            raise ValueError(f"a server's letter is one of {LETTERS}. Received: {letter!r}")
        self._clock, self._most, self._tell, self._letter = clock, most, tell, letter
        self._classes: dict[str, SchoolClass] = {}
        self._lock = threading.Lock()

    def open(self) -> tuple[SchoolClass, str]:
        """A new class, and the teacher's secret of it. A deserted one gives way; ClassError where there is none."""
        with self._lock:
            self._forget_what_is_over()
            if len(self._classes) >= self._most:
                for each in self._classes.values():
                    each.end_if_deserted()
                self._forget_what_is_over()
            if len(self._classes) >= self._most:
                raise ClassError(NO_ROOM)
            code = next(code for code in iter(self._new_code, "") if code not in self._classes)
            secret = new_secret()
            self._classes[code] = SchoolClass(code, secret, self._clock, self._tell)
            return self._classes[code], secret

    def find(self, text: str) -> SchoolClass:
        """The class whose code somebody typed. ClassError says what is wrong, ElsewhereError that another server has it."""
        code = read_code(text)
        if code is None:
            raise ClassError(UNKNOWN if len(letters_of(text)) == LENGTH else NO_CODE)
        if not code.startswith(self._letter):
            raise ElsewhereError(UNKNOWN, code)
        with self._lock:
            self._forget_what_is_over()
            if code not in self._classes:
                raise ClassError(UNKNOWN)
            return self._classes[code]

    def __len__(self) -> int:
        return len(self._classes)

    def _new_code(self) -> str:
        return new_code(self._letter)

    def _forget_what_is_over(self) -> None:
        self._classes = {code: each for code, each in self._classes.items() if not each.is_over}
