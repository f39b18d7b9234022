"""Arrays on their way to a widget in the browser, and the colours that it paints them with."""

import base64
from pathlib import Path

import numpy as np

from lessons.figures.colours import MAGNITUDE_SCALE, SIGNED_SCALE, colour_table, css_gradient

ARRAYS_JS = Path(__file__).with_name("arrays.js").read_text("utf-8")
"""JavaScript that reads `array_data` and `COLOURS`; it goes before a widget's own."""


def array_data(values):
    """A 2-D or 3-D array as JSON: rows, columns, type ("u1" or "f4") and its bytes in base64. uint8 travels fastest."""
    values = np.ascontiguousarray(values)
    kind = "u1" if values.dtype == np.uint8 else "f4"
    values = values if kind == "u1" else values.astype("<f4")
    return {"rows": values.shape[0], "columns": values.shape[1], "type": kind, "values": _text(values)}


def _text(values):
    return base64.b64encode(values.tobytes()).decode()


_GREY = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1)
_TABLES = {"signed": colour_table(SIGNED_SCALE), "magnitude": colour_table(MAGNITUDE_SCALE), "grey": _GREY}

COLOURS = {
    "tables": {scale: _text(table) for scale, table in _TABLES.items()},
    "gradients": {
        "signed": css_gradient(SIGNED_SCALE),
        "magnitude": css_gradient(MAGNITUDE_SCALE),
        "grey": "linear-gradient(to right, black, white)",
    },
}
"""What a widget paints with: scale ("grey", "signed" or "magnitude") -> its table, and its legend as CSS."""
