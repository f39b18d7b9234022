"""The ends of networks, apart from the base that they share: so many of them can answer from one forward pass of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from lessons.core.activation import relu
from lessons.data.class_names import known_as
from lessons.training.results import LabelledNetwork
from lessons.training.settings import TrainingSettings

NETWORK, SIZE = "efficientnet_lite0", 224  # the base, and rows and columns of its input
MOST_UNITS = 64  # of a hidden layer
_SHARED = {"arm": "frozen", "network": NETWORK, "image_size": SIZE, "head": "average"}

OTHER_KIND = "Only networks trained with the first settings of “Train your own” can take part."
OTHER_THINGS = "Your network must tell apart what your class does: {}."

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Head:
    """Dense layers that make logits of the base's averaged maps, with ReLU between them."""

    layers: tuple[tuple[Vectors, Vectors], ...]  # (weights, biases) of each

    def logits(self, vectors: Vectors) -> Vectors:
        """What it makes of vectors (pictures, numbers): float32 (pictures, classes)."""
        for place, (weights, biases) in enumerate(self.layers):
            vectors = np.asarray((vectors if place == 0 else relu(vectors)) @ weights + biases, np.float32)
        return vectors


def linear_head(vectors: Vectors, targets: npt.NDArray[np.int64], classes: int) -> Head:
    """Softmax regression by scikit-learn. A class that has no picture is never its answer.

    Parameters
    ----------
    vectors : float32 (pictures, numbers)
    targets : int64 (pictures,), of two classes or more
    classes : int, how many there are in all
    """
    model = LogisticRegression(max_iter=1000).fit(vectors, targets)
    found, biased = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    if len(model.classes_) == 2:  # scikit-learn keeps what speaks for the second
        found, biased = np.stack([np.zeros_like(found[0]), found[0]]), np.stack([np.zeros_like(biased[0]), biased[0]])
    weights, biases = np.zeros((vectors.shape[1], classes), np.float32), np.full(classes, -np.inf, np.float32)
    weights[:, model.classes_], biases[model.classes_] = found.T, biased
    return Head(((weights, biases),))


def head_of(network: LabelledNetwork, things: Sequence[str]) -> Head:
    """The end of a network that was trained by transfer learning, with its classes in the order of these things.

    Raises
    ------
    ValueError
        If it is of another kind, or tells other things apart. The message is a sentence for its learner.
    """
    settings = getattr(network, "settings", None)
    if not isinstance(settings, TrainingSettings) or settings.units > MOST_UNITS:
        raise ValueError(OTHER_KIND)
    if any(getattr(settings, name) != shared for name, shared in _SHARED.items()):
        raise ValueError(OTHER_KIND)
    meant = [known_as(label, things) for label in network.labels]
    if sorted(meant) != sorted(things):
        raise ValueError(OTHER_THINGS.format(", ".join(things)))
    order = [meant.index(thing) for thing in things]
    hidden, last = (network.model.get_layer(name).get_weights() for name in ("hidden", "probabilities"))
    return Head(((hidden[0], hidden[1]), (last[0][:, order], last[1][order])))
