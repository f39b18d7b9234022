"""What the lesson "What is a network?" says of a network, a picture and the drawings to tell apart."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.backpropagation import cross_entropy
from lessons.core.network import Answer, Network, answer, is_right, mean_loss
from lessons.images.small_drawings import Task
from lessons.texts import words

Drawing = npt.NDArray[np.floating]
_SLUG = "network"


def targets_of(task: Task, network: Network) -> list[int]:
    """The right answer to each drawing: its class, or for a single neuron whether it is the first class, 0, or not, 1."""
    most = len(task.classes) if network.layers[-1].bias.size > 1 else 2
    return [min(target, most - 1) for target in task.targets]


def _all_answers(network: Network, task: Task) -> tuple[list[Answer], list[bool]]:
    found = [answer(network, drawing) for drawing in task.drawings]
    return found, [is_right(each, target) for each, target in zip(found, targets_of(task, network), strict=True)]


def known_of(
    network: Network, picture: Drawing, task: Task, *, kind: str, name: str, taught: int, front: int
) -> dict[str, Any]:
    """What the steps to try ask for."""
    found, (_, rights) = answer(network, picture), _all_answers(network, task)
    weights = network.layers[0].weights[:, 0]
    has_slope = network.activation != "Step" or network.layers[-1].bias.size > 1
    return {
        "kind": kind,
        "name": name,
        "front": front,
        "steps": taught,
        "painted": not taught and bool((weights > 0).any()),
        "sum": float(found.sums[0][0]),
        "output": _percent(float(found.probabilities[0])),
        "right": sum(rights),
        "count": len(rights),
        "loss": mean_loss(network, task.drawings, targets_of(task, network)) if has_slope else 0.0,
    }


def _percent(share: float) -> str:
    """In whole per cent; what is not quite sure is not called so."""
    if 0.999 < share < 1:
        return "> 99.9%"
    return "< 0.1%" if 0 < share < 0.001 else f"{100 * share:.{0 if 0.01 <= share <= 0.99 or share in (0, 1) else 1}f}%"


def _signed(text: str) -> str:
    return text.replace("-", "−")


def parts_of(network: Network, picture: Drawing, task: Task) -> list[str]:
    """The words for the parts of this kind of network."""
    told, last = [], network.layers[-1].bias.size
    if last == 1 and network.activation == "Sigmoid":
        share = _percent(float(answer(network, picture).probabilities[0]))
        told.append(words(_SLUG, "sigmoid", probability=share, name=task.classes[0]))
    if network.activation == "Step" and last == 1:
        told.append(words(_SLUG, "step"))
    if last > 1:
        told.append(words(_SLUG, "layer"))
    if len(network.layers) > 1:
        told.append(words(_SLUG, "layers"))
    return told


def by_hand(network: Network, picture: Drawing, task: Task) -> str:
    """The sum of the first neuron, what comes of all sums, and the loss, with numbers."""
    first, found, last = network.layers[0], answer(network, picture), network.layers[-1].bias.size
    pixels, weights = picture.ravel(), first.weights[:, 0]
    products, sums = pixels * weights, found.sums[0]
    terms = ", ".join(
        f"{pixels[place]:.2f} × {_in_brackets(weights[place])} = {_signed(f'{products[place]:.2f}')}"
        for place in np.argsort(-np.abs(products), kind="stable")[:3]
    )
    numbers = {"products": float(products.sum()), "bias": float(first.bias[0]), "sum": float(sums[0])}
    told = [_signed(words(_SLUG, "by_hand", terms=terms, count=products.size, **numbers))]
    if last == 1 and network.activation == "Step":
        side = "below" if sums[0] < 0 else "not below"
        told.append(_signed(words(_SLUG, "by_hand_step", sum=numbers["sum"], side=side, output=float(found.outputs[0][0]))))
    elif last == 1:
        told.append(words(_SLUG, "by_hand_sigmoid", power=float(np.exp(-sums[0])), output=float(found.outputs[0][0])))
    else:
        if len(network.layers) > 1:
            bent = _row(found.outputs[0])
            told.append(words(_SLUG, "by_hand_hidden", sums=_row(sums), outputs=bent))
        powers = np.exp(found.sums[-1])
        parts = {"powers": _row(powers), "total": float(powers.sum()), "shares": _row(found.probabilities, 3)}
        told.append(words(_SLUG, "by_hand_layer", **parts))
    if last > 1 or network.activation == "Sigmoid":
        target = targets_of(task, network)[0]
        share = float(answer(network, task.drawings[0]).probabilities[target])
        losses = {"loss": cross_entropy([share], 0), "mean": mean_loss(network, task.drawings, targets_of(task, network))}
        told.append(words(_SLUG, "by_hand_loss", probability=share, count=len(task.drawings), **losses))
    return "\n\n".join(told)


def _in_brackets(weight: float) -> str:
    return _signed(f"({weight:.2f})" if weight < 0 else f"{weight:.2f}")


def _row(numbers: npt.NDArray[np.floating], digits: int = 2) -> str:
    return _signed(", ".join(f"{number:.{digits}f}" for number in numbers))


def along_the_line(network: Network, task: Task) -> dict[str, Any]:
    """Where the drawings lie, as `on_a_line` wants it: by their sum in one neuron, else by what their right answer gets."""
    found, rights = _all_answers(network, task)
    count = f"{sum(rights)} of {len(rights)} are right"
    if network.layers[-1].bias.size == 1:
        values = [float(each.sums[0][0]) for each in found]
        most = max(1.0, *map(abs, values))
        ends = ("quiet: the sum is below zero", "fires: the sum is above zero")
        finding = f"Each drawing lies where its sum puts it, from {min(values):.1f} to {max(values):.1f}; {count}."
        return {
            "values": values,
            "rights": rights,
            "limits": (-most, most),
            "border": 0.0,
            "ends": ends,
            "finding": _signed(finding),
        }
    targets = targets_of(task, network)
    values = [float(each.probabilities[target]) for each, target in zip(found, targets, strict=True)]
    ends_at = f"from {min(values):.2f} to {max(values):.2f}"
    finding = f"Each drawing lies where the probability of its right answer puts it, {ends_at}; {count}."
    ends = ("the right answer gets less than half", "more than half")
    return {"values": values, "rights": rights, "limits": (0.0, 1.0), "border": 0.5, "ends": ends, "finding": finding}


def question_numbers(network: Network, picture: Drawing) -> tuple[float, float, float]:
    """A pixel, a weight and a bias for the questions: from the screen, rounded so that one can reckon with them."""
    weights, bias = network.layers[0].weights[:, 0], float(network.layers[0].bias[0])
    grey = [round(float(value), 1) for value in picture.ravel() if 0.05 < value < 0.95]
    strongest = float(weights[np.abs(weights).argmax()])
    return max(grey, default=0.5), _whole(strongest, -3.0), _whole(bias, -1.0)


def _whole(number: float, otherwise: float) -> float:
    """The nearest whole number but zero, of the same sign; `otherwise` for zero."""
    return float(np.sign(number) * max(1, round(abs(number)))) or otherwise
