"""One data set of all: pictures that learners gave to their class, each of a thing that the teacher named. In memory only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lessons.classroom.class_errors import ClassError
from lessons.data.class_names import class_name, known_as
from lessons.figures.pictures import jpeg, webp
from lessons.images.decoding import decode_image
from lessons.images.resizing import center_square, fit_within, square

LONGEST = 224  # pixels of a kept picture: what the network is shown
LEAST_THINGS, MOST_THINGS = 2, 6
MOST_OF_A_LEARNER = 20  # pictures
MOST_BYTES = 40_000_000  # of a class, as JPEG: 1,200 photos take about 25 million
_THUMBNAIL = 176  # pixels: sharp at 120 on a projector, and on a phone

NO_CONSENT = "First say that the class may have your pictures."
SHARE = f"You may give {MOST_OF_A_LEARNER} pictures. Withdraw one to give another."
FULL = "The class has as many pictures as it can hold. Ask your teacher to remove some."
NO_SUCH_THING = "The class collects no pictures of that any more."
TOO_FEW = f"Name {LEAST_THINGS} to {MOST_THINGS} different things, with commas between them."


@dataclass(frozen=True, eq=False)
class GivenPicture:
    """A picture that the class was given."""

    number: int  # in the order in which they came, from 1
    learner: int  # the number of whoever gave it
    thing: int  # which of the things it shows, from 0
    file: bytes  # a JPEG, its longer side LONGEST pixels at most

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """As it is learned from: uint8 (rows, columns, 3)."""
        return decode_image(self.file)

    @cached_property
    def thumbnail(self) -> bytes:
        """The middle of it, as WebP, to look at."""
        return webp(square(center_square(self.pixels), _THUMBNAIL), quality=72)


@dataclass
class CommonPictures:
    """The pictures of a class, by number. Who gives some has agreed to it first, and may take each of them back."""

    things: tuple[str, ...]
    given: dict[int, GivenPicture] = field(default_factory=dict)
    agreed: set[int] = field(default_factory=set)  # numbers of learners
    came: int = 0

    def give(self, learner: int, thing: int, images: Sequence[npt.NDArray[np.uint8]]) -> None:
        """Add a learner's pictures of a thing: all of them, or none where ClassError says why not."""
        if learner not in self.agreed:
            raise ClassError(NO_CONSENT)
        if not 0 <= thing < len(self.things):
            raise ClassError(NO_SUCH_THING)
        if len(self.of(learner)) + len(images) > MOST_OF_A_LEARNER:
            raise ClassError(SHARE)
        files = [jpeg(fit_within(image, LONGEST)) for image in images]
        if sum(len(each.file) for each in self.given.values()) + sum(map(len, files)) > MOST_BYTES:
            raise ClassError(FULL)
        for file in files:
            self.came += 1
            self.given[self.came] = GivenPicture(self.came, learner, thing, file)

    def of(self, learner: int) -> tuple[GivenPicture, ...]:
        """The pictures of a learner, in the order in which they came."""
        return tuple(each for each in self.given.values() if each.learner == learner)

    def withdraw(self, learner: int, number: int) -> bool:
        """Take a picture back, if it is this learner's. Whether it was."""
        is_own = number in self.given and self.given[number].learner == learner
        if is_own:
            del self.given[number]
        return is_own

    def forget(self, learner: int) -> None:
        """Let go of all that is a learner's."""
        self.agreed.discard(learner)
        for each in self.of(learner):
            del self.given[each.number]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many pictures there are of each thing."""
        found = Counter(each.thing for each in self.given.values())
        return tuple(found[thing] for thing in range(len(self.things)))


def read_things(text: str) -> tuple[str, ...]:
    """The things that a teacher typed, with commas between them: two to six names. ClassError says what is wrong with it."""
    names: list[str] = []
    for part in text[:1000].replace(";", ",").replace("\n", ",").split(","):
        try:
            name = class_name(part)[:24].strip()
        except ValueError:
            continue  # nothing is left of it
        if known_as(name, names) not in names:
            names.append(name)
    if not LEAST_THINGS <= len(names) <= MOST_THINGS:
        raise ClassError(TOO_FEW)
    return tuple(names)
