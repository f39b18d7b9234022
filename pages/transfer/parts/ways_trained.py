"""The ways to train that have learned from a data set: those of the latest training, and those of the ones before it."""

from lessons.training.results import Arm
from pages.shared.session.desk import desk

_KEPT = "fine_tune_ways"  # on the desk: (fingerprint of the data set, (way, pictures of each class) -> what its card tells)

_TELLING = {  # what makes another network of a way
    "scratch": ("image_size",),
    "random": ("network", "image_size"),
    "frozen": ("network", "image_size"),
    "fine_tuned": ("network", "image_size", "unfrozen", "fine_rate"),
}


def ways_trained(by_arm, dataset):
    """What there is of each way, for its card: the latest with so many pictures of each class.

    Parameters
    ----------
    by_arm : dict of a key of ARMS -> lessons.training.results.ClassifierRun, of the latest training
    dataset : the data set that is chosen, or None

    Returns
    -------
    dict of (key of ARMS, pictures of each class) -> lessons.training.results.Arm, of trainings on this data set
    """
    if dataset is None:
        return {}
    own = desk()
    fingerprint, kept = own.get(_KEPT, ("", {}))
    if fingerprint != dataset.fingerprint:
        kept = {}
    kept = {way: each for way, each in kept.items() if _labels(each) == list(dataset.labels)}  # the learner may rename classes
    kept |= {
        (arm, run.settings.pictures_per_class): Arm(run.settings, run.history, run.validation_report)
        for arm, run in by_arm.items()
        if run.fingerprint == dataset.fingerprint
    }
    own[_KEPT] = dataset.fingerprint, kept
    return kept


def came_of(trained, choice):
    """What came of a choice, as far as it was trained with this network and with these last layers; else None."""
    run = trained.get((choice.arm, choice.pictures_per_class))
    if run is None or any(getattr(run.settings, part) != getattr(choice, part) for part in _TELLING[choice.arm]):
        return None
    return run


def _labels(run):
    return [row.label for row in run.validation_report.classes]
