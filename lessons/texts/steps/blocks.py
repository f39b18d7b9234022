"""What there is to try with the building blocks of deep networks."""

from lessons.texts.steps import Known, Preset, Step, Steps


def _raced(known: Known) -> str:
    race = known["race"]
    plain, shortcuts = (race.history[-1].figures[f"val_{name}_accuracy"] for name in ("plain", "shortcuts"))
    told = f"With shortcuts {shortcuts:.0%} of the pictures held back are right, without {plain:.0%}."
    if race.settings.norm:
        learned = "with it, the plain one learns, too" if plain > 0.5 else "but the plain one has hardly learned"
        return f"{told} Both had batch normalisation: {learned}."
    return f"{told} Compare the bars at layer 1: so much of the slope got there."


def _best(known: Known) -> list[str]:
    race = known["race"]
    options = [
        "Only the one with shortcuts",
        "Both",
        "Only the one without",
        "Neither",
    ]
    if race is None:
        return options
    learned = [race.history[-1].figures[f"val_{name}_accuracy"] > 0.5 for name in ("shortcuts", "plain")]
    right = options[{(True, False): 0, (True, True): 1, (False, True): 2, (False, False): 3}[tuple(learned)]]
    return [right, *(option for option in options if option != right)]


def _plain_too(known: Known) -> list[str]:
    race = known["race"]
    if race is not None and race.settings.norm and race.history[-1].figures["val_plain_accuracy"] < 0.5:
        return ["No", "Yes"]
    return ["Yes", "No"]


TO_TRY = Steps(
    (
        Step(
            "stride",
            "Take *Stride 2*. What part of the multiply-adds is left?",
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
        ),
        Step(
            "use",
            "Take *Dropout*, then switch to *in use*. Where are the holes?",
            lambda known: known["block"] == "Dropout" and not known["learning"],
            "Gone. Dropout makes learning harder on purpose, and when the network is used it does nothing.",
            lambda _: ["Gone", "In other places", "Twice as many"],
            {"blocks_kind": "Dropout", "blocks_mode": "in use"},
        ),
        Step(
            "race",
            "Take *20 layers*, and train: half a minute. Which of the two networks learns?",
            lambda known: known["race"] is not None,
            _raced,
            _best,
        ),
        Step(
            "norm",
            "Behind *More*, switch batch normalisation on, and train again. Do both learn now?",
            lambda known: known["race"] is not None and known["race"].settings.norm,
            _raced,
            _plain_too,
        ),
    ),
    (
        Preset(
            "For a phone",
            {"blocks_kind": "Separable", "blocks_maps": 512},
            "Each map by itself, then 1 × 1. Look at the bars of what it costs.",
        ),
        Preset(
            "In other company",
            {"blocks_kind": "Batch norm", "blocks_mode": "learning", "blocks_seed": 1},
            "The same picture among other ones: its maps come out a little different. In use that does not happen.",
        ),
    ),
)
