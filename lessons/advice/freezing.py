"""How much of a pretrained network to freeze: the one table that the pages, their questions and the copied code read."""

from dataclasses import dataclass, field

from lessons.training.settings import Augmentation

FEW, MANY = 50, 500  # pictures of the rarest class: below FEW, a network with many free weights memorises them

_TURNED_A_LITTLE = Augmentation(rotation=15.0, shift=0.1, zoom=0.1)  # no flip: a mirrored digit is another one, or none


@dataclass(frozen=True)
class Freezing:
    """What to train, and why."""

    choice: str  # what to do, in words
    reason: str  # why, a sentence
    arm: str  # a key of `lessons.training.settings.ARMS`
    rival: str  # the arm to compare it with
    unfrozen: int = 0  # of VGG16's convolutions, the last ones that learn
    last_layers: int | None = 0  # of MobileNetV2's layers, the last ones that learn; None for all of them
    rate: float | None = None  # the learning rate of what was learned before; None where it is frozen
    earlier: bool = False  # whether the features of an earlier layer fit better than the last ones
    augmentation: Augmentation = field(default_factory=Augmentation)  # what to change pictures by


FREEZING = {
    ("few", True): Freezing(
        "Freeze the whole base, train a head",
        "Its features fit already. More free weights than those of a head would only memorise so few pictures.",
        "frozen",
        "fine_tuned",
    ),
    ("few", False): Freezing(
        "Freeze the base, take the features of an earlier layer, and augment",
        "Early layers know edges and textures, which are in every picture; the last ones know dogs and wheels.",
        "frozen",
        "scratch",
        earlier=True,
        augmentation=_TURNED_A_LITTLE,
    ),
    ("some", True): Freezing(
        "Train a head, then the last convolution or two at a low rate",
        "The features nearly fit. A little tuning may help: keep it only if the validation figure gets better.",
        "fine_tuned",
        "frozen",
        unfrozen=1,
        last_layers=6,
        rate=1e-5,
    ),
    ("some", False): Freezing(
        "Train a head, then fine-tune the last block",
        "The last block knows dogs and wheels and has to learn something else; for more there are too few pictures.",
        "fine_tuned",
        "frozen",
        unfrozen=3,
        last_layers=20,
        rate=1e-4,
    ),
    ("many", True): Freezing(
        "Fine-tune the last layers at a low rate",
        "There is enough to adapt the most specialised layers, and the early ones fit already.",
        "fine_tuned",
        "frozen",
        unfrozen=3,
        last_layers=20,
        rate=1e-5,
    ),
    ("many", False): Freezing(
        "Fine-tune as deep as you can afford",
        "There is enough to move every layer towards pictures of another kind; ImageNet's weights are only a good start.",
        "fine_tuned",
        "scratch",
        unfrozen=8,
        last_layers=None,
        rate=1e-4,
    ),
}
"""(amount, whether the pictures are like ImageNet's) -> what to train. A rule of thumb.

References: Yosinski et al., "How transferable are features in deep neural networks?", 2014; CS231n, notes on transfer learning.
"""


def amount_of(smallest: int) -> str:
    """How many pictures of the rarest class that is: "few", "some" or "many"."""
    return "few" if smallest < FEW else "some" if smallest < MANY else "many"


def case_of(amount: str, known: bool) -> str:
    """A key of FREEZING in words."""
    return f"{amount} pictures, {'like' if known else 'unlike'} ImageNet's"
