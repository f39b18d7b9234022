"""What a network costs: against sums of ones, and against the nodes of the graph that TensorFlow makes of it."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from lessons.core.architecture import describe, parse_stack
from lessons.nets.bases import load_base
from lessons.nets.building import build_network
from lessons.nets.costs import COUNTED, FREE, multiply_adds
from lessons.nets.zoo import FETCHABLE
from lessons.takehome.model_file import LAYERS

L = keras.layers


def counted_in_the_graph(model):
    """The products of all convolutions and matrix products of the graph of one forward pass. Its weights need no memory."""
    shapes = ([variable.shape for variable in part] for part in (model.trainable_variables, model.non_trainable_variables))
    weights = [[tf.TensorSpec(shape) for shape in part] for part in shapes]
    (picture,) = model.inputs
    forward = tf.function(lambda *given: model.stateless_call(*given, training=False), autograph=False)
    with keras.StatelessScope(initialize_variables=False):  # else Keras gives weights to all networks that have none
        return products(forward.get_concrete_function(*weights, tf.TensorSpec((1, *picture.shape[1:]))).graph)


def products(graph):
    total = 0
    for node in graph.get_operations():
        if node.type in ("Conv2D", "DepthwiseConv2dNative"):
            total += math.prod(node.outputs[0].shape[1:3]) * math.prod(node.inputs[1].shape)
        elif node.type == "MatMul":
            total += math.prod(node.inputs[0].shape) * node.outputs[0].shape[-1]
        elif node.type in ("PartitionedCall", "StatefulPartitionedCall"):  # Keras lets XLA compute grouped convolutions
            total += products(graph._get_function(node.get_attr("f").name).graph)
        assert node.type not in ("Conv3D", "Conv2DBackpropInput", "BatchMatMulV2", "Einsum"), f"{node.type} is not counted"
    return total


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FETCHABLE))
def test_the_table_of_networks_tells_what_they_cost(name, zoo_network):
    model, told = zoo_network(name), FETCHABLE[name]
    assert model.count_params() / 1e6 == pytest.approx(told.parameters, abs=0.06)
    assert multiply_adds(model) / 1e9 == pytest.approx(told.multiply_adds, rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FETCHABLE))
def test_every_network_of_the_zoo_costs_what_its_graph_says(name, zoo_network):
    model = zoo_network(name)
    assert multiply_adds(model) == counted_in_the_graph(model)


@pytest.mark.parametrize("name", ["vgg16", "efficientnet_lite0"])
def test_so_do_the_bases_that_come_along(name):
    base = load_base(name, size=64, random_seed=0)
    assert multiply_adds(base) == counted_in_the_graph(base)


KINDS = {
    "1-D": ((9, 2), L.Conv1D(3, 4, strides=2)),
    "2-D": ((7, 8, 3), L.Conv2D(4, (2, 3))),
    "3-D": ((4, 5, 6, 2), L.Conv3D(3, 2)),
    "grouped": ((6, 6, 4), L.Conv2D(6, 3, groups=2)),
    "dilated": ((9, 9, 2), L.Conv2D(3, 3, dilation_rate=2)),
    "depthwise": ((7, 7, 3), L.DepthwiseConv2D(3, strides=2, depth_multiplier=2)),
    "depthwise 1-D": ((7, 3), L.DepthwiseConv1D(3)),
    "transposed": ((4, 5, 3), L.Conv2DTranspose(2, 3, strides=2)),
    "transposed 1-D": ((4, 3), L.Conv1DTranspose(2, 3)),
    "transposed 3-D": ((3, 3, 3, 2), L.Conv3DTranspose(2, 2, strides=2)),
    "dense": ((5,), L.Dense(4)),
    "dense on maps": ((3, 4, 5), L.Dense(6)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_of_ones_adds_up_as_many_ones_as_it_costs(kind):
    """With input, weights and no padding all 1, every product is 1: the sum of the outputs is their number."""
    shape, layer = KINDS[kind]
    inputs = keras.Input(shape)
    model = keras.Model(inputs, layer(inputs))
    layer.set_weights([np.ones_like(kernel) if kernel.ndim > 1 else kernel for kernel in layer.get_weights()])
    assert multiply_adds(model) == float(np.sum(model(np.ones((1, *shape), np.float32))))


@pytest.mark.parametrize(("kind", "shape", "size"), [("1D", (9, 3), (4,)), ("2D", (9, 8, 3), (3, 2))])
def test_a_separable_convolution_costs_what_its_two_parts_cost(kind, shape, size):
    options = {"strides": 2, "padding": "same"}
    inputs = keras.Input(shape)
    whole = keras.Model(inputs, getattr(L, f"SeparableConv{kind}")(5, size, depth_multiplier=2, **options)(inputs))
    middle = getattr(L, f"DepthwiseConv{kind}")(size, depth_multiplier=2, **options)(inputs)
    parts = keras.Model(inputs, getattr(L, f"Conv{kind}")(5, 1)(middle))
    assert multiply_adds(whole) == multiply_adds(parts) > 0


def test_xception_costs_what_is_said_of_it(zoo_network):
    """8.4 billion: its separable convolutions, which are no subclass of Keras's convolutions, are nine tenths of that."""
    assert multiply_adds(zoo_network("xception")) == pytest.approx(8.36e9, rel=0.002)


def test_networks_in_networks_and_layers_used_twice_count_as_often():
    inner = keras.Sequential([keras.Input((6, 6, 3)), L.Conv2D(3, 3, padding="same"), L.Conv2D(3, 1)])
    inputs, shared = keras.Input((6, 6, 3)), L.Conv2D(3, 3)
    x = shared(shared(inner(inner(inputs))))
    assert multiply_adds(keras.Model(inputs, x)) == 2 * 36 * (81 + 9) + (16 + 4) * 81


@pytest.mark.parametrize("stack", ["conv 4 3 relu 2 same; norm; max; conv 3; dropout; flatten; dense 5", "average 3; global"])
def test_a_stack_costs_the_same_before_it_is_built(stack):
    """The table of a stack counts normalisation too: one multiply-add for each value."""
    rows = describe(parse_stack(stack), (17, 17, 3), 2)
    model = build_network(rows, (17, 17, 3), seed=0)
    assert multiply_adds(model) == sum(row.multiply_adds for row in rows if row.layer.kind != "norm")


def test_the_work_of_every_layer_that_an_opened_network_may_have_is_known():
    assert COUNTED.keys() | FREE >= LAYERS
    with_kernels = {kind for kind in LAYERS if any(word in kind for word in ("Conv", "Dense"))}
    assert with_kernels <= COUNTED.keys()


def test_a_layer_of_an_unknown_kind_is_refused():
    inputs = keras.Input((4, 3))
    with pytest.raises(ValueError, match=r"must be made of layers whose work is known\. Received: a layer 'LSTM'"):
        multiply_adds(keras.Model(inputs, L.LSTM(2)(inputs)))
