"""Questions about explanations, from the maps on the screen."""

import numpy as np

from lessons.texts.questions import Choice, Question, numbers_question


def explain_questions(cam_cells, *, size, label):
    """Five questions about Grad-CAM and the others.

    Parameters
    ----------
    cam_cells : (rows, columns) of the layer's maps that Grad-CAM looks at
    size : int, rows and columns of the network's input
    label : str, the class that is asked about
    """
    rows, columns = cam_cells
    return [
        numbers_question(
            f"Grad-CAM looks at maps of {rows} × {columns}. How many pixels of {size} is a cell wide, about?",
            int(np.rint(size / columns)),
            "Right: it cannot be finer than its layer. The picture smooths it.",
            [
                (1, "That would be saliency, which has a value for each pixel."),
                (size, "Then it could say nothing about places."),
                (columns, "That is how many cells there are in a row."),
            ],
            ["Divide the picture's width by the number of cells in a row."],
        ),
        Question(
            f"A pixel is dark in the occlusion map for {label}. What does that say?",
            Choice("Covering it does not lower the logit", "Right. It may even raise it: only falls are shown."),
            (
                Choice("The network did not look at it", "It looked at every pixel. Covering this one just does no harm."),
                Choice("The pixel is black", "The map says nothing about brightness: compare with the picture."),
                Choice("It belongs to another class", "Ask for that class and compare: several classes may share a place."),
            ),
            ("What is measured, when a patch covers the pixel?",),
        ),
        Question(
            "Integrated gradients begin at a black picture. Which pixels can never count?",
            Choice("Black ones", "Right: they do not change on the way, and the way is a factor."),
            (
                Choice("White ones", "They change most on the way."),
                Choice("Those at the edge", "The edge has no special part in it."),
                Choice(
                    "Those outside the receptive field of the last unit", "The class looks at all places, through the pooling."
                ),
            ),
            ("What is multiplied with the sum of the gradients?",),
        ),
        Question(
            "Grad-CAM is zero everywhere. What happened?",
            Choice("The maps speak against the class on balance", "Right: what speaks against is cut off."),
            (
                Choice("The program is broken", "Choose the most probable class, and it will not be zero."),
                Choice("The picture is black", "A black picture may have an explanation, too."),
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
                    "Sharpness comes from the method. Guided backpropagation is sharp on random weights, too.",
                ),
                Choice(
                    "The one that marks the object",
                    "A network may really look at the background. Then that map would be wrong.",
                ),
                Choice("Neither can be used", "Each is a measurement. One has to know of what."),
            ),
            ("Read what each method measures.",),
        ),
    ]
