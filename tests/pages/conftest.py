import os
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.browser.conftest import serving

# Nobody listens there: what a job is asked to fetch from the net, in a process that inherits this, fails everywhere alike.
os.environ["https_proxy"] = "http://127.0.0.1:9"

# Streamlit's tester looks through all installed packages for widgets whenever an app is opened. They stay as they are.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """A server for all tests whose visitors leave it as it is."""
    with serving("app.py", tmp_path_factory.mktemp("server") / "log") as address:
        yield address
