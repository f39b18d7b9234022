"""Answers to one frame after the other: they are those of the slower ways, and odd pictures get one, too."""

import cv2
import keras
import numpy as np
import pytest

from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import grad_cam
from lessons.nets.classification import rank
from lessons.nets.live_answer import live_answer
from lessons.training.arms import assemble
from lessons.training.settings import TrainingSettings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["efficientnet_lite0", "vgg16"])
def model(request):
    """A network as it is trained on one's own pictures, its head still random."""
    keras.utils.set_random_seed(3)
    return assemble(TrainingSettings(network=request.param, image_size=96), 3).model


def test_an_answer_is_that_of_the_classifier_and_its_heat_that_of_grad_cam(model):
    picture = SAMPLES["chelsea"].load()
    answer = live_answer(model, picture, why=True)
    best = rank(model, ("a", "b", "c"), picture, top=1)[0]
    assert int(answer.probabilities.argmax()) == best.index
    assert answer.probabilities.max() == pytest.approx(best.probability, abs=1e-6)
    enlarged = cv2.resize(answer.heat, (96, 96), interpolation=cv2.INTER_LINEAR)
    expected = grad_cam(model, picture, best.index)
    np.testing.assert_allclose(enlarged / (enlarged.max() or 1), expected, atol=1e-4)


def test_heat_is_made_only_where_it_is_wanted(model):
    assert live_answer(model, SAMPLES["coffee"].load()).heat is None


@pytest.mark.parametrize("shape", [(1, 1), (12, 12), (40, 2000), (700, 9)])
def test_pictures_of_any_shape_get_an_answer(model, shape):
    for level in (0, 255):
        answer = live_answer(model, np.full((*shape, 3), level, np.uint8), why=True)
        assert answer.probabilities.sum() == pytest.approx(1, abs=1e-5)
        assert np.isfinite(answer.heat).all()
        assert 0 <= answer.heat.min() <= answer.heat.max() <= 1


def test_no_picture_gets_a_sentence(model):
    with pytest.raises(ValueError, match="an RGB picture"):
        live_answer(model, np.zeros((5, 5), np.uint8))


def test_a_frame_is_answered_as_its_square_is(model):
    picture = SAMPLES["rocket"].load()
    one, other = live_answer(model, picture), live_answer(model, square(picture, 96))
    np.testing.assert_allclose(one.probabilities, other.probabilities, atol=1e-5)


def test_a_network_without_maps_answers_without_heat():
    inputs = keras.Input((16, 16, 3), name="picture")
    outputs = keras.layers.Dense(2, activation="softmax", name="probabilities")(keras.layers.Flatten(name="flatten")(inputs))
    answer = live_answer(keras.Model(inputs, outputs), SAMPLES["coffee"].load(), why=True)
    assert answer.heat is None
    assert answer.probabilities.sum() == pytest.approx(1, abs=1e-5)
