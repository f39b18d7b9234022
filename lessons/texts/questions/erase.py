"""Questions about parts of a picture that are covered."""

from lessons.texts.questions import Choice, Question, numbers_question


def erase_questions(side: int, patch: int, before: float, after: float) -> list[Question]:
    """Six questions about covering.

    Parameters
    ----------
    side : int, rows and columns of the picture; patch : int, of a square patch
    before, after : float, a class's logits without the patch and with it
    """
    before, after = round(float(before), 1) + 0.0, round(float(after), 1) + 0.0
    return [
        numbers_question(
            f"The picture has {side} × {side} pixels, and a patch of {patch} × {patch} lies on it. What share does it cover?",
            round(100 * patch * patch / (side * side), 1),
            "Right: areas grow with the square of the side.",
            [
                (round(100 * patch / side, 1), "That is the share of one row."),
                (round(200 * patch / side, 1), "Sides don't add up to an area."),
                (round(100 * patch / (side * side), 1), "The patch has two sides, too."),
                (round(100 - 100 * patch * patch / (side * side), 1), "That is what stays."),
            ],
            ["Divide the area of the patch by the area of the picture."],
            unit="%",
        ),
        numbers_question(
            f"The logit of a class was {before} for the whole picture, and is {after} with a patch. By how much did it fall?",
            round(before - after, 1),
            "Right: below zero would mean a rise, because the patch covered something that spoke against the class.",
            [
                (round(before + after, 1), "A fall is a difference."),
                (round(after - before, 1), "From before to after: mind the sign."),
                (before, "Then it would be zero now."),
                (after, "That is where it is now."),
            ],
            ["Before, minus after."],
        ),
        Question(
            "You cover a part, and the probability of the class rises. What is a likely reason?",
            Choice("Something there spoke for other classes", "Right: without that part, the other classes fall behind."),
            (
                Choice("The network made a mistake while computing", "It computes the same for the same picture, always."),
                Choice(
                    "The part was the most important one for the class",
                    "Then it would have fallen.",
                    {"erase_start": "the middle"},
                ),
                Choice("Covering always makes a network surer", "Cover all of it, and look.", {"erase_start": "the border"}),
            ),
            ("What else does softmax compare?",),
        ),
        Question(
            "Two ways to cover the same part give two answers. What follows?",
            Choice(
                "The cover itself says something to the network",
                "Right: black or grey is a picture, too.",
                {"erase_fill": "black"},
            ),
            (
                Choice(
                    "One of the two was computed wrongly",
                    "Both are right answers to different pictures.",
                    {"erase_fill": "black"},
                ),
                Choice(
                    "The part does not matter to the answer", "Two different answers don't show that.", {"erase_fill": "a blur"}
                ),
                Choice("The network is random, and each answer is a new draw", "Ask twice in the same way: it says the same."),
            ),
            ("What is the network shown where it is covered?",),
        ),
        Question(
            "With only the middle left, the answer is still right. What does that show?",
            Choice(
                "The border was not needed for it",
                "Right, and no more than that: it may have helped.",
                {"erase_start": "the border"},
            ),
            (
                Choice("The border was not looked at at all", "It was: its pixels went into the sums like all others."),
                Choice("The network looks only at the middle of pictures", "For this picture. Move the thing, and try again."),
                Choice(
                    "The middle alone always gives the right answer",
                    "Try another picture, and see whether it does.",
                    {"erase_start": "the border"},
                ),
            ),
            ("Needed and used are two things.",),
        ),
        Question(
            "Covering needs no gradient. What is its price?",
            Choice("Each question is a whole forward pass", "Right: a map of 14 × 14 places takes 196 of them."),
            (
                Choice("It works only for networks with ReLU", "It works for anything that answers, even for a person."),
                Choice("It changes the weights of the network", "Only the picture changes."),
                Choice("It needs the right label of the picture", "Any class can be asked about."),
            ),
            ("What does the network do for each question?",),
        ),
    ]
