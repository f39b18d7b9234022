"""What there is to try where a network is fine-tuned."""

from collections.abc import Sequence

from lessons.texts import in_full
from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.training.settings import ARMS

FEW, ALL = 3, 0  # pictures a class; 0 is all there are
CLOSE = 0.08  # of the accuracy: less is no difference to speak of with as few pictures as are held back
BOTH = ("scratch", "frozen")
TINY = 1e-4  # the largest learning rate at which the last layers hardly move


def _has(known: Known, ways: Sequence[str], amount: int) -> bool:
    return all((way, amount) in known["trained"] for way in ways)


def _share(known: Known, way: str, amount: int) -> float:
    return float(known["trained"][way, amount].validation_report.accuracy)


def _right(known: Known, way: str, amount: int) -> str:
    report = known["trained"][way, amount].validation_report
    return f"{round(report.accuracy * len(report.targets))} of {len(report.targets)}"


def _first(options: list[str], place: int) -> list[str]:
    return [options[place], *options[:place], *options[place + 1 :]]


def _better(known: Known) -> list[str]:
    """Which of the two knows more from few pictures: the right answer first."""
    options = ["The pretrained one, clearly", "Both, about equally", "The small CNN, clearly"]
    if not _has(known, BOTH, FEW):
        return options
    ahead = _share(known, "frozen", FEW) - _share(known, "scratch", FEW)
    return _first(options, 1 if abs(ahead) <= CLOSE else 0 if ahead > 0 else 2)


def _catching_up(known: Known) -> list[str]:
    """What all pictures do for the small one: the right answer first."""
    options = ["It catches up", "It gets better, but stays behind", "It hardly gets better"]
    if not _has(known, BOTH, ALL):
        return options
    share = _share(known, "scratch", ALL)
    gained = share - _share(known, "scratch", FEW) if _has(known, ["scratch"], FEW) else 1.0
    is_level = _share(known, "frozen", ALL) - share <= CLOSE
    return _first(options, 0 if is_level else 1 if gained > CLOSE else 2)


def _caught_up(known: Known) -> str:
    before = f", after {_right(known, 'scratch', FEW)} with few pictures" if _has(known, ["scratch"], FEW) else ""
    return (
        f"{_catching_up(known)[0]}: {_right(known, 'scratch', ALL)} right{before}. "
        f"The pretrained one: {_right(known, 'frozen', ALL)}."
    )


def _control(known: Known) -> list[str]:
    """Where the random network lands: the right answer first."""
    options = ["Near the pretrained one", "Between the two others", "No better than the small CNN"]
    if not _has(known, [*BOTH, "random"], FEW):
        return options
    small, random, seen = (_share(known, way, FEW) for way in ("scratch", "random", "frozen"))
    return _first(options, 0 if seen - random <= CLOSE else 1 if random > small else 2)


def _tuned(known: Known) -> list[str]:
    """What it brings that the last layers learn too: the right answer first."""
    options = ["More", "About as many", "Fewer"]
    if not _has(known, ["frozen", "fine_tuned"], 1):
        return options
    ahead = _share(known, "fine_tuned", 1) - _share(known, "frozen", 1)
    return _first(options, 1 if abs(ahead) <= CLOSE / 4 else 0 if ahead > 0 else 2)


def _with_last_layers(known: Known) -> str:
    rate = known["trained"]["fine_tuned", 1].settings.fine_rate
    steps = "tiny steps" if rate <= TINY else "large steps"
    return (
        f"{_tuned(known)[0]}: {_right(known, 'fine_tuned', 1)}, and {_right(known, 'frozen', 1)} with its end alone. "
        f"The last layers took {steps}: a learning rate of {in_full(rate)}."
    )


TO_TRY = Steps(
    (
        Step(
            "few",
            "Both learn from {few} pictures, then name {held} others. Which one gets more right? Guess, and press *Train*.",
            lambda known: _has(known, BOTH, FEW),
            lambda known: (
                f"The small CNN gets {_right(known, 'scratch', FEW)} right, the pretrained one {_right(known, 'frozen', FEW)}. "
                "They learned from the same pictures."
            ),
            _better,
            start={"fine_tune_arms": [ARMS[arm] for arm in BOTH], "fine_tune_amount": FEW},
        ),
        Step(
            "train",
            "Now both get all {all} pictures. What will that do for the small CNN? Guess, and press *Train*.",
            lambda known: _has(known, BOTH, ALL),
            _caught_up,
            _catching_up,
            start={"fine_tune_arms": [ARMS[arm] for arm in BOTH], "fine_tune_amount": ALL},
        ),
        Step(
            "control",
            "Few again, and a third: the same large network, but with random weights. Where will it land? Guess, and *Train*.",
            lambda known: _has(known, [*BOTH, "random"], FEW),
            lambda known: (
                f"Small: {_right(known, 'scratch', FEW)}. Random: {_right(known, 'random', FEW)}. "
                f"Pretrained: {_right(known, 'frozen', FEW)}. The large ones differ only in what they have seen."
            ),
            _control,
            start={"fine_tune_arms": [ARMS[arm] for arm in ("scratch", "random", "frozen")], "fine_tune_amount": FEW},
        ),
        Step(
            "tuned",
            "One picture of each class! Does it get more right if its last layers learn too? Guess, and press *Train*.",
            lambda known: _has(known, ["frozen", "fine_tuned"], 1),
            _with_last_layers,
            _tuned,
            start={"fine_tune_arms": [ARMS[arm] for arm in ("frozen", "fine_tuned")], "fine_tune_amount": 1},
        ),
    ),
    (
        Preset(
            "Two ways, few pictures",
            {"fine_tune_arms": [ARMS[arm] for arm in BOTH], "fine_tune_amount": FEW},
            f"{FEW} pictures a class. Press Train, and compare the dots.",
        ),
        Preset(
            "All pictures",
            {"fine_tune_arms": [ARMS[arm] for arm in BOTH], "fine_tune_amount": ALL},
            "Everything there is to learn from. Press Train: who gains most by it?",
        ),
        Preset(
            "Make it fail",
            {"fine_tune_arms": [ARMS["fine_tuned"]], "fine_tune_fine_rate": 1e-2, "fine_tune_unfrozen": 8},
            "Eight convolutions learn 1,000 times as fast as usual. Once it is trained, look what is left of what it knew.",
        ),
    ),
)
