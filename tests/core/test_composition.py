import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons.core import composition
from lessons.core.activation import relu
from lessons.core.composition import best_kernel, compose_kernels, two_layers
from lessons.core.convolution import convolve2d

weights = st.floats(-3, 3, allow_subnormal=False, width=32)
kernels = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(lambda shape: hnp.arrays(np.float32, shape, elements=weights))


@given(kernels, kernels)
def test_one_kernel_does_what_two_do(first, second):
    image = np.random.default_rng(0).normal(size=(12, 13)).astype(np.float32)
    in_a_row = convolve2d(convolve2d(image, first), second)
    np.testing.assert_allclose(convolve2d(image, compose_kernels(first, second)), in_a_row, rtol=1e-4, atol=1e-3)


def test_a_kernel_is_found_again_from_its_map(rng):
    image, kernel = rng.normal(size=(30, 30)).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)
    found, error = best_kernel(image, convolve2d(image, kernel), 3)
    np.testing.assert_allclose(found, kernel, atol=1e-4)
    assert error < 1e-6


def test_with_relu_between_no_kernel_does_it(rng):
    image = rng.normal(size=(40, 40)).astype(np.float32)
    first, second = rng.normal(size=(2, 3, 3)).astype(np.float32)
    assert best_kernel(image, convolve2d(convolve2d(image, first), second), 5)[1] < 1e-6
    found = two_layers(image, first, second)
    assert found.difference < 1e-5
    assert found.error == best_kernel(image, convolve2d(relu(convolve2d(image, first)), second), 5)[1] > 0.1
    for (target, single), left in ((found.straight, 0), (found.bent, found.error)):  # the maps tell the same as the figures
        assert np.linalg.norm(target - single) / np.linalg.norm(target) == pytest.approx(left, abs=1e-5)


def test_a_target_of_zeros_is_explained_by_zeros():
    kernel, error = best_kernel(np.ones((5, 5)), np.zeros((3, 3)), 3)
    assert not kernel.any()
    assert error == 0


def test_examples_in_docstrings_hold():
    assert doctest.testmod(composition).failed == 0
