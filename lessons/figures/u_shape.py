"""A network that goes down and up again as the U that it is named for: its blocks, and the skip connections across."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

HIGH = 48  # pixels of a block at the picture's size
_DEEP = 46  # from one level to the next
_WIDE = 78  # from one block to the next
_TEXT = "position: absolute; font-size: 13px; line-height: 16px; white-space: nowrap;"


def u_shape(rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Draw a network.

    Parameters
    ----------
    rows : sequence of dicts, the network's table: "part", and "output" as rows × columns × maps
        Parts called down1, down2, ..., bottom and ..., up2, up1 are drawn; a part join1 is a skip connection to up1.

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    outputs = {row["part"]: [int(number) for number in row["output"].split(" × ")] for row in rows}
    levels = sum(name.startswith("down") for name in outputs)
    names = [*(f"down{level}" for level in range(1, levels + 1)), "bottom", *(f"up{level}" for level in range(levels, 0, -1))]
    names = [name for name in names if name in outputs]
    side = outputs[names[0]][0]
    joined = [level for level in range(1, levels + 1) if f"join{level}" in outputs]
    drawn = "".join(_block(place, _level(name, levels), outputs[name], side) for place, name in enumerate(names))
    drawn += "".join(_skip(level, names, outputs, side) for level in joined)
    told = ", ".join(f"{name} {outputs[name][0]} × {outputs[name][1]}" for name in names)
    finding = f"{told}; {len(joined)} skip connections."
    size = f"position: relative; width: {_WIDE * len(names)}px; max-width: 100%; height: {_DEEP * levels + HIGH + 20}px;"
    return f'<div role="img" aria-label="{escape(finding)}" style="{size}">{drawn}</div>', finding


def _level(name: str, levels: int) -> int:
    return levels if name == "bottom" else int(name[-1]) - 1


def _thick(output: Sequence[int]) -> float:
    return 6 + 3 * output[2] ** 0.5


def _high(output: Sequence[int], side: int) -> float:
    return max(8.0, HIGH * output[0] / side)


def _block(place: int, level: int, output: Sequence[int], side: int) -> str:
    left, top, high = _WIDE * place, _DEEP * level, _high(output, side)
    box = f"position: absolute; left: {left}px; top: {top}px; width: {_thick(output):.0f}px; height: {high:.0f}px;"
    text = f"{_TEXT} left: {left}px; top: {top + high + 2:.0f}px; color: var(--ink2);"
    return (
        f'<div style="{box} border-radius: 3px; background: var(--accent);"></div>'
        f'<div style="{text}">{output[0]} × {output[1]}</div>'
    )


def _skip(level: int, names: Sequence[str], outputs: Mapping[str, Sequence[int]], side: int) -> str:
    """A dashed line from the way down to the way up."""
    start, end = names.index(f"down{level}"), names.index(f"up{level}")
    left = _WIDE * start + _thick(outputs[f"down{level}"]) + 6
    top = _DEEP * (level - 1) + _high(outputs[f"down{level}"], side) / 2
    line = f"position: absolute; left: {left:.0f}px; width: {_WIDE * end - left - 6:.0f}px; top: {top:.0f}px;"
    words = f"{_TEXT} left: {left:.0f}px; width: {_WIDE * end - left - 6:.0f}px; top: {top - 18:.0f}px; text-align: center;"
    named = f'<div style="{words}">skip connections</div>' if level == 1 else ""
    return f'<div style="{line} border-top: 2px dashed var(--line2);"></div>{named}'
