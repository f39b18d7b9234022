"""Questions about faces as vectors, from the figures on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def face_questions(*, same, different, rejected, threshold):
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
            f"{rejected} of {same} same pairs are farther apart than {threshold:.2f}. How many percent false rejects?",
            100 * rejected / same,
            "Right: of the pairs that are the same, the share that is turned away.",
            [
                (100 * rejected / (same + different), "False rejects are a share of the same pairs alone."),
                (100 * (same - rejected) / same, "Those are the ones that are let in, as they should be."),
                (100 * rejected / different, "Different pairs can't be rejected falsely."),
            ],
            ["Which pairs can be rejected falsely?"],
        ),
        numbers_question(
            f"Each of {same} faces against every other one, changed. How many different pairs?",
            same * (same - 1),
            "Right: each face has all others as strangers.",
            [
                (same * same, "That counts each face against itself, too."),
                (same * (same - 1) // 2, "Here the second face of a pair is changed, so that the order counts."),
                (same, "Those are the same pairs."),
            ],
            ["How many strangers has one face?"],
        ),
        Question(
            "You make the threshold stricter (smaller). What happens?",
            Choice("Fewer false accepts, more false rejects", "Right: there is no threshold that lowers both."),
            (
                Choice("Fewer of both", "Move the slider: one falls, the other rises."),
                Choice("More false accepts, fewer false rejects", "That is what a looser one does."),
                Choice("The equal error rate falls", "That is one point of the curve: it does not move with your threshold."),
            ),
            ("Who has to be closer now?",),
        ),
        Question(
            f"A system has 0.1 % false accepts. A camera compares a passer-by with {people:,} wanted faces. How many alarms, "
            "about, for somebody innocent?",
            Choice("1,000", "Right: a thousandth of a million. Searching is much harder than comparing two."),
            (
                Choice("0.001", "Each of the million comparisons may go wrong."),
                Choice("1", "One in a thousand comparisons goes wrong, and there are a million."),
                Choice("None, 0.1 % is next to nothing", "Of a million comparisons it is a thousand."),
            ),
            ("How many comparisons are made?",),
        ),
        Question(
            "Why is a vector used, and not a class for each person?",
            Choice("New people need no new training", "Right: one photo gives a vector, and that is stored."),
            (
                Choice("Vectors are always more exact", "With many photos of few people a classifier may be better."),
                Choice("Vectors are anonymous", "They identify a person: that is what they are for."),
                Choice("Networks can't learn classes of people", "They can, for as many people as they were trained on."),
            ),
            ("Somebody new comes in. What has to be done?",),
        ),
        Question(
            "The mean error rate of a system is low. Is it fair?",
            Choice("That can't be seen from a mean", "Right: rates by group are needed, at the threshold that is used."),
            (
                Choice("Yes, low errors are fair", "Errors may all fall on one group."),
                Choice("Yes, if it was trained on many faces", "It matters whose faces they were."),
                Choice(
                    "No, faces are never fair", "It can be measured. What is measured may still be a reason not to build it."
                ),
            ),
            ("Look at the darker and the brighter half.",),
        ),
    ]
