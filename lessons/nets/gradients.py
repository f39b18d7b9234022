"""How a class's logit, or a unit, changes with the picture or with the maps of a layer."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.nets.inference import compiled, forward_function, inference_function, picture_signature

_LOGITS = "logits of the class"


def class_logits(model: keras.Model, pictures: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The logits of all classes: what the last softmax is given.

    Parameters
    ----------
    model : keras.Model that ends with probabilities, or with anything else that is then taken as it is
    pictures : array of shape (pictures, rows, columns, 3), raw 0-255 RGB of the model's input size

    Returns
    -------
    float32 array of shape (pictures, classes)
    """

    def make() -> Any:
        forward, finish = _to_logits(model, {}, inference_function)
        function = tf.function(
            lambda batch: finish(forward(batch)), input_signature=[picture_signature(model)], autograph=False
        )
        return function.get_concrete_function()

    return np.asarray(compiled(model, "logits", make)(tf.constant(np.asarray(pictures, np.float32))))


def class_gradient(
    model: keras.Model, pictures: npt.ArrayLike, class_index: int, *, layer: str | None = None
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The gradient of one class's logit, in one pass forward and back.

    Parameters
    ----------
    model, pictures : as for `class_logits`
    class_index : int
    layer : name of a layer with maps, or None for the picture itself

    Returns
    -------
    (values, gradients) : float32 arrays of the layer's output, or of the pictures; one row per picture

    Raises
    ------
    ValueError
        If there is no such class, or no such layer with maps.
    """
    classes = model.outputs[0].shape[-1]
    if not 0 <= class_index < classes:
        raise ValueError(f"class_index must be from 0 to {classes - 1}. Received: class_index={class_index}")
    checked_layer(model, layer)

    def make() -> Any:
        outputs = {} if layer is None else {layer: model.get_layer(layer).output}
        forward, finish = _to_logits(model, outputs)

        def gradient(batch: Any, weights: Any) -> tuple[Any, Any]:
            with tf.GradientTape() as tape:
                tape.watch(batch)
                results = forward(batch)
                score = tf.reduce_sum(finish(results) * weights)
            at = batch if layer is None else results[layer]
            return at, tape.gradient(score, at, unconnected_gradients="zero")

        signature = [picture_signature(model), tf.TensorSpec((classes,), tf.float32)]
        return tf.function(gradient, input_signature=signature, autograph=False).get_concrete_function()

    graph = compiled(model, ("gradient", layer), make)
    wanted = np.zeros(classes, np.float32)
    wanted[class_index] = 1
    values, gradients = graph(tf.constant(np.asarray(pictures, np.float32)), tf.constant(wanted))
    return np.asarray(values), np.asarray(gradients)


def log_probability_gradient(
    model: keras.Model, pictures: npt.ArrayLike, class_index: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """How the logarithm of one class's probability changes with each value of the pictures, in one pass forward and back.

    Parameters
    ----------
    model, pictures, class_index : as for `class_gradient`

    Returns
    -------
    (probabilities, gradients) : float32 arrays, of all classes and of the pictures; one row per picture
    """

    def make() -> Any:
        forward, finish = _to_logits(model, {})

        def gradient(batch: Any, index: Any) -> tuple[Any, Any]:
            with tf.GradientTape() as tape:
                tape.watch(batch)
                logs = tf.nn.log_softmax(finish(forward(batch)))
                wanted = tf.reduce_sum(tf.gather(logs, index, axis=1))
            return tf.exp(logs), tape.gradient(wanted, batch)

        signature = [picture_signature(model), tf.TensorSpec((), tf.int32)]
        return tf.function(gradient, input_signature=signature, autograph=False).get_concrete_function()

    graph = compiled(model, "log probability gradient", make)
    probabilities, gradients = graph(tf.constant(np.asarray(pictures, np.float32)), tf.constant(class_index, tf.int32))
    return np.asarray(probabilities), np.asarray(gradients)


def head_gradient(model: keras.Model, maps: npt.ArrayLike, class_index: int, *, layer: str) -> npt.NDArray[np.float32]:
    """The gradients of `class_gradient` where a layer's output is known: the way back ends there, and nothing runs before it.

    Parameters
    ----------
    model, class_index, layer : as for `class_gradient`
    maps : array of shape (pictures, rows, columns, channels), the layer's output

    Returns
    -------
    float32 array of the shape of `maps`
    """

    def make() -> Any:
        last = model.layers[-1]
        end = last.input if _ends_with_softmax(last) else last.output
        rest, finish = keras.Model(model.get_layer(layer).output, end, name="rest"), _finish_of(last)

        def gradient(values: Any, weights: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(values)
                score = tf.reduce_sum(finish(rest(values, training=False)) * weights)
            return tape.gradient(score, values, unconnected_gradients="zero")

        signature = [tf.TensorSpec((None, *rest.inputs[0].shape[1:])), tf.TensorSpec((model.outputs[0].shape[-1],))]
        return tf.function(gradient, input_signature=signature, autograph=False).get_concrete_function()

    graph = compiled(model, ("head", layer), make)
    wanted = np.zeros(model.outputs[0].shape[-1], np.float32)
    wanted[class_index] = 1
    return np.asarray(graph(tf.constant(np.asarray(maps, np.float32)), tf.constant(wanted)))


def unit_gradient(
    model: keras.Model, picture: npt.ArrayLike, layer: str, row: int, column: int, channel: int
) -> tuple[float, npt.NDArray[np.float32]]:
    """How one cell of a layer's map changes with each pixel.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB
    picture : array of shape (rows, columns, 3) of the model's input size
    layer : name of a layer with maps
    row, column, channel : the cell

    Returns
    -------
    (value, gradient) : float, and float32 array of shape (rows, columns, 3)
    """
    checked_layer(model, layer)

    def make() -> Any:
        forward = forward_function(model, {layer: model.get_layer(layer).output})

        def gradient(batch: Any, cell: Any) -> tuple[Any, Any]:
            with tf.GradientTape() as tape:
                tape.watch(batch)
                value = tf.gather_nd(forward(batch)[layer], cell[tf.newaxis])[0]
            return value, tape.gradient(value, batch)

        signature = [picture_signature(model), tf.TensorSpec((4,), tf.int32)]
        return tf.function(gradient, input_signature=signature, autograph=False).get_concrete_function()

    graph = compiled(model, ("unit", layer), make)
    cell = tf.constant([0, row, column, channel], tf.int32)
    value, gradient = graph(tf.constant(np.asarray(picture, np.float32)[np.newaxis]), cell)
    return float(value), np.asarray(gradient)[0]


def checked_layer(model: keras.Model, layer: str | None) -> None:
    """Raises ValueError unless the layer is None, or one of the model's that has maps."""
    names = [entry.name for entry in model.layers if len(entry.output.shape) == 4]
    if layer is not None and layer not in names:
        raise ValueError(
            f"layer must be one of the model's layers with maps, from {names[0]} to {names[-1]}. Received: {layer!r}"
        )


def _to_logits(model: keras.Model, outputs: Any, function: Callable = forward_function) -> tuple[Callable, Callable]:
    """(forward, finish): the model up to before its last activation, and what makes logits of that."""
    last = model.layers[-1]
    forward = function(model, outputs | {_LOGITS: last.input if _ends_with_softmax(last) else last.output})
    finish = _finish_of(last)
    return forward, lambda results: finish(results[_LOGITS])


def _finish_of(last: keras.layers.Layer) -> Callable[[Any], Any]:
    """What makes logits of what the last layer is given, or of its output where it does not end with softmax."""
    if not _is_dense(last):
        return lambda values: values
    kernel, bias = last.kernel, last.bias if last.use_bias else 0.0
    return lambda values: values @ kernel + bias


def _ends_with_softmax(layer: keras.layers.Layer) -> bool:
    return _is_dense(layer) or type(layer).__name__ == "Softmax"


def _is_dense(layer: keras.layers.Layer) -> bool:
    return type(layer).__name__ == "Dense" and layer.activation.__name__ == "softmax"
