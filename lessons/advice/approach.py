"""Which approach for which task? A table of rules: the first one that fits decides, and says why."""

from collections.abc import Callable
from dataclasses import dataclass

from lessons.advice.freezing import FEW, FREEZING, MANY, amount_of, case_of

RARE = 0.1  # a class with a smaller share of the pictures is rare

ANSWERS = {
    "one class": "one of several classes for each picture",
    "several labels": "any number of labels for each picture",
    "boxes": "a box and a class for each object",
    "pixels": "a class for each pixel",
    "same or not": "whether two pictures show the same thing",
}
"""What the model shall say: name -> in words."""

AMOUNTS = {"few": f"fewer than {FEW} of the rarest class", "some": f"{FEW} to {MANY - 1}", "many": f"{MANY} or more"}
LIKENESS = {"like ImageNet's": "photos of things in colour", "of another kind": "scans, spectra, drawings"}
TURNS = {
    "only mirrored": "left and right may be swapped, up and down may not",
    "only a little": "mirroring it or turning it over changes what it is, as with letters and X-rays",
    "to any angle": "it may lie in any direction, as seen from above or under a microscope",
}
COSTLY = {
    "both alike": "no mistake is worse than another",
    "a miss": "not finding it costs most",
    "a false alarm": "raising a false alarm costs most",
}
PLACES = {"server": "a computer with a GPU", "phone": "a phone: a few MB, tens of milliseconds"}
GROUPS = {
    "nothing at all": "every picture was taken by itself",
    "all of a patient": "several pictures of each patient",
    "all of a camera": "series of pictures from each camera, hours and days on end",
    "all of a region": "tiles that are cut from larger pictures of a region",
    "all of a batch": "pictures of parts that were made in one batch",
    "all of a person": "several pictures of each person",
}


_GROUP_OF = {groups: groups.rsplit(" ", 1)[-1] for groups in GROUPS if not groups.startswith("nothing")}  # "... of a patient"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is known of a task before anything is trained. Raises ValueError where a value is out of range."""

    answer: str = "one class"  # a key of ANSWERS
    smallest: int = 100  # pictures of the rarest class, 1 to 1,000,000: what is learned of it comes from these
    likeness: str = "like ImageNet's"  # a key of LIKENESS: how like ImageNet's photos the pictures are
    rarest: float = 0.3  # share of the rarest class among the pictures (or pixels), above 0 to 0.5
    costly: str = "both alike"  # a key of COSTLY
    turns: str = "only mirrored"  # a key of TURNS
    place: str = "server"  # a key of PLACES: where the model shall run
    groups: str = "nothing at all"  # a key of GROUPS

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} must be one of {', '.join(choices)}. Received: {name}={getattr(self, name)!r}")
        if not 1 <= self.smallest <= 1_000_000:
            raise ValueError(f"smallest must be between 1 and 1,000,000. Received: smallest={self.smallest}")
        if not 0 < self.rarest <= 0.5:
            raise ValueError(f"rarest must be above 0 and at most 0.5. Received: rarest={self.rarest}")

    @property
    def amount(self) -> str:
        """How many pictures of the rarest class there are: a key of AMOUNTS."""
        return amount_of(self.smallest)

    @property
    def known(self) -> bool:
        """Whether the pictures are like those that ImageNet's networks have learned from."""
        return self.likeness == next(iter(LIKENESS))

    @property
    def rare(self) -> bool:
        """Whether a class is rarer than RARE."""
        return self.rarest < RARE


_CHOICES = {
    "answer": ANSWERS, "likeness": LIKENESS, "costly": COSTLY, "turns": TURNS, "place": PLACES, "groups": GROUPS
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One line of the table."""

    part: str  # a key of PARTS: what it decides
    case: str  # when it fits, in words
    fits: Callable[[Task], bool]
    choice: str  # what to do
    reason: str  # why, a sentence


PARTS = {
    "training": "What to train",
    "network": "Which network",
    "loss": "Which loss",
    "figure": "Which figure to report",
    "augmentation": "Which augmentation",
    "split": "How to split off the test set",
}
"""What has to be decided: name -> its heading."""

HEADINGS = {
    "training": "What learns",
    "network": "Which network to begin with",
    "loss": "How a mistake counts (loss)",
    "figure": "Which number says it is good (metric)",
    "augmentation": "More pictures out of each (augmentation)",
    "split": "What is kept for the test (split)",
}
"""The same in plain words, with the term where there is one."""


def _is(amount: str, known: bool) -> Callable[[Task], bool]:
    return lambda task: (task.amount, task.known) == (amount, known)


def _comes_by(groups: str) -> Callable[[Task], bool]:
    return lambda task: task.groups == groups


RULES = (
    *(
        Rule(
            "training", case_of(amount, known), _is(amount, known),
            what.choice, what.reason,
        )
        for (amount, known), what in FREEZING.items()
    ),
    Rule(
        "network", "boxes, on a phone", lambda task: task.answer == "boxes" and task.place == "phone",
        "A finder of things in a single look (SSD), on a small network (MobileNet)",
        "A single look at the picture, and a base that filters each channel by itself: that is what a phone can manage.",
    ),
    Rule(
        "network", "boxes, on a server", lambda task: task.answer == "boxes",
        "A finder of things in two looks (Faster R-CNN), on a large network (ResNet)",
        "There is time for proposals first, which helps with small and crowded objects.",
    ),
    Rule(
        "network", "pixels, on a phone", lambda task: task.answer == "pixels" and task.place == "phone",
        "A small network that names each pixel (U-Net), perhaps with MobileNet in it",
        "Skip connections bring the edges back, and few channels keep it quick.",
    ),
    Rule(
        "network", "pixels, on a server", lambda task: task.answer == "pixels",
        "A network that names each pixel (U-Net), its first half pretrained",
        "Skip connections bring the edges back; the way down begins with what ImageNet taught.",
    ),
    Rule(
        "network", "whole pictures, on a phone", lambda task: task.place == "phone",
        "A small, quick network (MobileNet), its weights rounded (8 bits)",
        "A few MB and tens of milliseconds: each channel is filtered by itself, and whole numbers are quick.",
    ),
    Rule(
        "network", "whole pictures, on a server", lambda task: True,
        "A large, ready-made network (ResNet, EfficientNet or ConvNeXt)",
        "Larger bases are usually a little better, and here nobody waits for them.",
    ),
    Rule(
        "loss", "several labels", lambda task: task.answer == "several labels",
        "Yes or no for each label, by itself (binary cross-entropy on a sigmoid)",
        "Labels do not exclude each other, so softmax, which shares out 100%, would be wrong.",
    ),
    Rule(
        "loss", "boxes", lambda task: task.answer == "boxes",
        "One loss for the name, one for the place of the box; empty places count little",
        "A detector answers two questions at once, and nearly all places hold nothing: these must not drown the rest.",
    ),
    Rule(
        "loss", "a rare class of pixels", lambda task: task.answer == "pixels" and task.rare,
        "How unsure it was of each pixel, and how little overlaps (cross-entropy plus Dice)",
        "Cross-entropy stays low if everything is called background; Dice asks for overlap with each class.",
    ),
    Rule(
        "loss", "pixels, balanced", lambda task: task.answer == "pixels",
        "How unsure it was of each pixel's right name (cross-entropy)",
        "Every pixel is a small classification.",
    ),
    Rule(
        "loss", "same or not", lambda task: task.answer == "same or not",
        "How far apart the same things come, and how close others (triplet or contrastive loss)",
        "No classes are learned but distances: the same thing close together, others far apart.",
    ),
    Rule(
        "loss", "one class, one of them rare", lambda task: task.rare,
        "How unsure it was of the right name (cross-entropy); the rare class weighs more",
        "Otherwise a network that never predicts the rare class is nearly always right, and that is what it learns.",
    ),
    Rule(
        "loss", "one class, balanced", lambda task: True,
        "How unsure it was of the right name (cross-entropy on a softmax)",
        "Exactly one class is right, and all classes count the same.",
    ),
    Rule(
        "figure", "boxes", lambda task: task.answer == "boxes",
        "One number for right names in right places (mAP), and the overlap it asks for (IoU)",
        "It needs the right class and the right place, at every threshold of the score.",
    ),
    Rule(
        "figure", "pixels", lambda task: task.answer == "pixels",
        "How well each class covers its true pixels (IoU and Dice)",
        "The share of right pixels would be high for background alone.",
    ),
    Rule(
        "figure", "same or not", lambda task: task.answer == "same or not",
        "Pairs it misses (false rejects), at a fixed rate of false matches, for each group",
        "The two mistakes hurt different people, and a mean hides who.",
    ),
    Rule(
        "figure", "several labels", lambda task: task.answer == "several labels",
        "For each label: do the right pictures come first? (average precision, and its mean)",
        "Each label has its own threshold, and rare labels count as much as common ones.",
    ),
    Rule(
        "figure", "a miss costs most", lambda task: task.costly == "a miss",
        "How many that matter are found (recall), and how many alarms are right (precision)",
        "Accuracy says little about the few that matter; the threshold is set by the recall that is needed.",
    ),
    Rule(
        "figure", "a false alarm costs most", lambda task: task.costly == "a false alarm",
        "How many alarms are right (precision), and how many cases are still found (recall)",
        "People who are alarmed for nothing stop listening; the threshold is set by the precision that is needed.",
    ),
    Rule(
        "figure", "one class, one of them rare", lambda task: task.rare,
        "A number that counts rare classes as much (macro F1), and the table of mix-ups",
        "Accuracy is high even if the rare class is never predicted; in macro F1 each class counts alike.",
    ),
    Rule(
        "figure", "one class, balanced", lambda task: True,
        "The share of right answers (accuracy), and the table of mix-ups",
        "The classes are about equally common and all mistakes cost alike, so the share of right answers says it.",
    ),
    Rule(
        "augmentation", "seen from any direction", lambda task: task.turns == "to any angle",
        "Turns by any angle, mirroring, brightness",
        "A turned picture is as real as the one that was taken, so turning gives many more for free.",
    ),
    Rule(
        "augmentation", "left and right may be swapped", lambda task: task.turns == "only mirrored",
        "Mirroring, small turns and shifts, brightness",
        "A mirrored picture is as real as the one that was taken; one upside down is not.",
    ),
    Rule(
        "augmentation", "mirroring changes what it is", lambda task: True,
        "Small turns, shifts and brightness; no mirroring",
        "Mirroring swaps left and right. That makes something else of it, and would teach the network something false.",
    ),
    Rule(
        "split", "single pictures", lambda task: task.groups == "nothing at all",
        "At random, the same share of each class",
        "No picture tells anything about another one.",
    ),
    *(
        Rule(
            "split", f"pictures come by {group}", _comes_by(groups),
            f"By {group}: all pictures of one on the same side",
            f"Pictures of one {group} are alike: on both sides they would turn the test into a memory test.",
        )
        for groups, group in _GROUP_OF.items()
    ),
)  # fmt: skip
"""The table. For each part the first rule that fits decides; the last one of a part fits all that is left."""


def recommend(task: Task) -> dict[str, Rule]:
    """What to do for a task.

    Parameters
    ----------
    task : Task

    Returns
    -------
    dict of part, in the order of PARTS, to the Rule that decided
    """
    return {part: next(rule for rule in RULES if rule.part == part and rule.fits(task)) for part in PARTS}


def never_said(rarest: float) -> dict[str, float]:
    """The figures of a model of two classes that never says the rare one.

    Parameters
    ----------
    rarest : float, the share of the rare class

    Returns
    -------
    dict of ``accuracy`` and ``macro``, the mean F1 of both classes
    """
    common = 1 - rarest
    return {"accuracy": common, "macro": 0.5 * 2 * common / (1 + common)}  # precision is `common`, recall 1, the other F1 is 0
