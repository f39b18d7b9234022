"""What there is to try where a network is judged."""

from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.training.evaluation import with_threshold

STRICT = 0.9  # a probability below which a step wants no answer
DARK = 85  # per cent of darkness in which hardly any light is left
FEW = 30  # test pictures: from fewer nobody can tell whether a network is as sure as right
_SAME = 0.005  # half a step of the slider


def how_near(guessed: int, right: int, count: int) -> str:
    """How near a guess of right answers came: within a twentieth of all is near."""
    away = abs(guessed - right)
    if not away:
        return "exactly as many"
    return f"only {away} away" if away <= count / 20 else f"{away} away"


def _guessed(known: Known) -> str:
    """What was guessed beside what came, and what that figure is worth."""
    report, guessed = known["report"], known["guessed"]
    count = len(report.targets)
    right = round(report.accuracy * count)
    told = f"{right} of {count} are right"
    if guessed is not None:
        told = f"You guessed **{guessed}**, and **{right}** of {count} are right: {how_near(guessed, right, count)}"
    return f"{told}. That is {report.accuracy:.1%}, with an interval of {report.interval_text}."


def _strictly(known: Known) -> str:
    strict, all_said = with_threshold(known["report"], known["limit"]), known["report"].accuracy
    if not strict.answered:
        return "Nothing is left: it is never that sure."
    if all_said == 1:
        return f"It answers {strict.answered:.0%} of the pictures. All were right before, so no threshold can raise that share."
    return (
        f"{strict.accuracy:.0%} of these answers are right; without a threshold {all_said:.0%} are. "
        f"The price: it answers only {strict.answered:.0%} of the pictures."
    )


def _shares(known: Known) -> list[str]:
    """Whether the strict answers are right more often: the right one first."""
    options = ["A larger share", "The same share", "A smaller share"]
    if known["report"] is None:
        return options
    strict, all_said = with_threshold(known["report"], max(known["limit"], STRICT)), known["report"].accuracy
    if not strict.answered:
        return ["It gives no answer at all", *options]
    place = 0 if strict.accuracy > all_said else 2 if strict.accuracy < all_said else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _leanings(known: Known) -> list[str]:
    options = ["Too sure of itself", "Not sure enough", "About as sure as right"]
    if known["report"] is None:
        return options
    if len(known["report"].targets) < FEW:
        return ["Nobody can tell from so few", *options]
    sure, (low, high) = float(known["report"].confidence.mean()), known["report"].interval
    place = 0 if sure > high else 1 if sure < low else 2  # within the interval it could be either
    return [options[place], *options[:place], *options[place + 1 :]]


def _how_sure(known: Known) -> str:
    report = known["report"]
    if len(report.targets) < FEW:
        return f"Nobody can tell from so few: with {len(report.targets)} test pictures, one more mistake could turn it round."
    return (
        f"On average it says it is {report.confidence.mean():.0%} sure, and {report.accuracy:.0%} of its answers are right "
        f"(95% interval: {report.interval_text}). In the chart, points below the dashed line are answers that are too sure."
    )


def _escaped(label: str) -> str:
    """A learner's word, whose braces are no places for numbers."""
    return label.replace("{", "{{").replace("}", "}}")


def _still_known(known: Known) -> list[str]:
    """How much of what it knew is left once the pictures are harder: the right answer first."""
    options = ["Most of them", "About half of them", "Few of them"]
    if "after" not in known:
        return options
    left = known["after"] / max(known["before"], 1e-9)
    place = 0 if left >= 2 / 3 else 1 if left >= 1 / 3 else 2
    return [options[place], *options[:place], *options[place + 1 :]]


TO_TRY = Steps(
    (
        Step(
            "own",
            "How many of the {count} test pictures does this network get right? Guess with the slider, "
            "then *Open the test set*.",
            lambda known: known["report"] is not None,
            _guessed,
            by={"judge_small": True},
        ),
        Step(
            "threshold",
            "If it answers only when at least 90% sure, is a larger share of these answers right? "
            "Guess, then pull the slider to 90%.",
            lambda known: known["view"] == "Its test" and known["report"] is not None and known["limit"] > STRICT - _SAME,
            _strictly,
            _shares,
            {"judge_view": "Its test", "judge_threshold": STRICT},
            start={"judge_small": True, "judge_view": "Its test", "judge_threshold": 0.0},
        ),
        Step(
            "sure",
            "How sure is it on average, compared with its test accuracy? Guess, then open *As sure as right*.",
            lambda known: known["report"] is not None and known["section"] == "As sure as right",
            _how_sure,
            _leanings,
            {"judge_section": "As sure as right"},
            start={"judge_small": True, "judge_view": "Its test", "judge_threshold": 0.0, "judge_section": "What you saw"},
        ),
        Step(
            "leak",
            "A *leak* puts near-copies of test pictures into the training. Which figure will jump? "
            "Guess, then *Let the test leak*.",
            lambda known: known["view"] == "Data leakage" and known["leaks"],
            "On the test {honest:.0%} became {tested:.0%}; on new pictures {honest_new:.0%} became {new:.0%}. "
            "A leak flatters the test.",
            lambda _: ["That of the test", "Both of them alike", "That of new pictures"],
            {"judge_view": "Data leakage", "judge_leak": True},
            start={"judge_view": "Data leakage", "judge_leak": False},
        ),
        Step(
            "harder",
            "With hardly any light, how many will it still know? Guess, choose *Dark*, and pull *How much* to 90%.",
            lambda known: "after" in known and known["change"] == "Dark" and known["strength"] >= DARK,
            lambda known: (
                f"{_still_known(known)[0]}: as they are, {known['before']:.0%} are right; in the dark, {known['after']:.0%}. "
                f"It says “{_escaped(known['favourite'])}” to {known['favoured']} of {known['asked']}. "
                "A test figure promises something only for pictures like those of the test."
            ),
            _still_known,
            {"judge_view": "Harder pictures", "judge_change": "Dark", "judge_strength": 90},
            start={"judge_small": True, "judge_view": "Harder pictures", "judge_change": "Noise", "judge_strength": 0},
        ),
    ),
    (
        Preset(
            "Only when certain",
            {"judge_small": True, "judge_view": "Its test", "judge_threshold": 0.97},
            "What it is less sure of becomes “don’t know”: the small dots. How many answers are left, and are they right?",
        ),
        Preset(
            "In the dark",
            {"judge_small": True, "judge_view": "Harder pictures", "judge_change": "Dark", "judge_strength": 90},
            "The test pictures with hardly any light left. How far does its figure fall?",
        ),
        Preset(
            "Let it leak",
            {"judge_view": "Data leakage", "judge_leak": True},
            "Watch the two large numbers. Then switch the leak off again.",
        ),
    ),
)
