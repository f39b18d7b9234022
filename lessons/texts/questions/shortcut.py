"""Questions about a planted cue, from the numbers on the screen."""

from lessons.core.shortcut import MARK, SIDE
from lessons.texts.questions import Choice, Question, numbers_question
from lessons.texts.steps.shortcut import MAPS, PICTURES, TEST

_MAPS, _TEST = {"shortcut_view": MAPS}, {"shortcut_view": TEST}


def shortcut_questions(heat: int, area: int, right: tuple[int, int], count: int) -> list[Question]:
    """Seven questions about shortcuts, and about how they are found.

    Parameters
    ----------
    heat, area : ints in per cent, from 1: of a map's heat on a cue, and of the picture that the cue takes
    right : pair of ints, the right answers to the same pictures with the cue and without it
    count : int, of pictures in the test
    """
    with_it, without = right
    mark, picture = MARK * MARK, SIDE * SIDE
    return [
        numbers_question(
            f"A cue takes {area}% of a picture, and {heat}% of a map’s heat lie on it. How many times its share is that?",
            round(heat / area, 2),
            "Right: even heat would give 1.",
            [
                (round(area / heat, 2), "The heat is to be divided by the share, not the other way round."),
                (heat - area, "That is a difference, and not how many times.", _MAPS),
                (heat * area, "Divide: even heat has to come out at 1.", _MAPS),
                (1, "That would be so if the heat were even.", {**_MAPS, "shortcut_cue": "colour cast"}),
            ],
            ["What would even heat give?"],
            unit=" ×",
        ),
        numbers_question(
            f"A mark of {MARK} × {MARK} pixels lies in a picture of {SIDE} × {SIDE}. What share of it is that, in per cent?",
            round(100 * mark / picture, 1),
            "Right: a map that is the same everywhere has that share of its heat there.",
            [
                (round(100 * MARK / SIDE, 1), "That is the share of one side.", {"shortcut_section": "By hand"}),
                (round(100 * 2 * MARK / SIDE, 1), "An area is a product of two sides."),
                (mark, "Those are its pixels."),
            ],
            ["Divide the pixels of the mark by those of the picture."],
            unit="%",
        ),
        numbers_question(
            f"With the cue {with_it} of {count} test pictures are right; of the same pictures without it, {without}. "
            "How many right answers does the cue add?",
            with_it - without,
            "Right: nothing else was changed.",
            [
                (without, "Those are right without it."),
                (count - without, "Those are all that are wrong now. Some were wrong before, too.", _TEST),
                (count - with_it, "Those were wrong from the start.", _TEST),
                (with_it, "Some of those are right without it, too.", _TEST),
            ],
            ["What has changed from one test to the other?"],
        ),
        Question(
            "A network is right on the whole test set. The test pictures were put aside from those that it learned from. "
            "What does that say about shortcuts?",
            Choice("Nothing: a cue in one part is in the other, too", "Right: both were collected in the same way."),
            (
                Choice(
                    "It takes none, because it never saw the test pictures", "It never saw them, but it saw their cue.", _TEST
                ),
                Choice("It takes none, because a shortcut makes mistakes", "Not where every picture has the cue.", _TEST),
                Choice("It takes one, because nobody is right all the time", "An easy task can be learned honestly, too."),
            ),
            ("Where do the test pictures come from?",),
        ),
        Question(
            "Every picture of one class has a blue cast. Which heat map betrays it?",
            Choice("None, whatever the method", "Right: a map says where, and the cast is everywhere."),
            (
                Choice(
                    "Occlusion, because it tests what the network does",
                    "A patch covers a place, and the cast is still all around it.",
                    {**_MAPS, "shortcut_cue": "colour cast"},
                ),
                Choice(
                    "Any map, because all of it is hot",
                    "Heat is scaled to its largest value: each map is hot somewhere.",
                    {**_MAPS, "shortcut_cue": "colour cast"},
                ),
                Choice(
                    "Saliency, because it looks at single pixels",
                    "It tells which pixels count. They all have the cast.",
                    {**_MAPS, "shortcut_cue": "colour cast"},
                ),
            ),
            ("What does a heat map tell you about a picture?",),
        ),
        Question(
            "Grad-CAM’s map is empty where the mark is. Is the network free of the shortcut?",
            Choice("That is not known: a map may miss it", "Right: with another start Grad-CAM missed a mark that was used."),
            (
                Choice(
                    "Yes, because a map shows all that it uses",
                    "Train with seed 4, and look.",
                    {**_MAPS, "shortcut_seed": 4},
                ),
                Choice(
                    "Yes, if the other class has no mark",
                    "That is how the mark was planted.",
                    {"shortcut_view": PICTURES},
                ),
                Choice("No, because an empty map proves that it cheats", "A network that learned the shape has one, too."),
            ),
            ("Which experiment would tell for sure?",),
        ),
        Question(
            "You suspect that a network for X-rays reads the hospital’s token in the corner. What is the surest check?",
            Choice("Cover the token in the test, and count again", "Right: one thing is changed, and its effect is counted."),
            (
                Choice("Look at more heat maps of the same test", "Some may betray it. None is sure to.", _MAPS),
                Choice("Test it with more X-rays of that hospital", "They have the token, too.", _TEST),
                Choice("Train it for longer, until it learns the lungs", "Nothing forces it to: the token does the job."),
            ),
            ("Change one thing, and measure.",),
        ),
    ]
