"""Questions about a real detector: from the numbers of the cell on the screen to its box and its score."""

from lessons.core.yolo import CLASSES, GRIDS, PROPOSALS
from lessons.texts.questions import Choice, Question, numbers_question

_HEAT = {"yolo_show": "Objectness"}
_COINS = {"yolo_picture": "Coins"}
_LOW = {"yolo_show": "Boxes", "yolo_least": 2}


def yolo_questions(
    *,
    column: int,
    step: float,
    across: float,
    anchor_width: float,
    wider: float,
    objectness: float,
    probability: float,
    label: str,
) -> list[Question]:
    """Seven questions about a one-stage detector.

    Parameters
    ----------
    column : int, of the cell on the screen
    step : float, pixels of a cell
    across : float, where in the cell the middle of its box lies, 0 to 1
    anchor_width : float, of its surest anchor
    wider : float, how many times as wide the box is
    objectness, probability : float, of that anchor; the probability is that of `label`
    label : str
    """
    across, wider, objectness, probability = (round(value, 2) for value in (across, wider, objectness, probability))
    (coarse, fine), width = GRIDS, round(anchor_width * wider, 1)
    return [
        numbers_question(
            f"A cell is {step:g} pixels wide. In column {column}, counted from 0, the sigmoid gives {across} for across. "
            "At how many pixels from the left does the box have its middle?",
            round((column + across) * step, 2),
            "Right: that many whole cells, and a part of the next.",
            [
                (
                    round(column * step, 2),
                    "That is where the cell begins: its share is still missing.",
                ),
                (
                    round((column + 0.5) * step, 2),
                    "That is the cell's middle. The sigmoid says where the box has its own.",
                ),
                (round(column + across, 2), "That is counted in cells. Turn it into pixels."),
                (round((column + 1 + across) * step, 2), "Columns count from 0: column 1 begins after one cell."),
                (round((column + 2 + across) * step, 2), "Columns count from 0: that is two cells too far."),
            ],
            ["Column and share of a cell, added.", "Then times the pixels of a cell."],
        ),
        numbers_question(
            f"The anchor is {anchor_width:g} pixels wide, and e to the power of its number is {wider}. How wide is the box?",
            width,
            "Right: the anchor is stretched by that factor.",
            [
                (round(anchor_width + wider, 1), "The factor stretches the anchor; it is not added."),
                # A tenth differs from the whole by its point alone.
                *([(float(anchor_width), "That is the anchor, as it would be with a factor of 1.")] if wider != 0.1 else []),
                (round(anchor_width / wider, 1) if wider else 0.0, "A factor above 1 makes the box wider than its anchor."),
                (round(width * 2, 1), "Width is the whole side: nothing is doubled."),
                (round(width + 32, 1), "The cell's size has no say in the width."),
            ],
            ["Multiply."],
        ),
        numbers_question(
            f"An anchor says {objectness} for objectness, and {probability} for {label}. What is its score?",
            round(objectness * probability, 4),
            "Right: a box needs both, a thing and a class.",
            [
                (round(objectness + probability, 4), "Both are multiplied: the score is never above either of them."),
                (round((objectness + probability) / 2, 4), "The mean would let a class count where there is no thing."),
                (max(objectness, probability), "A sure class does not help where there is no thing.", _HEAT),
                (min(objectness, probability), "Both count, not only the smaller one."),
                (round(1 - objectness * probability, 4), "That would be how unsure it is."),
            ],
            ["Multiply."],
        ),
        numbers_question(
            f"Grids of {coarse.cells} × {coarse.cells} and {fine.cells} × {fine.cells} cells, with 3 anchors in each cell. "
            "How many boxes does the network propose in one look?",
            PROPOSALS,
            "Right: every anchor of every cell proposes one.",
            [
                (PROPOSALS // 3, "Those are the cells of both grids. Each has three anchors."),
                (coarse.cells**2 * 3, "That is the coarse grid alone."),
                (fine.cells**2 * 3, "That is the fine grid alone."),
                (CLASSES, "That is how many classes it knows, not how many boxes."),
            ],
            ["How many cells does each grid have?", "Three for each of them."],
        ),
        Question(
            "You lower the score that a box needs to be shown. What happens?",
            Choice("More things are found, and more boxes are wrong", "Right: recall goes up, precision tends to go down."),
            (
                Choice(
                    "The same boxes get a better score each", "The network gives the scores. You choose which to show.", _LOW
                ),
                Choice("Fewer boxes are left, but surer ones", "That is what raising it does.", _LOW),
                Choice("The network looks again, more carefully", "It looked once. All its boxes were there before.", _LOW),
            ),
            ("Try it: pull *Score at least* down to 2%.",),
        ),
        Question(
            "You show it a coin, and no class of its 80 is a coin. What can it answer?",
            Choice("The name of another class, or nothing", "Right: it has no other words. A low score is its only doubt."),
            (
                Choice("That it does not know this thing", "It has no such word: 80 classes, and none is *unknown*.", _COINS),
                Choice("The word coin, with a low score", "It has no such class, so not even a low score for it.", _COINS),
                Choice("A new class, made up for this thing", "Its classes have been fixed since its training.", _COINS),
            ),
            ("Press *Coins* above.",),
        ),
        Question(
            "A truck fills half of the photo. Which cells should have a high objectness for it?",
            Choice("Those around the truck's middle", "Right: the cell with a thing's middle answers for all of it."),
            (
                Choice("All cells that the truck covers", "Look at the heat map of a large thing: few cells are red.", _HEAT),
                Choice("Those along the truck's outline", "Its sides come from its width and height, not from cells.", _HEAT),
                Choice("Those in the corners of its box", "The corners are computed from the middle and the size.", _HEAT),
            ),
            ("Show *Objectness*.",),
        ),
    ]
