import dataclasses

import pytest

from lessons.training.settings import ScratchSettings, TrainingSettings


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
    ],
)
def test_settings_out_of_range_are_named(name, value):
    with pytest.raises(ValueError, match=name) as error:
        TrainingSettings(**{name: value})
    assert str(error.value).endswith(f"Received: {name}={value!r}")


@pytest.mark.parametrize(("name", "value"), [("stack", "nonsense 3"), ("image_size", 33), ("epochs", 0), ("seed", -1)])
def test_settings_of_a_stacked_network_out_of_range_are_named(name, value):
    with pytest.raises(ValueError, match="Received: "):
        ScratchSettings(**{name: value})
