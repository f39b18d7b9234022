"""An address as a QR code, for phones."""

from itertools import groupby

import segno

_PAPER, _INK = "#fbf7ee", "#221e19"
_QUIET = 4  # modules of empty paper around it, as the standard asks


def qr_svg(text: str) -> str:
    """A QR code as SVG: the course's ink on its light paper, also on dark pages: not every phone reads light on dark.

    Parameters
    ----------
    text : str, what a phone reads

    Returns
    -------
    str, a whole SVG file
    """
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    side = len(rows) + 2 * _QUIET
    runs = "".join(
        f"M{_QUIET + begin} {_QUIET + row}h{end - begin}v1h{begin - end}z"
        for row, modules in enumerate(rows)
        for begin, end in _runs(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="{_PAPER}" d="M0 0h{side}v{side}h-{side}z"/><path fill="{_INK}" d="{runs}"/></svg>'
    )


def _runs(modules: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin and end in a row."""
    runs = [[place for place, _ in run] for is_dark, run in groupby(enumerate(modules), key=lambda each: each[1]) if is_dark]
    return [(run[0], run[-1] + 1) for run in runs]
