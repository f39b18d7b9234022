"""The networks of the arms: one flat network from the picture to the probabilities, and which part of it learns when."""

from dataclasses import dataclass
from typing import Any

import keras

from lessons.core.architecture import describe, parse_stack
from lessons.nets.bases import load_base
from lessons.nets.building import build_network
from lessons.nets.splitting import cut_before, last_convolutions
from lessons.training.settings import TrainingSettings, scratch_stack

_MIXED = "mixed_float16"


@dataclass(frozen=True, eq=False)
class Stage:
    """A part of a network that is trained, on what the frozen part before it makes of the pictures."""

    phase: str  # a key of `lessons.work.progress.PHASES`
    cut: str | None  # the layer of the base whose outputs go in; None: the pictures themselves
    part: keras.Model  # from these outputs to the probabilities
    learned: tuple[keras.layers.Layer, ...]
    epochs: int
    learning_rate: float


@dataclass(frozen=True, eq=False)
class Assembly:
    """A network that is about to be trained. The parts of its stages share its layers."""

    model: keras.Model  # raw 0-255 RGB of (pictures, size, size, 3) -> probabilities; one flat row of named layers
    base: keras.Model | None  # the frozen base, None for a network that is trained from scratch
    stages: tuple[Stage, ...]


def assemble(settings: TrainingSettings, classes: int) -> Assembly:
    """Build the network of an arm.

    Parameters
    ----------
    settings : lessons.training.settings.TrainingSettings
    classes : int, 2 or more

    Returns
    -------
    Assembly

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    size = settings.image_size
    if settings.arm == "scratch":
        *rows, _ = describe(
            parse_stack(scratch_stack(size)), (size, size, 3), classes
        )  # the head comes instead of its output layer
        base = build_network(rows[:-1], (size, size, 3), seed=settings.seed)
    else:
        base = load_base(settings.network, size=size, random_seed=settings.seed if settings.arm == "random" else None)
    outputs, head = base.outputs[0], []
    for layer in head_layers(settings, classes):
        outputs = layer(outputs)
        head.append(layer)
    model = keras.Model(base.inputs[0], outputs, name="fine_tuned")
    last = base.layers[-1]
    if settings.arm == "scratch":
        whole = keras.Model(base.inputs[0], outputs, name="whole")
        every_layer = tuple(layer for layer in model.layers if layer.name != "preprocessing")
        return Assembly(model, None, (Stage("training", None, whole, every_layer, settings.epochs, settings.learning_rate),))
    stages = [Stage("training", last.name, _part(model, last), tuple(head), settings.epochs, settings.learning_rate)]
    if settings.arm == "fine_tuned":
        first = last_convolutions(base, settings.unfrozen)[0]
        cut = base.get_layer(cut_before(base, first))
        learned = (*_unfrozen(base, first, settings), *head)
        part = _part(model, cut)
        stages.append(Stage("fine_tuning", cut.name, part, learned, settings.fine_epochs, settings.fine_rate))
    return Assembly(model, base, tuple(stages))


def head_layers(settings: TrainingSettings, classes: int) -> list[keras.layers.Layer]:
    """The layers of a new head: the last maps become a vector, a hidden layer combines it, then comes a unit per class."""
    initial = [keras.initializers.GlorotUniform(seed=settings.seed + offset) for offset in (1, 2)]
    decay = keras.regularizers.L2(settings.l2) if settings.l2 else None
    vector = {
        "average": lambda: keras.layers.GlobalAveragePooling2D(name="average"),
        "flatten": lambda: keras.layers.Flatten(name="flatten"),
    }
    layers = [
        vector[settings.head](),
        keras.layers.Dense(
            settings.units, activation="relu", kernel_initializer=initial[0], kernel_regularizer=decay, name="hidden"
        ),
        keras.layers.Dense(
            classes, activation="softmax", kernel_initializer=initial[1], kernel_regularizer=decay, name="probabilities"
        ),
    ]
    if settings.dropout:
        layers.insert(2, keras.layers.Dropout(settings.dropout, seed=settings.seed, name="dropout"))
    return layers


def freeze_all_but(assembly: Assembly, stage: Stage) -> None:
    """Let exactly the layers of a stage learn. Batch normalisation in a layer that does not learn keeps its statistics."""
    for layer in assembly.model.layers:
        layer.trainable = layer in stage.learned


def set_precision(stage: Stage, mixed: bool) -> None:
    """Compute the layers that learn in float16 where that is safe, or all in float32 again. Weights are float32 either way."""
    for layer in stage.learned:
        layer.dtype_policy = _MIXED if mixed and layer.name != "probabilities" else "float32"


def _part(model: keras.Model, cut: Any) -> keras.Model:
    """The rest of a network behind one of its layers, with the same layers."""
    return keras.Model(cut.output, model.outputs[0], name=f"after_{cut.name}")


def _unfrozen(base: keras.Model, first: str, settings: Any) -> list[keras.layers.Layer]:
    """The layers of the base from the first unfrozen convolution on; batch normalisation only where it is to be trained."""
    names = [layer.name for layer in base.layers]
    return [
        layer
        for layer in base.layers[names.index(first) :]
        if settings.batch_norm == "trained" or not isinstance(layer, keras.layers.BatchNormalization)
    ]
