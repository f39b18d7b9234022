"""What a classifier says of one frame after the other, and where it looked: an answer and its heat map in one forward pass."""

import weakref
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt

from lessons.nets.attribution import last_maps
from lessons.nets.gradients import head_gradient
from lessons.nets.inference import run_layers
from lessons.nets.probing import map_layers, network_input

_AWAKE: weakref.WeakSet[keras.Model] = (
    weakref.WeakSet()
)  # networks whose first answer, which takes long as it is, has made the first heat map, too


@dataclass(frozen=True, eq=False)
class LiveAnswer:
    """What a network says of a picture."""

    probabilities: npt.NDArray[np.float32]  # (classes,)
    heat: npt.NDArray[np.float32] | None  # (rows, columns) of the last maps, in [0, 1]: what spoke for its answer


def live_answer(model: keras.Model, image: npt.NDArray[np.uint8], *, why: bool = False) -> LiveAnswer:
    """A picture's probabilities, and if that is wanted, Grad-CAM's heat map of the most probable class.

    The map is that of `lessons.nets.attribution.grad_cam` before it is enlarged. It costs next to nothing: the way back goes
    through the head alone, and not through the whole network.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities
    image : uint8 array of shape (rows, columns, 3), of any size
    why : bool, whether the heat map is wanted; a network without maps has none

    Returns
    -------
    LiveAnswer

    Raises
    ------
    ValueError
        If the image is not an RGB picture.
    """
    picture, last = network_input(model, image)[np.newaxis], model.layers[-1].name
    if not map_layers(model):
        return LiveAnswer(run_layers(model, picture, [last])[0][0], None)
    layer = last_maps(model)
    maps, probabilities = run_layers(model, picture, [layer, last])
    if not why and model in _AWAKE:
        return LiveAnswer(probabilities[0], None)
    _AWAKE.add(model)
    gradients = head_gradient(model, maps, int(probabilities[0].argmax()), layer=layer)
    heat = np.nan_to_num(np.maximum(maps[0] @ gradients[0].mean(axis=(0, 1)), 0))
    return LiveAnswer(probabilities[0], (heat / (heat.max() or 1)).astype(np.float32) if why else None)
