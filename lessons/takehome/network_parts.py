"""A network as a description and its own weights: those that come along with the app are named by their SHA-256 instead."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import keras
import numpy as np

from lessons.nets.bundled_weights import bundled_weights
from lessons.takehome.model_file import MOST_CONFIG, ModelError, checked_description, without_younger


@dataclass(frozen=True, eq=False)
class NetworkParts:
    """A network as a file keeps it."""

    description: bytes  # JSON, as Keras writes it
    weights: bytes  # the arrays of its layers that are not known, one after the other, in the order of the layers
    known: Mapping[str, str]  # number of an array in that order -> SHA-256 of the bundled one that it is


def network_parts(model: keras.Model) -> NetworkParts:
    """Take a network apart. It should be one that `lessons.takehome.model_file.check_network` accepts."""
    own, known = [], {}
    for number, (array, bundled) in enumerate(_arrays(model)):
        if bundled is not None and np.array_equal(array, bundled):
            known[str(number)] = _digest(bundled)
        else:
            own.append(np.ascontiguousarray(array).tobytes())
    description = json.loads(model.to_json()) | {"compile_config": None}
    return NetworkParts(json.dumps(without_younger(description)).encode(), b"".join(own), known)


def network_of(parts: NetworkParts) -> keras.Model:
    """The network of parts that a stranger may have made, checked as `lessons.takehome.model_file.model_from_bytes` does.

    Returns
    -------
    keras.Model, not compiled

    Raises
    ------
    ModelError
        If it is no network of this course, or needs weights that are not here. No other exception leaves this function.
    """
    if len(parts.description) > MOST_CONFIG:
        raise ModelError("The model's description is far too long.")
    config = checked_description(parts.description)
    try:
        model = keras.saving.deserialize_keras_object(config, safe_mode=True)
    except Exception as error:  # Keras raises whatever its layers stumble over
        raise ModelError("The model's layers don't fit together.") from error
    pieces = list(_arrays(model))
    left = _pieces(parts, pieces)
    for layer in model.layers:
        layer.set_weights([next(left) for _ in layer.get_weights()])
    return model


def _pieces(parts: NetworkParts, expected: list[tuple[np.ndarray, np.ndarray | None]]) -> Iterator[np.ndarray]:
    """The arrays of a network, in the order of its layers, each of the kind and the shape that its layer has."""
    own = [array for number, (array, _) in enumerate(expected) if str(number) not in parts.known]
    if set(parts.known) - {str(number) for number in range(len(expected))} or len(parts.weights) != sum(
        array.nbytes for array in own
    ):
        raise ModelError("The model's weights are not those of its layers.")
    found, first = [], 0
    for number, (array, bundled) in enumerate(expected):
        if str(number) in parts.known:
            if bundled is None or bundled.shape != array.shape or _digest(bundled) != parts.known[str(number)]:
                raise ModelError("The model goes on from a network that does not come along with this app.")
            found.append(bundled)
            continue
        piece = np.frombuffer(parts.weights, array.dtype, array.size, first).reshape(array.shape)
        if piece.dtype.kind == "f" and not np.isfinite(piece).all():
            raise ModelError("The model's weights are not all finite numbers.")
        found.append(piece)
        first += array.nbytes
    return iter(found)


def _arrays(model: keras.Model) -> Iterator[tuple[np.ndarray, np.ndarray | None]]:
    """Each array of a network, layer after layer, and the bundled one of that layer and place, if there is one."""
    for layer in model.layers:
        bundled = bundled_weights(layer.name)
        for place, array in enumerate(layer.get_weights()):
            yield array, bundled[place] if place < len(bundled) else None


def _digest(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
