"""From a wish to a plan: the wishes as pictures, what is asked about one, its facts, and the plan that follows from them."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import cv2
import numpy as np
import numpy.typing as npt

from lessons.advice.approach import ASKED, PARTS, Rule
from lessons.advice.freezing import FREEZING
from lessons.figures.pictures import webp
from lessons.images.resizing import square

_BLOCKS = 6  # five blocks of convolutions and the head, as they are drawn
_MASKS = ((232, 91, 64, 150), (42, 157, 143, 150), (242, 190, 90, 150))  # colours of pixels that are called something


@dataclass(frozen=True)
class Fact:
    """One fact of a task: its name, what it is about, and what it says."""

    name: str
    about: str
    says: str


@dataclass(frozen=True)
class Option:
    """An answer to choose: what is drawn, as HTML, and the words below it."""

    drawn: str
    words: str


@dataclass(frozen=True)
class Card:
    """A wish to choose."""

    name: str
    title: str
    wish: str
    picture: npt.NDArray[np.uint8]


def wish_path(
    cards: Sequence[Card],
    chosen: str,
    picture: str,
    facts: Sequence[Fact],
    rules: Mapping[str, Rule],
    lit: Sequence[str],
    at: str | None,
    deciding: Sequence[str],
    changed: Sequence[str],
    asked: str | None = None,
) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    cards : sequence of Card
    chosen : str, the name of the one that is chosen
    picture : str, HTML of what is shown of it: its picture, as `marked_picture` gives it, or a question, as `question` does
    facts : sequence of Fact
    rules : dict of a key of `lessons.advice.approach.PARTS` to the rule that decides it
    lit : the parts that have been answered; the others are still a question
    at : the part that is looked at, or None
    deciding : names of the facts that decide it
    changed : the parts whose answer another fact has changed
    asked : the fact that is asked for, or None

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    told = "; ".join(f"{PARTS[part]}: {rules[part].choice}" for part in PARTS if part in lit) or "no question is answered yet"
    plan = "".join(_part(part, rules[part], part in lit, part == at, part in changed, cards, chosen) for part in PARTS)
    html = (
        f'<div role="group" aria-label="{escape(told)}" class="wish">'
        f'<div class="wish-cards">{"".join(_card(card, card.name == chosen) for card in cards)}</div>'
        f'<div class="wish-middle">{picture}{_why(rules, at)}</div>'
        f'<div class="wish-facts">{"".join(_fact(fact, fact.name in deciding, fact.name == asked) for fact in facts)}</div>'
        f'<div class="wish-questions"><p class="plan">The plan</p>{plan}</div></div>'
    )
    return html, told


def question(fact: str, asks: str, options: Sequence[Option], chosen: int | None) -> str:
    """HTML of one question about a task, with its answers as pictures; the one that is chosen, by its place, or None."""
    drawn = "".join(
        f'<button type="button" class="wish-option" data-fact="{escape(fact)}" data-value="{place}" '
        f'aria-checked="{str(place == chosen).lower()}" role="radio">{option.drawn}<span>{escape(option.words)}</span></button>'
        for place, option in enumerate(options)
    )
    group = f'<div class="wish-options" role="radiogroup" aria-label="{escape(asks)}">{drawn}</div>'
    return f'<p class="asks">{escape(asks)}</p>{group}'


def icon(name: str) -> str:
    """HTML of a sign of the page's icon font."""
    return f'<i class="icon" aria-hidden="true">{name}</i>'


def many_pictures(picture: npt.NDArray[np.uint8], count: int) -> str:
    """HTML of a picture, so many times, small."""
    tile = f'<img src="{_address(square(picture, 24))}" alt="">'
    return f'<div class="many">{tile * count}</div>'


def share_of_dots(share: float, dots: int = 100) -> str:
    """HTML of so many dots, of which a share is coloured."""
    coloured = round(share * dots)
    return f'<div class="dots">{"<i class=on></i>" * coloured}{"<i></i>" * (dots - coloured)}</div>'


def marked_picture(
    picture: npt.NDArray[np.uint8], answer: str | None, box: tuple[float, float, float, float], caption: str
) -> str:
    """HTML of a picture with what is asked for drawn on it, if anything: a name, a box, pixels, or a second one to compare."""
    image = f'<img src="{_address(picture)}" alt="{escape(caption)}">'
    left, top, right, bottom = (100 * share for share in box)
    marks = {
        None: "",
        "one class": '<b class="tag">one name?</b>',
        "several labels": '<b class="tag">a name?</b><b class="tag second">another one?</b>',
        "boxes": f'<i class="box" style="left: {left:g}%; top: {top:g}%; width: {right - left:g}%; height: {bottom - top:g}%">'
        '<b class="tag">what?</b></i>',
        "pixels": f'<img class="over" src="{_address(_mask(picture))}" alt=""><b class="tag">each pixel: what?</b>',
        "same or not": f'<img class="twin" src="{_address(picture[:, ::-1])}" alt=""><b class="tag">the same?</b>',
    }
    kind = " pair" if answer == "same or not" else ""
    return f'<figure><div class="shown{kind}">{image}{marks[answer]}</div><figcaption>{escape(caption)}</figcaption></figure>'


def turned_picture(picture: npt.NDArray[np.uint8], turns: str, caption: str) -> str:
    """HTML of a picture and of what augmentation might make of it: mirrored, or turned where it may lie in any direction."""
    changed, told = {
        "only mirrored": (picture[:, ::-1], "mirrored: as good"),
        "only a little": (picture[:, ::-1], "mirrored: wrong"),
        "to any angle": (picture[::-1, ::-1], "turned: as good"),
    }[turns]
    images = f'<img src="{_address(picture)}" alt="{escape(caption)}"><img class="twin" src="{_address(changed)}" alt="">'
    tag = f'<b class="tag">{told}</b>'
    return f'<figure><div class="shown pair turned">{images}{tag}</div><figcaption>{escape(caption)}</figcaption></figure>'


def _mask(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Dark, middling and light places of a blurred picture in a colour each, as something that can be laid over it."""
    light = cv2.GaussianBlur(picture.mean(axis=2).astype(np.float32), (0, 0), max(picture.shape) / 40)
    classes = np.digitize(light, np.quantile(light, (0.33, 0.67)))
    return np.array(_MASKS, np.uint8)[classes]


def _address(picture: npt.NDArray[np.uint8]) -> str:
    return "data:image/webp;base64," + base64.b64encode(webp(np.ascontiguousarray(picture), 80)).decode()


def _card(card: Card, is_chosen: bool) -> str:
    return (
        f'<button type="button" class="wish-card" data-wish="{escape(card.name)}" aria-pressed="{str(is_chosen).lower()}">'
        f'<img src="{_address(square(card.picture, 48))}" alt=""><span><b>{escape(card.title)}</b>'
        f"<small>{escape(card.wish)}</small></span></button>"
    )


def _fact(fact: Fact, decides: bool, is_asked: bool) -> str:
    kind = f"{' decides' if decides else ''}{' asked' if is_asked else ''}"
    return (
        f'<button type="button" class="wish-fact{kind}" data-ask="{escape(fact.name)}"><small>{escape(fact.about)}</small>'
        f"<b>{escape(fact.says)}</b></button>"
    )


def _why(rules: Mapping[str, Rule], at: str | None) -> str:
    return "" if at is None else f'<p class="why"><b>Why?</b> {escape(rules[at].reason)}</p>'


def _part(part: str, rule: Rule, is_lit: bool, is_here: bool, has_changed: bool, cards: Sequence[Card], chosen: str) -> str:
    answer = f"<b>{escape(rule.choice)}</b>" if is_lit else f"<span>{ASKED[part]}</span>"
    badge = '<em class="badge">changed</em>' if has_changed and is_lit else ""
    sign = _SIGNS[part](rule, next(card for card in cards if card.name == chosen)) if is_lit else '<b class="open">?</b>'
    kind = f"{' lit' if is_lit else ''}{' here' if is_here else ''}"
    return (
        f'<button type="button" class="wish-question{kind}" data-part="{part}" aria-pressed="{str(is_here).lower()}">'
        f'<span class="sign">{sign}</span><span><small>{PARTS[part]}{badge}</small>{answer}</span></button>'
    )


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


def _training(rule: Rule, card: Card) -> str:
    """Blocks from the first to the head: those that learn are filled."""
    what = next(each for each in FREEZING.values() if each.choice == rule.choice)
    learning = 1 if not what.unfrozen else _BLOCKS if what.last_layers is None else 2 if what.unfrozen == 1 else 3
    blocks = [(1 + 7.5 * place, 3 + 2 * place, 5.0, 28 - 4 * place) for place in range(_BLOCKS)]
    return _parted(blocks, range(_BLOCKS - learning, _BLOCKS))


def _network(rule: Rule, card: Card) -> str:
    """A phone or a server."""
    if "phone" in rule.case:
        return _sign('<circle cx="23" cy="27" r="2"/>', _outlined([(15, 2, 16, 30)]))
    lights = "".join(f'<circle cx="32" cy="{6 + 11 * row}" r="2"/>' for row in range(3))
    return _sign(lights, _outlined([(9, 2 + 11 * row, 28, 8) for row in range(3)]))


def _loss(rule: Rule, card: Card) -> str:
    """Loss against the probability of what is right: it falls."""
    axes = '<path d="M6 3 V31 H42" fill="none" stroke="#000" stroke-width="1.5"/>'
    return _sign(f'<path d="M9 4 C 12 24, 24 28, 41 29" {_STROKE}/>', axes)


def _figure(rule: Rule, card: Card) -> str:
    """The cells of a confusion matrix that the figure looks at, or two boxes that overlap."""
    if rule.case in ("boxes", "pixels", "same or not"):
        return _sign(_bars([(18, 11, 10, 12)]), _outlined([(6, 4, 22, 19), (18, 11, 22, 19)]))
    on = {"a miss costs most": (2, 3), "a false alarm costs most": (1, 3)}.get(rule.case, (0, 3))
    return _parted([(8 + 16 * (place % 2), 2 + 16 * (place // 2), 14, 14) for place in range(4)], on)


def _augmentation(rule: Rule, card: Card) -> str:
    """The picture, and a changed copy of it."""
    turned = (
        "rotate(115deg)" if "any angle" in rule.choice else "rotate(9deg)" if "no mirroring" in rule.choice else "scaleX(-1)"
    )
    address = _address(square(card.picture, 40))
    return f'<img src="{address}" alt=""><img src="{address}" alt="" style="transform: {turned}">'


def _split(rule: Rule, card: Card) -> str:
    """Pictures, of which some are kept for the test: any of them, or a whole group."""
    on = (2, 3, 7) if rule.case == "single pictures" else (6, 7, 8)
    return _parted([(4 + 13 * (place // 3), 2 + 11 * (place % 3), 9, 8) for place in range(9)], on)


_SIGNS = {
    "training": _training, "network": _network, "loss": _loss,
    "figure": _figure, "augmentation": _augmentation, "split": _split,
}  # fmt: skip
