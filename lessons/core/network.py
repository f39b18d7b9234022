"""A network of neurons: a weighted sum and a bend each, side by side in layers, and how training turns all their weights.

A neuron: McCulloch and Pitts, 1943; one whose weights are learned: Rosenblatt, "The perceptron", 1958.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lessons.core.backpropagation import cross_entropy, through_cross_entropy, through_dense

Floats = npt.NDArray[np.float64]
BENDS = ("Sigmoid", "Step")
"""The activation functions on offer: a smooth one, and the one that neurons began with."""

KINDS = ("One neuron", "A layer", "Two layers")
HIDDEN = 4  # neurons of a hidden layer
MOST = 20.47  # the largest weight, either way, that the text of a network can hold
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # as in an address
_ZERO, _PARTS = 2048, 100  # two digits for a weight: hundredths, counted from -20.48


@dataclass(frozen=True)
class Neurons:
    """Neurons side by side, which all get the same numbers: a layer."""

    weights: Floats  # (inputs, neurons)
    bias: Floats  # (neurons,)

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        return self.weights.size + self.bias.size


@dataclass(frozen=True)
class Network:
    """Layers one after the other. Several neurons at the end share out probabilities; a single one has its own activation."""

    layers: tuple[Neurons, ...]
    activation: str  # one of BENDS

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        return sum(layer.parameters for layer in self.layers)


@dataclass(frozen=True)
class Answer:
    """Every number on a picture's way through a network."""

    sums: tuple[Floats, ...]  # of each layer's neurons
    outputs: tuple[Floats, ...]  # what comes out of them
    probabilities: Floats  # of each class; a single neuron answers for the first one, and leaves the rest to the second


def bend(sums: npt.ArrayLike, activation: str) -> Floats:
    """Sums after an activation of `BENDS`: "Sigmoid" from 0 to 1 without a corner, "Step" 1 from a sum of 0 on, else 0."""
    sums = np.asarray(sums, np.float64)
    if activation == "Step":
        return (sums >= 0).astype(np.float64)
    if activation != "Sigmoid":
        raise ValueError(f"activation must be one of {BENDS}. Received: activation={activation!r}")
    return (np.tanh(sums / 2) + 1) / 2


def answer(network: Network, picture: npt.ArrayLike) -> Answer:
    """Send a picture through a network.

    Parameters
    ----------
    network : Network
    picture : array of as many numbers as its first layer has inputs

    Returns
    -------
    Answer
    """
    given, sums, outputs = np.asarray(picture, np.float64).ravel(), [], []
    for layer in network.layers:
        sums.append(given @ layer.weights + layer.bias)
        is_shared_out = layer is network.layers[-1] and layer.bias.size > 1
        given = _shares(sums[-1]) if is_shared_out else bend(sums[-1], network.activation)
        outputs.append(given)
    chances = given if given.size > 1 else np.array([given[0], 1 - given[0]])
    return Answer(tuple(sums), tuple(outputs), chances)


def _shares(sums: Floats) -> Floats:
    """Softmax, without rounding to 32 bits."""
    powers = np.exp(sums - sums.max())
    return powers / powers.sum()


def is_right(found: Answer, target: int) -> bool:
    """Whether the right class has the largest probability. Half and half is no answer."""
    others = np.delete(found.probabilities, target)
    return bool(found.probabilities[target] > others.max() + 1e-12)


def mean_loss(network: Network, pictures: Sequence[npt.ArrayLike], targets: Sequence[int]) -> float:
    """The mean cross-entropy of a network's answers to pictures whose right classes are known."""
    losses = [
        cross_entropy(answer(network, picture).probabilities, target) for picture, target in zip(pictures, targets, strict=True)
    ]
    return float(np.mean(losses))


def slopes(network: Network, pictures: Sequence[npt.ArrayLike], targets: Sequence[int]) -> Network:
    """How the mean loss changes with each weight and bias: numbers in the shape of a network, by backpropagation."""
    total = [(np.zeros_like(layer.weights), np.zeros_like(layer.bias)) for layer in network.layers]
    for picture, target in zip(pictures, targets, strict=True):
        found = answer(network, picture)
        given = [np.asarray(picture, np.float64).ravel(), *found.outputs]
        back = through_cross_entropy(found.probabilities, target)[: network.layers[-1].bias.size]
        if network.layers[-1].bias.size == 1 and network.activation == "Step":
            back = np.zeros(1)  # a step is flat wherever it has a slope
        for place in reversed(range(len(network.layers))):
            before, weights, bias = through_dense(given[place], network.layers[place].weights, back)
            total[place] = (total[place][0] + weights, total[place][1] + bias)
            out = given[place]
            back = before * (out * (1 - out) if network.activation == "Sigmoid" else 0.0)
    count = len(pictures)
    return Network(tuple(Neurons(weights / count, bias / count) for weights, bias in total), network.activation)


def trained(network: Network, pictures: Sequence[npt.ArrayLike], targets: Sequence[int], *, steps: int, rate: float) -> Network:
    """The network after some steps of plain gradient descent on all pictures together."""
    for _ in range(steps):
        found = slopes(network, pictures, targets)
        network = Network(
            tuple(
                Neurons(layer.weights - rate * slope.weights, layer.bias - rate * slope.bias)
                for layer, slope in zip(network.layers, found.layers, strict=True)
            ),
            network.activation,
        )
    return network


def sizes_of(kind: str, inputs: int, classes: int) -> tuple[int, ...]:
    """How many numbers go into a network of `KINDS`, and how many neurons each of its layers has."""
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {KINDS}. Received: kind={kind!r}")
    return {"One neuron": (inputs, 1), "A layer": (inputs, classes)}.get(kind, (inputs, HIDDEN, classes))


def first_network(sizes: Sequence[int], activation: str, rng: np.random.Generator) -> Network:
    """A network that has learned nothing: of one layer, with zeros; of more, with chance, or all neurons would learn the same.

    Parameters
    ----------
    sizes : how many numbers go in, and how many neurons each layer has, such as (64, 4, 2)
    activation : one of `BENDS`
    rng : Generator

    Returns
    -------
    Network, its weights in hundredths
    """
    spreads = [0.0] if len(sizes) == 2 else [0.3, *[1.0] * (len(sizes) - 2)]
    shapes = zip(sizes[:-1], sizes[1:], spreads, strict=True)
    layers = [
        Neurons(rng.normal(0, spread, (inputs, count)).round(2) + 0.0, np.zeros(count)) for inputs, count, spread in shapes
    ]
    return Network(tuple(layers), activation)


def format_weights(network: Network) -> str:
    """All weights as letters that can stand in an address, two for each, to the hundredth.

    Layer by layer, neuron by neuron: its weights, then its bias.
    """
    values = np.concatenate([np.vstack([layer.weights, layer.bias]).T.ravel() for layer in network.layers])
    counts = np.clip(np.floor(values * _PARTS + 0.5), -_ZERO + 1, _ZERO - 1).astype(int) + _ZERO
    return "".join(_DIGITS[count // 64] + _DIGITS[count % 64] for count in counts)


def parse_weights(text: str, sizes: Sequence[int], activation: str) -> Network:
    """Read what `format_weights` wrote, as a network of these sizes.

    Raises
    ------
    ValueError
        If it is no such text; the message is a sentence for learners.
    """
    wanted = sum((inputs + 1) * count for inputs, count in pairwise(sizes))
    if len(text) != 2 * wanted or not set(text) <= set(_DIGITS):
        raise ValueError(f"These weights are not of this network, which has {wanted} numbers. Received: {text[:40]!r}")
    places = np.array([_DIGITS.index(letter) for letter in text]).reshape(-1, 2)
    values, layers = (places[:, 0] * 64 + places[:, 1] - _ZERO) / _PARTS, []
    for inputs, count in pairwise(sizes):
        rows, values = values[: (inputs + 1) * count].reshape(count, inputs + 1), values[(inputs + 1) * count :]
        layers.append(Neurons(rows[:, :-1].T.copy(), rows[:, -1].copy()))
    return Network(tuple(layers), activation)
