"""Networks that travel between processes as data, and are built where somebody asks them: no live Keras object crosses.

What comes along with the app, such as VGG16's thirteen convolutions, does not travel: its place among the bundled weights does.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from lessons.nets.bundled_weights import bundled_weights

_LOCK = threading.RLock()  # while a network is built out of what travelled


class Travelling:
    """An object with a Keras network as its attribute `model`.

    Pickled, it holds the network as PackedNetwork; what comes out of a pickle builds the network when `model` is first read.
    """

    model: keras.Model

    def __getstate__(self) -> dict[str, Any]:
        with _LOCK:
            state = dict(self.__dict__)
        if "model" in state:
            state["_packed"] = PackedNetwork.of(state.pop("model"))
        return state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)

    def __getattr__(self, name: str) -> Any:
        """Reached only for what the object does not have: the network that is not yet built."""
        if name != "model":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        with _LOCK:
            if "model" not in self.__dict__:
                if "_packed" not in self.__dict__:
                    raise AttributeError(name)
                self.__dict__["model"] = self.__dict__["_packed"].build()
                del self.__dict__["_packed"]
            return self.__dict__["model"]

    def rest(self) -> None:
        """Let go of the network: it is built anew when `model` is read the next time. What is left takes little memory."""
        with _LOCK:
            model = self.__dict__.pop("model", None)
            if model is not None:
                self.__dict__["_packed"] = PackedNetwork.of(model)

    @property
    def own_bytes(self) -> int:
        """Bytes of the weights that it holds now: all of them, or those that do not come along with the app, while it rests."""
        with _LOCK:
            if "model" in self.__dict__:
                return sum(int(np.prod(weight.shape)) * 4 for weight in self.__dict__["model"].weights)
            return sum(array.nbytes for array in self.__dict__["_packed"].weights if array is not None)


class TravellingNetwork(Travelling):
    """A network by itself that can be sent, such as one that is asked in another process."""

    def __init__(self, model: keras.Model) -> None:
        self.model = model


def with_network(work: Callable, network: TravellingNetwork, *arguments: Any, **options: Any) -> Any:
    """Call a function that takes a Keras network first: so a work on a network can be sent as a whole."""
    return work(network.model, *arguments, **options)


@dataclass(frozen=True, eq=False)
class PackedNetwork:
    """A Keras network as data."""

    config: dict[str, Any]  # as `keras.Model.get_config` tells it
    weights: tuple[np.ndarray | None, ...]  # in the order of the network's own; None: the bundled one of that layer and place

    @classmethod
    def of(cls, model: keras.Model) -> "PackedNetwork":
        """The network as it is now. It is not changed; how it was compiled for training is left out."""
        packed = []
        for layer in model.layers:
            known = bundled_weights(layer.name)
            for place, array in enumerate(layer.get_weights()):
                same = place < len(known) and np.array_equal(array, known[place])
                packed.append(None if same else array)
        return cls(model.get_config(), tuple(packed))

    def build(self) -> keras.Model:
        """The network: new, and the caller's own."""
        model, packed = keras.Model.from_config(self.config), iter(self.weights)
        for layer in model.layers:
            known = bundled_weights(layer.name)
            arrays = [next(packed) for _ in layer.weights]
            layer.set_weights([known[place] if array is None else array for place, array in enumerate(arrays)])
        return model
