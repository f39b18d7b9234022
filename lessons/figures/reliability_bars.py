"""A reliability diagram in the page's colours: how often answers are right, against how sure they were."""

from html import escape

from lessons.core.calibration import BINS, Bins

WIDE, HIGH = 500, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 10, 12, 58
_GAP = 3  # pixels between two bars
_TOO_SURE, _TOO_MODEST = "light-dark(#b2402c, #f0907a)", "light-dark(#2a659c, #7fb6e6)"
_FEW = 10  # pictures, below which a bar is pale: it says little
_SMALL = "font-size: 14px; line-height: 18px; font-variant-numeric: tabular-nums;"


def reliability_bars(found: Bins, *, counted: bool = True) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    found : lessons.core.calibration.Bins
    counted : bool, whether the right answers are shown; else only how many answers there are in each bin

    Returns
    -------
    (str, str) : HTML in the page's colours, and its finding
    """
    finding = _finding(found) if counted else "How sure it was of its answers. Nobody has counted yet how many are right."
    bars = "".join(
        _bar(float(low), float(said), float(right), int(pictures), counted)
        for low, said, right, pictures in zip(found.low, found.said, found.right, found.pictures, strict=True)
    )
    paper = f"position: relative; width: 100%; max-width: {WIDE}px; aspect-ratio: {WIDE} / {HIGH};"
    inside = f"{_axes()}{bars}{_diagonal()}{_names()}"
    return f'<div role="img" aria-label="{escape(finding)}" style="{paper}">{inside}</div>', finding


def _finding(found: Bins) -> str:
    lean = "surer than it is right" if found.lean > 0.02 else "less sure than it is right" if found.lean < -0.02 else ""
    told = f"On average it is {lean}" if lean else "On average it is about as sure as it is right"
    return f"{told}; the expected calibration error is {found.error:.1%}."


def _x(share: float) -> float:
    return _LEFT + (WIDE - _LEFT - _RIGHT) * share


def _y(share: float) -> float:
    return HIGH - _BOTTOM - (HIGH - _TOP - _BOTTOM) * share


def _bar(low: float, said: float, right: float, pictures: int, counted: bool) -> str:
    """What is right as a bar; from there to what was said, the gap; below, how many pictures."""
    left, wide = _x(low) + _GAP / 2, (WIDE - _LEFT - _RIGHT) / BINS - _GAP
    count = _text(left + wide / 2, HIGH - _BOTTOM + 20, f"{pictures}", "var(--ink2)")
    if not counted:
        return count + _text(left + wide / 2, _y(said) - 12, "?", "var(--accent)", "font-size: 20px; font-weight: 700;")
    pale = f"opacity: {0.45 if pictures < _FEW else 1};"
    colour = _TOO_SURE if said > right else _TOO_MODEST
    kept = _box(left, _y(min(said, right)), wide, _y(0) - _y(min(said, right)), f"background: var(--accent); {pale}")
    shade = f"color-mix(in srgb, {colour} {40 if said > right else 75}%, transparent)"
    gap = f"background: {shade}; outline: 2px solid {colour}; outline-offset: -2px; {pale}"
    return kept + _box(left, _y(max(said, right)), wide, max(_y(min(said, right)) - _y(max(said, right)), 2), gap) + count


def _diagonal() -> str:
    """Where it would be as right as it says: a row of dots."""
    dot = "background: var(--ink); border-radius: 50%;"
    return "".join(_box(_x(number / 40) - 1.5, _y(number / 40) - 1.5, 3, 3, dot) for number in range(41))


def _axes() -> str:
    lines = []
    for share in (0.0, 0.5, 1.0):
        lines.append(_box(_x(0), _y(share), _x(1) - _x(0), 1, "background: var(--line);"))
        lines.append(_text(_x(0) - 26, _y(share) - 9, f"{share:.0%}", "var(--ink2)"))
    return "".join(lines)


def _names() -> str:
    strong = "font-weight: 600;"
    ends = ((0.02, "0%"), (0.5, "50%"), (0.97, "100%"))
    told = [_text(_x(place), HIGH - _BOTTOM + 3, name, "var(--ink2)") for place, name in ends]
    told.append(_text(_x(0.06), _TOP + 4, "right", "var(--ink)", strong))
    told.append(_text(_x(0) - 24, HIGH - _BOTTOM + 20, "count", "var(--ink2)"))
    told.append(_text(_x(0.5), HIGH - 19, "how sure it says it is", "var(--ink)", strong))
    return "".join(told)


def _box(left: float, top: float, wide: float, high: float, look: str) -> str:
    """A rectangle at a place in the figure, which grows and shrinks with it."""
    place = f"left: {left / WIDE:.2%}; top: {top / HIGH:.2%}; width: {wide / WIDE:.2%}; height: {high / HIGH:.2%};"
    return f'<div style="position: absolute; {place} {look}"></div>'


def _text(middle: float, top: float, told: str, colour: str, more: str = "") -> str:
    place = f"left: {middle / WIDE:.2%}; top: {top / HIGH:.2%}; transform: translateX(-50%); white-space: nowrap;"
    return f'<span style="position: absolute; {place} {_SMALL} color: {colour}; {more}">{escape(told)}</span>'
