"""Stacks of layers: every figure against the network that Keras builds of them."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons.core.architecture import KINDS, PRESETS, Layer, StackError, describe, format_stack, parse_stack
from lessons.nets.building import build_network


@st.composite
def stacks(draw):
    """Stacks that may work: maps first, vectors after."""
    layers = []
    for kinds, most in ((["conv", "max", "average", "activation", "norm", "dropout"], 4), (["flatten", "global"], 1)):
        for kind in draw(st.lists(st.sampled_from(kinds), min_size=most == 1, max_size=most)):
            layers.append(draw(layer(kind)))
    for kind in draw(st.lists(st.sampled_from(["dense", "dropout", "norm"]), max_size=2)):
        layers.append(draw(layer(kind)))
    return layers


@st.composite
def layer(draw, kind):
    values = {}
    for option in KINDS[kind].options:
        if option.choices:
            values[option.name] = draw(st.sampled_from(option.choices))
        elif isinstance(option.default, float):
            values[option.name] = draw(st.sampled_from([0.0, 0.3, 0.5]))
        else:
            values[option.name] = draw(st.integers(int(option.low), min(int(option.high), 6)))
    return Layer(kind, values)


def multiplications(built):
    """Counted in the graph that TensorFlow makes of a layer: the products of its convolution or matrix product."""
    graph = tf.function(built.call).get_concrete_function(tf.TensorSpec((1, *built.input.shape[1:]), tf.float32)).graph
    total = 0
    for operation in graph.get_operations():
        if operation.type in ("MatMul", "Conv2D"):
            positions = np.prod(operation.outputs[0].shape[1:-1], dtype=int)
            total += int(np.prod(operation.inputs[1].shape) * positions)
    return total


@settings(max_examples=25)
@given(stack=stacks(), size=st.integers(8, 20), classes=st.integers(2, 5))
def test_shapes_and_parameters_are_those_of_keras(stack, size, classes):
    try:
        rows = describe(stack, (size, size, 3), classes)
    except StackError:
        assume(False)
    model = build_network(rows, (size, size, 3), seed=0)
    for row in rows:
        built = model.get_layer(row.name)
        assert built.output.shape[1:] == row.shape
        assert built.count_params() == row.parameters
        assert sum(weight.shape.num_elements() for weight in built.trainable_weights) == row.learned
        if row.layer.kind in ("conv", "dense"):
            assert multiplications(built) == row.multiply_adds


@settings(max_examples=50)
@given(stack=stacks())
def test_a_stack_survives_being_written_and_read(stack):
    assert [dict(layer.options) for layer in parse_stack(format_stack(stack))] == [dict(layer.options) for layer in stack]


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_works_on_both_data_sets(name):
    rows = describe(parse_stack(PRESETS[name]), (32, 32, 3), 10)
    assert rows[-1].shape == (10,)
    assert rows[-1].name == "probabilities"


def test_the_figures_of_the_first_network_of_many_courses():
    rows = describe(parse_stack(PRESETS["first network of many courses"]), (64, 64, 3), 10)
    assert [row.shape for row in rows] == [(62, 62, 32), (31, 31, 32), (30752,), (64,), (10,)]
    assert [row.parameters for row in rows] == [896, 0, 0, 30752 * 64 + 64, 650]
    assert [row.multiply_adds for row in rows] == [62 * 62 * 32 * 27, 0, 0, 30752 * 64, 640]
    assert [row.field for row in rows] == [3, 4, None, None, None]


@pytest.mark.parametrize(
    ("stack", "position", "message"),
    [
        ("conv 8; max 8 8; max 8 8; flatten", 2, "its window covers 8 × 8 cells, and only 3 × 3 are left"),
        ("flatten; conv 8", 1, "it needs maps of rows and columns, and the layer before gives a vector of 3,072 numbers"),
        ("dense 4", 0, "it needs a vector, and the layer before gives 3 maps of 32 × 32"),
        ("conv 8", 1, "The output layer can't follow: it needs a vector"),
        ("flatten; flatten", 1, "it needs maps"),
        ("flatten; dense 512; dense 512; dense 512; dense 512; conv", 5, "Layer 6, convolution, can't follow"),
        ("conv 128 3 relu 1 same; conv 128 3 relu 1 same; flatten", 1, "Too large to train while you watch"),
    ],
)
def test_a_stack_that_cannot_work_says_where_and_why(stack, position, message):
    with pytest.raises(StackError) as caught:
        describe(parse_stack(stack), (32, 32, 3), 6)
    assert caught.value.position == position
    assert message in str(caught.value)
    assert len(caught.value.rows) >= position


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("convolve 3", "Layer 1 must begin with one of conv, max"),
        ("conv eight", "Layer 1, conv: filters must be a number from 1 to 128. Received: 'eight'"),
        ("flatten; dense 0", "Layer 2, dense: units must be a number from 1 to 512. Received: '0'"),
        ("conv 8 3 relu 1 full", "padding must be one of valid, same. Received: 'full'"),
        ("dropout nan", "rate must be a number from 0 to 0.9"),
        ("flatten 3", "has 0 options"),
        ("; ".join(["norm"] * 17), "up to 16 layers. Received: 17"),
        ("<script>alert(1)</script>", "must begin with one of"),
    ],
)
def test_a_text_that_is_no_stack_says_why(text, message):
    with pytest.raises(ValueError) as caught:
        parse_stack(text)
    assert message in str(caught.value)
