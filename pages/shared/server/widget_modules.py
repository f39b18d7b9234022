"""The widgets' JavaScript modules, for browsers: each is fetched once and kept."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.shared.components.javascript import MODULES, VERSION

_FOR_GOOD = "public, max-age=31536000, immutable"


async def _module(request: Request):
    """A module's text. At another version's address it is this server's, too, but no browser keeps it."""
    text = MODULES.get(request.path_params["name"])
    if text is None:
        return PlainTextResponse("There is no such module.", 404)
    kept = _FOR_GOOD if request.path_params["version"] == VERSION else "no-store"
    return Response(text, headers={"cache-control": kept}, media_type="text/javascript")


WIDGET_MODULES = Route("/widgets/{version}/{name:path}", _module)
