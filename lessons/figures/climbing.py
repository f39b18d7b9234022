"""How strongly a filter answers while a picture is drawn for it: a bar for each step, and the first and the last number."""

from collections.abc import Callable, Sequence
from html import escape

_HIGH = 84  # pixels of the highest bar
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); font-variant-numeric: tabular-nums;"


def climbing_bars(scores: Sequence[float], steps: int, *, title: str, spell: Callable[[float], str]) -> tuple[str, str]:
    """Draw how the answer grows.

    Parameters
    ----------
    scores : sequence of floats of 0 or more, before every step so far; perhaps empty
    steps : int, how many there will be
    title : str, what grows
    spell : function of a number to its words

    Returns
    -------
    (str, str) : HTML, and the finding in words
    """
    finding, most = f"{title}: nothing is drawn yet.", max(scores, default=0) or 1
    if scores:
        finding = f"{title}: {spell(scores[0])} before the first of {steps} steps, {spell(scores[-1])} at step {len(scores)}."
    heights = [max(1, _HIGH * score / most) for score in scores] + [0] * (steps - len(scores))
    bars = "".join(f'<div style="flex: 1; height: {high:.0f}px; background: var(--accent);"></div>' for high in heights)
    row = f"display: flex; align-items: flex-end; gap: 1px; height: {_HIGH}px; border-bottom: 1px solid var(--line2);"
    ends = (spell(scores[0]), f"step {len(scores)}: <b>{spell(scores[-1])}</b>") if scores else ("step 1", f"{steps}")
    line = f"display: flex; justify-content: space-between; margin-top: 4px; {_SMALL}"
    return (
        f'<div role="img" aria-label="{escape(finding)}">'
        f'<div style="font-size: 15px; line-height: 20px; font-weight: 600; margin-bottom: 6px;">{escape(title)}</div>'
        f'<div style="{row}">{bars}</div>'
        f'<div style="{line}"><span>{ends[0]}</span><span>{ends[1]}</span></div></div>'
    ), finding
