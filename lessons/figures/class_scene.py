"""What a class is like, drawn: phones that vote, and a wall that shows what the class thought before and after it talked."""

from collections.abc import Sequence

_ANSWERS = ("A", "B", "C")
_VOTES = ("B", "A", "B", "C")  # of the phones in the drawing
_BEFORE, _AFTER = (52, 68, 26), (16, 112, 10)  # heights of the wall's bars, in pixels
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_NAME = "font: italic 400 17px/24px Newsreader, Georgia, serif; color: var(--ink2); text-align: center;"
_ROW = "display: flex; align-items: flex-end; justify-content: center;"


def class_scene() -> str:
    """Draw it: an illustration, with no class's votes in it.

    Returns
    -------
    HTML in the page's colours
    """
    phones = "".join(map(_phone, _VOTES))
    walls = _votes(_BEFORE, "first vote") + _votes(_AFTER, "after talking to a neighbour")
    frame = "background: var(--raised); border: 1.5px solid var(--line2); border-radius: 10px; padding: 12px 28px 8px;"
    alt = "Four phones, each with a vote for A, B or C, and a wall with two bar charts: a first vote, and one after talking"
    return (
        f'<div role="img" aria-label="{alt}" style="{_ROW} flex-wrap: wrap; gap: 8px 28px; padding: 12px 0 4px;">'
        f'<div><div style="{_ROW} gap: 16px;">{phones}</div><div style="{_NAME}">every phone votes</div></div>'
        '<div style="font-size: 34px; line-height: 120px; color: var(--accent); padding-bottom: 24px;">→</div>'
        f'<div><div style="{_ROW} flex-wrap: wrap; gap: 8px 48px; {frame}">{walls}</div>'
        f'<div style="{_NAME}">the wall shows what the class thinks</div></div></div>'
    )


def _phone(vote: str) -> str:
    look = "width: 60px; box-sizing: border-box; padding: 12px 8px; border: 2px solid var(--ink2); border-radius: 11px;"
    buttons = "".join(_button(answer, is_chosen=answer == vote) for answer in _ANSWERS)
    return f'<div style="{look} display: grid; gap: 6px; background: var(--paper);">{buttons}</div>'


def _button(answer: str, *, is_chosen: bool) -> str:
    colours = (
        "background: var(--accent); color: var(--paper);" if is_chosen else "background: var(--raised); color: var(--ink2);"
    )
    return f'<div style="{colours} border-radius: 5px; font-size: 14px; line-height: 26px; text-align: center;">{answer}</div>'


def _votes(heights: Sequence[int], title: str) -> str:
    bars = "".join(_bar(high, answer, high == max(heights)) for high, answer in zip(heights, _ANSWERS, strict=True))
    name = f'<div style="font-size: 14px; line-height: 18px; font-weight: 600; margin-bottom: 6px;">{title}</div>'
    return f'<div style="width: 190px;">{name}<div style="{_ROW} gap: 14px; height: 134px;">{bars}</div></div>'


def _bar(high: int, answer: str, is_highest: bool) -> str:
    look = (
        f"width: 40px; height: {high}px; border-radius: 3px 3px 0 0; background: var(--{'accent' if is_highest else 'line2'});"
    )
    return f'<div style="text-align: center;"><div style="{look}"></div><div style="{_SMALL}">{answer}</div></div>'
