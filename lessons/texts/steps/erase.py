"""What there is to try where parts of a picture are covered."""

from lessons.texts.steps import Preset, Step, Steps

LITTLE = 0.10  # of the picture
LESS = 0.85  # of the probability that its first answer had with the whole picture

TO_TRY = Steps(
    (
        Step(
            "paint",
            "Paint over what you think matters most. Does the network still know it?",
            lambda known: known["is_painted"],
            "{label}: {was:.0%} before, {now:.0%} now. Each stroke is a question.",
        ),
        Step(
            "border",
            "Start again: cover *the border*, and leave the middle. Is a quarter of the picture enough?",
            lambda known: known["start"] == "the border",
            "With three quarters covered it gives {label} {now:.0%}; the whole picture got {was:.0%}.",
            by={"erase_start": "the border"},
        ),
        Step(
            "fill",
            "Under *Cover it with*, choose *another picture*: it shows through. What does the network see now?",
            lambda known: known["fill"] == "another picture" and known["share"] > 0,
            "It says {after}, with {best:.0%}. It gives one answer for the whole picture, whatever else is in it.",
            None,
            {"erase_start": "the border", "erase_fill": "another picture"},
            start={"erase_start": "the border", "erase_fill": "its average colour"},
        ),
        Step(
            "little",
            "Now take care: cover less than a tenth of the picture, and take as much as you can from the first answer.",
            lambda known: known["is_painted"] and 0 < known["share"] < LITTLE and known["now"] < LESS * known["was"],
            "{share:.1%} of the picture was enough to bring {label} from {was:.0%} to {now:.0%}: there it looked.",
            start={"erase_start": "nothing", "erase_fill": "its average colour"},
        ),
    ),
    (
        Preset(
            "Cover the border",
            {"erase_start": "the border"},
            "Three quarters are gone. Look at what the bars say, and try other colours.",
        ),
        Preset("Cover the middle", {"erase_start": "the middle"}, "What you look at first is gone. Is what is left enough?"),
    ),
)
