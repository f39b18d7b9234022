"""What there is to try where one trains a network of one's own."""

from lessons.texts.steps import Known, Preset, Step, Steps

QUICK = 60.0  # seconds


def _times(known: Known) -> list[str]:
    options = ["Seconds", "Minutes", "Hours"]
    run = known["run"]
    place = 0 if run is None or run.seconds < QUICK else 1 if run.seconds < 60 * QUICK else 2
    return [options[place], *options[:place], *options[place + 1 :]]


def _how_long(known: Known) -> str:
    run = known["run"]
    return f"It took {run.seconds:.1f} s: only {run.learned_parameters:,} of its weights were trained. All others stayed."


def _named(known: Known) -> str:
    labels = known["run"].labels
    told = f"It has {len(labels)} words, and no other: {', '.join(labels)}. It must answer with one of them."
    return told.replace("{", "{{").replace("}", "}}")  # a learner may call a thing so


TO_TRY = Steps(
    (
        Step(
            "collect",
            "Record a thing, or bring files or drawings of it. Then another thing.",
            lambda known: known["ready"],
            "{pictures} pictures of {classes} things. The more sides and places they show, the better.",
        ),
        Step(
            "train",
            "Press *Train*. How long will it take?",
            lambda known: known["run"] is not None,
            _how_long,
            _times,
        ),
        Step(
            "strange",
            "Show it something that it has never seen: *A rocket*. What will it answer?",
            lambda known: known["run"] is not None and "A rocket" in known["shown"],
            _named,
            lambda _: ["The name of one of your things", "That it doesn’t know", "That it is a rocket"],
        ),
        Step(
            "why",
            "Show it one of your things again. Then press *What made it say so?* Does it look at your thing, or beside it?",
            lambda known: known["run"] is not None and "why" in known["shown"],
            "Is the wall or the table painted? Then it may have learned that. Record both things in front of the same one, "
            "and train again.",
        ),
    ),
    (
        Preset(
            "One epoch only",
            {"train_epochs": 1},
            "Press Train: the head sees each picture once. Is it as sure as before?",
        ),
        Preset(
            "Show it a rocket",
            {"train_way": "A rocket"},
            "It can answer only with the names that you gave.",
        ),
    ),
)
