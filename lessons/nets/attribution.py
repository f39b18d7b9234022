"""Why that answer? Six ways to ask which pixels spoke for a class. All give a map of the network's input in [0, 1]."""

import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.nets.gradients import checked_layer, class_gradient, class_logits
from lessons.nets.probing import map_layers, network_input

SMOOTH_COPIES, SMOOTH_NOISE = 16, 0.15  # noisy copies of the picture; their noise, as a share of 255
PATH_STEPS = 64  # pictures between black and the picture
OCCLUSIONS = 14  # positions of the patch along each axis
PATCH_SHARE = 5  # the patch is a fifth of the picture's side
_BATCH = 16  # pictures of 224 × 224 per pass; of larger ones as many as have no more pixels


def saliency(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None
) -> npt.NDArray[np.float32]:
    """How fast the class's logit changes with each pixel: the largest gradient of the three colours.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities. It is not changed.
    image : uint8 array of shape (rows, columns, 3), of any size
    class_index : int
    layer : ignored here; for `grad_cam` the name of a layer with maps, None for `last_maps`

    Returns
    -------
    float32 array of shape (rows, columns) of the model's input, in [0, 1], never NaN. The largest value is 1; all are 0 where
    nothing spoke for the class.

    Raises
    ------
    ValueError
        If there is no such class or layer, or the image is not an RGB picture.

    References
    ----------
    Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2014.
    """
    checked_layer(model, layer)
    picture = network_input(model, image)
    _, gradients = class_gradient(model, picture[np.newaxis], class_index)
    return _scaled(np.abs(gradients[0]).max(axis=-1))


def smoothgrad(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None, seed: int = 0
) -> npt.NDArray[np.float32]:
    """The mean `saliency` of noisy copies of the picture: what flickers from copy to copy averages out.

    Parameters, result and errors as for `saliency`. Smilkov, Thorat, Kim, Viégas and Wattenberg, "SmoothGrad", 2017.
    """
    checked_layer(model, layer)
    picture = network_input(model, image).astype(np.float32)
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, SMOOTH_NOISE * 255, (SMOOTH_COPIES, *picture.shape)).astype(np.float32)
    total = np.zeros(picture.shape[:2], np.float64)
    for copies in _batches(picture + noise, picture):
        _, gradients = class_gradient(model, copies, class_index)
        total += np.abs(gradients).max(axis=-1).sum(axis=0)
    return _scaled(total)


def integrated_gradients(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None
) -> npt.NDArray[np.float32]:
    """The gradients on the way from a black picture to this one, added up, times the way.

    Parameters, result and errors as for `saliency`. Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks",
    2017.
    """
    checked_layer(model, layer)
    return _scaled(np.abs(integrated_parts(model, image, class_index).sum(axis=-1)))


def integrated_parts(model: keras.Model, image: npt.NDArray[np.uint8], class_index: int) -> npt.NDArray[np.float32]:
    """Each number's share in the difference between the logit of the picture and that of a black one; float32 (r, c, 3).

    Their sum equals that difference, up to the error of a sum of `PATH_STEPS` steps.
    """
    picture = network_input(model, image).astype(np.float32)
    places = (np.arange(PATH_STEPS, dtype=np.float32) + 0.5) / PATH_STEPS  # the middle of each step
    total = np.zeros(picture.shape, np.float64)
    for some in _batches(places, picture):
        _, gradients = class_gradient(model, picture * some[:, np.newaxis, np.newaxis, np.newaxis], class_index)
        total += gradients.sum(axis=0)
    return (picture * total / PATH_STEPS).astype(np.float32)


def grad_cam(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None
) -> npt.NDArray[np.float32]:
    """A layer's maps, weighed by how much each speaks for the class, added up; what speaks against it is cut off.

    Parameters, result and errors as for `saliency`. Selvaraju et al., "Grad-CAM", 2017.
    """
    picture = network_input(model, image)
    maps, gradients = class_gradient(model, picture[np.newaxis], class_index, layer=layer or last_maps(model))
    weights = gradients[0].mean(axis=(0, 1))
    heat = np.maximum(maps[0] @ weights, 0)
    return _scaled(cv2.resize(heat, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR))


def occlusion(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None
) -> npt.NDArray[np.float32]:
    """How much the class's logit falls when a patch covers a pixel, on average over all patches that cover it.

    The patch has one colour, the mean of the picture's.

    Parameters, result and errors as for `saliency`. Zeiler and Fergus, "Visualizing and understanding convolutional
    networks", 2014.
    """
    checked_layer(model, layer)
    picture = network_input(model, image).astype(np.float32)
    rows, columns = picture.shape[:2]
    height, width = max(1, rows // PATCH_SHARE), max(1, columns // PATCH_SHARE)
    sides = ((rows, height), (columns, width))
    tops, lefts = (np.unique(np.linspace(0, whole - part, OCCLUSIONS).round().astype(int)) for whole, part in sides)
    corners = [(top, left) for top in tops for left in lefts]
    mean_colour = picture.mean(axis=(0, 1))
    before = class_logits(model, picture[np.newaxis])[0]
    if not 0 <= class_index < before.size:
        raise ValueError(f"class_index must be from 0 to {before.size - 1}. Received: class_index={class_index}")
    fall, covered = np.zeros((rows, columns)), np.zeros((rows, columns))
    for some in _batches(corners, picture):
        pictures = np.repeat(picture[np.newaxis], len(some), axis=0)
        for copy, (top, left) in zip(pictures, some, strict=True):
            copy[top : top + height, left : left + width] = mean_colour
        for logit, (top, left) in zip(class_logits(model, pictures)[:, class_index], some, strict=True):
            place = slice(top, top + height), slice(left, left + width)
            fall[place] += before[class_index] - logit
            covered[place] += 1
    return _scaled(np.maximum(fall / np.maximum(covered, 1), 0))


def guided_backprop(
    model: keras.Model, image: npt.NDArray[np.uint8], class_index: int, *, layer: str | None = None
) -> npt.NDArray[np.float32]:
    """`saliency` with a changed rule: on the way back, each ReLU lets only positive gradients through.

    It draws sharp edges, and draws nearly the same for a network with random weights: see the lesson on belief. In a network
    without ReLU (`has_relu`) there is nothing to change: it is `saliency`.

    Parameters, result and errors as for `saliency`. Springenberg et al., "Striving for simplicity", 2015; Adebayo et al.,
    "Sanity checks for saliency maps", 2018.
    """
    checked_layer(model, layer)
    picture = network_input(model, image)
    _, gradients = class_gradient(guided_twin(model), picture[np.newaxis], class_index)
    return _scaled(np.abs(gradients[0]).max(axis=-1))


ATTRIBUTIONS = {
    "saliency": saliency,
    "smoothgrad": smoothgrad,
    "integrated_gradients": integrated_gradients,
    "grad_cam": grad_cam,
    "occlusion": occlusion,
    "guided_backprop": guided_backprop,
}
"""Name -> function of a model, an image and a class index to a map in [0, 1] of the model's input; `layer` for Grad-CAM."""


def last_maps(model: keras.Model) -> str:
    """Name of the layer whose maps the network's head reads its answer from: what Grad-CAM looks at unless told otherwise.

    It is the last layer before the maps become a vector. Where that only shrinks maps or drops some of their numbers, as
    the pooling at the end of VGG16 does, it is the layer before.

    Raises ValueError if the model has no layer with maps.
    """
    known = [model.get_layer(name) for name in map_layers(model)]
    if not known:
        raise ValueError(f"the model must have a layer with maps. Received: {model.name}, without one")

    def makes(maps: Any) -> Any:
        return next((layer for layer in known if layer.output is maps), None)

    entries = [layer.input for layer in model.layers if not isinstance(layer.input, list) and len(layer.output.shape) < 4]
    entries = [maps for maps in entries if len(maps.shape) == 4]
    layer = makes(entries[-1]) if entries else None
    layer = layer or known[-1]  # of a model that ends with maps, or whose last maps no layer makes
    while isinstance(layer, _SHRINKING) and makes(layer.input):
        layer = makes(layer.input)
    return layer.name


_SHRINKING = (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D, keras.layers.Dropout)


def has_relu(model: keras.Model) -> bool:
    """Whether the model has a ReLU whose rule `guided_backprop` can change: leaky and capped ones are ReLUs too."""
    return any(map(_ends_with_relu, model.layers))


def _batches(things: Sequence[Any] | np.ndarray, picture: np.ndarray) -> Iterator[Any]:
    """Parts of what is to be asked in pictures of this size."""
    count = max(1, min(_BATCH, _BATCH * 224**2 // (picture.shape[0] * picture.shape[1])))
    return (things[first : first + count] for first in range(0, len(things), count))


def _scaled(heat: np.ndarray) -> npt.NDArray[np.float32]:
    """Values of 0 or more with their largest at 1, in float32; zeros stay zeros, and what is no number becomes 0."""
    heat = np.nan_to_num(np.asarray(heat, np.float64), nan=0.0, posinf=0.0)
    largest = heat.max()
    return (heat / largest if largest > 0 else np.zeros_like(heat)).astype(np.float32)


_GUIDED: weakref.WeakKeyDictionary[keras.Model, keras.Model] = weakref.WeakKeyDictionary()


def guided_twin(model: keras.Model) -> keras.Model:
    """A twin of a flat model that gives the same answers, and whose ReLUs let only positive gradients back.

    It is made once, and brought up to the model's weights at each call.
    """
    if model not in _GUIDED:
        functional = keras.Model(model.inputs, model.outputs[0], name="guided")  # of a Sequential too
        _GUIDED[model] = keras.models.clone_model(functional, call_function=_with_gate)
    twin = _GUIDED[model]
    for mine, its in zip(twin.variables, model.variables, strict=True):
        if not np.array_equal(mine, its):
            mine.assign(its)
    return twin


_RELU_LAYERS = (keras.layers.ReLU, keras.layers.LeakyReLU, keras.layers.PReLU)
_RELU_NAMES = {"relu", "relu6", "leaky_relu"}


def _ends_with_relu(layer: keras.layers.Layer) -> bool:
    """Whether what comes out of a layer comes out of a ReLU: the layer itself, or the activation behind its arithmetic."""
    activation = getattr(layer, "activation", None)
    return isinstance(layer, _RELU_LAYERS) or isinstance(activation, _RELU_LAYERS) or _name(activation) in _RELU_NAMES


def _name(activation: Any) -> str | None:
    return getattr(activation, "__name__", None)


def _with_gate(layer: keras.layers.Layer, *arguments: Any, **options: Any) -> Any:
    """Call a layer of the twin; behind a ReLU, a gate for what comes back. The ReLU's own gradient stays as it is."""
    answer = layer(*arguments, **options)
    return keras.layers.Lambda(_positive_back, name=f"{layer.name}_gate")(answer) if _ends_with_relu(layer) else answer


@tf.custom_gradient
def _positive_back(values: Any) -> tuple[Any, Any]:
    return tf.identity(values), tf.nn.relu
