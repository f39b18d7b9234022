"""The pictures of a class as a data set to learn from: all pictures of one learner are on one side of its split."""

from lessons.classroom.common_pictures import CommonPictures
from lessons.data.examples import Dataset
from lessons.data.near_duplicates import copies
from lessons.data.own_data import LEAST_PICTURES, DataError, from_pictures

TITLE = "Pictures of a class"
LEAST_LEARNERS = 2  # of each thing: one to learn from, and one to be tested with

NO_WAY = (
    "There is no way to share out these learners so that both sides have every thing. Have more learners bring pictures of "
    "every thing."
)


def missing(pictures: CommonPictures) -> dict[str, tuple[int, int]]:
    """What is missing before the class can train: thing -> (pictures, learners), of the things that lack some."""
    found = {}
    for thing, name in enumerate(pictures.things):
        shots = [each for each in pictures.given.values() if each.thing == thing]
        lacks = (LEAST_PICTURES - len(shots), LEAST_LEARNERS - len({each.learner for each in shots}))
        if max(lacks) > 0:
            found[name] = (max(0, lacks[0]), max(0, lacks[1]))
    return found


def numbers_tested(pictures: CommonPictures, dataset: Dataset) -> list[int]:
    """The numbers of the pictures that are in the test of their data set, and so not learned from."""
    tested = {image.tobytes() for image in dataset.test.images}
    return [each.number for each in pictures.given.values() if each.pixels.tobytes() in tested]


def common_dataset(pictures: CommonPictures) -> Dataset:
    """The data set. About a quarter of it, whole learners, is kept for the test.

    Raises
    ------
    DataError
        If pictures or learners are missing. The message is a sentence for the teacher.
    """
    groups = [[each for each in pictures.given.values() if each.thing == thing] for thing in range(len(pictures.things))]
    images = {name: [each.pixels for each in shots] for name, shots in zip(pictures.things, groups, strict=True)}
    learners = {name: [each.learner for each in shots] for name, shots in zip(pictures.things, groups, strict=True)}
    if missing(pictures):
        raise DataError("Pictures are missing. Collect some more.")
    flat = [image for shots in images.values() for image in shots]
    try:
        return from_pictures(images, bursts=learners, groups=copies(flat), title=TITLE)
    except DataError as error:
        raise DataError(NO_WAY) from error
