"""A button that has the browser print the page."""

from pages.shared.components.component_files import component

_COMPONENT = component(__file__)


def print_button(*, key, primary=False):
    """Show the button; filled, where it is what the page is for."""
    _COMPONENT(data={"primary": primary}, key=key, width="content", height="content")
