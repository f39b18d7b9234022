"""A network that learns for long: it is no more right, but ever surer; a temperature mends that, and no answer changes."""

import numpy as np
import pytest

from lessons.core.calibration import confidence_bins, with_temperature
from lessons.training.overconfident import EPOCHS, TESTED, VALIDATED, overconfident
from lessons.training.temperature import fit_temperature

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def taught():
    return {seed: overconfident(200, seed) for seed in range(3)}


def bins_after(found, epochs, temperature=1.0):
    return confidence_bins(with_temperature(found.test[epochs], temperature), found.test_targets)


@pytest.mark.parametrize("seed", range(3))
def test_it_grows_surer_and_no_more_right(taught, seed):
    leans = [bins_after(taught[seed], epochs).lean for epochs in EPOCHS]
    right = [(taught[seed].test[epochs].argmax(axis=1) == taught[seed].test_targets).mean() for epochs in EPOCHS]
    assert leans == sorted(leans)
    assert leans[0] < -0.1 < 0.15 < leans[-1]
    assert right[-1] < right[1] + 0.03
    assert abs(leans[1]) < 0.08  # in between it is about as sure as right


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("epochs", [EPOCHS[0], EPOCHS[-1]])
def test_a_temperature_from_the_validation_set_mends_the_test(taught, seed, epochs):
    found = taught[seed]
    temperature = fit_temperature(found.validation[epochs], found.validation_targets)
    assert (temperature > 1) == (epochs == EPOCHS[-1])
    assert bins_after(found, epochs, temperature).error < 0.5 * bins_after(found, epochs).error
    before, after = found.test[epochs].argmax(axis=1), with_temperature(found.test[epochs], temperature).argmax(axis=1)
    np.testing.assert_array_equal(before, after)


def test_the_same_seed_gives_the_same_network_and_no_picture_stands_twice():
    one, same = overconfident(60, 5), overconfident(60, 5)
    np.testing.assert_array_equal(one.test[300], same.test[300])
    assert len(one.test_targets) == len(one.test_images) == TESTED
    assert len(one.validation_targets) == VALIDATED
    np.testing.assert_allclose(one.ask(one.test_images[:5], 30), one.test[30][:5])
    with pytest.raises(ValueError, match="learned"):
        overconfident(10)
