"""Where the learner is in a network, in the address and when they come back: a link leads to the same map and cell."""

from dataclasses import dataclass

import streamlit as st

from pages.shared.session.controls import note_bound

LEVELS = ("network", "layer", "map", "cell")
ORDERS = ("index", "mean", "maximum", "sparsity", "change")  # the last one where there is something to compare with
SCALES = ("map", "layer")
_NAMES = ("layer", "map", "cell", "order", "scale")  # what an address says of a place


@dataclass(frozen=True)
class Place:
    """A place in a network: how near one is, and what one looks at."""

    level: str = "network"
    layer: str | None = None
    map: int | None = None
    cell: tuple[int, int] | None = None
    order: str = "index"  # of a layer's maps
    scale: str = "map"  # what full colour means: the most of each map, or of the layer


def place_in(columns, slug):
    """The place that the address asks for, or where the learner was last, as far as the network has it."""
    texts = {}
    for name in _NAMES:
        key = f"{slug}_{name}"
        if key not in st.session_state:
            st.session_state[key] = st.query_params.get(key, "")
        texts[name] = st.session_state[key]
    place = checked(columns, **texts)
    move(slug, place)
    return place


def checked(columns, layer="", map="", cell="", order="", scale=""):
    """The place that these texts name, as far as the network has it. Anybody may have written them."""
    order, scale = order if order in ORDERS else ORDERS[0], scale if scale in SCALES else SCALES[0]
    column = next((column for column in columns if column.layer == layer), None)
    if column is None:
        return Place(order=order, scale=scale)
    number = _number(map, column.maps)
    where = [_number(text, length) for text, length in zip(str(cell).split("-"), (column.rows, column.columns), strict=False)]
    if number is None:
        return Place("layer", layer, order=order, scale=scale)
    if len(where) == 2 and None not in where:
        return Place("cell", layer, number, tuple(where), order, scale)
    return Place("layer" if str(map).endswith("~") else "map", layer, number, None, order, scale)


def move(slug, place):
    """Note where the learner is: for the page, for its address, and for when they come back."""
    texts = {
        "layer": place.layer or "",
        "map": "" if place.map is None else f"{place.map}{'~' if place.level == 'layer' else ''}",
        "cell": "-".join(map(str, place.cell)) if place.level == "cell" else "",
        "order": "" if place.order == ORDERS[0] else place.order,
        "scale": "" if place.scale == SCALES[0] else place.scale,
    }
    noted = {f"{slug}_{name}": text for name, text in texts.items()}
    st.session_state.update(noted)
    note_bound(noted)
    for key, text in noted.items():
        if text:
            st.query_params[key] = text
        else:
            st.query_params.pop(key, None)


def moved_to(slug, columns, told):
    """Note the place that the widget tells of, and return it. Anybody may have sent it."""
    names = {name: str(told.get(name) or "") for name in ("layer", "order", "scale")}
    number, cell = told.get("map"), told.get("cell") or ()
    text = "" if number is None or told.get("level") == "network" else f"{number}{'~' if told.get('level') == 'layer' else ''}"
    where = "-".join(map(str, cell)) if told.get("level") == "cell" else ""
    place = checked(columns, map=text, cell=where, **names)
    move(slug, place)
    return place


def _number(text, below):
    text = str(text).removesuffix("~")
    return int(text) if text.isdecimal() and len(text) < 6 and int(text) < below else None
