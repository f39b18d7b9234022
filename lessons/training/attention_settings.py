"""What can be chosen before a vision transformer and a convolutional network learn from few pictures and from many."""

from dataclasses import dataclass, replace

from lessons.training.settings import RunSettings

LEARNERS = {"convolutional": "convolutional network", "transformer": "vision transformer"}
"""The two networks -> what a learner reads."""

SIDE = 32  # rows and columns of the pictures
AMOUNTS = (10, 40, 160)  # pictures of each class that they learn from
STEPS = 300  # of each training, however many pictures there are


@dataclass(frozen=True, kw_only=True)
class AttentionSettings(RunSettings):
    """Settings of all six trainings. Raises ValueError where one is out of range."""

    learning_rate: float = 2e-3
    schedule: str = "cosine"
    epochs: int = 1  # follows from the number of pictures: see `for_pictures`

    def for_pictures(self, count: int) -> "AttentionSettings":
        """The same with as many epochs of so many pictures as make about STEPS steps."""
        return replace(self, epochs=min(200, max(1, round(STEPS / -(-count // self.batch_size)))))
