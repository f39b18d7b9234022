"""Labels that are probably wrong, by confident learning: scikit-learn predicts each picture from the others."""

import warnings

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 5
_MOST = 200  # steps of the solver
_PENALTY = 0.1  # scikit-learn's C: lists of numbers are long, and pictures few


def held_out_probabilities(
    vectors: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], *, seed: int = 0
) -> npt.NDArray[np.float64]:
    """What a linear classifier says of each picture that has learned from the other folds, and so never saw its label.

    Parameters
    ----------
    vectors : array of shape (pictures, numbers)
    targets : int array of shape (pictures,), from 0; at least two pictures of each class
    seed : int, of the folds

    Returns
    -------
    float64 array of shape (pictures, classes)
    """
    folds = min(FOLDS, int(np.bincount(targets).min()))
    if folds < 2:
        raise ValueError(f"each class must have two pictures or more. Received: {np.bincount(targets).tolist()}")
    split = StratifiedKFold(folds, shuffle=True, random_state=seed)
    head = make_pipeline(StandardScaler(), LogisticRegression(C=_PENALTY, max_iter=_MOST))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # near enough: nobody reads the weights
        return cross_val_predict(head, vectors, targets, cv=split, method="predict_proba")


def confident_labels(probabilities: npt.NDArray[np.floating], targets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each picture the class that it confidently belongs to, or −1 where it belongs to none with confidence.

    It belongs to a class with confidence where its probability is at least the mean probability of that class over the
    pictures that are labelled so; of several such classes to the one with the largest probability.

    References
    ----------
    Northcutt, Jiang and Chuang, "Confident learning: estimating uncertainty in dataset labels", 2021.
    """
    classes = probabilities.shape[1]
    thresholds = np.array([probabilities[targets == target, target].mean() for target in range(classes)])
    above = probabilities >= thresholds
    return np.where(above.any(axis=1), np.where(above, probabilities, -1.0).argmax(axis=1), -1)


def suspicious(probabilities: npt.NDArray[np.floating], targets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Positions of the pictures that confidently belong to another class than their label's, the least likely label first."""
    sure = confident_labels(probabilities, targets)
    found = np.flatnonzero((sure >= 0) & (sure != targets))
    return found[np.argsort(probabilities[found, targets[found]], kind="stable")]


def plant_errors(targets: npt.NDArray[np.int64], count: int, *, seed: int = 0) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Give so many pictures another label: (the labels, the positions that were changed)."""
    classes, rng = len(np.unique(targets)), np.random.default_rng(seed)
    places = rng.permutation(len(targets))[:count]
    changed = targets.copy()
    changed[places] = (targets[places] + rng.integers(1, classes, len(places))) % classes
    return changed, sorted(places.tolist())
