"""Running a network forward, as fast as the host can: every wanted layer in one pass, with the weights as constants.

Why constants: oneDNN arranges the weights of a convolution for the processor only when it knows that they won't change,
and then runs VGG16 1.6 times as fast (tests/benchmarks/README.md).
"""

import threading
import weakref
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf

_MAX_GRAPHS = 3  # compiled graphs kept for each model: each holds a copy of its weights


@dataclass
class _Compiled:
    """The graphs of one model, and the fingerprint of the weights that are baked into them."""

    fingerprint: tf.types.experimental.PolymorphicFunction
    weights: bytes = b""
    graphs: dict = field(default_factory=dict)  # layer names -> function, the least recently used first


_COMPILED = weakref.WeakKeyDictionary()
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
    graph = _graph(model, tuple(layers))
    outputs = graph(tf.constant(np.asarray(pictures, np.float32)))
    return [np.asarray(outputs[layer]) for layer in layers]


def _graph(model, layers):
    """The compiled function for these layers. It is built anew when the model's weights have changed since."""
    with _LOCK:
        compiled = _COMPILED.get(model)
        if compiled is None:
            compiled = _COMPILED[model] = _Compiled(fingerprint=_fingerprint_function(model))
        weights = np.asarray(compiled.fingerprint()).tobytes()
        if weights != compiled.weights:
            compiled.weights = weights
            compiled.graphs.clear()
        graph = compiled.graphs.pop(layers, None) or _compile(model, layers)
        compiled.graphs[layers] = graph
        while len(compiled.graphs) > _MAX_GRAPHS:
            del compiled.graphs[next(iter(compiled.graphs))]
        return graph


def _compile(model, layers):
    """A function of a batch of pictures whose weights are constants, copied from the model now."""
    # Strong references from the function to the model would keep it alive for ever in the weak dictionary, so the
    # function closes over a model of its own that shares only the layers' graph.
    probe = keras.Model(model.inputs, {layer: model.get_layer(layer).output for layer in layers}, name="probe")
    trainable = [variable.numpy() for variable in probe.trainable_variables]
    fixed = [variable.numpy() for variable in probe.non_trainable_variables]

    def forward(pictures):
        outputs, _ = probe.stateless_call(
            [tf.constant(values) for values in trainable],
            [tf.constant(values) for values in fixed],
            pictures,
            training=False,
        )
        return outputs

    signature = tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32)
    return tf.function(forward, input_signature=[signature], autograph=False).get_concrete_function()


def _fingerprint_function(model):
    """A function that sums up the bits of all weights, twice per variable: changed or shuffled weights change it.

    It reads 59 MB of VGG16 in 3 ms, where a hash would need longer than the network itself.
    """
    variables = [variable.value for variable in model.variables]

    def fingerprint():
        sums = []
        for variable in variables:
            bits = tf.bitcast(tf.reshape(tf.cast(variable, tf.float32), [-1]), tf.int32)
            sums += [tf.reduce_sum(bits), tf.reduce_sum(bits[: (variable.shape.num_elements() + 1) // 2])]
        return tf.stack(sums)

    return tf.function(fingerprint, autograph=False)
