"""What there is to try with a box from a map, and with a network that says boxes."""

from lessons.core.percent import percent
from lessons.texts import counted
from lessons.texts.steps import Known, Preset, Step, Steps


def _of_training(known: Known) -> str:
    trained = known["trained"]
    if trained is None:
        return "One around the middle, whatever the scene. Place and size come with the training."
    value, epochs = trained.test_report.mean_iou, len(trained.history)
    return (
        f"One around the middle, whatever the scene. After {counted(epochs, 'epoch')} its boxes reach "
        f"a mean IoU of {value:.2f} on scenes that it never saw."
    )


TO_TRY = Steps(
    (
        Step(
            "threshold",
            "Lower the threshold to 10%. What happens to the box?",
            lambda known: known["threshold"] <= 12,
            "It grows, or it stays: more places reach a lower threshold, so what is left can only grow.",
            lambda _: ["It grows, or it stays", "It shrinks, or it stays", "It moves elsewhere"],
            {"localisation_threshold": 10},
        ),
        Step(
            "class",
            "Ask about another class. Does the box stay where it is?",
            lambda known: known["is_other_class"],
            lambda known: (
                f"The box belongs to a class. This one is about {known['label']}, "
                f"to which the network gives {percent(known['probability'])}."
            ),
            by={"localisation_class": "282: tiger cat"},
            start={"localisation_threshold": 40},
        ),
        Step(
            "train",
            "Open *Train it* and press Train. Which box does the network predict before it has learned anything?",
            lambda known: known["trained"] is not None,
            _of_training,
            lambda _: ["One around the middle", "The whole picture", "Another one each time"],
        ),
    ),
    (
        Preset(
            "Only the hottest",
            {"localisation_threshold": 90},
            "The box holds what convinced the network most. Is that the whole thing, or a part of it?",
        ),
        Preset(
            "All that counts",
            {"localisation_threshold": 5},
            "Now the box holds all that counts at least a little, and the surroundings with it.",
        ),
    ),
)
