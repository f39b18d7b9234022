"""Two races that were really run, and are kept so that their pages have something to show before anybody trains.

`python -m lessons.training.run_again` runs them again.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.attention import arrays_of, of_keras
from lessons.training.amount_results import AmountResult, AmountsRace
from lessons.training.attention_settings import AttentionSettings
from lessons.training.race_results import DepthRace, SlopeRecord
from lessons.training.race_settings import RaceSettings
from lessons.work.progress import Epoch

FOLDER = Path(__file__).parent / "finished"


@cache
def finished_depth_race() -> DepthRace:
    """Twenty layers with shortcuts and without, by the settings that the page begins with."""
    about, arrays = _read("depth_race")
    networks = about["networks"]
    slopes = np.reshape(arrays, (-1, len(networks), arrays[0].size))
    records = [SlopeRecord(epoch, dict(zip(networks, each, strict=True))) for epoch, each in enumerate(slopes)]
    history = tuple(Epoch(**epoch) for epoch in about["history"])
    return DepthRace(history, tuple(records), RaceSettings(), stopped=False, **about["race"])


def keep_depth_race(race: DepthRace) -> None:
    """Put it where `finished_depth_race` finds it."""
    networks = list(race.records[0].slopes)
    told = {"parameters": race.parameters, "seconds": race.seconds, "device": race.device}
    about = {"networks": networks, "history": [asdict(epoch) for epoch in race.history], "race": told}
    _keep("depth_race", about, [record.slopes[network] for record in race.records for network in networks])


@cache
def finished_amounts() -> AmountsRace:
    """Convolution against attention on few pictures and on many, by the settings that the page begins with."""
    about, weights = _read("amounts")
    transformer = of_keras(weights, about["patch"], about["blocks"])
    results = tuple(AmountResult(**result) for result in about["results"])
    return AmountsRace(results, transformer, tuple(about["labels"]), AttentionSettings(), **about["race"])


def keep_amounts(race: AmountsRace) -> None:
    """Put it where `finished_amounts` finds it."""
    about = {
        "patch": race.transformer.patch,
        "blocks": len(race.transformer.blocks),
        "labels": race.labels,
        "results": [asdict(result) for result in race.results],
        "race": {"seconds": race.seconds, "device": race.device},
    }
    _keep("amounts", about, arrays_of(race.transformer))


def _keep(name: str, about: dict[str, Any], arrays: Sequence[npt.NDArray]) -> None:
    np.savez_compressed(FOLDER / f"{name}.npz", np.array(json.dumps(about)), *(np.asarray(each, np.float32) for each in arrays))


def _read(name: str) -> tuple[dict[str, Any], list[npt.NDArray[np.float32]]]:
    with np.load(FOLDER / f"{name}.npz") as kept:
        about, *arrays = kept.values()
    return json.loads(str(about)), arrays
