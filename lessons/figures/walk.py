"""A walk past networks: what was new in the one that is reached, and a bar for each as high as it is right."""

from collections.abc import Sequence
from html import escape
from typing import Any

from lessons.figures.new_ideas import new_idea

HIGH = 84  # pixels of a bar of 100%
ROOM = 94  # pixels for the highest bar and its number: nothing moves when it comes
_TITLE = "How many of 100 unseen photos each names right"
_INVITED = "Press a “?” to walk on to it"
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_SERIF = "font-family: Newsreader, Georgia, serif;"


def walk(stations: Sequence[Any], at: int, picture: str) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    stations : sequence of lessons.texts.stations.Station
    at : int, which of them is reached, from 0
    picture : address of the learner's picture, a square

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    here = stations[at]
    columns = "".join(_column(station, place, at) for place, station in enumerate(stations))
    grid = f"display: grid; grid-template-columns: repeat({len(stations)}, minmax(0, 1fr)); align-items: end;"
    number = "" if here.right is None else f"{here.right:g}% right "
    finding = f"{here.title}, {here.year}. New: {here.new}. {here.idea} {number}{here.number}"
    html = (
        f'<div role="group" aria-label="{escape(finding)}"><div class="walk-here">{_new(here)}'
        f'<div class="walk-drawn">{new_idea(here.title, picture)}</div></div>'
        f'{_head(here.source, at < len(stations) - 1)}<div class="walk" style="{grid}">{columns}</div></div>'
    )
    return html, finding


def _new(here: Any) -> str:
    """What was new, in words, and how right it is."""
    return (
        f'<div class="walk-told"><div style="font-size: 16px; font-weight: 600; color: var(--accent);">'
        f"{escape(here.title)}, {here.year}</div>"
        f'<div style="{_SERIF} font-size: 24px; line-height: 28px; font-weight: 600;">{escape(here.new)}</div>'
        f'<div style="{_SERIF} font-size: 18px; line-height: 23px; margin: 3px 0 5px;">{escape(here.idea)}</div>'
        f"{_number(here)}</div>"
    )


def _head(source: str, goes_on: bool) -> str:
    """What the bars are, that one can walk on as long as there is a way, and who says so."""
    row = "display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 16px; margin: 10px 0 4px;"
    title = f'<span style="font-size: 15px; line-height: 20px; font-weight: 600;">{_TITLE}</span>'
    invited = f'<span style="{_SMALL} color: var(--accent); font-weight: 600;">{_INVITED}</span>' if goes_on else ""
    return f'<div style="{row}">{title}{invited}<span class="walk-source" style="{_SMALL}">{escape(source)}</span></div>'


def _column(station: Any, place: int, at: int) -> str:
    """A bar, a dot on the line of years, and below it the name and the year; all of it is a button."""
    is_here, is_past = place == at, place <= at
    ink = "var(--accent)" if is_here else "var(--line2)" if is_past else "var(--line)"
    share = "" if station.right is None else f"{station.right:g}"
    high = HIGH if not is_past else 0 if station.right is None else HIGH * station.right / 100
    look = f"background: {ink};" if is_past else "border: 1.5px dashed var(--line2); border-bottom: none;"
    bar = f"width: 46%; max-width: 54px; height: {high:.0f}px; margin: 0 auto; box-sizing: border-box; {look}"
    unknown = "" if is_past else f'<span style="font-size: 20px; line-height: {HIGH}px; color: var(--ink2);">?</span>'
    fill = ink if is_past else "var(--paper)"
    dot = (
        f"width: 14px; height: 14px; border-radius: 50%; margin: -8px auto 2px; border: 2.5px solid {ink}; background: {fill};"
    )
    name = f"font-weight: {700 if is_here else 400}; color: var({'--accent' if is_here else '--ink'});"
    over = f'<div style="color: var(--ink);">{share}</div>' if is_past and station.right is not None else ""
    upper = f"height: {ROOM}px; display: grid; align-content: end;"
    line = f'<div style="height: 3px; background: {"var(--line2)" if is_past else "var(--line)"};"></div>'
    told = f"{station.title}, {station.year}" + (f": {share}% right" if is_past and station.right is not None else "")
    plain = "appearance: none; border: none; background: none; padding: 0; margin: 0; font: inherit; cursor: pointer;"
    return (
        f'<button type="button" class="walk-station" data-station="{place}" aria-label="{escape(told)}" '
        f'aria-pressed="{str(is_here).lower()}" style="{plain} text-align: center; min-width: 0; {_SMALL}">'
        f'<div style="{upper}">{over}'
        f'<div data-bar="{escape(station.title)}" style="{bar} border-radius: 3px 3px 0 0;">{unknown}</div></div>{line}'
        f'<div style="{dot} box-sizing: border-box; position: relative;"></div>'
        f'<div class="walk-name" style="{name}">{escape(station.title)}</div><div>{station.year}</div></button>'
    )


def _number(station: Any) -> str:
    large = "font-size: 20px; line-height: 22px; font-weight: 650; font-variant-numeric: tabular-nums;"
    head = "" if station.right is None else f'<span style="{large}">{station.right:g}%</span> right '
    return f'<div style="{_SMALL} color: var(--ink);">{head}{escape(station.number)}</div>'
