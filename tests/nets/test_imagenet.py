import keras
import numpy as np
import pytest
import skimage.data

from lessons.images.samples import SAMPLES
from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.imagenet import classifier, classify, labels
from lessons.nets.inference import run_layers


# What the weights' reference implementation said of scikit-image's pictures: class -> probability, the first one's only.
@pytest.mark.parametrize(
    ("sample", "expected", "probability"),
    [
        ("chelsea", [285, 282, 281], 0.77),
        ("coffee", [967, 968, 504], 0.90),
        ("camera", [872], 0.95),
        ("rocket", [540, 657], 0.56),
    ],
)
def test_labels_are_the_reference_implementations(sample, expected, probability):
    picture = getattr(skimage.data, sample)()  # as stored: of the rocket, the app shows the colours that its profile means
    answers = classify(picture if picture.ndim == 3 else np.repeat(picture[..., np.newaxis], 3, axis=2), top=len(expected))
    assert [answer.index for answer in answers] == expected
    assert answers[0].probability == pytest.approx(probability, abs=0.006)


def test_names_are_imagenets():
    assert len(labels()) == 1000
    assert [labels()[index] for index in (0, 285, 504, 872, 967)] == [
        "tench",
        "Egyptian cat",
        "coffee mug",
        "tripod",
        "espresso",
    ]


def test_all_thousand_probabilities_sum_to_one():
    answers = classify(SAMPLES["flower"].load(), top=1000)
    assert sum(answer.probability for answer in answers) == pytest.approx(1, abs=1e-5)
    assert sorted(answer.index for answer in answers) == list(range(1000))
    probabilities = [answer.probability for answer in answers]
    assert probabilities == sorted(probabilities, reverse=True)


@pytest.mark.parametrize("top", [0, -1, 1001])
def test_as_many_labels_as_there_are(top):
    with pytest.raises(ValueError, match=f"Received: top={top}"):
        classify(SAMPLES["flower"].load(), top=top)


def test_it_is_frozen_and_loads_again_in_safe_mode(tmp_path, rng):
    model = classifier()
    assert model.trainable_variables == []
    model.save(tmp_path / "classifier.keras")
    again = keras.models.load_model(tmp_path / "classifier.keras", safe_mode=True)
    picture = rng.integers(0, 256, (1, 224, 224, 3)).astype(np.float32)
    first, second = (run_layers(network, picture, ["probabilities"])[0] for network in (model, again))
    np.testing.assert_allclose(first, second, rtol=1e-4, atol=1e-6)


def test_it_has_the_published_number_of_parameters():
    """4.65 million, as the model card says; batch normalisation's moving statistics are not counted there."""
    model = load_efficientnet_lite0()
    statistics = sum(np.prod(v.shape) for v in model.variables if v.name.startswith("moving_"))
    assert model.count_params() - statistics == pytest.approx(4.65e6, rel=0.01)
