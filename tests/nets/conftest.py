from functools import cache

import keras
import pytest

from lessons.nets.zoo import build


@pytest.fixture(scope="module")
def zoo_network():
    """Function of a name to that network of the zoo, of shapes alone: the weights of all of them would have a gigabyte."""

    @cache
    def network(name):
        with keras.StatelessScope(initialize_variables=False):
            return build(name, weights=None)

    yield network
    keras.backend.clear_session()  # else the next such scope that ends anywhere gives weights to all of them
