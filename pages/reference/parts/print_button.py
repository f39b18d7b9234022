"""A button that has the browser print the page."""

from pages.shared.components.component_files import component

_COMPONENT = component(__file__)


def print_button(*, key):
    """Show the button."""
    _COMPONENT(data={}, key=key, width="content", height="content")
