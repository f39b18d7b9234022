"""A stage's controls, with the network that is asked: in sight for whoever has trained one, else behind More."""

from pages.shared.lesson.stage import stage_controls
from pages.shared.session.network_choice import own_networks


def asked_controls(count):
    """(so many places side by side, the place behind "More", the place where the network is chosen)."""
    if not own_networks():
        *places, more = stage_controls(count)
        return places, more, more
    chosen, *places, more = stage_controls(count + 1)
    return places, more, chosen
