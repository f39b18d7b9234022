"""Training runs on generated scenes: what all of them can choose, and the scenes that they learn from and are judged by."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import keras

from lessons.core.checks import whole
from lessons.finding.scenes import Scene, SceneSettings, draw_scenes
from lessons.nets.device import use_device
from lessons.training.loop import Goal, Stretch, train
from lessons.training.results import Run
from lessons.training.settings import RunSettings
from lessons.work.progress import OnStep, Phase, ShouldStop, Step, Stopped, never, silent

WATCHED = 6  # validation scenes whose answers are recorded after every epoch
_VALIDATION, _TEST = (1,), (2,)  # parts of a seed's scenes; those to learn from are of the part ()
_ROUND = 10_000  # scenes set apart for each epoch of earlier runs: more than `count` may be
_AT_ONCE = 200  # scenes between two reports

Scenes = tuple[Scene, ...]
SomeRun = TypeVar("SomeRun", bound=Run)


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


def fit_on_scenes(
    kind: type[SomeRun],
    settings: SceneRunSettings,
    *,
    labels: tuple[str, ...],
    build: Callable[[], keras.Model],
    arrays: Callable[[Scenes], tuple[Any, Any]],
    record: Callable[[keras.Model, int, Scenes], Any],
    judge: Callable[[keras.Model, Scenes], Any],
    goal: Goal,
    earlier: SomeRun | None,
    on_step: OnStep | None,
    should_stop: ShouldStop | None,
    gentler: float = 1,
) -> SomeRun:
    """What all runs on generated scenes do, from drawing the scenes to judging the network. Synchronous.

    Parameters
    ----------
    kind : the type of the result
    settings : SceneRunSettings
    labels : tuple of str, of the result
    build : function that returns the network
    arrays : function of scenes that returns the inputs and the targets, as `lessons.training.loop.train` takes them
    record : function of the network, an epoch's number and the validation scenes that returns a record of the epoch
    judge : function of the network and scenes that returns the report of the result
    goal : Goal
    earlier : an earlier result that this run goes on from, or None
    on_step, should_stop : as `lessons.training.fit.fit` takes them
    gentler : as `next_stretch` takes it

    Returns
    -------
    of the type `kind`

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    began, device = time.perf_counter(), use_device()
    model = build()
    stretch = next_stretch(model, settings, earlier, gentler=gentler)
    learning, validation = draw_parts(settings, len(stretch.earlier), on_step, should_stop)

    def record_epoch(epoch: int) -> Any:
        return record(model, epoch, validation)

    taught, checked = arrays(learning), arrays(validation)
    trained = train(model, settings, taught, checked, on_step, should_stop, record_epoch, stretch=stretch, goal=goal)
    on_step(Step("evaluation", 0, settings.tests, 0.0, trained.history, trained.records))
    parts: dict[str, Any] = {"test_report": judge(model, test_scenes(settings)), "records": trained.records}
    return kind(
        model=model,
        labels=labels,
        history=trained.history,
        kept=trained.kept,
        settings=settings,
        device=device,
        seconds=time.perf_counter() - began + (earlier.seconds if earlier else 0),
        stopped=trained.stopped,
        **parts,
    )


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


def watched_scenes(settings: SceneRunSettings) -> Scenes:
    """The scenes whose answers a run records after every epoch: the first of its validation scenes."""
    return draw_scenes(settings.scenes, WATCHED, settings.seed, part=_VALIDATION)


def test_scenes(settings: SceneRunSettings) -> Scenes:
    """The scenes that a run is judged by in the end: nothing is learned from them, and nothing is chosen by them."""
    return draw_scenes(settings.scenes, settings.tests, settings.seed, part=_TEST)


test_scenes.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever pytest makes of the name


def draw_parts(
    settings: SceneRunSettings, epochs_before: int, on_step: OnStep, should_stop: ShouldStop
) -> tuple[Scenes, Scenes]:
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
