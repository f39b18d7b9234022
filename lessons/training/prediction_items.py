"""Pictures for which people predict what a network says: right and wrong answers in equal numbers, as far as there are some."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lessons.figures.pictures import jpeg
from lessons.images.decoding import decode_image
from lessons.nets.device import use_device
from lessons.nets.live_answer import live_answer
from lessons.training.results import LabelledNetwork
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped, never, silent

COUNT = 10
MOST_ASKED = 24  # pictures that the network is asked about, each whole and in four parts
RED, OPACITY = (226, 36, 26), 0.7  # of the place that spoke most for the answer; where nothing did, the picture is as it is
_SIDE = 320  # pixels of the longer side, as it is shown


@dataclass(frozen=True, eq=False)
class PredictionItem:
    """A picture, or a quarter of one, and what the network says of it."""

    number: int  # of the picture, as the class counts them
    answer: int  # the class that the network names
    is_right: bool
    plain: bytes  # a JPEG
    explained: bytes  # the same under the heat map of its answer


def prediction_items(
    network: LabelledNetwork,
    pictures: Sequence[tuple[int, int, bytes]],
    *,
    seed: int,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> tuple[PredictionItem, ...]:
    """Ten items of pictures that the network did not learn from. Synchronous.

    Whole pictures are easy for it. So it is asked about their quarters, too: of those it gets some wrong.

    Parameters
    ----------
    network : LabelledNetwork
    pictures : sequence of (number, class, file)
    seed : int, of the choice
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    tuple of PredictionItem, COUNT or fewer: as many wrong as right, where there are enough, in a random order

    Raises
    ------
    Stopped
        As soon as `should_stop()` is true.
    """
    use_device()
    should_stop, draw = should_stop or never, np.random.default_rng(seed)
    chosen = [pictures[place] for place in draw.permutation(len(pictures))[:MOST_ASKED]]
    phase, found = Phase("windows", 5 * len(chosen), on_step or silent), []
    phase.report(0)
    for number, target, file in chosen:
        for part in _parts(decode_image(file)):
            if should_stop():
                raise Stopped
            found.append(_item(network, number, target, part))
            phase.report(len(found))
    return _balanced(found, draw)


def _parts(image: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    """A picture, and its four quarters."""
    rows, columns = (max(1, length // 2) for length in image.shape[:2])
    return [image, image[:rows, :columns], image[:rows, -columns:], image[-rows:, :columns], image[-rows:, -columns:]]


def _item(network: LabelledNetwork, number: int, target: int, image: npt.NDArray[np.uint8]) -> PredictionItem:
    answer = live_answer(network.model, image, why=True)
    said = int(answer.probabilities.argmax())
    scale = _SIDE / max(image.shape[:2])
    size = tuple(max(1, round(length * scale)) for length in image.shape[1::-1])
    shown = cv2.resize(image, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    heat = np.zeros((1, 1), np.float32) if answer.heat is None else answer.heat
    covered = OPACITY * np.clip(cv2.resize(heat, size, interpolation=cv2.INTER_CUBIC), 0, 1)[..., np.newaxis]
    explained = np.rint(shown * (1 - covered) + np.array(RED) * covered).astype(np.uint8)
    return PredictionItem(number, said, said == target, jpeg(shown), jpeg(explained))


def _balanced(found: list[PredictionItem], draw: np.random.Generator) -> tuple[PredictionItem, ...]:
    """As many items that the network gets wrong as right, where there are enough, of as many pictures as can be."""
    kinds = [[item for item in found if item.is_right == is_right] for is_right in (False, True)]
    kinds = [_spread([kind[place] for place in draw.permutation(len(kind))]) for kind in kinds]
    wrong = min(len(kinds[0]), max(COUNT // 2, COUNT - len(kinds[1])))
    chosen = kinds[0][:wrong] + kinds[1][: COUNT - wrong]
    return tuple(chosen[place] for place in draw.permutation(len(chosen)))


def _spread(items: list[PredictionItem]) -> list[PredictionItem]:
    """The first item of each picture, then the second of each, and so on."""
    seen: dict[int, int] = {}
    ranks = []
    for item in items:
        ranks.append(seen.get(item.number, 0))
        seen[item.number] = ranks[-1] + 1
    return [items[place] for place in np.argsort(ranks, kind="stable")]
