"""Layers of every network are named in words that a learner can read."""

import re

import pytest

from lessons.nets.efficientnet_lite import random_efficientnet_base
from lessons.nets.vgg16 import random_vgg16
from lessons.nets.yolov3_tiny import load_yolo
from lessons.texts.layer_words import layer_in_words

KERAS = (
    *(
        "conv1_pad",
        "conv2_block1_1_conv",
        "conv2_block1_1_bn",
        "conv4_block6_add",
        "conv4_block6_out",
        "pool1_pool",
        "avg_pool",
    ),
    *("conv2d", "conv2d_34", "batch_normalization_7", "max_pooling2d_1", "average_pooling2d", "mixed7", "mixed9_0"),
    *("Conv1", "bn_Conv1", "expanded_conv_depthwise", "block_3_expand_relu", "block_12_project_BN", "Conv_1_bn", "out_relu"),
    *(
        "block14_sepconv2_act",
        "zero_padding2d_1",
        "conv5_block16_concat",
        "stem_conv_pad",
        "block2a_dwconv",
        "block6d_se_reduce",
    ),
    *("top_activation", "convnext_tiny_stage_0_block_2_depthwise_conv", "convnext_tiny_stem", "convnext_tiny_head_layernorm"),
    *("fc1", "predictions", "global_average_pooling2d", "input_layer_3", "conv3", "max2", "activation4", "norm1", "dense1"),
)


@pytest.mark.parametrize(
    ("layer", "told"),
    [
        ("block3_conv1", "block 3, convolution 1"),
        ("block5_pool", "block 5, pooling"),
        ("stem", "first layer"),
        ("stem_relu6", "first layer, ReLU"),
        ("head_relu6", "last layer, ReLU"),
        ("block4_add", "block 4, shortcut added"),
        ("block12_depthwise_bn", "block 12, each map alone, batch norm"),
        ("conv9", "convolution 9"),
        ("conv2_block1_1_conv", "stage 2, block 1, convolution 1"),
        ("convnext_tiny_stage_0_block_2_depthwise_conv", "stage 0, block 2, each map alone, convolution"),
        ("probabilities", "answer"),
        ("something new", "something new"),
        ("\n", "\n"),  # whatever an address asks for
    ],
)
def test_a_layer_is_named_in_words(layer, told):
    assert layer_in_words(layer) == told


def reads_as_words(told):
    return told and not re.search(r"_|[a-z]\d|\d[a-z]{2}|  |, ,", told)


@pytest.mark.parametrize(
    "network", [lambda: random_vgg16(size=64, seed=0), lambda: random_efficientnet_base(size=64, seed=0), load_yolo]
)
def test_every_layer_of_a_network_that_comes_along_has_words_of_its_own(network):
    names = [layer.name for layer in network().layers]
    told = [layer_in_words(name) for name in names]
    assert all(reads_as_words(each) for each in told), told
    assert len({*told}) == len(told)


@pytest.mark.parametrize("layer", KERAS)
def test_layers_of_networks_that_are_fetched_and_of_own_ones_have_words(layer):
    assert reads_as_words(layer_in_words(layer)), layer_in_words(layer)
