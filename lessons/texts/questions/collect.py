"""Questions about data sets and their split."""

from collections.abc import Mapping

from lessons.data.own_data import TEST_SHARE
from lessons.texts.questions import Choice, Question, numbers_question


def collect_questions(counts: Mapping[str, tuple[int, int]] | None) -> list[Question]:
    """Five questions about bringing pictures.

    Parameters
    ----------
    counts : dict of class name -> (pictures to learn from, test pictures), or None for a made-up data set
    """
    counts = counts or {"cup": (45, 15), "glass": (15, 5)}
    learning, testing = (sum(pair[part] for pair in counts.values()) for part in (0, 1))
    largest = max(sum(pair) for pair in counts.values())
    total = learning + testing
    sizes = ", ".join(str(sum(pair)) for pair in counts.values())
    return [
        numbers_question(
            f"Of {total} pictures {testing} are locked away for the test, and a fifth of the rest, rounded up, "
            f"is held back for "
            "validation. How many does the network learn from?",
            learning - -(-learning // 5),
            "Right: only these change its weights.",
            [
                (learning, "A fifth of these is held back, to watch it learn."),
                (total, "Neither validation nor test pictures change a weight."),
                (testing, "These only make the final figures."),
            ],
            [f"{learning} are not in the test.", "A fifth of these, rounded up, validates."],
        ),
        Question(
            "Thirty pictures of a cup were taken in one burst. Why are they kept on one side of the split?",
            Choice("The test would ask for what training showed", "Right: the figure would be high and mean nothing."),
            (
                Choice(
                    "Pictures of a burst are blurred and teach little",
                    "Blurred or not: what matters is that they are nearly the same.",
                ),
                Choice(
                    "The classes would have unequal numbers in the test",
                    "The split keeps the balance as well as it can either way.",
                ),
                Choice(
                    "A network learns best from pictures in their order",
                    "They are shuffled before every epoch, whatever the side.",
                ),
            ),
            ("What would a network do that has memorised its pictures?",),
        ),
        numbers_question(
            f"Classes have {sizes} pictures. A network that always names the largest one: how many of "
            f"these {total} pictures does "
            "it get right?",
            largest,
            "Right, and it has learned nothing. So compare every accuracy with this share.",
            [
                (round(total / len(counts)), "That would be so with classes of equal size, or by guessing."),
                (total - largest, "Those are the ones it gets wrong."),
                (0, "It is right whenever the largest class is shown."),
                (testing, "That is how many are locked away for the test, of all classes together."),
            ],
            ["How many pictures does the largest class have?"],
        ),
        Question(
            "All pictures of cups were taken in the kitchen, all of glasses in the office. What will the network learn?",
            Choice(
                "Perhaps the rooms, which are different, too", "Right: any difference will do. Vary everything but the class."
            ),
            (
                Choice("Cups and glasses, because these are its labels", "Labels say which, not why: any difference will do."),
                Choice(
                    "Nothing, because two rooms are too different", "On the contrary: it gets very good, in these two rooms."
                ),
                Choice(
                    "Cups and glasses, or else the test would show that it did not",
                    "The test pictures come from the same two rooms.",
                ),
            ),
            ("Which difference between the pictures is easiest to see?",),
        ),
        Question(
            f"Why is the test set locked away, {100 * TEST_SHARE:.0f}% of your pictures?",
            Choice(
                "Only pictures not used in training can judge",
                "Right: nothing may have been fitted to them, by the network or by you.",
            ),
            (
                Choice("With all of them the training would take too long", "Then fewer epochs would do."),
                Choice(
                    "They are the hardest ones, for the final test",
                    "They are drawn at random, as near to the same share of each class as bursts allow.",
                ),
                Choice("To choose the best epoch and settings by them", "That is what the validation pictures are for."),
            ),
            ("Who chooses the settings, and by what?",),
        ),
    ]
