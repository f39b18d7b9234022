"""A stacked network as it was after each epoch of its training that was recorded, to ask it anything."""

import threading

import keras
import numpy as np
import numpy.typing as npt

from lessons.images.resizing import square
from lessons.nets.inference import run_layers
from lessons.training.results import StackRecord
from lessons.training.scratch import build_stack
from lessons.training.settings import ScratchSettings


class StackStates:
    """One network that takes the weights of whichever epoch is asked about.

    Parameters
    ----------
    settings : lessons.training.settings.ScratchSettings, of the run that was recorded
    classes : int
    """

    def __init__(self, settings: ScratchSettings, classes: int) -> None:
        self._model: keras.Model = build_stack(settings, classes)
        self._size = settings.image_size
        self._lock = threading.Lock()

    def answer(self, record: StackRecord, picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """What the network of that epoch says of a picture of any size: probabilities, (classes,)."""
        shown = square(picture, self._size)[np.newaxis]
        with self._lock:
            self._model.set_weights(record.weights)
            return run_layers(self._model, shown, ["probabilities"])[0][0]
