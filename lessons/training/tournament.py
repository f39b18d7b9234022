"""A tournament: the network of each learner is tested on the pictures of each. The base sees every picture once."""

from collections.abc import Sequence

import numpy as np

from lessons.data.standings import Entries, Standings
from lessons.images.decoding import decode_image
from lessons.images.resizing import square
from lessons.nets.bases import load_base
from lessons.nets.device import use_device
from lessons.nets.inference import constant_weights, run_layers
from lessons.training.features import BATCH
from lessons.training.network_heads import NETWORK, SIZE, Vectors, linear_head
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped, never, silent


def tournament(entries: Entries, *, on_step: OnStep | None = None, should_stop: ShouldStop | None = None) -> Standings:
    """Train a network for each learner who has none, and test all of them. Synchronous.

    A network learns from its learner's pictures that are not tested with: softmax regression on what the frozen base makes of
    them.

    Parameters
    ----------
    entries : Entries
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    Standings

    Raises
    ------
    Stopped
        As soon as `should_stop()` is true.
    """
    use_device()
    vectors = _vectors(entries.files, on_step or silent, should_stop or never)
    testing, networks, tests = entries.testing, entries.networks, entries.tests
    right = np.zeros((len(networks), len(tests)), np.int64)
    sides = [testing & (entries.learners == learner) for learner in tests]
    for row, learner in enumerate(networks):
        mine = ~testing & (entries.learners == learner)
        head = entries.heads.get(learner) or linear_head(vectors[mine], entries.targets[mine], entries.things)
        is_right = head.logits(vectors).argmax(axis=1) == entries.targets
        right[row] = [is_right[side].sum() for side in sides]
    return Standings(networks, tests, right, np.array([side.sum() for side in sides]))


def _vectors(files: Sequence[bytes], on_step: OnStep, should_stop: ShouldStop) -> Vectors:
    """What the base makes of pictures, averaged over the places: float32 (pictures, channels)."""
    base, made = load_base(NETWORK, size=SIZE), []
    phase = Phase("features", len(files), on_step)
    phase.report(0)
    with constant_weights(base):
        for first in range(0, len(files), BATCH):
            if should_stop():
                raise Stopped
            batch = np.stack([square(decode_image(file), SIZE) for file in files[first : first + BATCH]])
            (maps,) = run_layers(base, batch, [base.layers[-1].name])
            made.append(maps.mean(axis=(1, 2)))
            phase.report(first + len(batch))
    return np.concatenate(made)
