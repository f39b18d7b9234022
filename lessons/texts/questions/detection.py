"""Questions about many boxes: how they agree, which are kept, and how a detector is judged."""

from lessons.core.boxes import Agreement
from lessons.texts import counted
from lessons.texts.questions import Choice, Question, numbers_question

_MANY_STAY = {"detection_section": "Drop doubles", "detection_overlap": 90}


def detection_questions(steps: Agreement, *, cells: int, anchors: int, classes: int) -> list[Question]:
    """Seven questions about detection.

    Parameters
    ----------
    steps : lessons.core.boxes.Agreement of the two boxes on the screen
    cells, anchors, classes : int, of the grid on the screen
    """
    area_a, area_b, shared = round(steps.area_a), round(steps.area_b), round(steps.shared)  # as they are written
    return [
        numbers_question(
            f"Box A covers {area_a:,} square pixels, box B {area_b:,}, and they share {shared:,}. How large is the union?",
            area_a + area_b - shared,
            "Right: what is shared lies in both, and counts once.",
            [
                (area_a + area_b, "What is shared would count twice."),
                (shared, "That is the intersection."),
                (max(area_a, area_b), "Only if one box lay completely inside the other."),
                (area_a + area_b + shared, "The union is never larger than the sum of both areas."),
                (round((area_a + area_b) / 2), "That is the mean of both areas."),
            ],
            ["Add both areas.", "Which part was counted twice?"],
        ),
        Question(
            "You raise the threshold of non-maximum suppression. What happens?",
            Choice(
                "Usually more boxes are kept",
                "Right: boxes must agree more before one is dropped. Not always: "
                "a box that now stays may drop others in its turn.",
            ),
            (
                Choice("Usually fewer boxes are kept", "Try it: set it to 90%.", _MANY_STAY),
                Choice(
                    "Another box becomes the best one",
                    "The box with the highest score is always kept.",
                    _MANY_STAY,
                ),
                Choice("The scores of the boxes change", "Suppression only keeps or drops.", _MANY_STAY),
            ),
            ("A box is dropped when its IoU with a kept one is above the threshold.",),
        ),
        numbers_question(
            f"A grid of {cells} × {cells} cells with {counted(anchors, 'anchor')} each, and "
            f"{counted(classes, 'class', 'classes')}. "
            "How many numbers does the detector give?",
            cells * cells * anchors * (5 + classes),
            "Right: four for the box, one for objectness, one for each class, for every anchor.",
            [
                (cells * cells * anchors * 4, "The box is not all: it also says whether there is anything, and what."),
                (cells * cells * (5 + classes), "Every anchor of a cell gives all of them."),
                (cells * cells * anchors, "That is how many anchors there are."),
                (4 + classes, "That is what the network of the lesson Localisation gives: for one thing."),
            ],
            ["How many anchors are there?", "What does each of them give?"],
        ),
        Question(
            "A detector gives 10 boxes, 8 of them correct, in pictures with 16 objects. What are its precision and its recall?",
            Choice("80% and 50%", "Right: of what it said, and of what is there."),
            (
                Choice("50% and 80%", "The other way round: precision is about what it said."),
                Choice("80% and 80%", "Recall asks how many of the 16 objects were found."),
                Choice("62.5% and 50%", "Precision divides by the boxes, not by the objects."),
            ),
            ("Precision: of the boxes. Recall: of the objects.",),
        ),
        Question(
            "A detector finds one square twice, with two boxes that both have an IoU above 0.5. How do they count?",
            Choice("The surer one as correct, the other as a mistake", "Right: an object counts once. Hence suppression."),
            (
                Choice("Both as correct, because both have the IoU that is needed", "Then a recall could be above 100%."),
                Choice("Both as mistakes, because they contradict each other", "The object was found: once."),
                Choice("As one box, the mean of the two", "Boxes are never averaged when they are judged."),
            ),
            ("How many objects are there?",),
        ),
        Question(
            "Two things have their middles in one cell, and fit the same anchor. What does a one-stage detector do?",
            Choice("It can give only one of them", "Right: an anchor has one answer. A finer grid makes that rarer."),
            (
                Choice("It gives both, with half the score each", "An anchor has one box and one score."),
                Choice("It gives the box around both of them", "It was trained on one of the two boxes."),
                Choice("Suppression brings the other one back", "Suppression only drops boxes."),
            ),
            ("How many boxes does an anchor give?",),
        ),
        Question(
            "Why are sliding windows hardly used any more?",
            Choice("The network computes the same pixels again and again", "Right: a grid detector computes its maps once."),
            (
                Choice(
                    "They can find only one thing in a picture, however many",
                    "Each window can find one, and there are many windows.",
                ),
                Choice("A classifier can't be used on a part of a picture", "It gives each window its own answer."),
                Choice("They need an anchor of the right shape for each thing", "They need none: the window is the box."),
            ),
            ("How many windows show the middle pixel?",),
        ),
    ]
