"""What there is to try where maps become an answer."""

from lessons.texts.steps import Known, Preset, Step, Steps

_FLAT, _AVERAGE = "flatten", "global average pooling"
_FIRST = {"dense_temperature": 1.0, "dense_added": 0, "dense_vector": _FLAT}
SURE = 0.9  # a probability from which nobody would speak of doubts


def _answers(known: Known) -> list[str]:
    """Whether it recognises the patch: the right answer first."""
    options = ["Yes, and it is sure", "Yes, but with doubts", "No, another one does"]
    place = 2 if known["winner"] != known["truth"] else int(known["best"] < SURE)
    return [options[place], *options[:place], *options[place + 1 :]]


def _winner(known: Known) -> str:
    return str(known["winner"]).capitalize()


def _colours(known: Known) -> str:
    """What the cells of a class say: of most classes some are red; of a dark one none is."""
    red, blue = known["red"], known["blue"]
    if red and blue:
        return "For and against: red cells speak for {unit}, blue cells against it. The weights are a template of it."
    first = "red would speak for {unit}, but every cell here is blue and speaks against it"
    if not blue:
        first = "every cell here is red and speaks for {unit}; blue would speak against it"
    return f"For and against: {first}. Its bias, {{bias:.1f}}, is added to that."


def _names(known: Known) -> list[str]:
    """What it says of writing with one mean of each map, and what it may be thought to say."""
    names = [known["said"][_AVERAGE], known["said"][_FLAT], "writing", "tissue", "coins"]
    return [name.capitalize() for name in dict.fromkeys(names)][:3]


TO_TRY = Steps(
    (
        Step(
            "sum",
            "Press *Add it up*: every cell of the maps, times its weight. Eight textures race. Will *tissue* win?",
            lambda known: known["added_up"] and known["truth"] == "tissue",
            lambda known: (
                f"{_winner(known)} with {{best:.0%}}. {{numbers}} products and a bias make a number for each class, its "
                "*logit*, here {logit:.2f}. Softmax makes probabilities of all eight."
            ),
            _answers,
            {"dense_added_up": True},
            start=_FIRST | {"dense_picture": "Tissue"},
        ),
        Step(
            "unit",
            "Click another texture in the list: its weights appear. What do red and blue cells say?",
            lambda known: known["unit"] != known["winner"],
            _colours,
            lambda _: ["For and against", "Warm and cold", "Kept and removed"],
            start=_FIRST,
        ),
        Step(
            "temperature",
            "Softmax has a knob, the *temperature*. Set it to 5 or more. What happens to the largest probability?",
            lambda known: known["temperature"] >= 5,
            "{best:.1%} now. Each logit was divided by it, so the probabilities come closer together; the order of "
            "the classes stays.",
            lambda _: ["It falls", "It rises", "Another class takes the lead"],
            {"dense_temperature": 5.0},
            start=_FIRST,
        ),
        Step(
            "average",
            "A patch of writing: flattened, it says “{said[flatten]}”. Press *global average pooling*, the mean of each map. "
            "What does it say now?",
            lambda known: known["vector"] == _AVERAGE and known["truth"] == "writing",
            lambda known: (
                f"{_winner(known)}. {{numbers}} numbers say *how much*, no longer *where*. For textures that is better: "
                f"{known['right'][_AVERAGE]:.0%} of all test patches are right, flattened {known['right'][_FLAT]:.0%}."
            ),
            _names,
            {"dense_vector": _AVERAGE, "dense_picture": "Writing", "dense_unit": "writing"},
            start=_FIRST | {"dense_picture": "Writing", "dense_unit": "coins"},
        ),
    ),
    (
        Preset("Bold", {"dense_temperature": 0.25}, "A temperature of 0.25: the same logits, and the answer sounds certain."),
        Preset("Timid", {"dense_temperature": 10.0}, "A temperature of 10: the same logits, and the classes are nearly level."),
    ),
)
