"""What there is to try with a classifier of brain scans."""

from lessons.core.percent import percent
from lessons.texts.steps import Known, Preset, Step, Steps

_MANY = ("Most of them", "About half of them", "A few or none")
_SURE = ("90% or more", "50 to 90%", "Less than 50%")


def _of_cat(known: Known) -> list[str]:
    right = known["cat"].name
    return [right, *(label for label in known["labels"] if label != right)]


def _of_the_cat(known: Known) -> str:
    said = known["cat"]
    return f"“{said.name}”, with {percent(said.probability)}. It has four classes, and must take one, whatever it is shown."


def _of_the_paper(known: Known) -> str:
    said = known["paper"]
    return (
        f"It says “{said.name}” with {percent(said.probability)}. That compares four classes; it says nothing about the paper."
    )


def _of_paper(known: Known) -> list[str]:
    probability = float(known["paper"].probability)
    right = _SURE[(probability < 0.9) + (probability < 0.5)]
    return [right, *(share for share in _SURE if share != right)]


def _of_all(known: Known) -> list[str]:
    share = known["tumours"] / known["pictures"]
    right = _MANY[(share <= 0.6) + (share < 0.4)]
    return [right, *(each for each in _MANY if each != right)]


TO_TRY = Steps(
    (
        Step(
            "cat",
            "Show it the cat. What does a network for brain scans call it?",
            lambda known: known["shown"] == "cat",
            _of_the_cat,
            _of_cat,
            {"medicine_shown": "cat"},
        ),
        Step(
            "paper",
            "Show it white paper. How sure is it of its answer?",
            lambda known: known["shown"] == "white paper",
            _of_the_paper,
            _of_paper,
            {"medicine_shown": "white paper"},
        ),
        Step(
            "all",
            "Open *What a cat gets*: {pictures} pictures, and none is a scan. In how many does it find a tumour?",
            lambda known: known["section"] == "What a cat gets",
            "{tumours} of {pictures}. “None of these” is not among its answers: it has to call each of them something.",
            _of_all,
            {"medicine_section": "What a cat gets"},
        ),
        Step(
            "apart",
            "Open *Taken apart*. How many of its 13 convolutions learned from scans of brains?",
            lambda known: known["section"] == "Taken apart",
            "None, by all that its numbers show: all 13 still hold what ImageNet's photos taught. "
            "Only the layers after them learned from scans.",
            lambda _: ["None", "The last 3", "All 13"],
            {"medicine_section": "Taken apart"},
        ),
    ),
    (
        Preset(
            "Nearly a scan",
            {"medicine_shown": "head phantom"},
            "Ellipses that stand for a head, drawn to test scanners. There is no tumour in them.",
        ),
        Preset(
            "Nothing at all",
            {"medicine_shown": "noise"},
            "Every pixel was left to chance. It answers nevertheless, and is nearly certain.",
        ),
    ),
)
