"""Questions about faces as vectors, from the figures on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def face_questions(*, same: int, different: int, rejected: int, threshold: float) -> list[Question]:
    """Six questions.

    Parameters
    ----------
    same, different : ints, how many pairs there are of each
    rejected : int, same pairs beyond the threshold
    threshold : float
    """
    people = 1_000_000
    return [
        numbers_question(
            f"{rejected} of {same} same pairs are farther apart than {threshold:.2f}. What is the rate of false "
            "rejects, in per cent?",
            100 * rejected / same,
            "Right: of the pairs that are the same, the share that is turned away.",
            [
                (100 * rejected / (same + different), "False rejects are a share of the same pairs alone."),
                (100 * (same - rejected) / same, "Those are the ones that are let in, as they should be."),
                (100 * rejected / different, "Different pairs can't be rejected falsely."),
                (rejected + 1, "Divide the pairs that are turned away by all pairs that are the same."),
            ],
            ["Which pairs can be rejected falsely?"],
        ),
        numbers_question(
            f"Each of {same} faces is compared with every other one, which is changed. How many different pairs is that?",
            same * (same - 1),
            "Right: each face has all others as strangers.",
            [
                (same * same, "That counts each face against itself, too."),
                (same * (same - 1) // 2, "Here the second face of a pair is changed, so that the order counts."),
                (same, "Those are the same pairs."),
            ],
            ["How many strangers does one face have?"],
        ),
        Question(
            "You make the threshold stricter (smaller). What can happen?",
            Choice("Fewer false accepts, more false rejects, or both", "Right: no step lowers the two together."),
            (
                Choice("Fewer false accepts and fewer false rejects", "Move the slider: where one falls, the other does not."),
                Choice("More false accepts and fewer false rejects", "That is what a looser one does."),
                Choice(
                    "A lower equal error rate, as fewer strangers get in",
                    "That is one point of the curve: it does not move with your threshold.",
                ),
            ),
            ("Who has to be closer now?",),
        ),
        Question(
            f"A system has 0.1% false accepts. A camera compares a passer-by with {people:,} wanted faces. How many alarms, "
            "about, for somebody innocent?",
            Choice("1,000", "Right: a thousandth of a million. Searching is much harder than comparing two."),
            (
                Choice("0.001", "Each of the million comparisons may go wrong."),
                Choice("1", "One in a thousand comparisons goes wrong, and there are a million."),
                Choice("None, because 0.1% is hardly ever", "Of a million comparisons it is a thousand."),
            ),
            ("How many comparisons are made?",),
        ),
        Question(
            "Why is a vector used, and not a class for each person?",
            Choice("New people need no new training", "Right: one photo gives a vector, and that is stored."),
            (
                Choice("It is always more exact than a class", "With many photos of few people a classifier may be better."),
                Choice("It is anonymous, unlike a class", "It identifies a person: that is what it is for."),
                Choice("Networks can't learn people as classes", "They can, for as many people as they were trained on."),
            ),
            ("Somebody new comes in. What has to be done?",),
        ),
        Question(
            "The mean error rate of a system is low. Is it fair?",
            Choice("A mean can't show that", "Right: rates by group are needed, at the threshold that is used."),
            (
                Choice("Yes: few errors are few for everybody", "The few errors may all fall on one group."),
                Choice("Yes, if it was trained on many faces", "It matters whose faces they were."),
                Choice(
                    "No: a threshold treats nobody the same",
                    "It may: measure it. What is measured may still be a reason not to build it.",
                ),
            ),
            ("Look at the darker and the brighter half.",),
        ),
    ]
