"""Two races that were really run, and are kept so that their pages have something to show before anybody trains.

`python -m lessons.training.run_again` runs them again.
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path

import numpy as np

from lessons.core.attention import arrays_of, of_keras
from lessons.training.amount_results import AmountResult, AmountsRace
from lessons.training.attention_settings import AttentionSettings
from lessons.training.race_results import DepthRace, SlopeRecord
from lessons.training.race_settings import RaceSettings
from lessons.work.kept_run import keep, kept
from lessons.work.progress import Epoch

FOLDER = Path(__file__).parent / "finished"
_WEIGHTS = "weights_"  # begins the names of the transformer's arrays
_DEPTH_RACE, _AMOUNTS = FOLDER / "depth_race.npz", FOLDER / "amounts.npz"


@cache
def finished_depth_race() -> DepthRace:
    """Twenty layers with shortcuts and without, by the settings that the page begins with."""
    about = kept(_DEPTH_RACE)
    slopes = (dict(zip(about["networks"], each, strict=True)) for each in about["slopes"])  # (epochs, networks, layers)
    records = [SlopeRecord(epoch, each) for epoch, each in enumerate(slopes)]
    history = tuple(Epoch(**epoch) for epoch in about["history"])
    return DepthRace(history, tuple(records), RaceSettings(), stopped=False, **about["race"])


def keep_depth_race(race: DepthRace) -> None:
    """Put it where `finished_depth_race` finds it."""
    networks = list(race.records[0].slopes)
    told = {"parameters": race.parameters, "seconds": race.seconds, "device": race.device}
    about = {"networks": networks, "history": [asdict(epoch) for epoch in race.history], "race": told}
    slopes = np.array([[record.slopes[network] for network in networks] for record in race.records], np.float32)
    keep(_DEPTH_RACE, about, slopes=slopes)


@cache
def finished_amounts() -> AmountsRace:
    """Convolution against attention on few pictures and on many, by the settings that the page begins with."""
    about = kept(_AMOUNTS)
    weights = [about[name] for name in sorted(about) if name.startswith(_WEIGHTS)]
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
    arrays = enumerate(arrays_of(race.transformer))
    keep(_AMOUNTS, about, **{f"{_WEIGHTS}{number:03d}": np.asarray(each, np.float32) for number, each in arrays})
