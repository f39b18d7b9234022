"""Questions about whether explanations can be believed, from the figures on the screen."""

from lessons.texts.questions import Choice, Question


def belief_questions(likeness):
    """Five questions about a randomisation test.

    Parameters
    ----------
    likeness : dict of method -> likeness to the trained network's map once some layers are random, at least two methods
    """
    ranked = sorted(likeness, key=likeness.get)
    names = {method: method.replace("_", " ") for method in ranked}
    told = ", ".join(f"{names[method]} {likeness[method]:.2f}" for method in ranked)
    return [
        Question(
            "After the shuffling, which method's map is most like the one of the trained network?",
            Choice(names[ranked[-1]], f"Right: {told}."),
            tuple(Choice(names[method], f"Look at the figures: {told}.") for method in ranked[:-1]),
            ("Compare the figures in the second row.",),
        ),
        Question(
            "A map stays the same when the weights are shuffled. What did it show?",
            Choice("Something of the picture, not of the network", "Right: edges, for example, which need no learning."),
            (
                Choice("That the network is robust", "A network with shuffled weights knows nothing: its answers are noise."),
                Choice("What the network learned", "That is gone after shuffling, and the map did not notice."),
                Choice("That the class is certain", "The map says nothing of the probability."),
            ),
            ("What is left of the network after shuffling?",),
        ),
        Question(
            "A map changes completely when the weights are shuffled. Is it right, then?",
            Choice(
                "It may be: the test is needed, not enough", "Right: it depends on the network. Whether it says why is open."
            ),
            (
                Choice("Yes, it passed", "Random noise that depends on the weights would pass, too."),
                Choice("No, a good map is stable", "Stable under small changes of the picture, not under a destroyed network."),
            ),
            ("Would a map of random numbers that depend on the weights pass?",),
        ),
        Question(
            "The maps for two quite different classes are nearly the same. What follows?",
            Choice("The method says little about the class", "Right: it shows where something is, not what speaks for which."),
            (
                Choice("The two classes are the same", "The network tells them apart: see their probabilities."),
                Choice("The picture shows both", "Perhaps. Try two classes that are surely not in it."),
                Choice("Nothing", "An explanation of one class should differ from that of another."),
            ),
            ("What should an explanation of a class depend on?",),
        ),
        Question(
            "Why is guided backpropagation so sharp?",
            Choice("Its rule keeps edges of the picture alive", "Right: it comes close to redrawing the picture's edges."),
            (
                Choice("It knows most about the network", "It keeps its sharpness when the network is destroyed."),
                Choice("It uses more pixels", "All methods but Grad-CAM and occlusion have a value for each pixel."),
                Choice("The network is very certain", "It is as sharp for improbable classes: try one."),
            ),
            ("Does it stay sharp after shuffling?",),
        ),
    ]
