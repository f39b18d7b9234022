"""Questions about many boxes: how they agree, which are kept, and how a detector is judged."""

from lessons.texts.questions import Choice, Question, numbers_question


def detection_questions(steps, *, cells, anchors, classes):
    """Seven questions about detection.

    Parameters
    ----------
    steps : lessons.core.boxes.Agreement of the two boxes on the screen
    cells, anchors, classes : int, of the grid on the screen
    """
    return [
        numbers_question(
            f"Box A covers {steps.area_a:,.0f}, box B {steps.area_b:,.0f}, and they share {steps.shared:,.0f}. The union?",
            steps.together,
            "Right: what is shared lies in both, and counts once.",
            [
                (steps.area_a + steps.area_b, "What is shared would count twice.", {"detection_overlap": 10}),
                (steps.shared, "That is the intersection."),
                (max(steps.area_a, steps.area_b), "Only if one box lay wholly inside the other."),
                (steps.area_a + steps.area_b + steps.shared, "The union is never larger than the sum of both areas."),
            ],
            ["Add both areas.", "Which part was counted twice?"],
        ),
        Question(
            "You raise the threshold of non-maximum suppression. What happens?",
            Choice("As many boxes are kept, or more", "Right: boxes must agree more before one is dropped."),
            (
                Choice("Fewer boxes are kept", "Try it: set it to 90 %.", {"detection_overlap": 90}),
                Choice("The best box changes", "The box with the highest score is always kept.", {"detection_overlap": 90}),
                Choice("The scores change", "Suppression only keeps or drops.", {"detection_overlap": 90}),
            ),
            ("A box is dropped when its IoU with a kept one is above the threshold.",),
        ),
        numbers_question(
            f"A grid of {cells} × {cells} cells, {anchors} anchors each, {classes} classes. How many numbers are said?",
            cells * cells * anchors * (5 + classes),
            "Right: four of a box, one for objectness, one for each class, for every anchor.",
            [
                (cells * cells * anchors * 4, "The box is not all: it also says whether there is anything, and what."),
                (cells * cells * (5 + classes), "Every anchor of a cell says all of them."),
                (cells * cells * anchors, "That is how many anchors there are."),
                (4 + classes, "That is what the network of the lesson before says: for one thing."),
            ],
            ["How many anchors are there?", "What does each of them say?"],
        ),
        Question(
            "A detector gives 10 boxes, 8 of them correct, in pictures with 16 objects. Precision and recall?",
            Choice("80 % and 50 %", "Right: of what it said, and of what is there."),
            (
                Choice("50 % and 80 %", "The other way round: precision is about what it said."),
                Choice("80 % and 80 %", "Recall asks how many of the 16 objects were found."),
                Choice("62.5 % and 50 %", "Precision divides by the boxes, not by the objects."),
            ),
            ("Precision: of the boxes. Recall: of the objects.",),
        ),
        Question(
            "A detector finds one square twice, with two boxes that both have an IoU above 0.5. How do they count?",
            Choice("The one with the higher score as correct, the other as a mistake", "Right: hence suppression."),
            (
                Choice("Both as correct", "Then one could reach a recall above 100 %."),
                Choice("Both as mistakes", "The object was found: once."),
                Choice("As one box, their mean", "Boxes are never averaged when they are judged."),
            ),
            ("How many objects are there?",),
        ),
        Question(
            "Two things have their middles in one cell, and fit the same anchor. What does a one-stage detector do?",
            Choice("It can say only one of them", "Right: an anchor has one answer. A finer grid makes that rarer."),
            (
                Choice("It says both", "An anchor says one box."),
                Choice("It says their union", "It was trained on one of the two boxes."),
                Choice("Suppression brings the other one back", "Suppression only drops boxes."),
            ),
            ("How many boxes does an anchor say?",),
        ),
        Question(
            "Why are sliding windows hardly used any more?",
            Choice("The same pixels go through the network again and again", "Right: a grid detector computes its maps once."),
            (
                Choice("They find only one thing", "They find as many as there are windows."),
                Choice("A classifier can't tell windows apart", "It gives each window its own answer."),
                Choice("They need anchors", "They need none: the window is the box."),
            ),
            ("How many windows show the middle pixel?",),
        ),
    ]
