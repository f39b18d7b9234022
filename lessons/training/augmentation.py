"""Changed copies of pictures, made by Keras's own layers, so that a network sees more than there is."""

import keras
import numpy as np


def augmentation_layers(augmentation, *, seed=0):
    """Today's Keras layers for what the settings ask for; none for what is zero.

    Parameters
    ----------
    augmentation : lessons.training.settings.Augmentation
    seed : int

    Returns
    -------
    list of keras.layers.Layer, to be applied one after the other with ``training=True`` to pictures of 0 to 255
    """
    chosen = augmentation
    filled = {"fill_mode": "reflect"}
    makers = (
        (chosen.flip, lambda seed: keras.layers.RandomFlip("horizontal", seed=seed, name="flip")),
        (
            chosen.rotation,
            lambda seed: keras.layers.RandomRotation(chosen.rotation / 360, seed=seed, name="rotation", **filled),
        ),
        (chosen.shift, lambda seed: keras.layers.RandomTranslation(*2 * (chosen.shift,), seed=seed, name="shift", **filled)),
        (chosen.shear, lambda seed: keras.layers.RandomShear(x_factor=chosen.shear, seed=seed, name="shear", **filled)),
        (chosen.zoom, lambda seed: keras.layers.RandomZoom(chosen.zoom, seed=seed, name="zoom", **filled)),
        (
            chosen.brightness,
            lambda seed: keras.layers.RandomBrightness(chosen.brightness, value_range=(0, 255), seed=seed, name="brightness"),
        ),
    )
    return [make(10 * seed + number) for number, (amount, make) in enumerate(makers) if amount]


def augmented(pictures, augmentation, *, seed=0):
    """Changed copies of pictures, one of each.

    Parameters
    ----------
    pictures : uint8 array of shape (pictures, rows, columns, 3)
    augmentation : lessons.training.settings.Augmentation
    seed : int; the same seed gives the same copies

    Returns
    -------
    uint8 array of the same shape
    """
    changed = np.asarray(pictures, np.float32)
    for layer in augmentation_layers(augmentation, seed=seed):
        changed = layer(changed, training=True)
    return np.rint(np.clip(changed, 0, 255)).astype(np.uint8)
