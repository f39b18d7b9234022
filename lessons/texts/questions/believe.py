"""Questions about whether explanations can be believed, from the figures on the screen."""

from collections.abc import Mapping

from lessons.core.percent import alike
from lessons.texts.names import METHOD_NAMES
from lessons.texts.questions import Choice, Question


def belief_questions(likeness: Mapping[str, float], *, layers: int) -> list[Question]:
    """Five questions about a randomisation test.

    Parameters
    ----------
    likeness : dict of method -> likeness to the trained network's map once some layers are random, at least two methods
    layers : int, how many layers are random then
    """
    ranked = sorted(likeness, key=likeness.get)  # type: ignore[arg-type]
    names = {method: METHOD_NAMES[method] for method in ranked}
    told = ", ".join(f"{names[method]} {alike(likeness[method])}" for method in ranked)
    best = alike(likeness[ranked[-1]])
    rest = [method for method in ranked[:-1] if alike(likeness[method]) != best]  # one that is as alike would be right, too
    first = Question(
        f"The last {layers} layers are shuffled. By the figure on each map, "
        "which method's map is most like that of the whole network?",
        Choice(names[ranked[-1]], f"Right: {told}."),
        tuple(Choice(names[method], f"Look at the figures on the maps: {told}.") for method in rest),
        (f"Set the slider to the last {layers} layers shuffled.", "100% is the same map."),
    )
    return [
        Question(
            "A map stays the same when the weights are shuffled. What did it show?",
            Choice("Something about the picture, not about the network", "Right: edges, for example, which need no learning."),
            (
                Choice(
                    "That the network is robust against such changes",
                    "A network with shuffled weights knows nothing: its answers are noise.",
                ),
                Choice("What the network learned about the class", "That is gone after shuffling, and the map did not notice."),
                Choice("That the network was certain of its class", "The map says nothing about the probability."),
            ),
            ("What is left of the network after shuffling?",),
        ),
        Question(
            "A map changes completely when the weights are shuffled. Is it a good explanation, then?",
            Choice(
                "It may be: the test is necessary, but not enough",
                "Right: it depends on the network. Whether it says why is still open.",
            ),
            (
                Choice(
                    "Yes: it depends on what the network has learned",
                    "Random noise that depends on the weights would pass, too.",
                ),
                Choice(
                    "No: a good explanation stays stable when things change",
                    "Stable under small changes of the picture, not under a destroyed network.",
                ),
            ),
            ("Would a map of random numbers that depend on the weights pass?",),
        ),
        Question(
            "The maps of one method for two quite different classes are nearly the same. What follows?",
            Choice(
                "The method says little about the class", "Right: it shows where something is, not what speaks for which class."
            ),
            (
                Choice("The network can't tell the two classes apart", "It does tell them apart: see their probabilities."),
                Choice("The picture shows things of both classes", "Perhaps. Try two classes that are surely not in it."),
                Choice(
                    "Nothing: a map is about the picture alone",
                    "An explanation of one class should differ from that of another.",
                ),
            ),
            ("What should an explanation of a class depend on?",),
        ),
        Question(
            "Why does guided backpropagation look so sharp?",
            Choice("Its rule keeps edges of the picture alive", "Right: it comes close to redrawing the picture's edges."),
            (
                Choice(
                    "It knows most about what the network has learned",
                    "It stays sharp while only the later layers are shuffled: move the slider.",
                ),
                Choice(
                    "It has a value for each pixel, unlike the others", "Saliency has one for each pixel, too, and looks noisy."
                ),
                Choice("The network is certain of this class", "It is as sharp for improbable classes: try one."),
            ),
            ("Does it stay sharp when a few layers are shuffled?",),
        ),
        *([first] if len(rest) > 1 else []),  # two wrong answers are needed to ask
    ]
