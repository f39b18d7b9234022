"""Optimisers, learning rates, early stopping, changes of pictures: each told once, to be made and to be written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from lessons.training.settings import Augmentation, RunSettings

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Written:
    """A value that code writes in another way than Python's `str` does."""

    code: str
    value: object = None


@dataclass(frozen=True)
class Call:
    """A call of something in Keras, as data: it can be made, and it can be written down.

    Its arguments are values, `Written` or other calls.
    """

    name: str  # where it lies in Keras, such as "optimizers.Adam"
    arguments: tuple = ()
    options: dict = field(default_factory=dict)

    def make(self, **more: Any) -> Any:
        """What the call gives; `more` are options that its code does not show."""
        import keras  # the texts write calls down without it

        options = {name: _value(option) for name, option in self.options.items()}
        return attrgetter(self.name)(keras)(*map(_value, self.arguments), **options, **more)

    @property
    def code(self) -> str:
        """The call in Python, for whoever has imported Keras."""
        arguments = [*map(_code, self.arguments), *(f"{name}={_code(option)}" for name, option in self.options.items())]
        return f"keras.{self.name}({', '.join(arguments)})"


def _value(item: Any) -> Any:
    return item.make() if isinstance(item, Call) else item.value if isinstance(item, Written) else item


def _code(item: Any) -> str:
    if isinstance(item, Call | Written):
        return item.code
    return f'"{item}"' if isinstance(item, str) else str(item)


_OPTIMISERS = {
    "adam": ("optimizers.Adam", {}),
    "rmsprop": ("optimizers.RMSprop", {}),
    "sgd": ("optimizers.SGD", {"momentum": 0.9}),
}
"""Name of `lessons.training.settings.OPTIMISERS` -> where it lies in Keras, and its options beside the learning rate."""

_BEFORE = {
    "constant": "",
    "cosine": "steps = {epochs} * -(-{pictures} // {batch_size})  # all batches\nrising = max(1, steps // 20)\nrate = {rate}\n",
}
"""Name of `lessons.training.settings.SCHEDULES` -> lines of code before the optimiser is made."""


def _rate(schedule: str, largest: float | Written, steps: int) -> Any:
    if schedule == "constant":
        return largest
    rising = max(1, steps // 20)
    falling = Written("max(1, steps - rising)", max(1, steps - rising))
    warmup = {"warmup_target": largest, "warmup_steps": Written("rising", rising)}
    return Call("optimizers.schedules.CosineDecay", (0.0, falling), warmup)


def _optimiser(settings: Any, rate: Any) -> Call:
    name, options = _OPTIMISERS[settings.optimiser]
    return Call(name, (rate,), options)


def make_optimiser(settings: RunSettings, rate: float, steps: int) -> keras.Optimizer:
    """The optimiser of a run.

    Parameters
    ----------
    settings : lessons.training.settings.RunSettings, for its `optimiser` and `schedule`
    rate : float, the largest learning rate
    steps : int, batches of all epochs

    Returns
    -------
    keras.Optimizer
    """
    return _optimiser(settings, _rate(settings.schedule, rate, steps)).make()


def optimiser_code(
    settings: RunSettings,
    rate: float | Written,
    *,
    epochs: int | Written,
    batch_size: int | Written,
    pictures: str = "len(learning)",
) -> tuple[str, str]:
    """The code that makes what `make_optimiser` makes.

    Parameters
    ----------
    settings : lessons.training.settings.RunSettings
    rate, epochs, batch_size : numbers, or `Written` where code has a name for them
    pictures : str, code for the number of pictures to learn from

    Returns
    -------
    (before, optimiser) : lines that come before, each with its line end, or none; and the expression of the optimiser
    """
    varying = _rate(settings.schedule, rate, 1)
    numbers = {"epochs": _code(epochs), "batch_size": _code(batch_size), "pictures": pictures, "rate": _code(varying)}
    before = _BEFORE[settings.schedule].format(**numbers)
    return before, _optimiser(settings, Written("rate") if before else rate).code


def early_stopping(patience: int | Written) -> Call:
    """The Call of the callback that ends a run; `patience` is a number of epochs, or `Written`."""
    return Call("callbacks.EarlyStopping", (), {"patience": patience, "restore_best_weights": True})


_FILLED = {"fill_mode": "reflect"}
AUGMENTATIONS = {
    "flip": lambda chosen: Call("layers.RandomFlip", ("horizontal",)),
    "rotation": lambda chosen: Call(
        "layers.RandomRotation", (Written(f"{chosen.rotation} / 360", chosen.rotation / 360),), _FILLED
    ),
    "shift": lambda chosen: Call("layers.RandomTranslation", (chosen.shift, chosen.shift), _FILLED),
    "shear": lambda chosen: Call("layers.RandomShear", (), {"x_factor": chosen.shear} | _FILLED),
    "zoom": lambda chosen: Call("layers.RandomZoom", (chosen.zoom,), _FILLED),
    "brightness": lambda chosen: Call("layers.RandomBrightness", (chosen.brightness,), {"value_range": (0, 255)}),
}
"""Name in `lessons.training.settings.Augmentation` -> function of such settings to the Call of today's Keras layer."""


def augmentation_calls(augmentation: Augmentation) -> dict[str, Call]:
    """The layers that change pictures as the settings ask, none for what is zero: dict of name to Call, in their order."""
    return {name: call(augmentation) for name, call in AUGMENTATIONS.items() if getattr(augmentation, name)}
