"""What there is to try where a network is fine-tuned."""

from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.training.settings import ARMS

FEW = 5  # pictures a class


def _accuracy(known: Known, arm: str) -> float:
    return float(known["runs"][arm].validation_report.accuracy)


def _control(known: Known) -> list[str]:
    """How the random network did beside the pretrained one: the right answer first."""
    options = ["Less far", "Just as far", "Further"]
    if not {"random", "frozen"} <= known["runs"].keys():
        return options
    random, frozen = (_accuracy(known, arm) for arm in ("random", "frozen"))
    place = 0 if random < frozen else 2 if random > frozen else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _first(known: Known) -> str:
    learned = known["runs"]["frozen"].learned_parameters
    return f"{_accuracy(known, 'frozen'):.0%} of them. It learned {learned:,} numbers, and no more."


TO_TRY = Steps(
    (
        Step(
            "train",
            "Press *Train*. How many of the pictures held back will the pretrained network label correctly?",
            lambda known: "frozen" in known["runs"],
            _first,
        ),
        Step(
            "tuned",
            f"Choose *{ARMS['fine_tuned']}*. Which part will learn?",
            lambda known: "fine_tuned" in known["arms"],
            "First the head alone, then with it the last {unfrozen} convolutions, at the smaller rate of {fine_rate:g}.",
            lambda _: ["The head, then the last layers, too", "The last layers, but no head", "All layers at once"],
            {"fine_tune_arms": [ARMS["frozen"], ARMS["fine_tuned"]]},
        ),
        Step(
            "control",
            "Train *Pretrained, frozen* and *Random weights, frozen*. How far does a network get that has seen nothing before?",
            lambda known: {"random", "frozen"} <= known["runs"].keys(),
            lambda known: (
                f"{_accuracy(known, 'random'):.0%}, beside {_accuracy(known, 'frozen'):.0%}: same layers, same head. "
                "The difference is what ImageNet was worth here."
            ),
            _control,
        ),
        Step(
            "few",
            f"Under More, give each class only {FEW} pictures to learn from, and train again. What is lost?",
            lambda known: any(run.settings.pictures_per_class == FEW for run in known["runs"].values()),
            lambda known: (
                ", ".join(
                    f"{ARMS[arm]}: {_accuracy(known, arm):.0%}"
                    for arm, run in known["runs"].items()
                    if run.settings.pictures_per_class == FEW
                )
                + f", from {FEW} pictures a class."
            ),
        ),
    ),
    (
        Preset(
            "Four ways, few pictures",
            {"fine_tune_arms": list(ARMS.values()), "fine_tune_amount": FEW},
            f"{FEW} pictures a class for each of the four. Press Train, and compare the dots.",
        ),
        Preset(
            "Make it fail",
            {"fine_tune_arms": [ARMS["fine_tuned"]], "fine_tune_fine_rate": 1e-2, "fine_tune_unfrozen": 8},
            "Eight convolutions learn 1,000 times as fast as usual. Press Train, and look behind the dashed line.",
        ),
    ),
)
