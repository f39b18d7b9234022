"""What there is to try with a real detector."""

from lessons.core.percent import percent
from lessons.texts.steps import Known, Preset, Step, Steps


def _is_no_middle(known: Known) -> bool:
    """Whether the learner picked a cell that answers for nothing."""
    return bool(known["is_picked"] and known["score"] < 0.1)


def _how_many_cells(known: Known) -> list[str]:
    """The right one first: how many of the grid's cells are at least half sure of a thing."""
    options = ["At most 10", "11 to 50", "More than 50"]
    right = options[0] if known["likely_cells"] <= 10 else options[1] if known["likely_cells"] <= 50 else options[2]
    return [right, *(option for option in options if option != right)]


def _doubles(known: Known) -> list[str]:
    several, one = "Several around one thing", "One around each thing"
    right, wrong = (several, one) if known["considered"] > known["kept"] else (one, several)
    return [right, wrong, "One in each cell"]


def _of_doubles(known: Known) -> str:
    more = "{considered} boxes have that score; {kept} are left once doubles are dropped."
    none = "{considered} boxes have that score, and {kept} are kept: there are no doubles here."
    return f"{more} Neighbouring cells and anchors see the same thing." if known["considered"] > known["kept"] else none


def _of_coins(known: Known) -> str:
    found = "It says: {found}." if known["kept"] else "At this score it says nothing."
    return f"{found} None of its 80 classes is *coin*."


_FILLS = "A thing that fills the photo is hard for this small network."


def _of_yours(known: Known) -> str:
    if known["kept"]:
        told = "It says: {found}. Is that all you see?"
        return f"{told} {_FILLS}" if known["surest_share"] > 0.7 and known["surest_score"] < 0.3 else told
    told = "Nothing has that score. The surest box is {surest}: lower the score until it appears."
    return f"{told} {_FILLS}" if known["surest_share"] > 0.7 else told


_FIRST = {"yolo_picture": "Motorbike", "yolo_show": "Boxes", "yolo_grid": "13 × 13", "yolo_least": 30}
TO_TRY = Steps(
    (
        Step(
            "point",
            "The middle cell found the motorbike. Click one on a wheel: what is its score?",
            _is_no_middle,
            lambda known: (
                f"Less than 10%: {percent(known['score'], 1)}. The motorbike's middle isn't here, "
                "and the cell with the middle answers for all of it."
            ),
            lambda _: ["Less than 10%", "About half as much", "The same"],
            {"yolo_picture": "Motorbike", "yolo_cell": "290 330"},
            start=_FIRST,
        ),
        Step(
            "objectness",
            "Show *Objectness*. How many of the cells are at least half sure that a thing is there?",
            lambda known: known["show"] == "Objectness",
            lambda known: (
                "{likely_cells} of {cells}"
                + ("" if known["is_square"] else ", with those beyond the edge of the photo")
                + ". Only the cell in the middle of a thing has to answer for it; the others should say no."
            ),
            _how_many_cells,
            {"yolo_show": "Objectness"},
            start=_FIRST,
        ),
        Step(
            "doubles",
            "Show *With doubles*, with a score of 10% or less. How many boxes are there before doubles are dropped?",
            lambda known: known["show"] == "With doubles" and known["least"] <= 0.1,
            _of_doubles,
            _doubles,
            {"yolo_show": "With doubles", "yolo_least": 10},
            start=_FIRST,
        ),
        Step(
            "coins",
            "Press *Coins*. This network has never learned what a coin is. What will it say?",
            lambda known: known["source"] == "Coins",
            _of_coins,
            lambda _: ["Names of other things", "Nothing at all", "Unknown thing"],
            {"yolo_picture": "Coins"},
            start=_FIRST,
        ),
        Step(
            "yours",
            "Now press *Your picture*. Does it find what you see?",
            lambda known: known["source"] == "Your picture",
            _of_yours,
            by={"yolo_picture": "Your picture"},
            start={"yolo_show": "Boxes", "yolo_least": 30},
        ),
    ),
    (
        Preset(
            "Coins",
            {"yolo_picture": "Coins", "yolo_show": "Boxes", "yolo_grid": "26 × 26", "yolo_least": 30},
            "It finds a few of the 24 coins, as round things, and names them in its own words.",
        ),
        Preset(
            "From 2% on",
            {"yolo_picture": "Motorbike", "yolo_show": "Boxes", "yolo_grid": "13 × 13", "yolo_least": 2},
            "From 2% on, it sees things that are not there. Raise the score, and they go.",
        ),
        Preset(
            "Your picture",
            {"yolo_picture": "Your picture", "yolo_show": "Boxes", "yolo_grid": "13 × 13", "yolo_least": 2},
            "Boxes from 2% on: this course's cat reaches only 4%. Take another picture at the top, and it comes here.",
        ),
    ),
)
