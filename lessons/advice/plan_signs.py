"""Small drawings of what a plan says: the blocks that learn, a phone or a computer, a loss, pictures for the test."""

import base64
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from lessons.advice.approach import Rule
from lessons.advice.freezing import FREEZING
from lessons.figures.pictures import picture_url
from lessons.images.resizing import square

_BLOCKS = 6  # five blocks of convolutions and the head, as they are drawn


def sign_of(part: str, rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """HTML of the drawing of what a rule says, 46 wide and 34 high.

    Parameters
    ----------
    part : a key of `lessons.advice.approach.PARTS`
    rule : lessons.advice.approach.Rule
    picture : array (rows, columns, 3), what the task is about
    """
    return _SIGNS[part](rule, picture)


def _ink(drawn: str, colour: str, width: float, height: float) -> str:
    """An SVG drawing in one of the page's colours: what it paints lets the colour through."""
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}">{drawn}</svg>'
    address = "data:image/svg+xml;base64," + base64.b64encode(whole.encode()).decode()
    mask = f"mask: url({address}) left top no-repeat; -webkit-mask: url({address}) left top no-repeat;"
    return f'<i class="ink" style="{mask} background: var({colour}); width: {width:g}px; height: {height:g}px;"></i>'


_STROKE = 'fill="none" stroke="#000" stroke-width="2.5"'


def _sign(on: str, off: str) -> str:
    """A small drawing: what counts in it, and what is beside it."""
    return _ink(off, "--line2", 46, 34) + _ink(on, "--accent", 46, 34)


def _bars(places: Sequence[tuple[float, float, float, float]]) -> str:
    """Rectangles at (x, y, width, height)."""
    return "".join(
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="2"/>' for x, y, width, height in places
    )


def _outlined(places: Sequence[tuple[float, float, float, float]]) -> str:
    return f'<g fill="none" stroke="#000" stroke-width="1.5">{_bars(places)}</g>'


def _parted(places: Sequence[tuple[float, float, float, float]], on: Sequence[int]) -> str:
    """Rectangles, some of them filled and the others outlined."""
    off = [place for number, place in enumerate(places) if number not in on]
    return _sign(_bars([places[number] for number in on]), _outlined(off))


def _training(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """Blocks from the first to the head: those that learn are filled."""
    what = next(each for each in FREEZING.values() if each.choice == rule.choice)
    learning = 1 if not what.unfrozen else _BLOCKS if what.last_layers is None else 2 if what.unfrozen == 1 else 3
    blocks = [(1 + 7.5 * place, 3 + 2 * place, 5.0, 28 - 4 * place) for place in range(_BLOCKS)]
    return _parted(blocks, range(_BLOCKS - learning, _BLOCKS))


def _network(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """A phone or a server."""
    if "phone" in rule.case:
        return _sign('<circle cx="23" cy="27" r="2"/>', _outlined([(15, 2, 16, 30)]))
    lights = "".join(f'<circle cx="32" cy="{6 + 11 * row}" r="2"/>' for row in range(3))
    return _sign(lights, _outlined([(9, 2 + 11 * row, 28, 8) for row in range(3)]))


def _loss(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """Loss against the probability of what is right: it falls."""
    axes = '<path d="M6 3 V31 H42" fill="none" stroke="#000" stroke-width="1.5"/>'
    return _sign(f'<path d="M9 4 C 12 24, 24 28, 41 29" {_STROKE}/>', axes)


def _figure(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """The cells of a confusion matrix that the figure looks at, or two boxes that overlap."""
    if rule.case in ("boxes", "pixels", "same or not"):
        return _sign(_bars([(18, 11, 10, 12)]), _outlined([(6, 4, 22, 19), (18, 11, 22, 19)]))
    on = {"a miss costs most": (2, 3), "a false alarm costs most": (1, 3)}.get(rule.case, (0, 3))
    return _parted([(8 + 16 * (place % 2), 2 + 16 * (place // 2), 14, 14) for place in range(4)], on)


def _augmentation(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """The picture, and a changed copy of it."""
    turned = (
        "rotate(115deg)" if "any angle" in rule.choice else "rotate(9deg)" if "no mirroring" in rule.choice else "scaleX(-1)"
    )
    address = picture_url(square(picture, 40))
    return f'<img src="{address}" alt=""><img src="{address}" alt="" style="transform: {turned}">'


def _split(rule: Rule, picture: npt.NDArray[np.uint8]) -> str:
    """Pictures, of which some are kept for the test: any of them, or a whole group."""
    on = (2, 3, 7) if rule.case == "single pictures" else (6, 7, 8)
    return _parted([(4 + 13 * (place // 3), 2 + 11 * (place % 3), 9, 8) for place in range(9)], on)


_SIGNS: dict[str, Callable[[Rule, npt.NDArray[np.uint8]], str]] = {
    "training": _training, "network": _network, "loss": _loss,
    "figure": _figure, "augmentation": _augmentation, "split": _split,
}  # fmt: skip
