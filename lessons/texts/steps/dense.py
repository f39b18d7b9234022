"""What there is to try where maps become an answer."""

from lessons.texts.steps import Preset, Step, Steps

_FIRST = {"dense_temperature": 1.0, "dense_added": 0, "dense_vector": "flatten"}
TO_TRY = Steps(
    (
        Step(
            "sum",
            "Press *Add it up*: every cell of the maps, times its weight. What comes out?",
            lambda known: known["added_up"],
            "One number, {logit:.2f}: the *logit* of {unit}, of {numbers} products and the bias. Softmax turns all eight "
            "into probabilities.",
            lambda _: ["One number", "Four numbers, one of each map", "A probability"],
            {"dense_added_up": True},
            start=_FIRST,
        ),
        Step(
            "unit",
            "Click the bar of another texture: its weights appear. What do red and blue cells say?",
            lambda known: known["unit"] != known["winner"],
            "For and against: red cells speak for {unit}, blue cells against it. The weights are a template of it.",
            lambda _: ["For and against", "Warm and cold", "Kept and removed"],
            start=_FIRST,
        ),
        Step(
            "temperature",
            "Set the temperature to 5 or more: each logit is divided by it. What happens to the largest probability?",
            lambda known: known["temperature"] >= 5,
            "{best:.1%} now. A temperature above 1 makes the answer more timid; the order of the classes stays.",
            lambda _: ["It falls", "It rises", "Another class takes the lead"],
            {"dense_temperature": 5.0},
            start=_FIRST,
        ),
        Step(
            "added",
            "Add 7 to every logit. What changes in the probabilities?",
            lambda known: known["added"] == 7,
            "Only differences of logits count: the same number everywhere cancels out.",
            lambda _: ["Nothing", "All of them rise", "The largest one rises"],
            {"dense_added": 7},
            start=_FIRST,
        ),
        Step(
            "average",
            "Make the vector by *global average pooling*, the mean of each map. How many numbers has the vector then?",
            lambda known: known["vector"] == "global average pooling",
            "One for each map: {numbers}. It says *how much* of something there is, and no longer *where*.",
            lambda known: [f"{known['channels']}", f"{known['all']}", f"{known['all'] // 2}"],
            {"dense_vector": "global average pooling"},
            start=_FIRST,
        ),
    ),
    (
        Preset("Bold", {"dense_temperature": 0.25}, "A temperature of 0.25: the same logits, and the answer sounds certain."),
        Preset("Timid", {"dense_temperature": 10.0}, "A temperature of 10: the same logits, and the classes are nearly level."),
    ),
)
