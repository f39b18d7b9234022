"""Scenes to learn from, to validate with and to be judged by are never the same ones, however long a run goes on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.finding.scene_runs import SceneRunSettings, draw_parts, test_scenes, watched_scenes
from lessons.finding.scenes import SceneSettings

SMALL = SceneSettings(size=48, most=1)
ROUNDS = [0, 1, 1000, 1001, 2000, 429_497, 10**9]  # epochs before; 10,000 numbers are set apart for each


def silent(step):
    pass


def drawn(seed, epochs_before):
    settings = SceneRunSettings(scenes=SMALL, count=50, tests=20, seed=seed)
    learning, validation = draw_parts(settings, epochs_before, silent, lambda: False)
    return settings, learning, validation, test_scenes(settings)


def prints(scenes):
    return {scene.image.tobytes() for scene in scenes}


@pytest.mark.parametrize("epochs_before", ROUNDS)
def test_a_run_that_goes_on_never_reaches_its_validation_or_test_scenes(epochs_before):
    _, learning, validation, test = drawn(0, epochs_before)
    assert len(prints((*learning, *validation, *test))) == 50 + 20 + 20


@given(seed=st.integers(0, 2**31 - 1), other=st.integers(0, 2**31 - 1))
def test_no_number_of_one_part_is_that_of_another(seed, other):
    """As states of the generators, which is all that a scene depends on: parts of numbers that were chosen to collide too."""
    numbers = {0, 1, 2, seed, other, 2**32, 2**32 + 1, 10_000_000, 20_000_000, 2**33}
    states = {
        tuple(np.random.SeedSequence((seed, number), spawn_key=part).generate_state(4))
        for number in numbers
        for part in ((), (1,), (2,))
    }
    assert len(states) == 3 * len(numbers)


def test_runs_that_go_on_get_new_scenes_and_the_same_ones_to_be_judged_by():
    settings, learning, validation, test = drawn(3, 0)
    _, more, again, judged = drawn(3, 7)
    assert not prints(learning) & prints(more)
    for one, other in ((validation, again), (test, judged)):
        assert [scene.image.tobytes() for scene in one] == [scene.image.tobytes() for scene in other]
    watched = watched_scenes(settings)
    assert [scene.image.tobytes() for scene in watched] == [scene.image.tobytes() for scene in validation[: len(watched)]]
