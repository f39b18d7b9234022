"""A building block as boxes and arrows: what maps pass through, how many numbers each box learns, and what it looks at."""

from collections.abc import Sequence
from html import escape

from lessons.core.blocks import DROPOUT, NORM, PLAIN, POINT, SEPARABLE, SHORTCUT, STRIDED, Part
from lessons.figures.small_kernels import CELL, EACH, GAP, GREEN, small_kernel

_DROPPED = (0, 3, 4, 6, 9, 11, 12, 14)  # of the sixteen cells that stand for a map
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_ARROW = '<div class="box-arrow" aria-hidden="true">→</div>'


def block_boxes(block: str, parts: Sequence[Part], between: str = "") -> str:
    """A block as boxes from left to right, each with its parameters; a shortcut is a line over them.

    Parameters
    ----------
    block : one of lessons.core.blocks.BLOCKS
    parts : what it is made of, as `lessons.core.blocks.parts` has it
    between : HTML, the maps half-way: behind the first box, or behind both where a shortcut leads around them

    Returns
    -------
    HTML, for `lessons.figures.block_maps.in_a_row`
    """
    boxes = [_box(part, _pictures(block)[place], _behind(block, place, len(parts))) for place, part in enumerate(parts)]
    if between:
        place = 0 if block == SEPARABLE else len(boxes) - 1
        boxes[place] = f'<div class="box-column">{boxes[place]}{between}</div>'
    row = _ARROW.join(boxes)
    if block != SHORTCUT:
        size = " box-large" if len(parts) == 1 else ""
        return _group(block, parts, f'<div class="box-row{size}">{row}</div>')
    over = '<div class="box-over"><b>shortcut</b>: as it came in, 0 parameters<span class="box-rides"></span></div>'
    end = f'{_ARROW}<div class="box-plus"><b>+</b></div>{_ARROW}<div class="box-small">ReLU</div>'
    return _group(block, parts, f'<div class="box-row box-around">{over}{row}{end}</div>')


def _group(block: str, parts: Sequence[Part], drawn: str) -> str:
    told = ", then ".join(f"{part.name} with {part.parameters:,} parameters" for part in parts)
    around = " A shortcut leads around them: what came in is added." if block == SHORTCUT else ""
    return f'<div class="box-group" role="img" aria-label="{escape(f"{block}: {told}.{around}")}">{drawn}</div>'


def _box(part: Part, picture: str, behind: str) -> str:
    count = f"{part.parameters:,} parameters" if part.parameters else "no parameters"
    strip = f'<div class="box-strip">{behind}</div>' if behind else ""
    return (
        f'<div class="box">{picture}<div class="box-name">{escape(part.name)}</div>'
        f'<div style="{_SMALL}">{count}</div>{strip}</div>'
    )


def _behind(block: str, place: int, count: int) -> str:
    """What stands at the foot of a box: ReLU, where it follows at once."""
    if block in (NORM, DROPOUT) or (block == SEPARABLE and place == 0) or (block == SHORTCUT and place == count - 1):
        return ""
    return "then ReLU"


def _pictures(block: str) -> list[str]:
    """What each box of a block looks at, as small kernels: all maps or one, 3 × 3 cells or one."""
    plain = _row([small_kernel()] * 3)
    single = _row([small_kernel(GREEN, (4,))] * 3)
    return {
        PLAIN: [plain],
        POINT: [single],
        STRIDED: [_stride()],
        SEPARABLE: [_row([small_kernel(colour) for colour in EACH], _one_each(EACH)), single],
        NORM: [_bells("left"), _bells("wide"), _bells("done")],
        DROPOUT: [_row([small_kernel(GREEN, None, 4)], small_kernel(GREEN, set(range(16)) - set(_DROPPED), 4))],
        SHORTCUT: [plain, plain],
    }[block]


def _row(kernels: Sequence[str], result: str = "") -> str:
    """Kernels, and what comes of them: one cell, where nothing else is given."""
    result = result or f'<span class="box-kernel"><i style="background: {GREEN}; width: 11px; height: 11px;"></i></span>'
    return f'<div class="box-look" aria-hidden="true">{"".join(kernels)}<span>→</span>{result}</div>'


def _one_each(colours: Sequence[str]) -> str:
    """A cell in each colour, one above the other."""
    cells = "".join(f'<i style="background: {colour};"></i>' for colour in colours)
    return f'<span class="box-kernel" style="grid: repeat({len(colours)}, {CELL}px) / 11px; gap: {GAP}px;">{cells}</span>'


def _stride() -> str:
    """A window on a row of cells, and where it stands next: two cells on."""
    cells = "".join('<i style="background: var(--paper);"></i>' for _ in range(21))
    high = 3 * CELL + 2 * GAP
    windows = "".join(
        f'<b class="box-window" style="left: {2 * step * (CELL + GAP) - 2}px; width: {high + 4}px; '
        f'height: {high + 4}px; border-color: {colour};"></b>'
        for step, colour in enumerate(EACH)
    )
    grid = f"grid: repeat(3, {CELL}px) / repeat(7, {CELL}px); gap: {GAP}px; position: relative;"
    return f'<div class="box-look" aria-hidden="true"><span class="box-kernel" style="{grid}">{cells}{windows}</span></div>'


def _bells(state: str) -> str:
    """How the values of a map lie about zero: off to the right, about zero but wide, and as they leave."""
    highs = {
        "left": (0, 0, 0, 2, 6, 14, 22, 14, 6),
        "wide": (4, 8, 13, 18, 22, 18, 13, 8, 4),
        "done": (0, 1, 5, 14, 22, 14, 5, 1, 0),
    }
    bars = "".join(
        f'<i style="height: {high + 1}px; background: {GREEN if place >= 4 else "light-dark(#3e7fbf, #7db2e6)"};"></i>'
        for place, high in enumerate(highs[state])
    )
    return f'<div class="box-look box-bells" aria-hidden="true">{bars}</div>'
