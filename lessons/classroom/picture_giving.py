"""Collecting pictures in a class: what the teacher may do, and what a learner may."""

from dataclasses import replace
from typing import Any

from lessons.classroom.class_errors import ClassError
from lessons.classroom.common_pictures import CommonPictures, read_things
from lessons.classroom.school_class import SchoolClass
from lessons.images.camera_frames import decode_burst
from lessons.images.decoding import ImageError


def collect(school_class: SchoolClass, secret: str, text: str) -> None:
    """Begin to collect pictures of the things that the teacher typed. ClassError says what is wrong with them."""
    things = read_things(text)
    with school_class.changed(secret) as held:
        held.together = held.together.begun_anew(CommonPictures(things))


def put_pictures_away(school_class: SchoolClass, secret: str) -> None:
    """Forget the pictures of all, and the network that learned from them."""
    with school_class.changed(secret) as held:
        held.together = held.together.begun_anew(None)


def pictures_of_all(school_class: SchoolClass, secret: str) -> CommonPictures | None:
    """All pictures as they are now, for the wall; None while none are collected."""
    with school_class.taught(secret) as held:
        common = held.together.pictures
        return replace(common, given=dict(common.given), agreed=set(common.agreed)) if common else None


def remove_picture(school_class: SchoolClass, secret: str, number: int) -> None:
    """Take a picture away."""
    with school_class.changed(secret) as held:
        if held.together.pictures:
            held.together.pictures.given.pop(number, None)
            held.together.let_go([number])


def share_network(school_class: SchoolClass, secret: str, network: Any) -> None:
    """Let everybody ask a network that learned from the pictures of all."""
    if network_of_all(school_class, secret) is not network:
        with school_class.changed(secret) as held:
            held.together.network, held.together.networks = network, held.together.networks + 1


def network_of_all(school_class: SchoolClass, secret: str) -> Any:
    """The network that everybody may ask, or None."""
    with school_class.taught(secret) as held:
        return held.together.network


def agree(school_class: SchoolClass, key: str) -> None:
    """A learner agrees that the class has the pictures that they give."""
    with school_class.written(key) as (held, learner):
        if held.together.pictures:
            held.together.pictures.agreed.add(learner.number)


def give(school_class: SchoolClass, key: str, thing: int, frames: object) -> None:
    """A learner gives pictures of a thing. Whatever comes is a stranger's: ClassError says why it is not taken, and nothing is.

    Parameters
    ----------
    school_class : SchoolClass
    key : str, the learner's
    thing : int, which of the things they show, from 0
    frames : as `lessons.images.camera_frames.decode_burst` takes them
    """
    with school_class.written(key):
        pass  # one from the learner's share, before anything is decoded
    try:
        images = decode_burst(frames)
    except ImageError as error:
        raise ClassError(
            str(error).replace("A camera's frame", "A picture").replace("The camera's frame", "A picture")
        ) from None
    with school_class.within(key) as (held, learner):
        if held.together.pictures is None:
            raise ClassError("The class collects no pictures now.")
        held.together.pictures.give(learner.number, thing, images)


def withdraw(school_class: SchoolClass, key: str, number: int) -> None:
    """A learner takes a picture back. One that is another's stays."""
    with school_class.within(key) as (held, learner):
        if held.together.pictures and held.together.pictures.withdraw(learner.number, number):
            held.together.let_go([number])
