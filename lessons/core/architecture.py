"""A network as a stack of layers: what each makes of the one before, and what it costs, without building anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, prod
from typing import Any

from lessons.core.activation import ACTIVATIONS
from lessons.core.receptive_field import SlidingLayer, receptive_field
from lessons.core.shapes import PADDINGS, output_size

MAX_LAYERS = 16
MAX_PARAMETERS = 4_000_000  # so that a network trains while one watches, on two processor cores
MAX_MULTIPLY_ADDS = 60_000_000  # of one picture, for the same reason


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen of a layer."""

    name: str
    default: int | float | str
    low: float = -inf  # numbers only
    high: float = inf
    choices: tuple[str, ...] = ()  # words only

    def read(self, text: str) -> int | float | str:
        """The value that a text stands for. Raises ValueError with a sentence that says what is possible."""
        if self.choices:
            if text not in self.choices:
                raise ValueError(f"{self.name} must be one of {', '.join(self.choices)}. Received: {text[:40]!r}")
            return text
        try:
            value = type(self.default)(text)
        except ValueError:
            value = None
        if not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise ValueError(f"{self.name} must be a number from {self.low:g} to {self.high:g}. Received: {text[:40]!r}")
        return value


@dataclass(frozen=True)
class Kind:
    """A sort of layer."""

    title: str
    options: tuple[Option, ...] = ()


_ACTIVATION = Option("activation", "relu", choices=tuple(ACTIVATIONS))
_POOLING = (Option("window", 2, 1, 8), Option("stride", 2, 1, 8))

KINDS = {
    "conv": Kind(
        "Convolution",
        (
            Option("filters", 8, 1, 128),
            Option("kernel", 3, 1, 11),
            _ACTIVATION,
            Option("stride", 1, 1, 4),
            Option("padding", "valid", choices=PADDINGS),
        ),
    ),
    "max": Kind("Max pooling", _POOLING),
    "average": Kind("Average pooling", _POOLING),
    "activation": Kind("Activation", (_ACTIVATION,)),
    "norm": Kind("Batch normalisation"),
    "dropout": Kind("Dropout", (Option("rate", 0.5, 0.0, 0.9),)),
    "flatten": Kind("Flatten"),
    "global": Kind("Global average pooling"),
    "dense": Kind("Dense", (Option("units", 32, 1, 512), _ACTIVATION)),
}
"""The layers that can be stacked: word of the notation -> Kind."""

PRESETS = {
    "small CNN": "conv 8; max; conv 16; max; flatten; dense 32",
    "first network of many courses": "conv 32; max; flatten; dense 64",
    "global pooling instead of flatten": "conv 8; max; conv 16; max; conv 32; global",
    "no convolution at all": "flatten; dense 64; dense 32",
    "softmax regression": "flatten",
    "with batch normalisation and dropout": (
        "conv 16 3 linear 1 same; norm; activation; max; conv 32 3 linear 1 same; norm; activation; max; dropout 0.3; flatten"
    ),
}
"""Name -> stack to start from."""


@dataclass(frozen=True)
class Layer:
    """One layer of a stack: its kind and what was chosen."""

    kind: str  # a key of KINDS
    options: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.kind, *(str(value) for value in self.options.values())])


@dataclass(frozen=True)
class Row:
    """What a layer makes of the one before, and what it costs."""

    name: str  # such as "conv1", also in Keras
    layer: Layer
    shape: tuple[int, ...]  # (rows, columns, channels), or (numbers,) once the maps are flattened
    parameters: int  # as Keras counts them: the moving mean and variance of a batch normalisation too
    multiply_adds: int  # for one picture
    field: int | None  # rows and columns of the picture that reach one unit; None for all of it

    @property
    def learned(self) -> int:
        """Of the parameters those that training changes: not the moving mean and variance of a batch normalisation."""
        return self.parameters // 2 if self.layer.kind == "norm" else self.parameters


class StackError(ValueError):
    """A stack that can't work.

    `position` is the layer's place, counted from 0; the output layer comes after the last. `rows` are those of the layers
    before it.
    """

    def __init__(self, position: int, rows: Sequence[Row], message: str) -> None:
        super().__init__(message)
        self.position = position
        self.rows = rows


def parse_stack(text: str) -> tuple[Layer, ...]:
    """Read a stack such as "conv 8 3 relu; max 2; flatten; dense 32".

    A layer is its word and its options in the order of `KINDS`; options at the end may be left out. Layers are separated
    by semicolons.

    Returns
    -------
    tuple of Layer

    Raises
    ------
    ValueError
        If it is no such text; the message is a sentence for learners.
    """
    layers = []
    for place, part in enumerate((part for part in text.split(";") if part.strip()), start=1):
        word, *texts = part.split()
        if word not in KINDS:
            raise ValueError(f"Layer {place} must begin with one of {', '.join(KINDS)}. Received: {word[:40]!r}")
        options = KINDS[word].options
        if len(texts) > len(options):
            raise ValueError(f"Layer {place}, {word}, has {len(options)} options. Received: {len(texts)}")
        texts = texts + [str(option.default) for option in options[len(texts) :]]
        try:
            layers.append(Layer(word, {option.name: option.read(t) for option, t in zip(options, texts, strict=True)}))
        except ValueError as error:
            raise ValueError(f"Layer {place}, {word}: {error}") from None
    if len(layers) > MAX_LAYERS:
        raise ValueError(f"A stack may have up to {MAX_LAYERS} layers. Received: {len(layers)}")
    return tuple(layers)


def format_stack(layers: Sequence[Layer]) -> str:
    """A stack as text that `parse_stack` reads back."""
    return "; ".join(map(str, layers))


def describe(layers: Sequence[Layer], input_shape: tuple[int, int, int], classes: int) -> list[Row]:
    """Shapes, parameters, work and receptive fields of a stack and of its output layer, one dense unit per class.

    Parameters
    ----------
    layers : sequence of Layer
    input_shape : (rows, columns, channels)
    classes : int

    Returns
    -------
    list of Row, one per layer, and the output layer's

    Raises
    ------
    StackError
        If a layer can't follow the one before, or the network is too large to train while one watches.
    """
    rows: list[Row] = []
    shape: tuple[int, ...] = tuple(input_shape)
    sliding: list[SlidingLayer] = []
    counts: dict[str, int] = {}
    output = Layer("dense", {"units": classes, "activation": "softmax"})
    for position, layer in enumerate([*layers, output]):
        is_output = position == len(layers)
        before = shape
        try:
            shape = _SHAPES[layer.kind](layer.options, before)
        except ValueError as error:
            raise StackError(position, rows, _complaint(position, layer, is_output, error)) from None
        if layer.kind in ("conv", "max", "average"):
            window = layer.options.get("kernel") or layer.options["window"]
            sliding.append(SlidingLayer(window, layer.options["stride"]))
        counts[layer.kind] = counts.get(layer.kind, 0) + 1
        parameters, multiply_adds = _COSTS.get(layer.kind, _nothing)(layer.options, before, shape)
        seen = (receptive_field(sliding)[-1].size if sliding else 1) if len(shape) == 3 else None
        name = "probabilities" if is_output else f"{layer.kind}{counts[layer.kind]}"
        rows.append(Row(name, layer, shape, parameters, multiply_adds, seen))
    _check_size(rows)
    return rows


def _complaint(position: int, layer: Layer, is_output: bool, error: Exception) -> str:
    if is_output:
        return f"The output layer can't follow: {error}"
    return f"Layer {position + 1}, {KINDS[layer.kind].title.lower()}, can't follow: {error}"


def _check_size(rows: Sequence[Row]) -> None:
    for total, limit, what in (
        (sum(row.parameters for row in rows), MAX_PARAMETERS, "parameters"),
        (sum(row.multiply_adds for row in rows), MAX_MULTIPLY_ADDS, "multiply-adds per picture"),
    ):
        if total > limit:
            worst = max(range(len(rows)), key=lambda i: getattr(rows[i], what.split()[0].replace("-", "_")))
            raise StackError(
                worst,
                rows,
                f"Too large to train while you watch: {total:,} {what}, and up to {limit:,} are possible. Most of them are in "
                f"{rows[worst].name}. Take fewer filters or units, pool more, or choose smaller pictures.",
            )


_Shaper = Callable[[Mapping[str, Any], tuple[int, ...]], tuple[int, ...]]


def _maps(shape: tuple[int, ...]) -> tuple[int, ...]:
    if len(shape) != 3:
        raise ValueError(
            f"it needs maps of rows and columns, and the layer before gives a vector of {shape[0]:,} numbers. "
            "Move it before the flatten or the global pooling."
        )
    return shape


def _vector(shape: tuple[int, ...]) -> None:
    if len(shape) != 1:
        raise ValueError(
            f"it needs a vector, and the layer before gives {shape[2]} maps of {shape[0]} × {shape[1]}. "
            "Put a flatten or a global average pooling in between."
        )


def _window_shape(window: str, channels: Callable[[Mapping[str, Any], int], int]) -> _Shaper:
    def shape(options: Mapping[str, Any], before: tuple[int, ...]) -> tuple[int, ...]:
        rows, columns, depth = _maps(before)
        sizes = []
        for size in (rows, columns):
            if options.get("padding", "valid") == "valid" and options[window] > size:
                raise ValueError(
                    f"its window covers {options[window]} × {options[window]} cells, and only {rows} × {columns} are left. "
                    "Take a smaller window, or pool less before."
                )
            sizes.append(output_size(size, options[window], stride=options["stride"], padding=options.get("padding", "valid")))
        return (*sizes, channels(options, depth))

    return shape


def _dense_shape(options: Mapping[str, Any], before: tuple[int, ...]) -> tuple[int, ...]:
    _vector(before)
    return (options["units"],)


_SHAPES: dict[str, _Shaper] = {
    "conv": _window_shape("kernel", lambda options, depth: options["filters"]),
    "max": _window_shape("window", lambda options, depth: depth),
    "average": _window_shape("window", lambda options, depth: depth),
    "activation": lambda options, before: before,
    "norm": lambda options, before: before,
    "dropout": lambda options, before: before,
    "flatten": lambda options, before: (prod(_maps(before)),),
    "global": lambda options, before: (_maps(before)[2],),
    "dense": _dense_shape,
}
"""Kind -> function of the options and the shape before, to the shape after. Raises ValueError where it can't be."""


def _conv_costs(options: Mapping[str, Any], before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, int]:
    weights = options["kernel"] ** 2 * before[2] * options["filters"]
    return weights + options["filters"], weights * after[0] * after[1]


def _dense_costs(options: Mapping[str, Any], before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, int]:
    return before[0] * after[0] + after[0], before[0] * after[0]


def _norm_costs(options: Mapping[str, Any], before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, int]:
    return 4 * after[-1], prod(after)


def _nothing(options: Mapping[str, Any], before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, int]:
    return 0, 0


_COSTS = {"conv": _conv_costs, "dense": _dense_costs, "norm": _norm_costs}
"""Kind -> function of the options and the shapes before and after, to (parameters, multiply-adds)."""
