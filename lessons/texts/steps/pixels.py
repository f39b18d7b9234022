"""What there is to try with pixels."""

from lessons.texts.pixel_words import LIGHTS
from lessons.texts.steps import Known, Preset, Step, Steps


def _darkest(known: Known) -> str:
    """Which light the grey picture needs most, and why."""
    told = (
        "{strongest}. Grey is {mean:.0f} on average. Without red it is {without_red:.0f}, "
        "without green {without_green:.0f}, without blue {without_blue:.0f}. "
    )
    if known["strongest"] == "Green":
        return told + "Green has the largest weight, as our eyes are most sensitive to it."
    return told + "Green has the largest weight, but this picture has too little green light for that to decide."


TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click the darkest pixel of your picture that you can find. Which numbers will be in it?",
            lambda known: known["cell"] is not None and known["is_dark"],
            "Small ones: {red} for red, {green} for green, {blue} for blue. They say how much light there is: "
            "0 is none, 255 the most.",
            lambda known: ["Small ones", "Large ones", "Negative ones"],
            {"pixels_chosen": {"cell": [14, 22], "colour": [20, 18, 20]}},
        ),
        Step(
            "mix",
            "Change *this pixel*: drag red and green up to 255, blue down to 0. Which colour will it be?",
            lambda known: known["cell"] is not None and min(known["red"], known["green"]) >= 240 and known["blue"] <= 15,
            "Yellow. Lights add up: a screen makes all its colours of red, green and blue light. "
            "All three at 255 are white. Try it!",
            lambda known: ["Yellow", "Brown", "Violet"],
            {"pixels_chosen": {"cell": [3, 4], "colour": [255, 255, 0]}},
        ),
        Step(
            "draw",
            "Press the brush, and draw a line over your picture. What changes for a computer?",
            lambda known: known["drawn"] >= 5,
            "Some numbers: those of the {drawn} pixels that you drew over. It finds no line, "
            "only the same three numbers {drawn} times.",
            lambda known: ["Some numbers", "All numbers", "It keeps a line, too"],
            {"pixels_chosen": {"cell": [3, 4], "colour": [255, 255, 0], "drawn": 12}},
        ),
        Step(
            "few",
            "Take pixels away with the slider under the picture, down to the fewest. How many numbers are left?",
            lambda known: known["size"] == 0,
            "{few:,}: {few_columns} × {few_rows} pixels with three numbers each. Now add pixels, slowly. "
            "At how many would a friend know what it shows?",
            lambda known: [f"{count:,}" for count in (known["few"], known["few"] // 3, known["few"] * 85)],
            {"pixels_side": 8},
            start={"pixels_side": 60},
        ),
        Step(
            "grey",
            "In *Grey*, change *all pixels*: drag each light down to 0 and back up. Without which is it darkest?",
            lambda known: len(known["tried"]) == len(LIGHTS),
            _darkest,
            lambda known: [known["strongest"], *(name for name in LIGHTS if name != known["strongest"])],
            {"pixels_show": "Grey", "pixels_tried": [*LIGHTS]},
            start={"pixels_side": 60},
        ),
    ),
    (
        Preset("Few pixels", {"pixels_side": 12}, "Screw up your eyes, or step back: do you know what it is?"),
        Preset(
            "Only red light",
            {"pixels_show": "Colour", "pixels_red": 100, "pixels_green": 0, "pixels_blue": 0},
            "Green and blue are 0 everywhere: one number a pixel is left.",
        ),
    ),
)
