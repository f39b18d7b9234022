"""The ways to train that have learned from a data set: those of the latest training, and those of the ones before it."""

from lessons.training.results import Arm
from pages.shared.session.desk import desk

_KEPT = "fine_tune_ways"  # on the desk: (fingerprint of the data set, way -> what its card tells)


def ways_trained(by_arm, dataset):
    """What there is of each way, for its card.

    Parameters
    ----------
    by_arm : dict of a key of ARMS -> lessons.training.results.ClassifierRun, of the latest training
    dataset : the data set that is chosen, or None

    Returns
    -------
    dict of a key of ARMS -> the run, or of an earlier training on this data set a lessons.training.results.Arm
    """
    if dataset is None:
        return by_arm
    own = desk()
    fingerprint, kept = own.get(_KEPT, ("", {}))
    if fingerprint != dataset.fingerprint:
        kept = {}
    kept = {arm: each for arm, each in kept.items() if _labels(each) == list(dataset.labels)}  # the learner may rename classes
    kept |= {
        arm: Arm(run.settings, run.history, run.validation_report)
        for arm, run in by_arm.items()
        if run.fingerprint == dataset.fingerprint
    }
    own[_KEPT] = dataset.fingerprint, kept
    return kept | by_arm


def _labels(run):
    return [row.label for row in run.validation_report.classes]
