"""What there is to try with pixels."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click a pixel of the grey picture. Which three numbers is it made of?",
            lambda known: known["cell"] is not None,
            "{red}, {green} and {blue} in red, green and blue: together {grey:.0f} in grey.",
        ),
        Step(
            "side",
            "Under More, show your picture with 160 pixels on its longer side. How many numbers does the network get?",
            lambda known: known["side"] == 160,
            "{rows} × {columns} pixels with three numbers each: {numbers:,}.",
            lambda known: [f"{count:,}" for count in (known["large"] * 3, known["large"], known["large"] * 255)],
            {"pixels_side": 160},
        ),
        Step(
            "channels",
            "Open *Three channels*. Which colour is strongest in your picture?",
            lambda known: known["section"] == "Three channels",
            "{strongest}, with {mean:.0f} of 255 on average.",
            lambda known: [known["strongest"], *(name for name in ("Red", "Green", "Blue") if name != known["strongest"])],
            {"pixels_section": "Three channels"},
        ),
    ),
    (
        Preset("Few pixels", {"pixels_side": 60}, "Each pixel can be seen, and you still know what it is. How few would do?"),
        Preset("Many pixels", {"pixels_side": 160}, "More to see, and more to compute. VGG16 gets 224 pixels on each side."),
    ),
)
