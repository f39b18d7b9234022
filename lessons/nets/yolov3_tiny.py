"""YOLOv3-tiny: a real one-stage detector of 8.9 million parameters, trained on the 80 classes of COCO."""

from typing import Any

import keras

from lessons.core.yolo import GRIDS, NUMBERS, SIZE
from lessons.nets.device import use_device
from lessons.nets.weights import yolo_weights

HEADS = ("coarse", "fine")  # the layers that give the numbers of GRIDS, in their order
_EPSILON = 1e-5  # what Darknet's batch normalisation adds to the variance
_SLOPE = 0.1  # of LeakyReLU below zero


def load_yolo() -> keras.Model:
    """YOLOv3-tiny with the weights of its authors (Redmon and Farhadi, 2018). It works without internet.

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, 416, 416, 3) -> dict of "coarse" (pictures, 13, 13, 255) and "fine" (pictures, 26,
        26, 255): for each cell the 85 numbers of its first anchor, then of its second, then of its third. Its preprocessing,
        x / 255, is its first layer. Batch normalisation is worked into the convolutions. Nothing in it is trainable.

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    arrays = yolo_weights()  # first: without them nothing needs to be built
    use_device()
    inputs = keras.Input((SIZE, SIZE, 3), name="picture")
    maps = keras.layers.Rescaling(1 / 255, name="preprocessing")(inputs)
    for number, filters in enumerate((16, 32, 64, 128, 256), start=1):
        before = maps = _convolution(maps, filters, 3, name=f"conv{number}")
        maps = keras.layers.MaxPooling2D(2, name=f"pool{number}")(maps)
    maps = _convolution(maps, 512, 3, name="conv6")
    maps = keras.layers.MaxPooling2D(2, strides=1, padding="same", name="pool6")(maps)
    maps = _convolution(maps, 1024, 3, name="conv7")
    shared = _convolution(maps, 256, 1, name="conv8")
    coarse = _head(_convolution(shared, 512, 3, name="conv9"), "coarse")
    maps = _convolution(shared, 128, 1, name="conv10")
    maps = keras.layers.UpSampling2D(2, name="larger")(maps)
    maps = keras.layers.Concatenate(name="joined")([maps, before])
    fine = _head(_convolution(maps, 256, 3, name="conv11"), "fine")
    model = keras.Model(inputs, {"coarse": coarse, "fine": fine}, name="yolov3_tiny")
    for name, weights in arrays.items():
        model.get_layer(name).set_weights(weights)
    model.trainable = False
    return model


def _convolution(maps: Any, filters: int, size: int, *, name: str) -> Any:
    leaky = keras.layers.LeakyReLU(negative_slope=_SLOPE, name=f"{name}_leaky")
    return keras.layers.Conv2D(filters, size, padding="same", activation=leaky, name=name)(maps)


def _head(maps: Any, name: str) -> Any:
    return keras.layers.Conv2D(len(GRIDS[0].anchors) * NUMBERS, 1, name=name)(maps)
