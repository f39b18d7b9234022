import keras
import numpy as np
import pytest

from lessons.nets.bases import load_base
from lessons.nets.splitting import cut_before, last_convolutions

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module", params=["vgg16", "efficientnet_lite0"])
def base(request):
    return load_base(request.param, size=64)


@pytest.mark.parametrize("count", range(1, 9))
def test_a_network_cut_in_two_gives_what_it_gave_whole(base, count):
    pictures = RNG.integers(0, 256, (2, 64, 64, 3)).astype(np.float32)
    cut = cut_before(base, last_convolutions(base, count)[0])
    middle = keras.Model(base.inputs[0], base.get_layer(cut).output)(pictures)
    rest = keras.Model(base.get_layer(cut).output, base.outputs[0])
    np.testing.assert_allclose(rest(middle), np.asarray(base(pictures)), atol=1e-4)
    convolutions = [layer.name for layer in rest.layers if "Conv2D" in type(layer).__name__]
    assert set(last_convolutions(base, count)) <= set(convolutions)


def test_in_a_chain_the_cut_is_just_before():
    base = load_base("vgg16", size=32)
    assert last_convolutions(base, 3) == ["block5_conv1", "block5_conv2", "block5_conv3"]
    assert cut_before(base, "block5_conv1") == "block4_pool"
    assert cut_before(base, "block5_conv3") == "block5_conv2"


def test_no_cut_falls_into_a_block_with_a_shortcut():
    """Behind the expansion of a residual block its input is still needed, so the cut moves in front of the block."""
    base = load_base("efficientnet_lite0", size=64)
    assert last_convolutions(base, 1) == ["head"]
    assert cut_before(base, "block14_project") == "block13_add"


@pytest.mark.parametrize("count", [0, 14])
def test_a_network_has_only_so_many_convolutions(count):
    with pytest.raises(ValueError, match=f"between 1 and the network's 13 convolutions. Received: count={count}"):
        last_convolutions(load_base("vgg16", size=32), count)


def test_unknown_networks_and_cuts_are_refused():
    with pytest.raises(ValueError, match=r"vgg16, efficientnet_lite0\. Received: name='resnet'"):
        load_base("resnet", size=64)
    with pytest.raises(ValueError, match="Received: name='picture'"):
        cut_before(load_base("vgg16", size=32), "picture")
