import doctest

import keras
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.core import shapes
from lessons.core.shapes import explain_size, output_size, padding_amounts

sizes, windows, steps = st.integers(1, 60), st.integers(1, 9), st.integers(1, 5)


def keras_size(size, window, stride, padding, dilation):
    layer = keras.layers.Conv1D(1, window, strides=stride, padding=padding, dilation_rate=dilation)
    return layer.compute_output_shape((1, size, 1))[1]


@given(sizes, windows, steps, st.sampled_from(["valid", "same"]), st.integers(1, 4))
def test_sizes_are_keras_sizes(size, window, stride, padding, dilation):
    if stride > 1 and dilation > 1:
        stride = 1  # Keras has no layer with both
    if padding == "valid" and size < dilation * (window - 1) + 1:
        with pytest.raises(ValueError, match="must fit"):
            output_size(size, window, stride=stride, padding=padding, dilation=dilation)
    else:
        expected = keras_size(size, window, stride, padding, dilation)
        assert output_size(size, window, stride=stride, padding=padding, dilation=dilation) == expected


@given(sizes, windows, steps, st.integers(0, 9), st.integers(1, 4))
def test_explicit_padding_is_valid_on_a_larger_input(size, window, stride, padding, dilation):
    room = size + 2 * padding
    if room >= dilation * (window - 1) + 1:
        explicit = output_size(size, window, stride=stride, padding=padding, dilation=dilation)
        assert explicit == output_size(room, window, stride=stride, dilation=dilation)


@given(sizes, windows, steps, st.integers(1, 4))
def test_same_padding_adds_its_odd_pixel_after(size, window, stride, dilation):
    before, after = padding_amounts(size, window, stride=stride, padding="same", dilation=dilation)
    assert after - before in (0, 1)


@given(sizes, windows, steps, st.sampled_from(["valid", "same", 0, 2]))
def test_the_explained_formula_is_right(size, window, stride, padding):
    if padding == "same" or size >= window:
        formula, result = explain_size(size, window, stride=stride, padding=padding).split(" = ")
        for sign, function in (("⌊", "floor("), ("⌈", "ceil("), ("⌋", ")"), ("⌉", ")"), ("−", "-"), ("·", "*")):
            formula = formula.replace(sign, function)
        import math

        assert eval(formula, {"floor": math.floor, "ceil": math.ceil}) == int(result)
        assert int(result) == output_size(size, window, stride=stride, padding=padding)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"stride": 0}, "stride must be 1 or more, and whole. Received: stride=0"),
        ({"stride": 1.5}, "Received: stride=1.5"),
        ({"dilation": 0}, "dilation must be 1 or more, and whole. Received: dilation=0"),
        ({"window": 0}, "Received: window=0"),
        ({"size": 0}, "Received: size=0"),
        ({"padding": -1}, "Received: padding=-1"),
        ({"padding": "full"}, "Received: padding='full'"),
        ({"padding": True}, "Received: padding=True"),
        ({"size": 2}, "it covers 3 pixels of 2. Received: size=2, window=3, padding='valid', dilation=1"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError) as error:
        output_size(**({"size": 8, "window": 3} | arguments))
    assert str(error.value).endswith(message) or message in str(error.value)


def test_examples_in_docstrings_hold():
    assert doctest.testmod(shapes).failed == 0
