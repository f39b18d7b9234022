import gc
import weakref
from dataclasses import replace

import keras
import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.nets.classification import rank
from lessons.nets.inference import run_layers
from lessons.nets.probing import map_layers
from lessons.nets.vgg16 import MAP_LAYERS
from lessons.nets.weights import vgg16_weights
from lessons.training.features import FEATURES
from lessons.training.fit import fit
from lessons.training.settings import TrainingSettings
from lessons.training.suited import suited_settings
from lessons.work.progress import PHASES, Stopped
from tests.small_data import part_of

pytestmark = pytest.mark.slow

QUICK = TrainingSettings(network="vgg16", image_size=64, epochs=3)
TEXTURES = part_of(DATASETS["textures"], 12)
SUITED = suited_settings(DATASETS["textures"], image_size=64)


@pytest.fixture(scope="module")
def textures_result():
    """The app's run on textures, on smaller pictures and fewer of them, with every step that it reported."""
    steps = []
    return fit(SUITED, TEXTURES, on_step=steps.append), steps


@pytest.fixture(scope="module")
def few(faces):
    return part_of(faces, 10)


def test_the_head_learns_textures_and_the_control_does_not(textures_result):
    result, _ = textures_result
    control = fit(replace(SUITED, arm="random"), TEXTURES)
    assert result.test_report.accuracy >= 0.95
    assert control.test_report.accuracy <= result.test_report.accuracy - 0.3


def test_while_it_learns_it_tells_what_it_says_of_each_picture_held_back(textures_result):
    """After each epoch as many answers are right as its history counts; at the end they are those of the report."""
    result, steps = textures_result
    said, targets = steps[-1].records, result.validation_report.targets
    assert [each.epoch for each in said] == list(range(len(result.history) + 1))
    shares = [float((each.answers == targets).mean()) for each in said[1:]]
    assert shares == pytest.approx([epoch.validation_accuracy for epoch in result.history], abs=1e-6)
    assert (said[-1].answers == result.validation_report.answers).all()


def test_the_model_takes_raw_pictures_and_answers_as_reported(textures_result):
    """One flat network from the picture to the probabilities, in Keras's own predict, against the reported figures."""
    result, _ = textures_result
    test = TEXTURES.test
    pictures = np.stack([square(image, result.settings.image_size) for image in test.images]).astype(np.float32)
    probabilities = result.model.predict(pictures, verbose=0)
    np.testing.assert_allclose(probabilities, result.test_report.probabilities, atol=1e-4)
    assert np.mean(probabilities.argmax(axis=1) == test.targets) == pytest.approx(result.test_report.accuracy)
    answers = rank(result.model, result.labels, test.images[0], top=len(result.labels))
    assert answers[0].name == result.labels[probabilities[0].argmax()]


def test_the_models_layers_can_be_asked_one_by_one(textures_result):
    result, _ = textures_result
    assert map_layers(result.model) == MAP_LAYERS
    assert not any(isinstance(layer, keras.Model) for layer in result.model.layers)


def test_the_base_stays_imagenets(textures_result):
    result, _ = textures_result
    for name, (kernel, bias) in vgg16_weights().items():
        np.testing.assert_array_equal(result.model.get_layer(name).get_weights()[0], kernel)
        np.testing.assert_array_equal(result.model.get_layer(name).get_weights()[1], bias)


def test_every_batch_is_reported_in_order(textures_result):
    result, steps = textures_result
    assert list(dict.fromkeys(step.phase for step in steps)) == ["features", "training", "evaluation"]
    assert {step.phase for step in steps} <= PHASES.keys()
    training = [step for step in steps if step.phase == "training"]
    assert [step.done for step in training] == sorted(step.done for step in training)
    assert training[-1].done == training[-1].total == 20 * 76  # pictures
    assert training[-1].history == result.history
    assert [epoch.number for epoch in result.history] == list(range(1, 21))
    features = [step for step in steps if step.phase == "features"]
    assert features[-1].done == features[-1].total == 192
    assert features[0].seconds_left is None
    assert features[-1].seconds_left == 0


def test_the_same_seed_gives_the_same_result_and_another_seed_another(few):
    first, second, other = fit(QUICK, few), fit(QUICK, few), fit(replace(QUICK, seed=1), few)
    assert first.history == second.history
    np.testing.assert_array_equal(first.test_report.probabilities, second.test_report.probabilities)
    assert first.history != other.history


def test_features_are_computed_once_and_training_leaves_the_processs_random_state_alone(few):
    fit(QUICK, few)
    keras.utils.set_random_seed(3)
    expected = np.random.rand()
    keras.utils.set_random_seed(3)
    steps = []
    fit(QUICK, few, on_step=steps.append)
    assert np.random.rand() == expected
    assert not any(step.phase == "features" for step in steps)


def test_features_disappear_with_their_data_set(faces):
    own = part_of(faces, 6)
    before = FEATURES.nbytes
    fit(QUICK, own)
    assert FEATURES.nbytes > before
    gone = weakref.ref(own)
    del own
    gc.collect()
    assert gone() is None
    assert FEATURES.nbytes == before


@pytest.mark.parametrize("after", [1, 4])
def test_it_stops_within_one_batch_and_keeps_what_it_learned(few, after):
    settings = replace(QUICK, epochs=50, batch_size=6)
    steps = []
    stopped = fit(
        settings,
        few,
        on_step=steps.append,
        should_stop=lambda: sum(step.phase == "training" and step.done > 0 for step in steps) >= after,
    )
    pictures = {1: 6, 4: 16 + 6}[after]  # 16 to learn from: batches of 6, 6 and 4
    assert max(step.done for step in steps if step.phase == "training") == pictures
    assert stopped.stopped
    assert 1 <= len(stopped.history) < 50
    assert stopped.test_report.probabilities.shape == (20, 2)


def test_it_stops_within_one_batch_of_the_features(faces):
    steps, own = [], part_of(faces, 30)
    with pytest.raises(Stopped):
        fit(QUICK, own, on_step=steps.append, should_stop=lambda: len(steps) >= 3)
    assert [step.done for step in steps] == [0, 16, 32]


def test_a_finished_run_does_not_say_that_it_was_stopped(textures_result):
    assert not textures_result[0].stopped


def test_validation_pictures_are_not_trained_on(faces):
    """A head that can only memorise (random labels) is right on what it was trained on, and guesses on the rest."""
    own = part_of(faces, 30)
    shuffled = np.random.default_rng(0).permutation(own.train.targets)
    noise = replace(own, train=replace(own.train, targets=shuffled))
    history = fit(replace(QUICK, epochs=60, learning_rate=1e-2), noise).history
    assert history[-1].accuracy > 0.95
    assert history[-1].validation_accuracy < 0.8


def test_the_saved_model_answers_the_same(textures_result, tmp_path):
    result, _ = textures_result
    result.model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras", safe_mode=True)
    picture = square(TEXTURES.test.images[7], 64)[None]
    first, second = (run_layers(model, picture, ["probabilities"])[0] for model in (result.model, again))
    np.testing.assert_allclose(first, second, atol=1e-6)
