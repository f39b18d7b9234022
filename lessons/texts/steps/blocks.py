"""What there is to try with the building blocks of deep networks."""

from lessons.texts.steps import Known, Preset, Step, Steps


def _raced(known: Known) -> str:
    race = known["race"]
    plain, shortcuts = (race.history[-1].figures[f"val_{name}_accuracy"] for name in ("plain", "shortcuts"))
    if race.settings.norm:
        learned = "with it, the plain one learns, too" if plain > 0.5 else "but the plain one has hardly learned"
        told = f"With shortcuts {shortcuts:.0%} of the pictures held back are right, without {plain:.0%}."
        return f"{told} Both had batch normalisation: {learned}. In 56 layers that was not enough (He et al., 2015)."
    told = f"{_best(known)[0]}: {shortcuts:.0%} right, without {plain:.0%}. "
    return told + "Look at the red bars: without shortcuts, hardly anything tells layer 1 how to change."


def _best(known: Known) -> list[str]:
    race = known["race"]
    options = [
        "Only the one with shortcuts",
        "Both",
        "Only the one without them",
        "Neither",
    ]
    learned = [race.history[-1].figures[f"val_{name}_accuracy"] > 0.5 for name in ("shortcuts", "plain")]
    right = options[{(True, False): 0, (True, True): 1, (False, True): 2, (False, False): 3}[tuple(learned)]]
    return [right, *(option for option in options if option != right)]


TO_TRY = Steps(
    (
        Step(
            "race",
            "Only the arcs differ: shortcuts. Which network will learn to name drawings? Guess, then *Start the race*.",
            lambda known: known["is_run"],
            _raced,
            _best,
            start={"blocks_kind": "20 layers"},
        ),
        Step(
            "shortcut",
            "Take *Shortcut*: one arc of that network, drawn large. What comes out?",
            lambda known: known["block"] == "Shortcut",
            "Both, added up: what came in, plus what they made. At the ring: {made}. The arc has no numbers to learn.",
            lambda _: ["Both, added up", "Only what they made", "The larger of the two"],
            {"blocks_kind": "Shortcut"},
        ),
        Step(
            "stride",
            "Take *Stride 2*: its window moves two cells at a time. What part of the multiply-adds is left?",
            lambda known: known["block"] == "Stride 2",
            "A quarter: half the rows, half the columns. Its parameters are as many as before: the kernels are the same.",
            lambda _: ["A quarter", "Half", "All of them"],
            {"blocks_kind": "Stride 2"},
        ),
        Step(
            "separable",
            "Take *Separable*, and set *Maps* to 512. What part of the plain cost is left?",
            lambda known: known["block"] == "Separable" and known["count"] == 512,
            "About a ninth. With 8 maps it is a quarter: the more maps, the more it saves. MobileNet is built of this.",
            lambda _: ["About a ninth", "About a third", "About half"],
            {"blocks_kind": "Separable", "blocks_maps": 512},
            start={"blocks_maps": 8},
        ),
        Step(
            "use",
            "Look at what *comes out* of *Dropout*: half of it is 0, like holes. Switch to *in use*. Where are the holes now?",
            lambda known: known["block"] == "Dropout" and not known["learning"],
            "Gone. Dropout makes learning harder on purpose, and when the network is used it does nothing.",
            lambda _: ["Gone", "In other places", "Twice as many"],
            {"blocks_kind": "Dropout", "blocks_mode": "in use"},
            start={"blocks_kind": "Dropout", "blocks_mode": "learning"},
        ),
    ),
    (
        Preset(
            "For a phone",
            {"blocks_kind": "Separable", "blocks_maps": 512},
            "A phone has little memory and a small battery. Each map by itself, then 1 × 1: the bars show how much that saves.",
        ),
        Preset(
            "What came in stays",
            {"blocks_kind": "Shortcut"},
            "What came in is added to what two convolutions made of it. So its lines are still there in what comes out.",
        ),
    ),
)
