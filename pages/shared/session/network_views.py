"""What a page shows of a network, for the browser to fetch piece by piece: a network and a picture, under a secret name.

A view is found by the browser that it was made for alone, and goes with its desk.
"""

import secrets
import threading
import weakref
from dataclasses import dataclass
from functools import partial

from pages.shared.session import map_caches
from pages.shared.session.desk import at, browser_place, desk
from pages.shared.session.desks import VIEWS, Desk
from pages.shared.session.network_choice import Asked
from pages.shared.session.picture import Picture

MOST = 6  # of a learner: this one, what it is compared with, those before them, and what another tab shows
_ALL: "weakref.WeakValueDictionary[str, View]" = weakref.WeakValueDictionary()
_LOCK = threading.Lock()


@dataclass(eq=False)
class View:
    """A network that was asked about a picture, and for whom."""

    name: str
    place: str | None  # of the browser's desk; None where it has no cookie
    own: "weakref.ref[Desk]"
    asked: Asked
    picture: Picture

    def maps(self):
        """The maps of the picture, by layer."""
        return map_caches.picture_maps(self.asked.key, self.picture.digest, self.asked.model, self.picture.pixels)

    def before(self, layer):
        """(the layer before one, function that returns its maps); of the first, "" and the picture as it was given."""
        names = list(self.maps())
        place = names.index(layer)
        if place:
            return names[place - 1], lambda: self.maps()[names[place - 1]]
        return "", partial(map_caches.preprocessed, self.asked.key, self.picture.digest, self.asked.model, self.picture.pixels)

    def given(self, layer):
        """(the layer whose maps a layer is given, function that returns them), or None where that is not one layer with maps.

        It need not stand before it: ways part. Of the first, "" and the picture as it was given.
        """
        from lessons.nets.units import given_to

        names = given_to(self.asked.model, layer)
        if names == ("preprocessing",):
            own = self.asked.key, self.picture.digest, self.asked.model, self.picture.pixels
            return "", partial(map_caches.preprocessed, *own)
        if len(names) != 1 or names[0] not in self.maps():
            return None
        return names[0], lambda: self.maps()[names[0]]

    def cell(self, layer, channel, row, column, *, shown):
        """The sum behind one cell, what of the picture can reach it, and what it feeds: as `cell_story` has it."""
        from lessons.nets.cell_story import cell_story

        before, inputs = self.given(layer) or (None, lambda: None)
        told = cell_story(self.asked.model, self.maps(), inputs(), layer, channel, (row, column), shown=shown)
        return told | {"of": before}

    @property
    def arguments(self):
        """What the caches tell views apart by."""
        return self.asked.key, self.picture.digest

    def at_its_desk(self):
        """Within, what is kept is kept for the learner whose view it is."""
        return at(self.own())


def view_of(asked, picture):
    """The name of this learner's view of a network and a picture."""
    own = desk()
    with own.lock:
        views = own.setdefault(VIEWS, {})
        key = (asked.key, picture.digest)
        view = views.pop(key, None) or View(secrets.token_urlsafe(16), browser_place(), weakref.ref(own), asked, picture)
        views[key] = view
        while len(views) > MOST:
            del views[next(iter(views))]
    with _LOCK:
        _ALL[view.name] = view
    return view


def find_view(name, place):
    """The view of that name, if this browser may see it, or None."""
    with _LOCK:
        view = _ALL.get(name)
    return view if view is not None and view.place == place and view.own() is not None else None
