"""What VGG16 is fed: the arithmetic of its first layer, without starting a network."""

import numpy as np
import numpy.typing as npt

# Mean blue, green and red of ImageNet's training pictures: VGG16 was trained on what remains without them.
MEAN_BGR = (103.939, 116.779, 123.68)


def vgg16_input(rgb: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Raw 0-255 red, green, blue -> what VGG16's weights expect: blue, green, red, each without ImageNet's mean.

    Parameters
    ----------
    rgb : array of shape (..., 3)

    Returns
    -------
    float32 array of the same shape
    """
    return np.asarray(rgb, np.float32)[..., ::-1] - np.array(MEAN_BGR, np.float32)
