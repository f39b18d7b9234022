"""Training runs on generated scenes: what all of them can choose, and the scenes that they learn from and are judged by."""

from dataclasses import dataclass, field
from typing import Any

import keras

from lessons.core.checks import whole
from lessons.finding.scenes import Scene, SceneSettings, draw_scenes
from lessons.training.loop import Stretch
from lessons.training.settings import RunSettings
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped

WATCHED = 6  # validation scenes whose answers are recorded after every epoch
_VALIDATION, _TEST = (1,), (2,)  # parts of a seed's scenes; those to learn from are of the part ()
_ROUND = 10_000  # scenes set apart for each epoch of earlier runs: more than `count` may be
_AT_ONCE = 200  # scenes between two reports


@dataclass(frozen=True, kw_only=True)
class SceneRunSettings(RunSettings):
    """Settings of a run on generated scenes. Raises ValueError where one is out of range."""

    scenes: SceneSettings = field(default_factory=SceneSettings)
    count: int = 3000  # scenes to learn from, 50 to 10,000
    tests: int = 300  # scenes to validate with, and as many others to judge with, 20 to 2,000
    learning_rate: float = 3e-3
    schedule: str = "cosine"

    def __post_init__(self) -> None:
        super().__post_init__()
        whole("count", self.count, 50, _ROUND)
        whole("tests", self.tests, 20, 2000)


def next_stretch(model: keras.Model, settings: SceneRunSettings, earlier: Any, *, gentler: float = 1) -> Stretch:
    """The stretch of a run: a first one, or one that goes on from an earlier result, whose weights the model is given.

    Parameters
    ----------
    model : keras.Model, changed in place if there is an earlier result
    settings : SceneRunSettings
    earlier : lessons.training.results.Run with records, or None
    gentler : float, what the learning rate is divided by where a run goes on

    Returns
    -------
    lessons.training.loop.Stretch
    """
    if earlier is None:
        return Stretch(settings.epochs, settings.learning_rate)
    model.set_weights(earlier.model.get_weights())
    return Stretch(settings.epochs, settings.learning_rate / gentler, earlier=earlier.history, records=earlier.records)


def watched_scenes(settings: SceneRunSettings) -> tuple[Scene, ...]:
    """The scenes whose answers a run records after every epoch: the first of its validation scenes."""
    return draw_scenes(settings.scenes, WATCHED, settings.seed, part=_VALIDATION)


def test_scenes(settings: SceneRunSettings) -> tuple[Scene, ...]:
    """The scenes that a run is judged by in the end: nothing is learned from them, and nothing is chosen by them."""
    return draw_scenes(settings.scenes, settings.tests, settings.seed, part=_TEST)


test_scenes.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever pytest makes of the name


def draw_parts(
    settings: SceneRunSettings, epochs_before: int, on_step: OnStep, should_stop: ShouldStop
) -> tuple[tuple[Scene, ...], tuple[Scene, ...]]:
    """The scenes to learn from and those to validate with. A run that goes on gets new scenes to learn from.

    Parameters
    ----------
    settings : SceneRunSettings
    epochs_before : int, epochs of the runs that this one goes on from
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    (tuple of Scene, tuple of Scene)

    Raises
    ------
    Stopped
        If it was stopped meanwhile.
    """
    phase, scenes = Phase("scenes", settings.count, on_step), ()
    while len(scenes) < settings.count:
        if should_stop():
            raise Stopped
        first = epochs_before * _ROUND + len(scenes)
        scenes += draw_scenes(settings.scenes, min(_AT_ONCE, settings.count - len(scenes)), settings.seed, first=first)
        phase.report(len(scenes))
    return scenes, draw_scenes(settings.scenes, settings.tests, settings.seed, part=_VALIDATION)
