"""Questions about data sets and their split."""

from lessons.data.own_data import TEST_SHARE
from lessons.texts.questions import Choice, Question, numbers_question


def collect_questions(counts):
    """Five questions about bringing pictures.

    Parameters
    ----------
    counts : dict of class name -> (pictures to learn from, test pictures), or None for a made-up data set
    """
    counts = counts or {"cup": (45, 15), "glass": (15, 5)}
    learning, testing = (sum(pair[part] for pair in counts.values()) for part in (0, 1))
    largest = max(sum(pair) for pair in counts.values())
    total = learning + testing
    return [
        numbers_question(
            f"Of {total} pictures {testing} are locked away for the test, and a fifth of the rest is held back for validation. "
            "How many does the network learn from?",
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
            Choice(
                "In the test they would ask for what was shown in training", "Right: the figure would be high and mean nothing."
            ),
            (
                Choice("To save memory", "They take the same memory on either side."),
                Choice("A burst is blurred", "Blurred or not: what matters is that they are nearly the same."),
                Choice("The classes would be unbalanced", "The split keeps the balance as far as it can either way."),
            ),
            ("What would a network do that learns pictures by heart?",),
        ),
        numbers_question(
            f"A network that always names the largest class: how many of these {total} pictures does it get right?",
            largest,
            "Right, and it has learned nothing. So compare every accuracy with this share.",
            [
                (round(total / len(counts)), "That would be so with classes of equal size, or by guessing."),
                (total - largest, "Those are the ones it gets wrong."),
                (0, "It is right whenever the largest class is shown."),
            ],
            ["How many pictures has the largest class?"],
        ),
        Question(
            "All pictures of cups were taken in the kitchen, all of glasses in the office. What will the network learn?",
            Choice("Perhaps the rooms: they tell the classes apart just as well", "Right. Vary everything but the class."),
            (
                Choice("Cups and glasses, for these are the labels", "Labels say which, not why: any difference will do."),
                Choice("Nothing, for the rooms disturb it", "On the contrary: it gets very good, in these two rooms."),
                Choice("The test would reveal it", "The test pictures come from the same two rooms."),
            ),
            ("Which difference between the pictures is easiest to see?",),
        ),
        Question(
            f"Why is the test set locked away, {100 * TEST_SHARE:.0f} % of your pictures?",
            Choice("Only pictures that nobody chose by can judge", "Right: neither the network nor you may have fitted them."),
            (
                Choice("Too many pictures make training slow", "Then fewer epochs would do."),
                Choice(
                    "They are the worst pictures",
                    "They are drawn at random, as near to the same share of each class as bursts allow.",
                ),
                Choice("The network must not see a class too often", "That does no harm by itself."),
            ),
            ("Who chooses the settings, and by what?",),
        ),
    ]
