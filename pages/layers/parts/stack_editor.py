"""An editor for a stack of layers that tells at once what comes out of each layer, and which one can't work."""

from collections.abc import Mapping

from lessons.core.architecture import KINDS, MAX_LAYERS
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def stack_editor(layers, rows, *, classes, error, on_edit, key):
    """Show a stack, and let layers be added, moved, removed and changed.

    Parameters
    ----------
    layers : sequence of lessons.core.architecture.Layer
    rows : sequence of lessons.core.architecture.Row for as many layers as work; with the output layer's at the end if all do
    classes : int, units of the output layer
    error : lessons.core.architecture.StackError, or None
    on_edit : function of the changed stack as text
    key : str
    """
    lines = [layer_data(layer.kind, layer.options) | _costs(row) for layer, row in zip(layers, rows, strict=False)]
    lines += [layer_data(layer.kind, layer.options) for layer in layers[len(lines) :]]
    output = {"title": "Output", "note": f"dense with {classes} units, one per class, and softmax"}
    data = {
        "layers": lines,
        "output": output | (_costs(rows[-1]) if len(rows) > len(layers) else {}),
        "kinds": [layer_data(kind, {option.name: option.default for option in KINDS[kind].options}) for kind in KINDS],
        "most": MAX_LAYERS,
        "wrong": error.position if error else None,
        "message": str(error) if error else "",
        "heard": heard(key),
    }
    _COMPONENT(key=key, data=data, on_edited_change=lambda: _take(key, on_edit))


def _take(key, on_edit):
    """Hand a changed stack on; None comes for a change that was typed and taken back."""
    text = take(key, "edited")
    if text is not None:
        on_edit(text)


def layer_data(kind: str, values: Mapping[str, int | float | str]) -> dict:
    """A layer as the editor in the browser draws it. JSON has no infinity: words have no limits at all."""
    options = [
        {
            "name": option.name,
            "value": values[option.name],
            "choices": list(option.choices),
            "low": None if option.choices else option.low,
            "high": None if option.choices else option.high,
            "step": 0.1 if isinstance(option.default, float) else 1,
        }
        for option in KINDS[kind].options
    ]
    return {"kind": kind, "title": KINDS[kind].title, "options": options}


def _costs(row):
    return {
        "name": row.name,
        "output": " × ".join(map(str, row.shape)),
        "parameters": f"{row.parameters:,}",
        "multiply-adds": f"{row.multiply_adds:,}",
        "sees": f"{row.field} × {row.field}" if row.field else "all",
    }
