"""What there is to try with masks, objects, and a network that says them."""

from lessons.texts import counted
from lessons.texts.steps import Known, Preset, Step, Steps

_TRUTH, _LEARNED = {"segmentation_view": "the truth"}, {"segmentation_view": "a network's"}
_SHARES = ("More than 80%", "50 to 80%", "Less than 50%")


def _all_or_not(known: Known) -> list[str]:
    both = ["No, not all", "Yes, all of them"]
    return both if known["found"] < known["objects"] else both[::-1]


def _of_components(known: Known) -> str:
    pieces, things = known["pieces"], known["objects"]
    told = f"{counted(things, 'thing')}, but {counted(pieces, 'piece')}"
    if pieces < things:
        return f"No, not all: {told}. Things of one kind that touch become one. Such pieces are called connected components."
    if known["found"] < things:
        return f"No, not all: {told}, and they are not the same."
    return f"{told.replace(', but', ' and')}: no two of one kind touch here. Take another scene."


def _shares(known: Known) -> list[str]:
    accuracy = float(known["accuracy"])
    right = _SHARES[(accuracy <= 0.8) + (accuracy < 0.5)]
    return [right, *(share for share in _SHARES if share != right)]


TO_TRY = Steps(
    (
        Step(
            "touching",
            "Set *Objects lie* to *touching*. If each piece counts as one thing, are all things found?",
            lambda known: known["spacing"] == "touching",
            _of_components,
            _all_or_not,
            {"segmentation_spacing": "touching"},
            start=_TRUTH | {"segmentation_spacing": "apart"},
        ),
        Step(
            "noise",
            "A picture of what each pixel belongs to is called a mask. Raise the noise to 64: what happens to the true masks?",
            lambda known: known["noise"] == 64,
            "The masks are the truth, whatever the picture looks like. It is the network that now has a harder task.",
            lambda _: ["They stay the same", "They get noisy, too", "They shrink"],
            {"segmentation_noise": 64},
            start=_TRUTH | {"segmentation_noise": 8},
        ),
        Step(
            "moved",
            "Open *By hand* and move the mask until its IoU is below 0.5. How many pixels are still right?",
            lambda known: known["iou"] < 0.5,
            "With an IoU of {iou:.2f}, {accuracy:.0%} of the pixels are right: the background counts, too, and it is easy.",
            _shares,
            {"segmentation_section": "By hand", "segmentation_move": 8},
        ),
        Step(
            "epochs",
            "This network learned to make masks. Go back to epoch 1; at 0 it had learned nothing. "
            "What did it know after one epoch?",
            lambda known: known["epoch"] == 1,
            "Where things are, more or less. Their kinds are mixed up still, and their edges are rough.",
            lambda _: ["Where things are", "Of which kind each is", "Both"],
            _LEARNED | {"segmentation_finished_epoch": 1},
            _LEARNED | {"segmentation_finished_epoch": 10},
        ),
    ),
    (
        Preset(
            "All apart",
            _TRUTH | {"segmentation_spacing": "apart", "segmentation_most": 8},
            "There is background between any two things, so each piece is one of them.",
        ),
        Preset(
            "Make it fail",
            _TRUTH | {"segmentation_spacing": "overlapping", "segmentation_most": 8, "segmentation_scene": 9},
            "Eight things make only four pieces: three are one whole thing each, and the fourth holds all that touch.",
        ),
    ),
)
