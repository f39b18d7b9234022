"""What a filter looks for: a picture changed, step by step, until one channel of a layer answers as strongly as it can."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.images.resizing import square
from lessons.nets.gradients import checked_layer
from lessons.nets.inference import compiled, forward_function, picture_signature
from lessons.work.progress import OnStep, Phase, ShouldStop, Step, never, silent

GREY, NOISE = 118.0, 12.0  # the start: mean and spread of the noise
JITTER = 8  # pixels that the picture is shifted by at random before every step, so that no single pixel is driven up
STEP = 9.0  # of 255: spread of what a step adds
BLURS = (0.0, 1.5, 4.0)  # the gradient is added to blurred copies of itself: coarse forms count as much as fine ones
FADE = 0.985  # how much of its distance from grey the picture keeps at every step
DREAM_STEP = 4.0


@dataclass(frozen=True, eq=False)
class Sketch:
    """A picture that is changed step by step, as far as it has come. Immutable."""

    picture: np.ndarray  # uint8 (rows, columns, 3)
    scores: tuple[float, ...]  # what is being made large, before every step
    what: str  # that is being made large


def maximise(
    model: keras.Model,
    layer: str,
    channel: int,
    *,
    steps: int = 64,
    seed: int = 0,
    on_step: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Sketch:
    """A picture that makes the mean of one feature map as large as possible, from noise.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB. It is not changed.
    layer : name of a layer with maps
    channel : int
    steps : int, 1 or more
    seed : int, of the noise and of the jitter
    on_step : function of a Step with its sketch, called after every step, or None
    should_stop : function asked before every step, or None; what was drawn so far is kept

    Returns
    -------
    Sketch

    Raises
    ------
    ValueError
        If there is no such layer or channel.

    References
    ----------
    Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network", 2009; Olah, Mordvintsev and
    Schubert, "Feature visualization", Distill, 2017 (jitter, and why regularisation is needed).
    """
    checked_layer(model, layer)
    channels = model.get_layer(layer).output.shape[-1]
    if not 0 <= channel < channels:
        raise ValueError(f"channel must be from 0 to {channels - 1}. Received: channel={channel}")
    rng = np.random.default_rng(seed)
    picture = _noise(model, rng)
    climb = _climber(model, layer, lambda maps, wanted: tf.reduce_mean(tf.gather(maps, wanted, axis=-1)), "channel")

    def step(picture: npt.NDArray[np.float32]) -> tuple[float, npt.NDArray[np.float32]]:
        score, gradient = climb(picture, channel, rng)
        return score, GREY + FADE * (picture - GREY) + STEP * gradient

    return _climb(picture, step, steps, on_step, should_stop, f"map {channel} of {layer}")


def starting_noise(model: keras.Model, seed: int) -> npt.NDArray[np.uint8]:
    """What `maximise` begins with: uint8 (rows, columns, 3), the same for the same seed."""
    return _bytes(np.clip(_noise(model, np.random.default_rng(seed)), 0, 255))


def _noise(model: keras.Model, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    return rng.normal(GREY, NOISE, model.inputs[0].shape[1:]).astype(np.float32)


def dream(
    model: keras.Model,
    image: npt.NDArray[np.uint8],
    layer: str,
    *,
    steps: int = 30,
    seed: int = 0,
    on_step: Callable[[Step], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Sketch:
    """DeepDream: the picture changed so that all maps of a layer answer more strongly to what they see in it already.

    Parameters, result and errors as for `maximise`, with an image (rows, columns, 3) instead of a channel. Mordvintsev, Olah
    and Tyka, "Inceptionism", 2015.
    """
    checked_layer(model, layer)
    rng = np.random.default_rng(seed)
    picture = square(image, model.inputs[0].shape[1]).astype(np.float32)
    climb = _climber(model, layer, lambda maps, wanted: tf.reduce_mean(tf.square(maps)), "dream")

    def step(picture: npt.NDArray[np.float32]) -> tuple[float, npt.NDArray[np.float32]]:
        score, gradient = climb(picture, 0, rng)
        return score, picture + DREAM_STEP * gradient

    return _climb(picture, step, steps, on_step, should_stop, f"all maps of {layer}")


def _climb(
    picture: npt.NDArray[np.float32],
    step: Callable,
    steps: int,
    on_step: OnStep | None,
    should_stop: ShouldStop | None,
    what: str,
) -> Sketch:
    on_step, should_stop = on_step or silent, should_stop or never
    phase, sketch = Phase("drawing", steps, on_step), Sketch(_bytes(picture), (), what)
    phase.report(0, sketch=sketch)
    for done in range(1, steps + 1):
        if should_stop():
            break
        score, picture = step(picture)
        picture = np.clip(picture, 0, 255)
        sketch = Sketch(_bytes(picture), (*sketch.scores, score), what)
        phase.report(done, sketch=sketch)
    return sketch


def _bytes(picture: np.ndarray) -> npt.NDArray[np.uint8]:
    return np.rint(picture).astype(np.uint8)


def _climber(model: keras.Model, layer: str, score_of: Callable, what: str) -> Callable:
    """A function of (picture, channel, rng) to the score and to the direction in which it grows, of spread 1."""

    def make() -> Any:
        forward = forward_function(model, {layer: model.get_layer(layer).output})

        def gradient(batch: Any, wanted: Any) -> tuple[Any, Any]:
            with tf.GradientTape() as tape:
                tape.watch(batch)
                score = score_of(forward(batch)[layer], wanted)
            return score, tape.gradient(score, batch)

        signature = [picture_signature(model), tf.TensorSpec((), tf.int32)]
        return tf.function(gradient, input_signature=signature, autograph=False).get_concrete_function()

    graph = compiled(model, (what, layer), make)

    def climb(
        picture: npt.NDArray[np.float32], channel: int, rng: np.random.Generator
    ) -> tuple[float, npt.NDArray[np.float32]]:
        shift = tuple(int(by) for by in rng.integers(-JITTER, JITTER + 1, 2))
        moved = np.roll(picture, shift, axis=(0, 1))
        score, gradient = graph(tf.constant(moved[np.newaxis]), tf.constant(channel, tf.int32))
        gradient = np.roll(np.asarray(gradient)[0], (-shift[0], -shift[1]), axis=(0, 1))
        blurred = (gradient if sigma == 0 else cv2.GaussianBlur(gradient, (0, 0), sigma) for sigma in BLURS)
        direction = sum(part / (part.std() + 1e-12) for part in blurred)
        return float(score), direction / (direction.std() + 1e-12)

    return climb
