"""What there is to try where a network is fine-tuned."""

from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.training.settings import ARMS

FEW = 5  # pictures a class
SEEN, UNSEEN = ("frozen", "fine_tuned"), ("random", "scratch")  # ways whose network has seen ImageNet, and others


def _accuracy(known: Known, arm: str) -> float:
    return float(known["runs"][arm].validation_report.accuracy)


def _control(known: Known) -> list[str]:
    """How the random network did beside the pretrained one: the right answer first."""
    options = ["Fewer", "Just as many", "More"]
    if not {"random", "frozen"} <= known["runs"].keys():
        return options
    random, frozen = (_accuracy(known, arm) for arm in ("random", "frozen"))
    place = 0 if random < frozen else 2 if random > frozen else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _few(known: Known) -> dict[str, float]:
    """The accuracy of each way that learned from few pictures."""
    return {arm: _accuracy(known, arm) for arm, run in known["runs"].items() if run.settings.pictures_per_class == FEW}


def _better(known: Known) -> list[str]:
    """Whether having seen ImageNet helps with few pictures: the right answer first."""
    options = ["The pretrained one", "The small one", "No difference"]
    seen, unseen = (max(_few(known).get(arm, 0) for arm in ways) for ways in (SEEN, UNSEEN))
    place = 0 if seen > unseen else 1 if seen < unseen else 2
    return [options[place], *options[:place], *options[place + 1 :]]


def _first(known: Known) -> str:
    run = known["runs"]["frozen"]
    share, learned = _accuracy(known, "frozen"), run.learned_parameters
    return f"{share:.0%}, from {run.pictures} pictures. It learned {learned:,} numbers, and no more."


TO_TRY = Steps(
    (
        Step(
            "few",
            "Choose *A small CNN* as well, 5 *Pictures of each class*, and press *Train*. Which one wins?",
            lambda known: all(any(arm in _few(known) for arm in ways) for ways in (SEEN, UNSEEN)),
            lambda known: ", ".join(f"{ARMS[arm]}: {share:.0%}" for arm, share in _few(known).items()) + ".",
            _better,
        ),
        Step(
            "train",
            "Give *Pretrained, frozen* all *Pictures of each class*, and *Train*. What share will it get right?",
            lambda known: "frozen" in known["runs"] and known["runs"]["frozen"].settings.pictures_per_class == 0,
            _first,
        ),
        Step(
            "tuned",
            f"Choose *{ARMS['fine_tuned']}*. Which part will learn?",
            lambda known: "fine_tuned" in known["arms"],
            "First the head alone, then with it the last {unfrozen} convolutions, in smaller steps: a rate of {fine_rate}.",
            lambda _: ["The head, then the last layers, too", "The last layers, but no head", "All layers at once"],
            {"fine_tune_arms": [ARMS["frozen"], ARMS["fine_tuned"]]},
        ),
        Step(
            "control",
            "Train *Pretrained, frozen* and *Random weights, frozen*. Does the random one get more right, or fewer?",
            lambda known: {"random", "frozen"} <= known["runs"].keys(),
            lambda known: (
                f"{_accuracy(known, 'random'):.0%}, beside {_accuracy(known, 'frozen'):.0%}: same layers, same head. "
                "The difference is what ImageNet was worth here."
            ),
            _control,
        ),
    ),
    (
        Preset(
            "Two ways, few pictures",
            {"fine_tune_arms": [ARMS["scratch"], ARMS["frozen"]], "fine_tune_amount": FEW},
            f"{FEW} pictures a class. Compare the dots.",
        ),
        Preset(
            "All pictures",
            {"fine_tune_arms": [ARMS["frozen"]], "fine_tune_amount": 0},
            "Everything there is to learn from. Does it do better than with a few?",
        ),
        Preset(
            "Make it fail",
            {"fine_tune_arms": [ARMS["fine_tuned"]], "fine_tune_fine_rate": 1e-2, "fine_tune_unfrozen": 8},
            "Eight convolutions learn 1,000 times as fast as usual. Press Train, and look behind the dashed line.",
        ),
    ),
)
