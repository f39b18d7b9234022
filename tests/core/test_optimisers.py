"""Steps downhill, as Keras's optimisers take them."""

import keras
import numpy as np
import pytest

from lessons.core.optimisers import OPTIMISERS, descent_path

KERAS = {
    "plain": lambda rate: keras.optimizers.SGD(rate),
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "Adam": lambda rate: keras.optimizers.Adam(rate),
}


def slope(place):
    """Of a valley that bends: x² + 10 (y - x²)²."""
    x, y = place
    return np.array([2 * x - 40 * x * (y - x**2), 20 * (y - x**2)])


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_path_is_keras_own(optimiser):
    path = descent_path(slope, [1.0, -0.5], steps=40, rate=0.01, optimiser=optimiser)
    variable, theirs = keras.Variable([1.0, -0.5], dtype="float64"), KERAS[optimiser](0.01)
    theirs.build([variable])
    for place in path:
        np.testing.assert_allclose(variable.numpy(), place, rtol=1e-5, atol=1e-6)
        theirs.apply_gradients([(slope(variable.numpy()), variable)])


def test_an_optimiser_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match=r"plain, momentum, Adam\. Received: 'SGD'"):
        descent_path(slope, [0, 0], steps=1, rate=1, optimiser="SGD")
