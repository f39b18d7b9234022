"""How much learners' work takes of the server's memory, and whether there is room for more."""

from pages.shared.session.desk import desk
from pages.shared.session.desks import MOST_BYTES, all_bytes

_NO_ROOM = (
    "The memory of this server is full: all learners together may keep {} MB. Nothing was added. Remove what you no longer "
    "need, or try again later."
)
_NETWORK = 15_000_000  # bytes that one may well take


class NoRoomError(ValueError):
    """There is no room for more work. Its message is a sentence for learners."""


def pixels_bytes(pictures):
    """Bytes of pictures that may turn up more than once: of each once."""
    return sum({id(picture.pixels): picture.pixels.nbytes for picture in pictures}.values())


def has_room(kind, size):
    """Whether all desks together have room for so many bytes of a kind of work in place of what the learner has of it."""
    more = size - desk().bytes.get(kind, 0)
    return more <= 0 or all_bytes() + more <= MOST_BYTES


def refuse_where_full(kind, size):
    """Raise NoRoomError where there is no such room."""
    if not has_room(kind, size):
        raise NoRoomError(_NO_ROOM.format(f"{MOST_BYTES // 1_000_000:,}"))


def refuse_network_where_full():
    """Raise NoRoomError where there is no room for one more network."""
    refuse_where_full("networks", desk().bytes.get("networks", 0) + _NETWORK)


def count(kind, size):
    """Note how many bytes the learner has of a kind of work."""
    desk().bytes[kind] = size
