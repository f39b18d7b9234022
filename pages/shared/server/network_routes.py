"""Where a browser fetches what it looks at of a network: the overview, a layer's maps, the links between maps, a map, a cell.

A view's name is a long number that only its page knows, and the cookie of the browser that opened the page must come with it.
"""

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.shared.components.arrays import deflated, packed
from pages.shared.server.desk_cookie import COOKIE, place_of
from pages.shared.session import map_caches
from pages.shared.session.network_views import find_view

_NO_COPY = {"cache-control": "no-store"}
_SHOWN = 5  # maps of a cell's sum that are written out


def _answer(make):
    """A route that answers with the bytes of `make(view, **what is in the path)`."""

    async def answer(request: Request):
        parts = dict(request.path_params)
        view = find_view(parts.pop("view"), place_of(request.cookies.get(COOKIE)))
        if view is None:
            return Response("There is no such view.", 404, _NO_COPY)
        data = await run_in_threadpool(_made, make, view, parts | dict(request.query_params))
        if data is None:
            return Response("The network has nothing there.", 404, _NO_COPY)
        return Response(data, 200, _NO_COPY, "application/octet-stream")

    return answer


def _made(make, view, parts):
    with view.at_its_desk():
        data = make(view, **{name: parts[name] for name in parts if name in _KNOWN})
        map_caches.put_maps_away(*view.arguments)
    return data


_KNOWN = {"layer", "channel", "row", "column", "scale", "other"}


def _overview(view, **_):
    found = map_caches.network_overview(*view.arguments, view.maps)
    layers = [
        {"layer": layer, "strongest": of.strongest, "tile": of.sheet.tile, "scale": of.sheet.scale}
        for layer, of in found.items()
    ]
    sheets = {f"sheet{place}": of.sheet.data for place, of in enumerate(found.values())}
    means = b"".join(of.means for of in found.values())
    shown = map_caches.square_webp(view.picture.digest, view.asked.size, view.picture.pixels)
    return packed({"layers": layers}, picture=shown, means=means, **sheets)


def _picture(view, **_):
    return map_caches.square_webp(view.picture.digest, view.asked.size, view.picture.pixels)


def _layer(view, layer, scale="", **_):
    if layer not in view.maps():
        return None
    sheet, orders, limits = map_caches.layer_tiles(*view.arguments, layer, scale == "layer", view.maps)
    head = {"tile": sheet.tile, "columns": sheet.columns, "scale": sheet.scale}
    parts = {name: channels.astype("<i2").tobytes() for name, channels in orders.items()}
    return packed(head, sheet=sheet.data, limits=limits.astype("<f4").tobytes(), **parts)


def _links(view, layer, **_):
    if layer not in view.maps():
        return None
    before, inputs = view.before(layer)
    found = map_caches.links_into(*view.arguments, layer, before, view.asked.model, inputs, view.maps)
    if not found:
        return packed({"has": False})
    numbers = {name: getattr(found, name).astype("<i2").tobytes() for name in ("sources", "targets")}
    shares = {name: getattr(found, name).astype("<f4").tobytes() for name in ("source_shares", "target_shares")}
    return packed({"has": True}, **numbers, **shares)


def _ways(view, layer, channel, **_):
    """The links of one map, where they can't be told for all maps of a layer at once."""
    names, shapes = list(view.maps()), view.maps().shapes
    if layer not in names or channel >= shapes[layer][2]:
        return None
    place = names.index(layer)
    layers = (names[place - 1] if place else None, layer, names[place + 1] if place + 1 < len(names) else None)
    return json.dumps(map_caches.block_links(*view.arguments, layers, channel, view.asked.model, view.maps)).encode()


def _changed(view, layer, other="", **_):
    """How far each map of a layer is from that of another view of the same learner."""
    with_it = find_view(other, view.place)
    shapes = view.maps().shapes
    if with_it is None or layer not in shapes or with_it.maps().shapes.get(layer) != shapes[layer]:
        return None
    changes = map_caches.map_changes(*view.arguments, layer, *with_it.arguments, view.maps, with_it.maps)
    return changes.astype("<f4").tobytes()


def _class(view, channel, **_):
    """The last maps that speak for a class or against it."""
    if channel >= len(view.asked.labels):
        return None
    last = list(view.maps())[-1]
    return json.dumps(map_caches.class_links(*view.arguments, last, channel, view.asked.model, view.maps)).encode()


def _map(view, layer, channel, **_):
    maps = view.maps()
    if layer not in maps or not 0 <= channel < maps.shapes[layer][2]:
        return None
    told, data = deflated(map_caches.one_map(*view.arguments, layer, channel, view.maps))
    return packed(told, values=data)


def _cell(view, layer, channel, row, column, **_):
    maps = view.maps()
    shape = maps.shapes.get(layer, (0, 0, 0))
    if not (row < shape[0] and column < shape[1] and channel < shape[2]):
        return None
    return json.dumps(view.cell(layer, channel, row, column, shown=_SHOWN)).encode()


NETWORK_ROUTES = [
    Route("/network/{view}/overview", _answer(_overview)),
    Route("/network/{view}/picture", _answer(_picture)),
    Route("/network/{view}/layer/{layer}", _answer(_layer)),
    Route("/network/{view}/links/{layer}", _answer(_links)),
    Route("/network/{view}/ways/{layer}/{channel:int}", _answer(_ways)),
    Route("/network/{view}/changed/{layer}", _answer(_changed)),
    Route("/network/{view}/class/{channel:int}", _answer(_class)),
    Route("/network/{view}/map/{layer}/{channel:int}", _answer(_map)),
    Route("/network/{view}/cell/{layer}/{channel:int}/{row:int}/{column:int}", _answer(_cell)),
]
