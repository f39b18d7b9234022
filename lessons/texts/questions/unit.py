"""Questions about one unit of a real network, from the numbers on the screen."""

from lessons.core.receptive_field import ReceptiveField
from lessons.nets.units import UnitSum
from lessons.texts import counted
from lessons.texts.questions import Choice, Question, numbers_question, options_question


def unit_questions(unit: UnitSum, *, field: ReceptiveField, layer: str, size: int, slope: float = 0.0) -> list[Question]:
    """Five questions about a lessons.nets.units.UnitSum of a layer, and a lessons.core.receptive_field.ReceptiveField.

    The picture has `size` rows and columns, and the activation function has `slope` below zero, as `unit_sum` has it.
    """
    k, _, channels = unit.patch.shape
    products, bias = float(f"{unit.before - unit.bias:.4g}"), float(f"{unit.bias:.2g}")
    single = field.size == k  # no layer before has a window: every pixel of the field reaches the unit on one path
    return [
        _bent(products, bias, slope),
        numbers_question(
            f"A filter of {layer} has {k} × {k} weights in each of {channels} channels. How many products make one value?",
            k * k * channels,
            f"Right: a window of {k} × {k} in each of {channels} maps.",
            [
                (k * k, "A filter is not 2-D: it spans all maps of the layer before."),
                (channels, "Each of the maps gives a whole window, not one cell."),
                (k * k * 3, "Only the first layer looks at three channels."),
                (k * k * channels + 1, "The bias is added to the products, but it is not one of them."),
            ],
            [f"The filter has {k} × {k} weights for each map of the layer before.", f"There are {channels} of those maps."],
        ),
        numbers_question(
            f"How many pixels wide is the receptive field of a unit of {layer}?",
            field.size,
            "Right: each layer before adds (window − 1) × the strides before it.",
            [
                (k, "That is how many cells of the layer before it sees. Those saw windows themselves."),
                (size, "That is the whole picture. A field is counted from the windows and the strides alone."),
                (field.size + field.step, "That is the field of two neighbouring units together."),
                (1, "That would be a layer of 1 × 1 on the picture itself: look at the frame."),
            ],
            ["Look at the frame in the picture."],
        ),
        _apart(field),
        _paths(field.size) if single else _CENTRE,
    ]


def _bent(products: float, bias: float, slope: float) -> Question:
    """What stands in the map, of rounded numbers, so that whoever adds them finds the sum among the answers."""
    prompt = f"The products sum to {products:g} and the bias is {bias:g}. Which number is in the map?"
    before = products + bias
    unsigned = (abs(products - bias), "The bias is added, with its sign, and what bends the sum comes after that.")
    if slope == 0:
        return numbers_question(
            prompt,
            max(before, 0.0),
            "Right: the sum with the bias, through ReLU.",
            [
                (-abs(before) if before else -1.0, "No value of these maps is negative: ReLU comes last."),
                (products if before <= 0 else before * 2, "That is not what ReLU makes of the sum with the bias."),
                (1.0, "ReLU is no switch: what is positive stays as it is."),
                unsigned,
            ],
            ["Add the bias.", "ReLU keeps what is positive and makes zero of all else."],
        )
    if slope == 1:
        return numbers_question(
            prompt,
            before,
            "Right: the sum with the bias. This layer has no activation function.",
            [
                (0.0 if before <= 0 else -before, "Nothing bends the sum here: it stays as it is, with its sign."),
                (products, "The bias is missing."),
                (products - bias, "The bias is added, with its sign."),
                (1.0, "This layer has no switch: the sum itself is in the map."),
            ],
            ["Add the bias.", "Look at the stage: does anything bend the sum?"],
        )
    return numbers_question(
        prompt,
        before if before > 0 else slope * before,
        f"Right: the sum with the bias, through leaky ReLU, which multiplies by {slope:g} below zero.",
        [
            (0.0, f"Zero is what plain ReLU makes of a negative sum. Leaky ReLU multiplies it by {slope:g}."),
            ((1 - slope) * before, f"A negative sum is multiplied by {slope:g}, and a positive one stays as it is."),
            (1.0, "Leaky ReLU is no switch: what is positive stays as it is."),
            unsigned,
        ],
        ["Add the bias.", f"Leaky ReLU keeps what is positive and multiplies all else by {slope:g}."],
    )


def _apart(field: ReceptiveField) -> Question:
    """How far the fields of neighbours are apart."""
    prompt = "Two neighbouring units of this map: how far apart do their receptive fields begin?"
    if field.shared > 1:
        return options_question(
            prompt,
            Choice(
                f"0 or {field.step} pixels, by turns",
                "Right: a coarse map was enlarged, so two units see the same coarse cells.",
            ),
            [
                Choice(counted(field.step, "pixel"), "Some of them see the very same pixels: move by one cell, twice."),
                Choice(counted(field.step // 2, "pixel"), "So it would be without the enlarged map: watch the frame."),
                Choice(counted(field.size, "pixel"), "Then they would not overlap. Move by one cell and watch the frame."),
            ],
            ("Move by one cell and watch the frame, twice.", "Each coarse cell was copied to 2 × 2 fine ones."),
        )
    return options_question(
        prompt,
        Choice(counted(field.step, "pixel"), "Right: the strides of all layers up to here, multiplied."),
        [
            Choice("1 pixel", "That is so before any pooling. Move by one cell and watch the frame."),
            Choice(counted(field.size, "pixel"), "Then they would not overlap. Move by one cell and watch the frame."),
            Choice("3 pixels", "A window of 3 does not mean a step of 3: move by one cell and watch the frame."),
            Choice(counted(2 * field.step, "pixel"), "Only a layer with a stride of 2 doubles the step."),
        ],
        ("Move by one cell and watch the frame.", "Every pooling layer with a stride of 2 doubles the step."),
    )


_CENTRE = Question(
    "On how many paths through the layers do the pixels of the receptive field reach the unit?",
    Choice("Those in the middle on more than those at the rim", "Right: that is why the gradient is mostly largest there."),
    (
        Choice(
            "All of them on the same number, as one field holds them all",
            "A field says which pixels can count, not on how many paths.",
        ),
        Choice(
            "Those at the rim on more than those in the middle", "A pixel in the corner lies in a single window of each layer."
        ),
        Choice("Each of them on a single one", "That is so for the first layer only: later windows overlap."),
    ),
    ("In how many windows of the layer before does a pixel in the corner lie?", "Windows overlap most in the middle."),
)


def _paths(size: int) -> Question:
    """The same for a layer that looks at the picture itself."""
    return Question(
        "On how many paths does each pixel of the receptive field reach a unit of this layer?",
        Choice("On a single one", "Right: the filter lies on the picture itself. With more layers, the middle has more paths."),
        (
            Choice("On more in the middle", "That is so for later layers, whose windows overlap."),
            Choice(
                "On one for each channel, so three", "A pixel is all three numbers: each is weighed once, and they are added."
            ),
            Choice(f"On {size * size} of them", f"That is how many pixels the window of {size} × {size} has."),
        ),
        ("Which layers are there between the picture and this one?",),
    )
