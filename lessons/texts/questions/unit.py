"""Questions about one unit of a real network, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def unit_questions(unit, *, field, layer, size):
    """Five questions about a lessons.nets.units.UnitSum of a layer, and a lessons.core.receptive_field.ReceptiveField.

    The picture has `size` rows and columns.
    """
    k, _, channels = unit.patch.shape
    products, bias = float(f"{unit.before - unit.bias:.4g}"), float(f"{unit.bias:.2g}")
    before = products + bias  # of the rounded numbers, so that whoever adds them finds it among the answers
    return [
        numbers_question(
            f"The products sum to {products:g} and the bias is {bias:g}. What stands in the map?",
            max(before, 0.0),
            "Right: the sum with the bias, through ReLU.",
            [
                (-abs(before) if before else -1.0, "No value of these maps is negative: ReLU comes last."),
                (
                    products if before <= 0 else before * 2,
                    "That is not what ReLU makes of the sum with the bias.",
                ),
                (1.0, "ReLU is no switch: what is positive stays as it is."),
            ],
            ["Add the bias.", "ReLU keeps what is positive and makes zero of all else."],
        ),
        numbers_question(
            f"How many products make one value of {layer}?",
            k * k * channels,
            f"Right: {k} × {k} cells in each of {channels} maps.",
            [
                (k * k, "A filter is not 2-D: it spans all maps of the layer before."),
                (channels, "Each of the maps gives a whole window, not one cell."),
                (k * k * 3, "Only the first layer looks at three channels."),
            ],
            [f"The filter has {k} × {k} weights for each map of the layer before.", f"There are {channels} of those maps."],
        ),
        numbers_question(
            f"How many pixels wide is the receptive field of a unit of {layer}?",
            field.size,
            "Right: see the arithmetic.",
            [
                (k, "That is how many cells of the layer before it sees. Those saw windows themselves."),
                (size, "That is the whole picture. A field is counted from the windows and the strides alone."),
                (field.size + field.step, "That is the field of two neighbouring units together."),
            ],
            ["Look at the frame in the picture."],
        ),
        Question(
            "Two neighbouring units of this map: how far apart are their receptive fields?",
            Choice(f"{field.step} pixels", "Right: the strides of all layers up to here, multiplied."),
            tuple(
                Choice(text, note)
                for text, note in {
                    "1 pixel": "That is so before any pooling. Move by one cell and watch the frame.",
                    f"{field.size} pixels": "Then they would not overlap. Move by one cell and watch the frame.",
                    "3 pixels": "A window of 3 does not mean a step of 3: move by one cell and watch the frame.",
                }.items()
                if text != f"{field.step} pixel{'s' if field.step > 1 else ''}"
            ),
            ("Move by one cell and watch the frame.", "Every pooling layer doubles the step."),
        ),
        Question(
            "Do all pixels of the receptive field count the same?",
            Choice("No, those in the middle count most", "Right: they reach the unit on many paths."),
            (
                Choice(
                    "Yes, that is what a receptive field is", "It says which pixels can count. See the gradient on the right."
                ),
                Choice("No, those at the rim count most", "The rim reaches the unit on the fewest paths: see the gradient."),
                Choice("Only one pixel counts", "Then it would be a layer of 1 × 1: see the gradient."),
            ),
            ("Compare the two pictures.",),
        ),
    ]
