"""What a teacher shows, for all to follow: a page, where its controls stand, and the picture, if it is one that comes along."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Lead:
    """A page as the teacher has it. No picture of the teacher's own is in it."""

    slug: str
    controls: tuple[tuple[str, Any], ...] = ()  # those that could stand in an address: key -> value
    picture: str = ""  # the name of a bundled one
