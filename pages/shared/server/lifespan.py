"""What goes on beside the pages, from the server's start to its end."""

import contextlib

from pages.shared.server.freed_memory import forgetting_sessions
from pages.shared.server.warming import warming
from pages.shared.session.class_wake import waking


@contextlib.asynccontextmanager
async def while_it_runs(app):
    """The lifespan of the application, for `st.App`."""
    async with forgetting_sessions(app), warming(app), waking(app):
        yield
