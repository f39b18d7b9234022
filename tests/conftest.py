import os

import numpy as np
import pytest
from hypothesis import settings

# In CI the same examples every time: a push must not fail over another one's find. Elsewhere new ones at every run.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("project")


@pytest.fixture
def rng():
    return np.random.default_rng(20260101)
