"""What there is to try with a real detector."""

from lessons.texts.steps import Known, Preset, Step, Steps


def _of_cell(known: Known) -> str:
    return "It says {label}, with a score of {score:.0%}. White dots: the anchor. Light blue: the box that it becomes."


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


def _of_yours(known: Known) -> str:
    if known["kept"]:
        return "It says: {found}. Is that all you see?"
    return "Nothing has that score. The surest box is {surest}: lower the score until it appears."


TO_TRY = Steps(
    (
        Step(
            "point",
            "Click the cell in the very middle of the motorbike, or of another thing, until one has a score of 10% or more.",
            lambda known: known["is_picked"] and known["score"] >= 0.1,
            _of_cell,
            by={"yolo_cell": "200 200"},
        ),
        Step(
            "objectness",
            "Show *Objectness*. How many of the cells are at least half sure that a thing is there?",
            lambda known: known["show"] == "Objectness",
            "{likely_cells} of {cells}. Only the cell in the middle of a thing has to answer for it; the others should say no.",
            _how_many_cells,
            {"yolo_show": "Objectness"},
        ),
        Step(
            "doubles",
            "Show *With doubles*, with a score of 10% or less. How many boxes are there before doubles are dropped?",
            lambda known: known["show"] == "With doubles" and known["least"] <= 0.1,
            _of_doubles,
            _doubles,
            {"yolo_show": "With doubles", "yolo_least": 10},
        ),
        Step(
            "coins",
            "Press *Coins*. This network has never learned what a coin is. What will it say?",
            lambda known: known["source"] == "Coins",
            _of_coins,
            lambda _: ["Names of other things", "Nothing at all", "Unknown thing"],
            {"yolo_picture": "Coins"},
        ),
        Step(
            "yours",
            "Now press *Your picture*. Does it find what you see?",
            lambda known: known["source"] == "Your picture",
            _of_yours,
            by={"yolo_picture": "Your picture"},
        ),
    ),
    (
        Preset(
            "Coins",
            {"yolo_picture": "Coins", "yolo_show": "Boxes", "yolo_grid": "26 × 26", "yolo_least": 30},
            "It finds round things, and names them in its own words.",
        ),
        Preset(
            "Believe all",
            {"yolo_picture": "Motorbike", "yolo_show": "Boxes", "yolo_grid": "13 × 13", "yolo_least": 2},
            "From 2% on, it sees things that are not there. Raise the score, and they go.",
        ),
        Preset(
            "Your picture",
            {"yolo_picture": "Your picture", "yolo_show": "Boxes", "yolo_grid": "13 × 13", "yolo_least": 30},
            "Change the picture at the top: it comes onto the stage by itself.",
        ),
    ),
)
