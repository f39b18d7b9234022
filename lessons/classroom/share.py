"""How often somebody may write: a few times at once, and then so many a second. Who floods, waits; nobody else does."""

AT_ONCE = 12
A_SECOND = 2.0


class Share:
    """What one learner may still write. It fills up again as time goes on."""

    def __init__(self, now: float) -> None:
        """Begin with a full share, at `now` seconds."""
        self._left, self._at = float(AT_ONCE), now

    def take(self, now: float) -> bool:
        """Take one from it. Whether there was one left."""
        self._left = min(float(AT_ONCE), self._left + (now - self._at) * A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
