"""Running a network forward: every wanted layer in one pass, compiled once.

The graphs read a model's weights at every run, so that they answer with those that it has then. With the weights as constants
VGG16 runs 1.6 times as fast, because oneDNN arranges them for the processor once and not at every run; but such a graph takes
some two seconds to make, eight times the memory of the weights, and answers with those that it was made with. So that is for
models that say so (`hold_constant`, `constant_weights`).
"""

import contextlib
import threading
import weakref

import keras
import numpy as np
import tensorflow as tf

_MAX_GRAPHS = 16  # compiled functions kept for each model

_COMPILED = weakref.WeakKeyDictionary()  # model -> what it is for -> function, the least recently used first
_CONSTANT = weakref.WeakSet()
_LOCK = threading.RLock()


def run_layers(model, pictures, layers):
    """The outputs of several layers of a model, in one forward pass in inference mode.

    Parameters
    ----------
    model : keras.Model with one input. It is not changed; sessions may share it.
    pictures : array of shape (pictures, rows, columns, 3), or whatever the model takes
    layers : sequence of layer names

    Returns
    -------
    list of float32 arrays, one per layer in the order of `layers`; read-only views of the results, not copies

    Raises
    ------
    ValueError
        If the model has no layer of that name.
    """
    layers = tuple(layers)

    def make():
        forward = inference_function(model, {layer: model.get_layer(layer).output for layer in layers})
        return tf.function(forward, input_signature=[picture_signature(model)], autograph=False).get_concrete_function()

    outputs = compiled(model, layers, make)(tf.constant(np.asarray(pictures, np.float32)))
    return [np.asarray(outputs[layer]) for layer in layers]


def hold_constant(model):
    """Promise that the weights of this model never change again: `inference_function` may hold them. Returns the model."""
    _CONSTANT.add(model)
    return model


@contextlib.contextmanager
def constant_weights(model):
    """Promise that the weights of this model don't change within the context. What is made for that is gone after it."""
    hold_constant(model)
    try:
        yield
    finally:
        with _LOCK:
            _CONSTANT.discard(model)
            _COMPILED.pop(model, None)


def compiled(model, what, make):
    """A compiled function of a model, made once.

    Parameters
    ----------
    model : keras.Model
    what : hashable, tells the model's functions apart
    make : function without arguments that compiles it. It must not hold on to the model.

    Returns
    -------
    what `make` returned
    """
    with _LOCK:
        graphs = _COMPILED.setdefault(model, {})
        graph = graphs[what] = graphs.pop(what, None) or make()
        while len(graphs) > _MAX_GRAPHS:
            del graphs[next(iter(graphs))]
        return graph


def picture_signature(model):
    """The signature of a batch of pictures for the model."""
    return tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32)


def forward_function(model, outputs):
    """A function of a batch of pictures to a dict of tensors of the model in inference mode, with its weights as they are then.

    Parameters
    ----------
    model : keras.Model
    outputs : dict of name -> symbolic tensor of the model
    """
    probe = _probe(model, outputs)
    return lambda pictures: probe([pictures], training=False)


def inference_function(model, outputs):
    """As `forward_function`, for answers without gradients: with constant weights where the model has promised them."""
    if model not in _CONSTANT:
        return forward_function(model, outputs)
    probe = _probe(model, outputs)
    trainable = [variable.numpy() for variable in probe.trainable_variables]
    fixed = [variable.numpy() for variable in probe.non_trainable_variables]

    def forward(pictures):
        results, _ = probe.stateless_call(
            [tf.constant(values) for values in trainable],
            [tf.constant(values) for values in fixed],
            pictures,
            training=False,
        )
        return results

    return forward


def _probe(model, outputs):
    """A model of its own that shares the layers' graph: a function that held the model itself would keep it alive for ever."""
    return keras.Model(model.inputs, outputs, name="probe")
