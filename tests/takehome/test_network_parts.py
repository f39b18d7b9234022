"""A network in parts, as a project keeps it: changed by a stranger it is refused, or it is another one of this course."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lessons.nets.bases import load_base
from lessons.takehome.model_file import ModelError
from lessons.takehome.network_parts import network_of, network_parts
from lessons.training.arms import assemble
from lessons.training.settings import TrainingSettings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parts():
    return network_parts(assemble(TrainingSettings(network="vgg16", image_size=64), 3).model)


def nan_first(weights):
    return np.float32(np.nan).tobytes() + weights[4:]


def described(parts, edit):
    config = json.loads(parts.description)
    edit(config["config"]["layers"])
    return replace(parts, description=json.dumps(config).encode())


def wider(layers):
    next(layer for layer in layers if layer["config"]["name"] == "hidden")["config"]["units"] = 10**7


def evil(layers):
    layers[1]["class_name"] = "Lambda"


def without_the_last(parts):
    return dict(list(parts.known.items())[:-1])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda parts: replace(parts, weights=parts.weights[:-4]), "not those of its layers"),
        (lambda parts: replace(parts, weights=parts.weights + bytes(4)), "not those of its layers"),
        (lambda parts: replace(parts, weights=nan_first(parts.weights)), "not all finite numbers"),
        (lambda parts: replace(parts, known=parts.known | {"999": "0" * 64}), "not those of its layers"),
        (lambda parts: replace(parts, known=parts.known | {"0": "0" * 64}), "does not come along with this app|not those of"),
        (lambda parts: replace(parts, known=dict.fromkeys(parts.known, "0" * 64)), "does not come along with this app"),
        (lambda parts: replace(parts, known=without_the_last(parts)), "not those of its layers"),
        (lambda parts: described(parts, wider), "far too large|don't fit together"),
        (lambda parts: described(parts, evil), "no network of this course has: 'Lambda'"),
        (lambda parts: replace(parts, description=b"{}"), "description is damaged"),
        (lambda parts: replace(parts, description=b"[" * 100_000), "description is damaged"),
        (lambda parts: replace(parts, description=bytes(6_000_000)), "far too long"),
    ],
)
def test_parts_that_were_changed_are_refused(parts, change, message):
    with pytest.raises(ModelError, match=message):
        network_of(change(parts))


def test_the_convolutions_of_vgg16_are_known_and_the_head_is_not(parts):
    expected = load_base("vgg16", size=64).get_weights()
    model = network_of(parts)
    assert len(parts.known) == 26  # 13 kernels and 13 biases
    for array, bundled in zip(model.get_weights(), expected, strict=False):
        np.testing.assert_array_equal(array, bundled)
    head = [array for name in ("hidden", "probabilities") for array in model.get_layer(name).get_weights()]
    preprocessing = model.get_layer("preprocessing").get_weights()
    assert len(parts.weights) == sum(array.nbytes for array in [*preprocessing, *head])
