"""What famous networks cost, counted in the graphs that Keras builds of them: no weights are fetched, or even made."""

from dataclasses import dataclass

import keras

from lessons.nets.costs import multiply_adds
from lessons.nets.device import use_device


@dataclass(frozen=True)
class FamousNetwork:
    """A network of `keras.applications`, and what it costs."""

    title: str
    idea: str  # what it brought, in a few words
    size: int  # rows and columns of its pictures
    top_1: float  # accuracy on ImageNet's validation pictures in per cent, as keras.io/api/applications tells it
    parameters: int = 0
    multiply_adds: int = 0  # for one picture


_ASKED = (
    FamousNetwork("VGG16", "3 × 3 convolutions, and large dense layers", 224, 71.3),
    FamousNetwork("ResNet50", "shortcuts, 1 × 1, batch normalisation", 224, 74.9),
    FamousNetwork("InceptionV3", "kernels of several sizes, and 1 × 1", 299, 77.9),
    FamousNetwork("MobileNet", "depthwise separable convolutions", 224, 70.4),
)


def famous_networks() -> tuple[FamousNetwork, ...]:
    """Four of them, with what they cost."""
    use_device()
    counted = []
    with keras.StatelessScope(initialize_variables=False):  # graphs alone: VGG16's weights would take half a gigabyte
        for asked in _ASKED:
            shape = (asked.size, asked.size, 3)
            model = getattr(keras.applications, asked.title)(weights=None, input_shape=shape)
            costs = (model.count_params(), multiply_adds(model))
            counted.append(FamousNetwork(asked.title, asked.idea, asked.size, asked.top_1, *costs))
    return tuple(counted)
