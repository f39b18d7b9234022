"""A small vision transformer against a convolutional network with as many parameters, on few pictures and on many."""

import time
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.attention import of_keras
from lessons.data.examples import Dataset
from lessons.images.resizing import square
from lessons.nets.device import use_device
from lessons.training.amount_results import AmountResult, AmountsRace
from lessons.training.attention_settings import AMOUNTS, SIDE, AttentionSettings
from lessons.training.loop import train
from lessons.work.progress import OnStep, ShouldStop, Step, Stopped, never, silent

PATCH, NUMBERS, HEADS, BLOCKS = 4, 32, 4, 2
FILTERS = (16, 32, 54)  # so that both networks have as many parameters, to within half a per cent
_CHECKED = 48  # pictures that each epoch is judged by: the figures that count come from all test pictures


@keras.saving.register_keras_serializable("lessons")
class Positions(keras.layers.Layer):
    """Adds numbers to each patch that are learned for its place."""

    def __init__(self, seed: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self._seed = seed

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Make them."""
        start = keras.initializers.RandomNormal(stddev=0.02, seed=self._seed)
        self.positions = self.add_weight(shape=shape[1:], initializer=start, name="positions")

    def call(self, tokens: Any) -> Any:
        """Add them."""
        return tokens + self.positions


def build_transformer(classes: int, *, seed: int) -> keras.Model:
    """A vision transformer of Keras's own layers: raw 0-255 RGB -> probabilities."""
    use_device()
    seeds = iter(range(1000 * seed + 1, 1000 * seed + 999))

    def start() -> keras.initializers.Initializer:
        return keras.initializers.GlorotUniform(next(seeds))

    inputs = keras.Input((SIDE, SIDE, 3), name="picture")
    scaled = keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)
    cut = keras.layers.Conv2D(NUMBERS, PATCH, strides=PATCH, kernel_initializer=start(), name="embedding")(scaled)
    tokens = keras.layers.Reshape((-1, NUMBERS), name="patches")(cut)
    tokens = Positions(next(seeds), name="positions")(tokens)
    for number in range(1, BLOCKS + 1):
        ready = keras.layers.LayerNormalization(name=f"before_attention{number}")(tokens)
        attention = keras.layers.MultiHeadAttention(
            HEADS, NUMBERS // HEADS, kernel_initializer=start(), seed=next(seeds), name=f"attention{number}"
        )
        tokens = keras.layers.Add(name=f"with_attention{number}")([tokens, attention(ready, ready)])
        ready = keras.layers.LayerNormalization(name=f"before_dense{number}")(tokens)
        wide = keras.layers.Dense(2 * NUMBERS, activation="relu", kernel_initializer=start(), name=f"wide{number}")(ready)
        narrow = keras.layers.Dense(NUMBERS, kernel_initializer=start(), name=f"narrow{number}")(wide)
        tokens = keras.layers.Add(name=f"with_dense{number}")([tokens, narrow])
    vector = keras.layers.GlobalAveragePooling1D(name="average")(keras.layers.LayerNormalization(name="last")(tokens))
    outputs = keras.layers.Dense(classes, activation="softmax", kernel_initializer=start(), name="probabilities")(vector)
    return keras.Model(inputs, outputs, name="transformer")


def build_convolutional(classes: int, *, seed: int) -> keras.Model:
    """A small convolutional network with as many parameters: raw 0-255 RGB -> probabilities."""
    use_device()
    inputs = keras.Input((SIDE, SIDE, 3), name="picture")
    maps = keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)
    for number, filters in enumerate(FILTERS, start=1):
        start = keras.initializers.GlorotUniform(1000 * seed + number)
        layer = keras.layers.Conv2D(
            filters, 3, padding="same", activation="relu", kernel_initializer=start, name=f"conv{number}"
        )
        maps = keras.layers.MaxPooling2D(name=f"max{number}")(layer(maps))
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    start = keras.initializers.GlorotUniform(1000 * seed)
    outputs = keras.layers.Dense(classes, activation="softmax", kernel_initializer=start, name="probabilities")(vector)
    return keras.Model(inputs, outputs, name="convolutional")


BUILDERS = {"convolutional": build_convolutional, "transformer": build_transformer}


def fit_amounts(
    settings: AttentionSettings,
    dataset: Dataset,
    *,
    amounts: Sequence[int] = AMOUNTS,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> AmountsRace:
    """Train both networks on each amount of pictures, always in as many steps. Synchronous.

    Parameters
    ----------
    settings : lessons.training.attention_settings.AttentionSettings
    dataset : lessons.data.datasets.Dataset, with as many training pictures of each class as the largest amount asks for
    amounts : pictures of each class
    on_step, should_stop : as `lessons.training.fit.fit` takes them; a step's `earlier` are the results so far

    Returns
    -------
    AmountsRace. The same settings, data set and device give the same.

    Raises
    ------
    Stopped
        If it was stopped before all were trained.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    began, device = time.perf_counter(), use_device()
    pictures, tests = (
        np.stack([square(image, SIDE) for image in part.images]).astype(np.float32) for part in (dataset.train, dataset.test)
    )
    targets, truth = dataset.train.targets, dataset.test.targets
    rng = np.random.default_rng(settings.seed)
    order = [rng.permutation(np.flatnonzero(targets == kind)) for kind in range(len(dataset.labels))]
    checked = np.concatenate([places[-(_CHECKED // len(order)) :] for places in order])
    results: list[AmountResult] = []
    model: Any = None
    for amount in amounts:
        chosen = np.concatenate([places[:amount] for places in order])
        run = settings.for_pictures(len(chosen))
        for network, build in BUILDERS.items():

            def tell(step: Step) -> None:
                on_step(step.beside(results))

            model = build(len(dataset.labels), seed=settings.seed)
            taught, validation = ((pictures[part], targets[part]) for part in (chosen, checked))
            trained = train(model, run, taught, validation, tell, should_stop)
            if trained.stopped:
                raise Stopped
            right = _answers(model, tests) == truth
            learned = _answers(model, pictures[chosen]) == targets[chosen]
            count = model.count_params()
            results.append(AmountResult(network, len(chosen), float(right.mean()), float(learned.mean()), count))
    transformer = of_keras(model.get_weights(), PATCH, BLOCKS)
    seconds = time.perf_counter() - began
    return AmountsRace(tuple(results), transformer, tuple(dataset.labels), settings, seconds, device)


def _answers(model: keras.Model, pictures: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    return np.argmax(np.concatenate([model(pictures[at : at + 128]) for at in range(0, len(pictures), 128)]), axis=1)
