"""Questions about a task that is told as a story: the right answers follow from the rules, and so do the wrong ones."""

from lessons.advice.approach import PARTS, RULES, Rule, recommend
from lessons.texts.questions import Choice, Question
from lessons.texts.scenarios import Scenario

_HINTS = {
    "training": "Find the row by the pictures of the rarest class, and the column by whether they are photos of things.",
    "network": "What must come out, and where must it run?",
    "loss": "What must come out, and how rare is the rarest class or label?",
    "figure": "Which mistake costs most, and what would accuracy hide?",
    "augmentation": "What happens to the meaning when the picture is mirrored or turned?",
    "split": "Which pictures are alike because they come from the same source?",
}
MOST_WRONG = 4  # answers beside the right one


def approach_questions(scenario: Scenario) -> list[Question]:
    """A question for each decision of a scenario.

    Parameters
    ----------
    scenario : lessons.texts.scenarios.Scenario
    """
    right = recommend(scenario.task)
    return [_question(scenario.title, part, right[part]) for part in PARTS]


def _question(title: str, part: str, rule: Rule) -> Question:
    rules = [other for other in RULES if other.part == part]
    place = rules.index(rule)
    nearest = sorted(rules[:place] + rules[place + 1 :], key=lambda other: abs(rules.index(other) - place))[:MOST_WRONG]
    wrong = tuple(
        Choice(other.choice, f"That is for another case: {other.case}. Here it is: {rule.case}.") for other in nearest
    )
    return Question(
        f"{title}: {_ASKED[part]}", Choice(rule.choice, f"Right: {rule.case}. {rule.reason}"), wrong, (_HINTS[part],)
    )


_ASKED = {
    "training": "by the table “How much to freeze” above, what do you train?",
    "network": "which network?",
    "loss": "which loss?",
    "figure": "which figure do you report first?",
    "augmentation": "which augmentation?",
    "split": "how do you split off the test set?",
}
