import dataclasses
import json

import numpy as np
import pytest

from lessons.core.architecture import describe, parse_stack
from lessons.finding.detecting import DetectorSettings
from lessons.finding.locating import LocatorSettings
from lessons.finding.scenes import SceneSettings
from lessons.finding.segmenting import SegmentationSettings
from lessons.training.settings import IMAGE_SIZES, Augmentation, ScratchSettings, TrainingSettings, scratch_stack


def test_defaults_are_allowed_and_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainingSettings().epochs = 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("network", "resnet"),
        ("arm", "best"),
        ("unfrozen", 9),
        ("dropout", 1.0),
        ("fine_rate", 0),
        ("augmentation", {"flip": True}),
        ("image_size", 97),
        ("epochs", 0),
        ("epochs", 201),
        ("epochs", "ten"),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("schedule", "linear"),
        ("batch_size", 0),
        ("units", True),
        ("validation_share", 0.9),
        ("seed", -1),
        ("epochs", 2.5),
        ("epochs", 2.0),
        ("batch_size", 31.5),
        ("seed", 0.5),
        ("seed", np.float64(3)),
        ("patience", 1.5),
        ("pictures_per_class", 9.5),
        ("units", 63.9),
        ("unfrozen", 1.5),
        ("fine_epochs", 1.5),
        ("fine_epochs", np.bool_(True)),
        ("epochs", [1]),
        ("epochs", None),
        ("learning_rate", 1 + 0j),
        ("learning_rate", np.float32("nan")),
        ("learning_rate", float("inf")),
        ("validation_share", None),
        ("l2", False),
        ("l2", np.bool_(False)),
        ("image_size", 96.0),
        ("mixed_precision", 1),
    ],
)
def test_settings_out_of_range_are_named(name, value):
    with pytest.raises(ValueError, match=name) as error:
        TrainingSettings(**{name: value})
    shown = value.item() if isinstance(value, np.number) else value
    assert str(error.value).endswith(f"Received: {name}={shown!r}")


def test_numbers_of_numpy_are_numbers():
    chosen = TrainingSettings(epochs=np.int64(5), seed=np.uint8(7), learning_rate=np.float32(0.25), dropout=np.float64(0.5))
    assert chosen == TrainingSettings(epochs=5, seed=7, learning_rate=0.25, dropout=0.5)
    assert json.loads(json.dumps(dataclasses.asdict(chosen))) == dataclasses.asdict(chosen)


COUNTS = {"epochs", "batch_size", "seed", "patience", "pictures_per_class", "units", "unfrozen", "fine_epochs", "variants"}
COUNTS |= {"count", "tests", "anchors", "fewest", "most"}


@pytest.mark.parametrize(
    "kind",
    [Augmentation, TrainingSettings, ScratchSettings, SceneSettings, LocatorSettings, DetectorSettings, SegmentationSettings],
)
def test_every_count_of_every_kind_of_settings_is_whole(kind):
    counts = [item.name for item in dataclasses.fields(kind) if item.type is int and item.name in COUNTS]
    assert counts
    for name in counts:
        value = getattr(kind(), name)
        assert kind(**{name: np.int64(value)}) == kind()
        with pytest.raises(ValueError, match=f"{name} must be a whole number"):
            kind(**{name: value + 0.5})


@pytest.mark.parametrize(
    ("name", "value"), [("stack", "nonsense 3"), ("stack", 3), ("image_size", 33), ("epochs", 0), ("seed", -1)]
)
def test_settings_of_a_stacked_network_out_of_range_are_named(name, value):
    with pytest.raises(ValueError, match="Received: "):
        ScratchSettings(**{name: value})


@pytest.mark.parametrize("size", IMAGE_SIZES)
def test_the_small_cnn_can_be_trained_at_every_size(size):
    rows = describe(parse_stack(scratch_stack(size)), (size, size, 3), 20)
    assert rows[-2].shape[0] > 1000
