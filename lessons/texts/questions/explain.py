"""Questions about explanations, from the maps on the screen."""

import numpy as np

from lessons.texts.questions import Choice, Question, numbers_question


def explain_questions(cam_cells: tuple[int, int], *, size: int, label: str) -> list[Question]:
    """Five questions about Grad-CAM and the others.

    Parameters
    ----------
    cam_cells : (rows, columns) of the layer's maps that Grad-CAM looks at
    size : int, rows and columns of the network's input
    label : str, the class that is asked about
    """
    rows, columns = (int(count) for count in cam_cells)
    return [
        numbers_question(
            f"Grad-CAM looks at maps of {rows} × {columns}. The picture is {size} pixels wide. "
            "How many pixels wide is a cell, rounded?",
            int(np.rint(size / columns)),
            "Right: it cannot be finer than its layer. The picture smooths it.",
            [
                (1, "That would be saliency, which has a value for each pixel."),
                (size, "Then it could say nothing about places."),
                (columns, "That is how many cells there are in a row."),
                (size // 2, "That would be so with two cells in a row."),
                (columns * size, "Divide by the number of cells, don't multiply: a cell is a part of the picture."),
            ],
            ["Divide the picture's width by the number of cells in a row."],
        ),
        Question(
            f"A pixel is as pale as the paper in the occlusion map for {label}. What does that say?",
            Choice("Covering it does not lower the score", "Right: it may even raise it, because only falls are shown."),
            (
                Choice(
                    "The network did not look at that place", "It looked at every pixel. Covering this one just does no harm."
                ),
                Choice(
                    "The pixel is pale in the picture, too", "The map says nothing about brightness: compare with the picture."
                ),
                Choice(
                    "It belongs to another class than this",
                    "Ask for that class and compare: several classes may share a place.",
                ),
            ),
            ("What is measured, when a patch covers the pixel?",),
        ),
        Question(
            "Integrated gradients begin at a black picture. Which pixels can never count?",
            Choice("Those that are black", "Right: they do not change on the way, and how much they change is a factor."),
            (
                Choice("Those that are white", "They change most on the way from black."),
                Choice("Those at the edge", "The edge has no special part in it."),
                Choice(
                    "Those that are grey",
                    "They change on the way from black, too, in all three colours.",
                ),
            ),
            ("By what is the sum of the gradients multiplied?",),
        ),
        Question(
            "Suppose Grad-CAM is zero everywhere for a class. What does that say?",
            Choice("On balance the maps speak against the class", "Right: what speaks against is cut off."),
            (
                Choice(
                    "The gradients got lost on their way to the layer",
                    "The same gradients make other maps: ask for another class.",
                ),
                Choice(
                    "The layer has no maps for this picture at all", "A layer has its maps for every picture: see Inside VGG16."
                ),
                Choice("The network has not learned anything", "It may have learned that this is not the class."),
            ),
            ("What does Grad-CAM do with negative values?",),
        ),
        Question(
            "Two methods disagree. Which one is right?",
            Choice("Each answers another question", "Right: about small changes, about the way from black, about covering."),
            (
                Choice(
                    "The sharper one",
                    "Sharpness comes from the method: guided backpropagation stays sharp with shuffled late layers.",
                ),
                Choice(
                    "The one that marks the whole object",
                    "A network may really look at the background. Then that map would be wrong.",
                ),
                Choice("Neither: one of them refutes the other", "Each is a measurement. You have to know what it measures."),
            ),
            ("Read what each method measures.",),
        ),
    ]
