"""From a wish to a plan: somebody with pictures, what they are asked, the facts so far, and the plan that grows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import cv2
import numpy as np
import numpy.typing as npt

from lessons.advice.approach import ANSWERS, HEADINGS, PARTS, Rule
from lessons.advice.plan_signs import sign_of
from lessons.figures.pictures import picture_url
from lessons.images.resizing import square

_MASKS = ((232, 91, 64, 150), (42, 157, 143, 150), (242, 190, 90, 150))  # colours of pixels that are called something


@dataclass(frozen=True)
class Fact:
    """One fact of a task: its name, what it is about, and what it says."""

    name: str
    about: str
    says: str


@dataclass(frozen=True)
class Option:
    """An answer to choose: its place among all of the question, what is drawn, as HTML, and the words beside it."""

    place: int
    drawn: str
    words: str


@dataclass(frozen=True)
class Card:
    """A wish to choose."""

    name: str
    title: str
    wish: str
    picture: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Plan:
    """What is to be done, as far as it is known."""

    rules: Mapping[str, Rule]  # a key of PARTS -> the rule that decides it
    lit: Sequence[str]  # the parts that no open question could change any more
    at: str | None = None  # the part that is looked at
    new: Sequence[str] = ()  # the parts that the last answer brought
    earlier: Mapping[str, str] = field(default_factory=dict)  # a part that another fact has changed -> what it said before
    source: str = ""  # what its lines come from, in words, where that needs saying


def wish_path(
    cards: Sequence[Card], chosen: str, shown: str, talk: str, facts: Sequence[Fact], plan: Plan, deciding: Sequence[str],
    asked: str | None = None,
) -> tuple[str, str]:  # fmt: skip
    """Draw it.

    Parameters
    ----------
    cards : sequence of Card
    chosen : str, the name of the one that is chosen
    shown : str, HTML of its picture, as `marked_picture` gives it
    talk : str, HTML of what is said and asked
    facts : sequence of Fact, those that are known
    plan : Plan
    deciding : names of the facts that decide the part that is looked at
    asked : the fact that is asked for, or None

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    told = "; ".join(f"{PARTS[part]}: {plan.rules[part].choice}" for part in PARTS if part in plan.lit)
    told = told or "no line of the plan is known yet"
    picture = next(card.picture for card in cards if card.name == chosen)
    lines = "".join(_part(part, plan, picture) for part in PARTS)
    count = f"{len(plan.lit)} of {len(PARTS)} lines" + (f", {escape(plan.source)}" if plan.source else "")
    whole = " whole" if len(plan.lit) == len(PARTS) else ""
    html = (
        f'<div role="group" aria-label="{escape(told)}" class="wish">'
        f'<div class="wish-cards">{"".join(_card(card, card.name == chosen) for card in cards)}</div>'
        f'<div class="wish-case">{shown}<div class="wish-talk">{talk}</div></div>'
        f'<div class="wish-facts">{"".join(_fact(fact, fact.name in deciding, fact.name == asked) for fact in facts)}</div>'
        f'<div class="wish-plan{whole}"><p class="plan">The plan <small>{count}</small></p>{lines}</div></div>'
    )
    return html, told


def said_by(who: str, said: str, verdict: str = "") -> str:
    """HTML of what somebody says, after a word about the learner's guess."""
    before = f"<b>{escape(verdict)}</b> " if verdict else ""
    return f'<p class="bubble"><small>{escape(who)}</small>{before}{escape(said)}</p>'


def question(fact: str, asks: str, number: str, options: Sequence[Option], chosen: int | None) -> str:
    """HTML of one question about a task, with its answers as buttons; the one that is chosen, by its place, or None."""
    drawn = "".join(
        f'<button type="button" class="wish-option" data-fact="{escape(fact)}" data-value="{option.place}" role="radio" '
        f'aria-checked="{str(option.place == chosen).lower()}">{option.drawn}<span>{escape(option.words)}</span></button>'
        for option in options
    )
    many = " many" if len(options) > 3 else ""
    group = f'<div class="wish-options{many}" role="radiogroup" aria-label="{escape(asks)}">{drawn}</div>'
    return f'<p class="asks">{escape(asks)} <small>{escape(number)}</small></p>{group}'


def way_on(card: Card) -> str:
    """HTML of a button that leads to the next wish."""
    return f'<button type="button" class="wish-next" data-wish="{escape(card.name)}">Next: {escape(card.title)} →</button>'


def icon(name: str) -> str:
    """HTML of a sign of the page's icon font."""
    return f'<i class="icon" aria-hidden="true">{name}</i>'


def share_of_dots(share: float, dots: int = 100) -> str:
    """HTML of so many dots, of which a share is coloured."""
    coloured = round(share * dots)
    return f'<span class="dots">{"<i class=on></i>" * coloured}{"<i></i>" * (dots - coloured)}</span>'


def marked_picture(
    picture: npt.NDArray[np.uint8], answer: str | None, box: tuple[float, float, float, float], caption: str
) -> str:
    """HTML of a picture, and of what each answer would draw on it: a name, a box, pixels, or a second one to compare.

    Only that of `answer` is to be seen, or that of the answer that is pointed at.
    """
    left, top, right, bottom = (100 * share for share in box)
    marks = {
        "one class": '<b class="tag">one name</b>',
        "several labels": '<b class="tag">a name</b><b class="tag second">another one</b>',
        "boxes": f'<i class="box" style="left: {left:g}%; top: {top:g}%; width: {right - left:g}%; height: {bottom - top:g}%">'
        '<b class="tag">what?</b></i>',
        "pixels": f'<img class="over" src="{picture_url(_mask(picture))}" alt=""><b class="tag">a name for each pixel</b>',
        "same or not": f'<img class="twin" src="{picture_url(picture[:, ::-1])}" alt=""><b class="tag">the same?</b>',
    }
    drawn = "".join(
        f'<div class="mark mark-{place}{" on" if kind == answer else ""}">{marks[kind]}</div>'
        for place, kind in enumerate(ANSWERS)
    )
    image = f'<img class="whole" src="{picture_url(picture)}" alt="{escape(caption)}">'
    return f'<figure><div class="shown">{image}{drawn}</div><figcaption>{escape(caption)}</figcaption></figure>'


def turned_picture(picture: npt.NDArray[np.uint8], turns: str, caption: str) -> str:
    """HTML of a picture and of what augmentation might make of it: mirrored, or turned where it may lie in any direction."""
    changed, told = {
        "only mirrored": (picture[:, ::-1], "mirrored: as good"),
        "only a little": (picture[:, ::-1], "mirrored: wrong"),
        "to any angle": (picture[::-1, ::-1], "turned: as good"),
    }[turns]
    images = f'<img src="{picture_url(picture)}" alt="{escape(caption)}"><img src="{picture_url(changed)}" alt="">'
    tag = f'<b class="tag">{told}</b>'
    return f'<figure><div class="shown pair">{images}{tag}</div><figcaption>{escape(caption)}</figcaption></figure>'


def _mask(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Dark, middling and light places of a blurred picture in a colour each, as something that can be laid over it."""
    light = cv2.GaussianBlur(picture.mean(axis=2).astype(np.float32), (0, 0), max(picture.shape) / 40)
    classes = np.digitize(light, np.quantile(light, (0.33, 0.67)))
    return np.array(_MASKS, np.uint8)[classes]


def _card(card: Card, is_chosen: bool) -> str:
    return (
        f'<button type="button" class="wish-card" data-wish="{escape(card.name)}" aria-pressed="{str(is_chosen).lower()}" '
        f'title="{escape(card.wish)}"><img src="{picture_url(square(card.picture, 40))}" alt="">'
        f"<b>{escape(card.title)}</b></button>"
    )


def _fact(fact: Fact, decides: bool, is_asked: bool) -> str:
    kind = f"{' decides' if decides else ''}{' asked' if is_asked else ''}"
    return (
        f'<button type="button" class="wish-fact{kind}" data-ask="{escape(fact.name)}"><small>{escape(fact.about)}</small>'
        f"<b>{escape(fact.says)}</b></button>"
    )


def _part(part: str, plan: Plan, picture: npt.NDArray[np.uint8]) -> str:
    """A line of the plan; one that is not known yet is only a place where it will be."""
    if part not in plan.lit:
        return f'<div class="wish-line open"><span class="sign"></span><span class="told">{HEADINGS[part]}</span></div>'
    rule, before = plan.rules[part], plan.earlier.get(part)
    is_here = part == plan.at
    badge = '<em class="badge">changed</em>' if before else ""
    was = f"<s>{escape(before)}</s>" if before and is_here else ""
    why = f'<span class="why">{escape(rule.reason)}</span>' if is_here else ""
    kinds = {"here": is_here, "new": part in plan.new, "changed": before is not None}
    kind = " ".join(["wish-line", *(kind for kind, holds in kinds.items() if holds)])
    return (
        f'<button type="button" class="{kind}" data-part="{part}" '
        f'aria-pressed="{str(is_here).lower()}"><span class="sign">{sign_of(part, rule, picture)}</span><span class="told">'
        f"<small>{HEADINGS[part]}{badge}</small>{was}<b>{escape(rule.choice)}</b>{why}</span></button>"
    )
