"""Running a network forward: every wanted layer in one pass, compiled once.

The graphs read a model's weights at every run, so that they answer with those that it has then. With the weights as constants
VGG16 runs 1.6 times as fast, because oneDNN arranges them for the processor once and not at every run; but such a graph takes
some two seconds to make, and eight times the memory of the weights: half a gigabyte for VGG16. So that is for models that
promise not to change (`hold_constant`, `constant_weights`), and for the maps of a frozen model that are wanted again and again
(`often_asked`), where every call looks whether the weights are still the same.
"""

import contextlib
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

_MAX_GRAPHS = 16  # compiled functions kept for each model

_CONSTANT: "weakref.WeakSet[keras.Model]" = weakref.WeakSet()
_OFTEN: "weakref.WeakSet[keras.Model]" = weakref.WeakSet()


@dataclass(eq=False)
class _Steady:
    """Weights that a model had when it was last asked, and from the second time on a graph that holds them."""

    layers: tuple[str, ...]
    weights: list[tf.Tensor]
    graph: Callable | None = None


@dataclass(eq=False)
class _Graphs:
    """What is compiled of one model. Its lock is held while one of its graphs is traced, and by nobody who only runs them."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    functions: dict[Hashable, Any] = field(default_factory=dict)  # what it is for -> function, the least recently used first
    steady: _Steady | None = None


_COMPILED: "weakref.WeakKeyDictionary[keras.Model, _Graphs]" = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()  # of the dict and the functions in it: held for a moment only, never while anything is traced


def run_layers(
    model: keras.Model, pictures: npt.ArrayLike, layers: Sequence[str], *, again: bool = False
) -> list[npt.NDArray[np.float32]]:
    """The outputs of several layers of a model, in one forward pass in inference mode.

    Parameters
    ----------
    model : keras.Model with one input. It is not changed; sessions may share it.
    pictures : array of shape (pictures, rows, columns, 3), or whatever the model takes
    layers : sequence of layer names
    again : bool
        Whether the same layers will be wanted again and again. If the model is one of those that are `often_asked`, the second
        such call makes a faster graph, which holds the weights as constants as long as nobody changes them.

    Returns
    -------
    list of float32 arrays, one per layer in the order of `layers`; read-only views of the results, not copies

    Raises
    ------
    ValueError
        If the model has no layer of that name.
    """
    layers = tuple(layers)
    graph = _steady_graph(model, layers) if again else None
    if graph is None:
        graph = compiled(model, layers, lambda: _traced(model, inference_function(model, _outputs(model, layers))))
    outputs = graph(tf.constant(np.asarray(pictures, np.float32)))
    return [np.asarray(outputs[layer]) for layer in layers]


def hold_constant(model: keras.Model) -> keras.Model:
    """Promise that the weights of this model never change again: `inference_function` may hold them. Returns the model."""
    _CONSTANT.add(model)
    return model


def often_asked(model: keras.Model) -> keras.Model:
    """Say that this model is worth the memory of a faster graph, see `run_layers`. Returns the model."""
    _OFTEN.add(model)
    return model


@contextlib.contextmanager
def constant_weights(model: keras.Model) -> Iterator[None]:
    """Promise that the weights of this model don't change within the context. What is made for that is gone after it."""
    hold_constant(model)
    try:
        yield
    finally:
        with _LOCK:
            _CONSTANT.discard(model)
            _COMPILED.pop(model, None)


def compiled(model: keras.Model, what: Hashable, make: Callable[[], Any]) -> Any:
    """A compiled function of a model, made once, while other models go on answering.

    Parameters
    ----------
    model : keras.Model
    what : hashable, tells the model's functions apart
    make : function without arguments that compiles it. It must not hold on to the model.

    Returns
    -------
    what `make` returned
    """
    graphs = _graphs(model)
    found = _used(graphs, what)
    if found is not None:
        return found
    with graphs.lock:
        found = _used(graphs, what)  # another session may have made it meanwhile
        if found is None:
            found = make()
            with _LOCK:
                graphs.functions[what] = found
                while len(graphs.functions) > _MAX_GRAPHS:
                    del graphs.functions[next(iter(graphs.functions))]
    return found


def _graphs(model: keras.Model) -> _Graphs:
    with _LOCK:
        return _COMPILED.setdefault(model, _Graphs())


def _used(graphs: Any, what: Hashable) -> Any:
    """A function that is there, now the most recently used; or None."""
    with _LOCK:
        if what not in graphs.functions:
            return None
        found = graphs.functions[what] = graphs.functions.pop(what)
        return found


def picture_signature(model: keras.Model) -> tf.TensorSpec:
    """The signature of a batch of pictures for the model."""
    return tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32)


def forward_function(model: keras.Model, outputs: Mapping[str, Any]) -> Callable[[tf.Tensor], dict[str, tf.Tensor]]:
    """A function of a batch of pictures to a dict of tensors of the model in inference mode, with its weights as they are then.

    Parameters
    ----------
    model : keras.Model
    outputs : dict of name -> symbolic tensor of the model
    """
    probe = _probe(model, outputs)
    return lambda pictures: probe([pictures], training=False)


def inference_function(model: keras.Model, outputs: Mapping[str, Any]) -> Callable[[tf.Tensor], dict[str, tf.Tensor]]:
    """As `forward_function`, for answers without gradients: with constant weights where the model has promised them."""
    if model not in _CONSTANT:
        return forward_function(model, outputs)
    return _constant_function(model, outputs, _read(model))


def _constant_function(model: keras.Model, outputs: Any, weights: Any) -> Callable:
    """As `forward_function`, but with these weights, in the order of the model's variables, for ever."""
    probe = _probe(model, outputs)
    values = {id(variable): value.numpy() for variable, value in zip(model.variables, weights, strict=True)}
    trainable, fixed = (
        [values[id(variable)] for variable in variables]
        for variables in (probe.trainable_variables, probe.non_trainable_variables)
    )

    def forward(pictures: Any) -> Any:
        results, _ = probe.stateless_call(
            [tf.constant(each) for each in trainable],
            [tf.constant(each) for each in fixed],
            pictures,
            training=False,
        )
        return results

    return forward


def _steady_graph(model: keras.Model, layers: Sequence[str]) -> Any:
    """A graph that holds the weights which the model has now, and had at the call before this one; else None."""
    if model not in _OFTEN or model in _CONSTANT or model.trainable_variables:
        return None
    graphs = _graphs(model)
    with graphs.lock:
        weights = _read(model)
        if not all("CPU" in weight.device for weight in weights):
            return None  # another processor gains nothing by it
        if graphs.steady is None or graphs.steady.layers != layers or not _identical(graphs.steady.weights, weights):
            graphs.steady = _Steady(tuple(layers), weights)
            return None
        if graphs.steady.graph is None:
            graphs.steady.graph = _traced(model, _constant_function(model, _outputs(model, layers), weights))
        return graphs.steady.graph


def _read(model: keras.Model) -> list[Any]:
    return [variable.value.read_value() for variable in model.variables]


def _identical(before: Sequence[Any], now: Sequence[Any]) -> bool:
    """Whether values that were read from variables are the very same memory.

    Reading copies nothing. As long as the earlier value is held, TensorFlow never writes on its memory: a variable that changes
    gets another one. So this tells every change, whoever makes it, without a look at the numbers.
    """
    return all(
        np.asarray(memoryview(one)).ctypes.data == np.asarray(memoryview(other)).ctypes.data
        for one, other in zip(before, now, strict=True)
    )


def _traced(model: keras.Model, forward: Callable) -> Any:
    return tf.function(forward, input_signature=[picture_signature(model)], autograph=False).get_concrete_function()


def _outputs(model: keras.Model, layers: Sequence[str]) -> dict[str, Any]:
    return {layer: model.get_layer(layer).output for layer in layers}


def _probe(model: keras.Model, outputs: Any) -> keras.Model:
    """A model of its own that shares the layers' graph: a function that held the model itself would keep it alive for ever."""
    return keras.Model(model.inputs, outputs, name="probe")
