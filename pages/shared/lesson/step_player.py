"""A button that plays steps one after the other: the browser asks for each once the page shows the one before."""

from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def step_player(name, at, count, *, on_step, key):
    """Show the button.

    Parameters
    ----------
    name : str, what stands on it
    at, count : int, the step that is shown, and how many there are
    on_step : function of the step to go to
    key : str
    """
    data = {"name": name, "at": at, "count": count, "heard": heard(key)}
    _COMPONENT(key=key, data=data, width="content", height="content", on_at_change=lambda: on_step(take(key, "at")))
