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

_MAX_GRAPHS = 4  # compiled graphs kept for each model: each holds a copy of its weights


@dataclass
class _Compiled:
    """The graphs of one model, and the fingerprint of the weights that are baked into them."""

    fingerprint: tf.types.experimental.PolymorphicFunction
    weights: bytes = b""
    graphs: dict = field(default_factory=dict)  # what it is for -> function, the least recently used first


_COMPILED = weakref.WeakKeyDictionary()
_LIVE = weakref.WeakSet()
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
        forward = forward_function(model, {layer: model.get_layer(layer).output for layer in layers})
        return tf.function(forward, input_signature=[picture_signature(model)], autograph=False).get_concrete_function()

    outputs = compiled(model, layers, make)(tf.constant(np.asarray(pictures, np.float32)))
    return [np.asarray(outputs[layer]) for layer in layers]


def keep_live(model):
    """Say that this model's weights change often: its graphs read them at every run, instead of holding them as constants."""
    _LIVE.add(model)
    return model


def compiled(model, what, make):
    """A compiled function of a model, made once.

    Parameters
    ----------
    model : keras.Model
    what : hashable, tells the model's functions apart
    make : function without arguments that compiles it. It must not hold on to the model.

    Returns
    -------
    what `make` returned; made anew when the model's weights have changed since
    """
    with _LOCK:
        known = _COMPILED.get(model)
        if known is None:
            known = _COMPILED[model] = _Compiled(
                fingerprint=fingerprint_function([variable.value for variable in model.variables])
            )
        weights = b"" if model in _LIVE else np.asarray(known.fingerprint()).tobytes()
        if weights != known.weights:
            known.weights = weights
            known.graphs.clear()
        graph = known.graphs.pop(what, None) or make()
        known.graphs[what] = graph
        while len(known.graphs) > _MAX_GRAPHS:
            del known.graphs[next(iter(known.graphs))]
        return graph


def picture_signature(model):
    """The signature of a batch of pictures for the model."""
    return tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32)


def forward_function(model, outputs):
    """A function of a batch of pictures to a dict of tensors of the model, in inference mode, with the weights as constants.

    Parameters
    ----------
    model : keras.Model
    outputs : dict of name -> symbolic tensor of the model
    """
    # Strong references from the function to the model would keep it alive for ever in the weak dictionary, so the
    # function closes over a model of its own that shares only the layers' graph.
    probe = keras.Model(model.inputs, outputs, name="probe")
    if model in _LIVE:
        return lambda pictures: probe([pictures], training=False)
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


def in_graph(model, variable):
    """A function that gives a variable of the model inside a graph: as a constant, or as it is then if the model is live."""
    if model in _LIVE:
        return lambda: tf.convert_to_tensor(variable)
    values = variable.numpy()
    return lambda: tf.constant(values)


def fingerprint_function(variables):
    """A compiled function that sums up the bits of variables, as they are when it is called.

    Each variable is a table of numbers, its last axis across. All numbers of a column, each times a power of 5 of its own,
    are added up modulo 2³², and so are the upper halves of all numbers of a row. The powers are odd, and two of them differ
    by no multiple of 2¹⁷, so that in a table of at most 32768 × 32768 no number can change, and no two numbers change
    places, without a sum that changes. Other shuffles go unnoticed only by a coincidence in all of their sums at once.
    59 MB of VGG16 take 9 ms on two cores, a tenth of its forward pass (plain sums, which notice no shuffle, take 4 ms).

    Parameters
    ----------
    variables : sequence of tf.Variable; each is read as float32

    Returns
    -------
    function without arguments to an int32 tensor, of a number for each row and each column of each variable
    """

    def fingerprint():
        sums = []
        for variable in variables:
            columns = variable.shape[-1] if variable.shape.rank else 1
            rows = variable.shape.num_elements() // columns
            bits = tf.bitcast(tf.reshape(tf.cast(variable, tf.float32), (rows, columns)), tf.uint32)
            upper = tf.bitcast(tf.bitwise.right_shift(bits, tf.constant(16, tf.uint32)), tf.int32)
            sums += [_powers(rows)[np.newaxis] @ tf.bitcast(bits, tf.int32), upper @ _powers(columns)[:, np.newaxis]]
        return tf.concat([tf.reshape(part, [-1]) for part in sums], axis=0)

    return tf.function(fingerprint, autograph=False)


def _powers(count):
    """The first powers of 5 modulo 2³², as int32."""
    return np.cumprod(np.full(count, 5, np.uint32), dtype=np.uint32).view(np.int32)
