"""What there is to try with a network of few neurons."""

from typing import Any

import numpy as np

from lessons.core.network import HIDDEN, Network, Neurons, first_network, format_weights, sizes_of
from lessons.images.small_drawings import SIDE, tasks
from lessons.texts.steps import Known, Preset, Step, Steps


def _painted(upright: int, flat: int = 0) -> str:
    """One neuron, painted: two columns in the middle, and two rows, where they do not cross; or the first column alone."""
    blank = first_network(sizes_of("One neuron", SIDE * SIDE, 2), "Sigmoid", np.random.default_rng(0))
    weights = blank.layers[0].weights[:, 0].reshape(SIDE, SIDE)
    weights[:, 3 : 5 if flat else 4] = upright
    weights[3:5, :3] = weights[3:5, 5:] = flat
    return f"neuron.strokes.0.{format_weights(blank)}"


def _designed() -> str:
    """Two layers that know how many strokes there are: one hidden neuron fires from one on, one from two on."""
    layers = [np.zeros((SIDE * SIDE, HIDDEN)), np.zeros((HIDDEN, 2))]
    layers[0].reshape(SIDE, SIDE, HIDDEN)[:, [1, 2, 5, 6], :2] = 1
    layers[1][:2, 0] = 4, -8
    biases = [np.array([-3.0, -10.0, 0, 0]), np.array([-2.0, 0])]
    network = Network(tuple(Neurons(*pair) for pair in zip(layers, biases, strict=True)), "Sigmoid")
    return f"layers.one.1.{format_weights(network)}"


def _at(kind: str, task: str, weights: str, **more: Any) -> dict[str, Any]:
    """Where the controls stand."""
    controls = {"network_kind": kind, "network_task": tasks()[task].title, "network_activation": "Sigmoid"}
    return controls | {"network_weights": weights} | more


def _after_painting(known: Known) -> str:
    """With the sum, where it is still that of one neuron."""
    told = "Each bright pixel on red adds to the sum."
    return f"{told} Here it is {{sum:.2f}}, and the output is {{output}}." if known["kind"] == "One neuron" else told


def _after_sorting(known: Known) -> str:
    """With the loss, where the drawings are still right."""
    is_there = known["name"] == "neuron.strokes" and known["right"] == known["count"]
    told = "Blue where only flat strokes are pulls their sums down. That was training by hand."
    return f"{'All eight are right, with a loss of {loss:.3f}. ' if is_there else ''}{told}"


def _after_learning(known: Known) -> str:
    """With the steps, where it is still what was learned."""
    is_there = known["name"] == "neuron.strokes" and known["steps"] > 0
    told = "It turned the weights together, and most of all those where upright and flat drawings differ"
    end = " A square stays white where neither kind has a stroke, or both have one: that tells nothing."
    return f"{told}{', {steps} times. The loss is {loss:.3f}' if is_there else ''}.{end}"


_ONE = {"network_kind": "One neuron", "network_task": tasks()["strokes"].title, "network_activation": "Sigmoid"}
PAINTED, OPPOSITE = _painted(1, -1), _painted(-1, 1)
TO_TRY = Steps(
    (
        Step(
            "paint",
            "Click the first upright drawing. Then paint its stroke into the *Weights* with red. What does the output do?",
            lambda known: known["front"] > 0 and known["painted"] and known["kind"] == "One neuron" and known["sum"] > 0,
            _after_painting,
            lambda _: ["It rises", "It falls", "It stays at 50%"],
            {"network_front": 1, "network_weights": _painted(1)},
            start=_ONE,
        ),
        Step(
            "sort",
            "Paint until all eight drawings get the right answer; a **?** is exactly 50%, and the *Bias* can decide it. "
            "What keeps the neuron quiet for flat strokes?",
            lambda known: known["name"] == "neuron.strokes" and known["right"] == known["count"] and not known["steps"],
            _after_sorting,
            lambda _: ["Blue where only they are", "Red where only they are", "More red everywhere"],
            {"network_weights": PAINTED},
            start=_ONE,
        ),
        Step(
            "learn",
            "Press ⟲ to start again, then ▶. Which weights does it turn most?",
            lambda known: known["name"] == "neuron.strokes" and known["steps"] > 0,
            _after_learning,
            lambda _: ["Those where the two kinds differ", "Those in the corners", "All of them alike"],
            {"network_weights": PAINTED.replace("strokes.0.", "strokes.60.")},
            start=_ONE,
        ),
        Step(
            "layer",
            "Choose *A layer* and *Moods*, and let it learn. Then draw a face. What do the three answers add up to?",
            lambda known: known["name"] == "layer.moods" and known["steps"] > 0,
            "100%, but for rounding, for every picture: softmax shares it out. Even your own picture gets a mood.",
            lambda _: ["100%", "Less, if it is unsure", "300%"],
            _at("A layer", "moods", "layer.moods.1."),
        ),
        Step(
            "layers",
            "Choose *Exactly one stroke*. Let one neuron learn it, and then *Two layers*. Which of them can do it?",
            lambda known: known["name"] == "layers.one" and known["right"] == known["count"],
            "Two layers get all eight right. One neuron can't: two strokes together add even more to its sum than one.",
            lambda _: ["Only two layers", "Both of them", "Only one neuron"],
            _at("Two layers", "one", _designed()),
        ),
    ),
    (
        Preset(
            "The opposite",
            _at("One neuron", "strokes", OPPOSITE, network_front=1),
            "Red and blue have changed places, and every answer is wrong. Now let it learn.",
        ),
        Preset(
            "Make it fail",
            _at("One neuron", "anywhere", "neuron.anywhere.0.", network_front=0),
            "The strokes are everywhere. Paint, or let it learn: one neuron finds no way.",
        ),
    ),
)
